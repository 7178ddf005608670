"""Gates over typed queries."""

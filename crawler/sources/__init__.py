"""One small declaration per site."""

"""The seam between queries and what executes them."""

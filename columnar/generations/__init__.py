"""Generations of an index: written, published in one step, opened, verified, merged."""

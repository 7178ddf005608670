"""Stores facts: their tables, and the writer that replaces an article's facts and keeps the numbers of events and people."""

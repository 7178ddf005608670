"""Judges the search: metrics on questions, variants of queries, and golden queries that gate each new index."""

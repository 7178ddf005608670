"""Finds addresses in sitemaps, feeds, listings and interfaces, all given as bytes; fetches nothing."""

"""Restrictions beside the words: facets, what an article states, and where phrases stand."""

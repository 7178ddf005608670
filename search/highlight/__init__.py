"""Marks, snippets and reasons of hits, from one pass over the texts of a page of results."""

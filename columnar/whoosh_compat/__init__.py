"""Segments as Whoosh sees them: codec, table of contents, scoring."""

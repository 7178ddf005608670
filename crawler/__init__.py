"""Portals to archive: polite fetching, discovery, extraction."""

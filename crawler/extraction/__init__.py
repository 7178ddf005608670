"""Reads an article from a page or attached file: title, moment of publication, lead, blocks, byline, section."""

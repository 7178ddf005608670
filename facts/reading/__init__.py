"""Reads facts back: events, people, documents, measures, related articles, and the articles that state something."""

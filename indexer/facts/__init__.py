"""Facts of an article by pattern: events, people, documents, agencies, figures, periods, quotes. Pure functions."""

from archive.facts_model import Facts
from indexer.facts.facts import facts_of

__all__ = ["Facts", "facts_of"]

"""Facts of an article by pattern: events, people, documents, agencies, figures, periods, quotes. Pure functions."""

from indexer.facts.facts import facts_of
from indexer.facts.model import Facts

__all__ = ["Facts", "facts_of"]

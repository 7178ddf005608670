"""Facts of an article by pattern: events, people, documents, agencies, figures, periods, quotes. Pure functions."""

from facts.extraction.article import facts_of
from facts.model import Facts

__all__ = ["Facts", "facts_of"]

"""Marks what a query matches in the text of an article page, as the searcher reads it."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup, escape

from indexer.matching import Finder, Patterns
from indexer.snippets import mark, spans
from indexer.units import Query
from web import wording


def marker(query: Query | None) -> Callable[[str], Markup]:
    """Return a function that escapes a text and puts <mark> around what the query matches; None marks nothing."""
    patterns = Patterns.of(query) if query else None
    if not patterns:
        return escape
    finder = Finder(patterns)
    return lambda text: wording.marked(mark(text, spans(finder.find([text])[0])))

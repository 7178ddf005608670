"""Marks what a query matches in the text of an article page, as the searcher reads it."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup, escape

from indexer.snippets import Patterns, mark, spans, tokens_of
from indexer.units import Query
from web import wording


def marker(query: Query | None) -> Callable[[str], Markup]:
    """Return a function that escapes a text and puts <mark> around what the query matches; None marks nothing."""
    patterns = Patterns.of(query) if query else None
    if not patterns:
        return escape
    return lambda text: wording.marked(mark(text, spans(tokens_of(text, patterns), patterns)))

"""Marks what a query matches in the text of an article page, as the searcher reads it."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup, escape

from indexer.snippets import Patterns, mark, spans
from indexer.units import Query
from vietnamese.tokens import tokenize
from web import wording


def marker(query: Query | None) -> Callable[[str], Markup]:
    """Return a function that escapes a text and puts <mark> around what the query matches; None marks nothing."""
    patterns = Patterns.of(query) if query else None
    if patterns is None or not (patterns.sequences or patterns.prefixes):
        return escape
    return lambda text: wording.marked(mark(text, spans(tokenize(text), patterns)))

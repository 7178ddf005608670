"""Marks what a query matches in the text of an article page, as the searcher reads it."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup, escape

from search import FormMatcher, FormPatterns, Query, mark, spans
from web import template_filters as wording


def marker(query: Query | None) -> Callable[[str], Markup]:
    """Return a function that escapes a text and puts <mark> around what the query matches; None marks nothing."""
    patterns = FormPatterns.of(query) if query else None
    if not patterns:
        return escape
    finder = FormMatcher(patterns)
    return lambda text: wording.marked(mark(text, spans(finder.find([text])[0])))

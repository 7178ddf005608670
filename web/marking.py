"""Marks what a query matches in the text of an article page, with the searcher's own patterns."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from markupsafe import Markup, escape

from indexer.query import parse
from indexer.snippets import Patterns, mark, spans
from vietnamese.abbreviations import Dictionary
from vietnamese.tokens import tokenize
from web import wording


@lru_cache(maxsize=1)
def _dictionary() -> Dictionary:
    return Dictionary.shipped()


def marker(query: str) -> Callable[[str], Markup]:
    """Return a function that escapes a text and puts <mark> around what the query matches; "" marks nothing."""
    patterns = Patterns.of(parse(query, _dictionary())) if query else None
    if patterns is None or not (patterns.sequences or patterns.prefixes):
        return escape
    return lambda text: wording.marked(mark(text, spans(tokenize(text), patterns)))

"""Looks up what articles state, for the operators: in the facts, and for quotes first in the index."""

from __future__ import annotations

from sqlalchemy import Engine

from columnar.query.plan import AnyOf, Plan, Scored
from facts.reading.articles_stating import find_articles_stating
from indexer.schema import ZONES
from search.backend import Backend
from search.filters.resolve import Stating
from vietnamese.spelling.tokens import tokenize


def stating_of(engine: Engine, backend: Backend) -> Stating:
    """Return what looks up the articles that state a value."""

    def find(kind: str, value: str) -> list[int]:
        among = _holding_words(backend, value) if kind == "quote" else None
        return find_articles_stating(engine, kind, value, among)

    return find


def _holding_words(backend: Backend, value: str) -> list[int] | None:
    """The articles that hold every word of a value somewhere, so that only their quotes are read; None for a value without words.

    Figures are left out: what is one term in a text may be a part of what is typed.
    """
    words = dict.fromkeys(token.folded for token in tokenize(value) if token.kind == "word" and token.folded.isalpha())
    anywhere = (AnyOf(tuple(Scored.of(f"{zone}_folded", word) for zone in ZONES)) for word in words)
    return [article for article, _ in backend.matching(Plan.of(*anywhere), "date")] if words else None

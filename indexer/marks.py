"""Marks: what a text names, whatever its form, as terms of their own field (``indexer.model.MARKS``).

``d:`` documents (vietnamese.document_marks), ``@`` days and periods (vietnamese.day_marks), ``s:`` senses: ``s:tt`` says that the
article defines TT, ``s:tt=trật tự`` how, once for each time TT stands there. Made with the analysis; asked by the planner.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from vietnamese.abbreviations import key_of
from vietnamese.day_marks import day_marks
from vietnamese.document_marks import document_marks


def sense_mark(abbreviation: str, expansion: str = "") -> str:
    """Return the mark of an article that defines ``abbreviation`` (as ``expansion``)."""
    short = key_of(abbreviation)
    return f"s:{short}={key_of(expansion)}" if expansion else f"s:{short}"


def _senses(definitions: Iterable[tuple[str, str]], terms: Counter[str]) -> list[str]:
    found: list[str] = []
    for short, long in definitions:
        times = min((terms[t] for t in key_of(short).split()), default=1)
        found += [sense_mark(short), *[sense_mark(short, long)] * max(times, 1)]
    return found


def marks_of_text(texts: Sequence[str], definitions: Iterable[tuple[str, str]], terms: Counter[str]) -> list[str]:
    """Return the marks of the zones' texts; ``terms`` counts the article's terms."""
    named = (mark for text in texts for mark in (*document_marks(text), *day_marks(text)))
    return [*named, *_senses(definitions, terms)]

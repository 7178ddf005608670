"""Marks: what a text names, whatever its form, as terms of their own field (``indexer.model.MARKS``).

``d:`` documents (vietnamese.document_marks), ``@`` days and periods (vietnamese.day_marks), ``s:`` senses: ``s:tt`` says that the
article defines TT, ``s:tt=trật tự`` how, once for each time TT stands there. Made with the analysis; asked by the planner.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import date

from vietnamese.abbreviations import key_of
from vietnamese.day_marks import marks_of_day, named_days, period_marks
from vietnamese.document_marks import named_documents
from vietnamese.named import Named


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
    named = [mark for text in texts for found in _named(text) for mark in found.marks]
    return [*named, *_senses(definitions, terms)]


def _named(text: str) -> Iterator[Named]:
    yield from named_documents(text)
    yield from named_days(text)


def marks_of_days(published: date | None, event: date | None) -> dict[str, list[str]]:
    """Return the marks that an article has by its days: of the periods that hold them, and of the day of its event, which the text
    may name in other words ("sáng nay")."""
    marks = {"published": period_marks(published)} if published else {}
    if event:
        marks["event"] = [*period_marks(event), *marks_of_day(event.year, event.month, event.day)[-2:]]
    return marks


def where_named(text: str, wanted: Set[str]) -> Iterator[tuple[str, int, int]]:
    """Yield each place of ``text`` that names one of the marks wanted: the mark, first and last character."""
    for found in _named(text) if wanted else ():
        for mark in found.marks:
            if mark in wanted:
                yield mark, found.start, found.end
                break

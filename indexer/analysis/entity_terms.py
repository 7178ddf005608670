"""Marks: what a text names, whatever its form, as terms of their own field (``indexer.schema.MARKS``).

``d:`` documents (vietnamese.entities.document_terms), ``@`` days and periods (vietnamese.entities.day_terms), ``s:`` senses: ``s:tt=trật tự`` says
that TT means trật tự there, once for each time it does, ``s:tt`` that no TT of the article is left open. The article's own
definition decides for the whole article, else the neighbours of each place (vietnamese.abbreviations.disambiguation). Made with the analysis;
asked by the planner.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import date

from vietnamese.abbreviations.dictionary import key_of
from vietnamese.abbreviations.disambiguation import find_senses
from vietnamese.abbreviations.sense_terms import sense_term
from vietnamese.entities.day_terms import find_day_spans, period_terms_of, terms_of_day
from vietnamese.entities.document_terms import find_document_spans
from vietnamese.entities.spans import EntitySpan


def _defined(definitions: Iterable[tuple[str, str]], terms: Counter[str]) -> list[str]:
    found: list[str] = []
    for short, long in definitions:
        times = min((terms[t] for t in key_of(short).split()), default=1)
        found += [sense_term(short), *[sense_term(short, long)] * max(times, 1)]
    return found


def _meant(text: str, defined: set[str]) -> list[str]:
    found: list[str] = []
    for short, senses in find_senses(text).items():
        if key_of(short) not in defined:
            found += [sense_term(short, sense) for sense in senses if sense]
            found += [sense_term(short)] if all(senses) else []
    return found


def entity_terms_of_text(
    texts: Sequence[str], definitions: Iterable[tuple[str, str]], terms: Counter[str]
) -> list[str]:
    """Return the marks of the zones' texts; ``terms`` counts the article's terms."""
    pairs = list(definitions)
    named = [mark for text in texts for found in _named(text) for mark in found.terms]
    meant = _meant("\n".join(texts), {key_of(short) for short, _ in pairs})
    return [*named, *_defined(pairs, terms), *meant]


def _named(text: str) -> Iterator[EntitySpan]:
    yield from find_document_spans(text)
    yield from find_day_spans(text)


def entity_terms_of_days(published: date | None, event: date | None) -> dict[str, list[str]]:
    """Return the marks that an article has by its days: of the periods that hold them, and of the day of its event, which the text
    may name in other words ("sáng nay")."""
    marks = {"published": period_terms_of(published)} if published else {}
    if event:
        marks["event"] = [*period_terms_of(event), *terms_of_day(event.year, event.month, event.day)[-2:]]
    return marks


def places_of_terms(text: str, wanted: Set[str]) -> Iterator[tuple[str, int, int]]:
    """Yield each place of ``text`` that names one of the marks wanted: the mark, first and last character."""
    for found in _named(text) if wanted else ():
        for mark in found.terms:
            if mark in wanted:
                yield mark, found.start, found.end
                break

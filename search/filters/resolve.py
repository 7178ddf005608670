"""Conditions -> restrictions: what articles state is looked up in the archive, where words stand is asked of the index."""

from __future__ import annotations

from collections.abc import Sequence

from archive.articles.archive import Archive
from columnar.query.plan import KeyIn, Restriction
from facts.reading.articles_stating import find_articles_stating
from search.backend import Backend
from search.filters.positions import near, start
from search.filters.syntax import Condition, Near, Start
from search.query.collocations import evidence_of
from search.query.segmenter import QuerySegmenter
from vietnamese.abbreviations.dictionary import Dictionary


def resolve_filters(
    archive: Archive, backend: Backend, dictionary: Dictionary, conditions: Sequence[Condition]
) -> tuple[Restriction, ...]:
    """Return a restriction for each condition; a condition that nothing fits lets nothing through."""
    reader = QuerySegmenter(dictionary, evidence_of(backend))
    found: list[Restriction] = []
    for one in conditions:
        if isinstance(one, Near):
            found.append(near(_written(reader, one.first), _written(reader, one.second), one.apart))
        elif isinstance(one, Start):
            found.append(start(_written(reader, one.phrase), one.words))
        else:
            found.append(KeyIn(tuple(find_articles_stating(archive.engine, one.kind, one.value))))
    return tuple(found)


def _written(reader: QuerySegmenter, phrase: str) -> list[str]:
    """Every way to write a phrase, abbreviations and long forms alike; to the letter after "+"."""
    if phrase.startswith("+"):
        return [phrase[1:]]
    units = reader.phrase(phrase).units
    return [" ".join(t.text for t in form) for unit in units for form in (unit.terms, *unit.forms)] or [phrase]

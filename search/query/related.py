"""Words of one meaning in a query: what else the second tier is filled with, said and switchable."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from search.query.abbreviations import form_of
from search.query.tree import Query, RelatedForms, Unit
from search.results import Understood
from vietnamese.related_words.pairs import RelatedWords

_LAST = 24
"""Clauses of a query that may have related words: plans know so many by bits."""


def _terms(query: Query, first: int, size: int) -> list[str]:
    """The terms of clauses side by side that are single words, fewer when one of them is something else."""
    found: list[str] = []
    for number in range(first, min(first + size, len(query.clauses), _LAST)):
        clause = query.clauses[number]
        if not isinstance(clause, Unit) or clause.kind != "syllable" or clause.zone or clause.forms:
            break
        if number in query.optional or f"+{clause.raw}" in query.text:
            break
        found.append(clause.terms[0].text)
    return found


def _find(query: Query, words: RelatedWords) -> Iterator[RelatedForms]:
    at = 0
    while at < len(query.clauses):
        terms = _terms(query, at, words.longest)
        size = next((n for n in range(len(terms), 0, -1) if words.others_of(terms[:n])), 0)
        if size:
            others = words.others_of(terms[:size])
            yield RelatedForms(tuple(range(at, at + size)), tuple(map(form_of, others)), others)
        at += size or 1


def find_related(query: Query, words: RelatedWords) -> Query:
    """Return the query with the other words of the same meaning."""
    return replace(query, related=tuple(_find(query, words)))


def notes_of(query: Query, units: Collection[str]) -> tuple[Understood, ...]:
    """Return what is to be said of the related words; ``units``: what articles that are shown were found by."""
    notes = (_note(query, one) for one in query.related)
    return tuple(note for note in notes if note.unit in units)


def _note(query: Query, one: RelatedForms) -> Understood:
    raw = " ".join(clause.raw for n in one.clauses if isinstance(clause := query.clauses[n], Unit))
    said = f"ở phần sau cũng có bài dùng từ cùng nghĩa: {', '.join(one.words)}"
    letter = f"+{raw}" if " " not in raw else f'+"{raw}"'
    quoted = " OR ".join(f'"{word}"' for word in (raw, *one.words))
    off, on = (query.text.replace(raw, new, 1) if raw in query.text else "" for new in (letter, f"({quoted})"))
    return Understood("related", raw, f"“{raw}”: {said}", off, on)

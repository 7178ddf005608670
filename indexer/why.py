"""Why a hit matched: for each unit of the query the words that stand in the article, how they answer it, and in which fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from indexer.marks import marks_of_days
from indexer.matching import Patterns
from indexer.model import Why
from indexer.snippets import ReadArticle
from indexer.units import Either, Form, Query, Term, Unit
from vietnamese.places import gazetteer
from vietnamese.tokens import tokenize

_MOST = 3
"""Different words shown for one unit."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A unit with how a match of it is to be called when it was not typed so ("" when it was)."""

    unit: Unit
    origin: str


def asked_units(query: Query, typed: str) -> tuple[Asked, ...]:
    """Return the units of an executed query; what ``typed`` lacks came from a correction or from composed keys."""
    words = {t.folded for t in tokenize(typed)}
    found = []
    for clause in query.clauses:
        units = clause.units if isinstance(clause, Either) else (clause,)
        for unit in units:
            origin = "" if any(t.folded in words for t in unit.terms) else "correction"
            if isinstance(clause, Either) and unit.kind == "phrase" and gazetteer().province(unit.raw):
                origin = "place"
            found.append(Asked(unit, origin))
    return tuple(found)


def _how(asked: Asked, form: Form, raw: str) -> str:
    """How the words ``raw`` of a text answer a unit whose ``form`` they are."""
    unit = asked.unit
    if asked.origin:
        return asked.origin
    if unit.kind in ("document", "prefix", "phrase", "days"):
        return {"days": "date"}.get(unit.kind, unit.kind)
    if form is not unit.terms:
        return "abbreviation" if len(form) < len(unit.terms) else "long" if unit.kind == "abbreviation" else "form"
    if any(t.text != w.text for t, w in zip(tokenize(raw), form, strict=False)):
        return "folded"
    return "word"


def _by_day(unit: Unit, published: date | None, event: date | None) -> Iterator[tuple[str, str, str]]:
    """How, in which words and where the article's own days meet a unit."""
    if unit.kind == "days":
        for name, marks in marks_of_days(published, event).items():
            day = published if name == "published" else event
            if day and not set(unit.marks).isdisjoint(marks):
                yield "date", f"{day.day}/{day.month}/{day.year}", name


class Reasons:
    """Says why hits of one query matched; keeps what it said of the same words, which stand in hit after hit."""

    def __init__(self, asked: Iterable[Asked], patterns: Patterns) -> None:
        forms, marks, prefixes = patterns.numbers()
        self._asked = [(one, [*_numbered(one.unit, forms, marks, prefixes)]) for one in asked]
        self._said: dict[tuple[str, str, int], tuple[str, str]] = {}

    def why(self, read: ReadArticle, published: date | None = None, event: date | None = None) -> tuple[Why, ...]:
        """Return what of each unit stands in the zones, else which of the article's days it means."""
        places: dict[int, dict[tuple[str, str], None]] = {}
        for name, (text, matches) in read.zones.items():
            for start, end, number in matches:
                places.setdefault(number, {})[name, text[start:end]] = None
        found: list[Why] = []
        for one, numbers in self._asked:
            seen: dict[tuple[str, str], dict[str, None]] = {}
            written: dict[str, str] = {}
            for how, words, name in [*self._standing(one, numbers, places)] or _by_day(one.unit, published, event):
                lower = words.lower()
                seen.setdefault((how, lower), {})[name] = None
                written.setdefault(lower, words)
            listed = islice(seen.items(), _MOST)
            found += [Why(one.unit.raw, written[words], how, tuple(names)) for (how, words), names in listed]
        return tuple(found)

    def _standing(
        self, one: Asked, numbers: Sequence[tuple[int, Form]], places: Mapping[int, Mapping[tuple[str, str], None]]
    ) -> Iterator[tuple[str, str, str]]:
        """How, in which words and in which zone a unit stands in an article."""
        for number, form in numbers:
            for name, raw in places.get(number, ()):
                if one.unit.zone in ("", name):
                    key = (one.unit.raw, raw, number)
                    said = self._said.get(key)
                    if said is None:
                        said = self._said[key] = _how(one, form, raw), " ".join(raw.split())
                    yield *said, name


def _numbered(
    unit: Unit, forms: Mapping[Form, int], marks: Mapping[str, int], prefixes: Mapping[Term, int]
) -> Iterator[tuple[int, Form]]:
    """The patterns that a unit is found by, in the order in which they are told."""
    if unit.kind == "prefix":
        yield prefixes[unit.terms[0]], unit.terms
        return
    yield from ((forms[form], form) for form in unit.written)
    yield from ((marks[mark], (Term(mark, mark),)) for mark in unit.marks)

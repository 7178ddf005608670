"""Why a hit matched: for each unit of the query the words that stand in the article, how they answer it, and in which fields."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from indexer.marks import marks_of_days
from indexer.model import Why
from indexer.units import Either, Form, Query, Term, Unit
from vietnamese.places import gazetteer
from vietnamese.tokens import Token, tokenize

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


class _Zone:
    """The tokens of one field, by folded term."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text, self.tokens = text, tokens
        self.places: dict[str, list[int]] = defaultdict(list)
        for at, token in enumerate(tokens):
            self.places[token.folded].append(at)

    def find(self, form: Form) -> list[Sequence[Token]]:
        """Where the form stands, without regard to accents where it has none."""
        accented = any(t.accented for t in form)
        found = []
        for at in self.places.get(form[0].folded, ()):
            part = self.tokens[at : at + len(form)]
            if (
                len(part) == len(form)
                and part[-1].sentence == part[0].sentence
                and all(a.text == b.text if accented else a.folded == b.folded for a, b in zip(part, form, strict=True))
            ):
                found.append(part)
        return found

    def begin(self, form: Form) -> list[Sequence[Token]]:
        """Tokens that begin as a prefix asks."""
        text, accented = form[0].text, form[0].accented
        return [[t] for t in self.tokens if (t.text if accented else t.folded).startswith(text)]


def _how(asked: Asked, form: Form, part: Sequence[Token]) -> str:
    unit = asked.unit
    if asked.origin:
        return asked.origin
    if unit.kind in ("document", "prefix", "phrase", "days"):
        return {"days": "date"}.get(unit.kind, unit.kind)
    if form is not unit.terms:
        return "abbreviation" if len(form) < len(unit.terms) else "long" if unit.kind == "abbreviation" else "form"
    if any(t.text != w.text for t, w in zip(part, form, strict=True)):
        return "folded"
    return "word"


def _standing(asked: Asked, zones: Mapping[str, _Zone]) -> Iterator[tuple[str, str, str]]:
    """How, in which words and in which zone a unit stands in an article."""
    unit = asked.unit
    for form in (*unit.written, *((Term(m, m),) for m in unit.marks)):
        for name, zone in zones.items():
            if unit.zone and unit.zone != name:
                continue
            for part in zone.begin(form) if unit.kind == "prefix" else zone.find(form):
                words = zone.text[part[0].start : part[-1].end]
                yield _how(asked, form, part), " ".join(words.split()), name


def _by_day(unit: Unit, published: date | None, event: date | None) -> Iterator[tuple[str, str, str]]:
    """The same of a unit that only the article's own days meet."""
    if unit.kind == "days":
        for name, marks in marks_of_days(published, event).items():
            day = published if name == "published" else event
            if day and not set(unit.marks).isdisjoint(marks):
                yield "date", f"{day.day}/{day.month}/{day.year}", name


def why(
    asked: Iterable[Asked],
    zones: Mapping[str, tuple[str, Sequence[Token]]],
    published: date | None = None,
    event: date | None = None,
) -> tuple[Why, ...]:
    """Return what of each unit stands in the zones ({zone: (text, tokens)}), else which of the article's days it means."""
    indexed = {name: _Zone(*given) for name, given in zones.items()}
    found: list[Why] = []
    for one in asked:
        seen: dict[tuple[str, str], dict[str, None]] = {}
        written: dict[str, str] = {}
        for how, words, name in [*_standing(one, indexed)] or _by_day(one.unit, published, event):
            seen.setdefault((how, words.lower()), {})[name] = None
            written.setdefault(words.lower(), words)
        found += [
            Why(one.unit.raw, written[words], how, tuple(names)) for (how, words), names in list(seen.items())[:_MOST]
        ]
    return tuple(found)

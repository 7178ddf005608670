"""Why a hit matched: for each unit of the query the words that stand in the article, how they answer it, and in which fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from indexer.analysis.entity_terms import entity_terms_of_days
from search.highlight.matcher import FormPatterns
from search.highlight.snippets import MatchedArticle
from search.query.tree import Alternation, Form, Query, Term, Unit
from search.results import Explanation
from vietnamese.entities.places import load_gazetteer
from vietnamese.spelling.tokens import tokenize

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
        units = clause.units if isinstance(clause, Alternation) else (clause,)
        for unit in units:
            known = unit.kind == "wildcard" or any(t.folded in words for t in unit.terms)
            origin = "" if known else "correction"
            if isinstance(clause, Alternation) and unit.kind == "phrase" and load_gazetteer().find_province(unit.raw):
                origin = "place"
            found.append(Asked(unit, origin))
    for one in query.related:
        raw = " ".join(own.raw for n in one.clauses if isinstance(own := query.clauses[n], Unit))
        found.append(Asked(Unit(one.forms[0], "long", raw, one.forms[1:]), "offered" if one.offered else "related"))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word of the query with the units it stands in."""

    units: tuple[Unit, ...]
    terms: Form
    asked: Asked


def asked_words(query: Query) -> list[AskedWord]:
    """Return the query's words that some articles have only across the borders of others."""
    found = []
    for word in query.words:
        units = tuple(unit for n in word.clauses if isinstance(unit := query.clauses[n], Unit))
        raw = " ".join(unit.raw for unit in units)
        found.append(AskedWord(units, word.terms, Asked(Unit(word.terms, "long", raw), "border")))
    return found


def _how(asked: Asked, form: Form, raw: str) -> str:
    """How the words ``raw`` of a text answer a unit whose ``form`` they are."""
    unit = asked.unit
    if asked.origin:
        return asked.origin
    if unit.kind in ("document", "prefix", "wildcard", "phrase", "days"):
        return {"days": "date", "wildcard": "prefix"}.get(unit.kind, unit.kind)
    if unit.kind in ("number", "word") and form is not unit.terms:
        return "form"
    if form is not unit.terms:
        return "abbreviation" if len(form) < len(unit.terms) else "long" if unit.kind == "abbreviation" else "form"
    if any(t.text != w.text for t, w in zip(tokenize(raw), form, strict=False)):
        return "folded"
    return "word"


def _by_day(unit: Unit, published: date | None, event: date | None) -> Iterator[tuple[str, str, str]]:
    """How, in which words and where the article's own days meet a unit."""
    if unit.kind == "days":
        for name, marks in entity_terms_of_days(published, event).items():
            day = published if name == "published" else event
            if day and not set(unit.marks).isdisjoint(marks):
                yield "date", f"{day.day}/{day.month}/{day.year}", name


Places = Mapping[int, Mapping[tuple[str, str], None]]
"""By pattern, the zone and the words of each place where it stands, in reading order."""

Said = tuple[tuple[str, str], str]
"""How words answer a unit and the words in small letters, which is what tells reasons apart; and the words as they stand."""


class _Told:
    """A unit, the patterns it is found by, and what was said of words found so, which stand in hit after hit."""

    def __init__(self, asked: Asked, numbers: Sequence[tuple[int, Form]]) -> None:
        self.asked, self.numbers = asked, numbers
        self._said: dict[tuple[str, int], Said] = {}

    def reasons(self, places: Places) -> dict[tuple[str, str], tuple[str, dict[str, None]]]:
        """Each reason of an article, with its words as they first stand there and the zones in which they do."""
        found: dict[tuple[str, str], tuple[str, dict[str, None]]] = {}
        zone = self.asked.unit.zone
        for number, form in self.numbers:
            for name, raw in places.get(number, ()):
                if zone in ("", name):
                    reason, words = self._said.get((raw, number)) or self._say(raw, number, form)
                    if reason in found:
                        found[reason][1][name] = None
                    else:
                        found[reason] = words, {name: None}
        return found

    def _say(self, raw: str, number: int, form: Form) -> Said:
        words = " ".join(raw.split())
        said = self._said[raw, number] = (_how(self.asked, form, raw), words.lower()), words
        return said


class Explainer:
    """Says why hits of one query matched."""

    def __init__(self, asked: Iterable[Asked], patterns: FormPatterns, words: Sequence[AskedWord] = ()) -> None:
        """``words``: those of the query that some articles have only across borders, in its order."""
        forms, marks, prefixes = patterns.numbers()
        self._told = [_Told(one, [*_numbered(one.unit, forms, marks, prefixes)]) for one in asked]
        self._words = [(word.units, _Told(word.asked, [(forms[word.terms], word.terms)])) for word in words]

    def why(
        self,
        read: MatchedArticle,
        published: date | None = None,
        event: date | None = None,
        lacks: Sequence[int] = (),
    ) -> tuple[Explanation, ...]:
        """Return what of each unit stands in the zones, else which of the article's days it means.

        ``lacks``: the words that the article does not have as such.
        """
        places: dict[int, dict[tuple[str, str], None]] = {}
        for name, (text, matches) in read.zones.items():
            # Most matches are of words that stood there before: each is looked at once.
            for number, raw in dict.fromkeys([(number, text[start:end]) for start, end, number in matches]):
                places.setdefault(number, {})[name, raw] = None
        found: list[Explanation] = []
        across = [(units, told) for units, told in (self._words[n] for n in lacks) if told.reasons(places)]
        aside = {unit for units, _ in across for unit in units}
        for told in (*(told for _, told in across), *self._told):
            unit = told.asked.unit
            if unit in aside:
                continue
            reasons = told.reasons(places)
            for how, words, name in () if reasons else _by_day(unit, published, event):
                reasons.setdefault((how, words), (words, {}))[1][name] = None
            for (how, _), (words, names) in islice(reasons.items(), _MOST):
                found.append(Explanation(unit.raw, words, how, tuple(names)))
        return tuple(found)


def _numbered(
    unit: Unit, forms: Mapping[Form, int], marks: Mapping[str, int], prefixes: Mapping[Term, int]
) -> Iterator[tuple[int, Form]]:
    """The patterns that a unit is found by, in the order in which they are told."""
    if unit.kind == "prefix":
        yield prefixes[unit.terms[0]], unit.terms
        return
    yield from ((forms[form], form) for form in unit.written)
    yield from ((marks[mark], (Term(mark, mark),)) for mark in unit.marks)

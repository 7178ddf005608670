"""The parts of a query: terms, units, alternatives, dates and labels; all frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from search.query.syntax import Span, SyntaxTree
from search.understood import Understood
from vietnamese.spelling.normalise import fold, iy_variants

UnitKind = Literal[
    "phrase", "number", "document", "days", "long", "abbreviation", "name", "word", "syllable", "prefix", "wildcard"
]


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the query, accented (normalised, lower case) and folded."""

    text: str
    folded: str

    @property
    def accented(self) -> bool:
        """Whether it was typed with accents."""
        return self.text != self.folded


Form = tuple[Term, ...]
"""Terms that stand side by side."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What must be found as one: ``terms`` side by side, one of ``forms`` so, or one of ``marks`` (indexer.analysis.entity_terms).

    ``zone`` restricts it to one zone. ``named``: the marks alone say which articles hold it (a document), the terms and forms only
    what is marked in its text. ``guarded``: of the terms and forms, those that do not count in articles that have any of the
    marks beside them, for there they have another sense (the unit's own marks still do). ``shown``: what to mark in texts that
    the marks found. ``preferred``: forms that count more where they stand. ``weights``: an admin's weight
    for the form of the same number, 1 where there is none. ``literal``: typed with "+", no other writing of it is looked for.
    ``span``: its place in the query.
    """

    terms: Form
    kind: UnitKind
    raw: str
    forms: tuple[Form, ...] = ()
    ambiguous: bool = False
    zone: str = ""
    marks: tuple[str, ...] = ()
    named: bool = False
    exceptions: tuple[tuple[Form, tuple[str, ...]], ...] = ()
    boosted_forms: tuple[Form, ...] = ()
    weights: tuple[float, ...] = ()
    shown: tuple[Form, ...] = ()
    literal: bool = False
    span: Span = field(default=(0, 0), compare=False)

    @property
    def binds(self) -> bool:
        """Whether an article without it is no result at all."""
        return self.kind == "phrase" or bool(self.zone)

    @property
    def written(self) -> tuple[Form, ...]:
        """Every way the unit may stand in a text: its terms, its forms, a word's other spelling with i or y."""
        others = iy_variants(self.terms[0].text) if self.kind == "syllable" and len(self.terms) == 1 else ()
        forms = (self.terms, *self.forms, *self.shown, *((Term(o, fold(o)),) for o in others))
        return tuple(dict.fromkeys(form for form in forms if form))

    def weight(self, form: int) -> float:
        """What an admin lets a form weigh."""
        return self.weights[form] if form < len(self.weights) else 1.0


@dataclass(frozen=True, slots=True)
class Alternation:
    """One of several alternatives (OR), each of one or more units that must all be found.

    ``excluded``: for each option what an article that is found by it must not hold; () where no option leaves out anything.
    """

    options: tuple[tuple[Unit, ...], ...]
    excluded: tuple[tuple[Unit, ...], ...] = ()

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units of all alternatives."""
        return tuple(unit for option in self.options for unit in option)


@dataclass(frozen=True, slots=True)
class Dates:
    """A range of days since 1970-01-01 (None: open) over any of the day columns named."""

    columns: tuple[str, ...]
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Label:
    """A label column whose text, folded, is or begins with ``value`` (folded)."""

    column: str
    value: str


@dataclass(frozen=True, slots=True)
class Undated:
    """Articles without any of the days named."""

    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """Articles that state something; ``kind`` is the key of an operator, ``value`` as typed without quotes."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class NearForms:
    """Articles in which one form of either side stand within ``apart`` words of each other in one zone; None: in one sentence."""

    first: tuple[Form, ...]
    second: tuple[Form, ...]
    apart: int | None


@dataclass(frozen=True, slots=True)
class FirstForms:
    """Articles with one of the forms within the first ``words`` words of lead and body together, or in the title."""

    forms: tuple[Form, ...]
    words: int


@dataclass(frozen=True, slots=True)
class RepeatedForms:
    """Articles that hold the forms ``count`` times at least, all zones together."""

    forms: tuple[Form, ...]
    count: int


@dataclass(frozen=True, slots=True)
class EitherCondition:
    """Articles that meet one of the conditions."""

    options: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class NegatedCondition:
    """Articles that do not meet a condition."""

    condition: Condition


Condition = Dates | Label | Undated | Fact | NearForms | FirstForms | RepeatedForms | EitherCondition | NegatedCondition
"""What narrows complete hits and the others alike, beside words."""


@dataclass(frozen=True, slots=True)
class RelatedForms:
    """Other words of the same meaning for some clauses side by side: they fill the second tier only.

    ``learned``: those of the words that the archive's own texts tell. ``offered``: a correction's word, searched beside what was typed.
    """

    clauses: tuple[int, ...]
    forms: tuple[Form, ...]
    words: tuple[str, ...]
    learned: tuple[str, ...] = ()
    offered: bool = False


@dataclass(frozen=True, slots=True)
class BorderedWord:
    """A word in some clauses side by side. ``crossed``: terms of the articles that have it only across the borders of other words.

    ``alone``: the word is all that is asked for.
    """

    clauses: tuple[int, ...]
    terms: Form
    crossed: tuple[str, ...]
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query."""

    text: str
    clauses: tuple[Unit | Alternation, ...] = ()
    excluded: tuple[Unit, ...] = ()
    conditions: tuple[Condition, ...] = ()
    understood: tuple[Understood, ...] = ()
    optional: frozenset[int] = frozenset()
    """Clauses that only ask: an article need not hold them (``search.query.question_words``)."""
    reading: Form = ()
    """``running`` with the accents that the archive most likely means, where the query has none at all."""

    related: tuple[RelatedForms, ...] = ()
    words: tuple[BorderedWord, ...] = ()
    syntax: SyntaxTree = field(default=SyntaxTree("", ()), compare=False)

    @property
    def dates(self) -> tuple[Dates, ...]:
        """The conditions on days."""
        return tuple(one for one in self.conditions if isinstance(one, Dates))

    @property
    def labels(self) -> tuple[Label, ...]:
        """The conditions on labels."""
        return tuple(one for one in self.conditions if isinstance(one, Label))

    @property
    def running(self) -> Form:
        """The terms looked for anywhere, in order."""
        return tuple(t for c in self.clauses if isinstance(c, Unit) and not c.zone for t in c.terms)

    @property
    def units(self) -> tuple[Unit, ...]:
        """Every unit that is looked for, alternatives included, in order."""
        return tuple(u for c in self.clauses for u in (c.units if isinstance(c, Alternation) else (c,)))

    @property
    def ways(self) -> tuple[tuple[str, ...], ...]:
        """What is asked for, unit by unit, each with every way to write it: for searches of events, people and campaigns."""
        return tuple(_ways(clause) for n, clause in enumerate(self.clauses) if n not in self.optional)

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.clauses or self.conditions)


def _ways(clause: Unit | Alternation) -> tuple[str, ...]:
    options = clause.options if isinstance(clause, Alternation) else ((clause,),)
    forms = (
        (" ".join(t.text for u in option for t in u.terms),)
        if len(option) > 1
        else tuple(" ".join(t.text for t in form) for form in (option[0].terms, *option[0].forms))
        for option in options
    )
    return tuple(dict.fromkeys(way for own in forms for way in own))

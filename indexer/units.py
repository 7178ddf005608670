"""The parts of a query: terms, units, alternatives, dates and labels; all frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from indexer.model import Understood

UnitKind = Literal["phrase", "number", "long", "abbreviation", "syllable", "prefix"]


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the query, accented (normalised, lower case) and folded."""

    text: str
    folded: str

    @property
    def accented(self) -> bool:
        """Whether it was typed with accents."""
        return self.text != self.folded


@dataclass(frozen=True, slots=True)
class Unit:
    """What must be found as one: ``terms`` side by side, or one of ``forms`` so. ``zone`` restricts it to one zone."""

    terms: tuple[Term, ...]
    kind: UnitKind
    raw: str
    forms: tuple[tuple[Term, ...], ...] = ()
    ambiguous: bool = False
    zone: str = ""

    @property
    def binds(self) -> bool:
        """Whether an article without it is no result at all."""
        return self.kind == "phrase" or bool(self.zone)


@dataclass(frozen=True, slots=True)
class Either:
    """One of several units (OR)."""

    units: tuple[Unit, ...]


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
class Query:
    """A parsed query."""

    text: str
    clauses: tuple[Unit | Either, ...] = ()
    excluded: tuple[Unit, ...] = ()
    dates: tuple[Dates, ...] = ()
    labels: tuple[Label, ...] = ()
    understood: tuple[Understood, ...] = ()
    asking: frozenset[int] = frozenset()
    """Clauses that only ask: an article need not hold them (``indexer.questions``)."""

    @property
    def units(self) -> tuple[Unit, ...]:
        """Every unit that is looked for, alternatives included, in order."""
        return tuple(u for c in self.clauses for u in (c.units if isinstance(c, Either) else (c,)))

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.clauses or self.dates or self.labels)

"""Conditions of a query -> restrictions: what articles state is looked up in the archive, where words stand is asked of the index."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from columnar.query.plan import Days, EitherOf, KeyIn, LabelIn, NoDay, Outside, Restriction
from search.filters.positions import near, repeated, start
from search.query.operators import plain
from search.query.tree import (
    Condition,
    Dates,
    EitherCondition,
    Fact,
    FirstForms,
    Label,
    NearForms,
    NegatedCondition,
    Undated,
)

Stating = Callable[[str, str], Collection[int]]
"""(kind, value) -> the articles that state it; the kind is the key of an operator."""

Labels = Callable[[str], Sequence[str]]
"""Every label of a column."""


def resolve_conditions(conditions: Sequence[Condition], labels: Labels, stating: Stating) -> tuple[Restriction, ...]:
    """Return a restriction for each condition; a condition that nothing fits lets nothing through."""
    return tuple(_resolve(one, labels, stating) for one in conditions)


def labels_named(known: Sequence[str], value: str) -> tuple[str, ...]:
    """Return the labels that a typed one (plain) names: those that are it, else those that begin with it."""
    folded = {label: plain(label) for label in known}
    wanted = value.replace("_", " ")
    same = tuple(label for label, own in folded.items() if own.replace("_", " ") == wanted)
    return same or tuple(label for label, own in folded.items() if own.startswith(value))


def _resolve(one: Condition, labels: Labels, stating: Stating) -> Restriction:
    if isinstance(one, Dates):
        return Days(one.columns, one.low, one.high)
    if isinstance(one, Label):
        return LabelIn(one.column, labels_named(labels(one.column), one.value))
    if isinstance(one, Undated):
        return NoDay(one.columns)
    if isinstance(one, Fact):
        return KeyIn(tuple(stating(one.kind, one.value)))
    if isinstance(one, EitherCondition):
        return EitherOf(tuple(_resolve(option, labels, stating) for option in one.options))
    if isinstance(one, NegatedCondition):
        return Outside(_resolve(one.condition, labels, stating))
    if isinstance(one, NearForms):
        return near(one)
    return start(one) if isinstance(one, FirstForms) else repeated(one)

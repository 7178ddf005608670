"""Conditions on where forms stand and how often, as restrictions of a plan: near each other, at the beginning, so many times."""

from __future__ import annotations

from collections.abc import Iterable

from columnar.query.plan import AtLeast, FirstWords, Near, Run
from indexer.schema import ZONES
from search.query.tree import FirstForms, Form, NearForms, RepeatedForms


def _run(zone: str, form: Form) -> Run:
    """The terms of a form in a zone, without accents where it was typed so."""
    if any(t.accented for t in form):
        return Run(zone, tuple(t.text for t in form))
    return Run(f"{zone}_folded", tuple(t.folded for t in form))


def _runs(zone: str, forms: Iterable[Form]) -> tuple[Run, ...]:
    return tuple(_run(zone, form) for form in forms)


def near(one: NearForms) -> Near:
    """Where a form of one side stands near one of the other; a zone's words have one place, with and without accents."""
    pairs = ((_run(zone, a), _run(zone, b)) for a in one.first for b in one.second for zone in ZONES)
    return Near(tuple(pairs), one.apart)


def start(one: FirstForms) -> FirstWords:
    """Where one of the forms stands within the first words of lead and body together, or in the title."""
    return FirstWords(_runs("title", one.forms), tuple(_runs(zone, one.forms) for zone in ("lead", "body")), one.words)


def repeated(one: RepeatedForms) -> AtLeast:
    """Where the forms stand so many times, all zones together."""
    return AtLeast(tuple(run for zone in ZONES for run in _runs(zone, one.forms)), one.count)

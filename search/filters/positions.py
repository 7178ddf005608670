"""Conditions on where phrases stand, as restrictions of a plan: near each other, in one sentence, at the beginning."""

from __future__ import annotations

from collections.abc import Sequence

from columnar.query.plan import FirstWords, Near, Run
from indexer.schema import ZONES
from vietnamese.spelling.tokens import tokenize


def _run(zone: str, phrase: str) -> Run:
    """The terms of a phrase in a zone, without accents where it was typed so."""
    tokens = tokenize(phrase)
    if any(t.text != t.folded for t in tokens):
        return Run(zone, tuple(t.text for t in tokens))
    return Run(f"{zone}_folded", tuple(t.folded for t in tokens))


def near(firsts: Sequence[str], seconds: Sequence[str], apart: int | None) -> Near:
    """Where one of ``firsts`` stands at most so far from one of ``seconds`` in a zone; None: in one sentence."""
    return Near(tuple((_run(zone, a), _run(zone, b)) for a in firsts for b in seconds for zone in ZONES), apart)


def start(phrases: Sequence[str], words: int) -> FirstWords:
    """Where one of the phrases stands within the first ``words`` of lead and body together, or in the title."""
    chain = tuple(tuple(_run(zone, phrase) for phrase in phrases) for zone in ("lead", "body"))
    return FirstWords(tuple(_run("title", phrase) for phrase in phrases), chain, words)

"""Which of some short texts (sentences) hold the whole of a query, each unit in any way it may be written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from search.highlight.matcher import FormMatcher, FormPatterns
from search.query.tree import Alternation, Query


def holding_texts(query: Query, texts: Sequence[str]) -> list[bool]:
    """Return for each text whether it holds every clause of the query; its conditions and what it leaves out are not looked at."""
    asked = replace(query, related=(), words=())
    patterns = FormPatterns.of(asked)
    place = {id(unit): at for at, unit in enumerate(asked.units)}
    clauses = [
        [{place[id(unit)] for unit in option} for option in (c.options if isinstance(c, Alternation) else ((c,),))]
        for number, c in enumerate(asked.clauses)
        if number not in asked.optional
    ]
    found = FormMatcher(patterns).find(texts)
    held = [set[int]().union(*(patterns.units.get(number, ()) for _, _, number in own)) for own in found]
    return [all(any(option <= own for option in options) for options in clauses) for own in held]

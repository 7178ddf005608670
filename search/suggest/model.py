"""What typing help offers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["title", "event", "person", "document", "place", "section", "abbreviation"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing to offer.

    ``key``: the article's, event's or person's number, the document's number, or the query for a place, section or abbreviation.
    ``day``: ISO 8601, perhaps without its day or year ("2023-05", "--05-24"), "" for none; it is written in the reader's language.
    ``article``: the number of the article that shows it, 0 where it is of no single one. ``weight``: the highest is offered first.
    """

    kind: Kind
    text: str
    detail: str
    key: str
    article: int = 0
    weight: float = 0.0
    day: str = ""


OFFERED = 8
"""How many are offered at once."""

_OF_ONE_KIND = 4


def mix_kinds(found: Iterable[Suggestion]) -> list[Suggestion]:
    """Choose what is offered of what was found, best first: no kind crowds out the others, and no text comes twice."""
    chosen: list[Suggestion] = []
    left: list[Suggestion] = []
    counts: Counter[str] = Counter()
    texts: set[str] = set()
    for one in found:
        if one.text in texts:
            continue
        texts.add(one.text)
        counts[one.kind] += 1
        (chosen if counts[one.kind] <= _OF_ONE_KIND else left).append(one)
    return sorted([*chosen, *left[: max(0, OFFERED - len(chosen))]], key=lambda s: -s.weight)[:OFFERED]

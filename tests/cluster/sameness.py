"""Random queries, and how alike two engines answer them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from archive.articles.archive import Archive
from search.searcher import Searcher
from vietnamese.spelling.normalise import fold

_TOP = 10


@dataclass(slots=True)
class Sameness:
    """Of ``asked`` queries, how many had the same totals, facets, sets of complete hits and first ten hits; ``shared``: their overlap."""

    asked: int = 0
    totals: int = 0
    facets: int = 0
    sets: int = 0
    tops: int = 0
    shared: float = 0.0
    differ: list[str] = field(default_factory=list)

    @property
    def overlap(self) -> float:
        """The mean share of the first ten hits that both have."""
        return self.shared / self.asked if self.asked else 1.0

    @property
    def top_share(self) -> float:
        """The share of the queries whose first ten hits are the same in the same order."""
        return self.tops / self.asked if self.asked else 1.0

    def line(self) -> str:
        """All of it in one line."""
        same = f"totals {self.totals}, facets {self.facets}, sets of complete hits {self.sets} the same"
        return f"{self.asked} queries: {same}; first ten the same in {self.top_share:.2%}, overlap {self.overlap:.4f}"


def compare(
    one: Searcher, other: Searcher, queries: Iterable[str], told: Callable[[str], object] = lambda line: None
) -> Sameness:
    """Ask both every query; ``told`` hears of each that differs in more than the order of hits, and how far it is."""
    found = Sameness()
    for query in queries:
        ours, theirs = one.search(query, n=_TOP), other.search(query, n=_TOP)
        found.asked += 1
        checks = {
            "totals": (ours.total, ours.total_partial) == (theirs.total, theirs.total_partial),
            "facets": ours.facets == theirs.facets,
            "sets": set(one.matching(query).articles) == set(other.matching(query).articles),
        }
        first, second = ([hit.article for hit in results.hits] for results in (ours, theirs))
        checks["tops"] = first == second
        for name, same in checks.items():
            setattr(found, name, getattr(found, name) + same)
        if not all(checks.values()):
            wrong = ", ".join(name for name, same in checks.items() if not same)
            found.differ.append(
                f"{query}: {wrong} ({ours.total}+{ours.total_partial}, {theirs.total}+{theirs.total_partial})"
            )
            told(found.differ[-1])
        found.shared += len({*first} & {*second}) / max(len(first), len(second)) if first or second else 1.0
        if found.asked % 100 == 0:
            told(found.line())
    return found


_SHAPES: tuple[Callable[[str, str], str], ...] = (
    *(lambda text, other: text,) * 6,
    *(lambda text, other: fold(text),) * 4,
    lambda text, other: f'"{text}"',
    lambda text, other: f"{text} -{other}",
    lambda text, other: f"{text} từ:2016",
    lambda text, other: f"{text} OR {other}",
    lambda text, other: f"{text.split()[0]} NEAR/5 {other}",
    lambda text, other: f"tiêu đề:{text.split()[0]} {other}",
    lambda text, other: f"{text} {other[:2]}*",
    lambda text, other: text.upper(),
    lambda text, other: text[:-1],
    lambda text, other: f"{text} {other}",
)
"""What is made of some words of a text and another word."""


def random_queries(data: Path, count: int, seed: int) -> list[str]:
    """Queries of one to six words side by side of titles and bodies, typed as people do."""
    chance = random.Random(seed)
    with Archive.open(data, readonly=True) as archive:
        stored = [s.article for batch in archive.changed_since(0) for s in batch if s.searchable]
        chosen = [chance.choice(stored) for _ in range(count)]
        texts = [(a.title if chance.random() < 0.6 else a.body or a.title).split() for a in chosen]
    made: list[str] = []
    for words in texts:
        length = chance.randint(1, 6)
        at = chance.randrange(max(1, len(words) - length))
        text = " ".join(words[at : at + length]).replace('"', "").strip("-+~^()[]:*? ") or "công an"
        other = chance.choice(words or ["công"]).strip('"-+~^()[]:*?.,;!') or "an"
        made.append(chance.choice(_SHAPES)(text, other))
    return made

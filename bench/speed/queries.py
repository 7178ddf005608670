"""The queries every peer answers: drawn from the articles themselves with a fixed seed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bench.speed.texts import SECTIONS
from vietnamese.abbreviations.dictionary import Dictionary, key_of

CLASSES = (
    "one rare word", "one frequent word", "AND 2", "AND 3", "AND 4", "OR 2", "OR 4", "OR 6",
    "NOT", "phrase of 2", "prefix", "expanded abbreviation", "filter + facets", "no result",
)  # fmt: skip


@dataclass(frozen=True)
class Query:
    """``kind``: term | and | or | not (the first without the second) | phrase | prefix | expanded | facets.

    expanded: the first term or the others side by side. facets: all terms, in ``section``, counted by source, section, year, month.
    """

    kind: str
    terms: tuple[str, ...]
    section: str = ""


def _abbreviations(df: Counter[str]) -> list[tuple[str, ...]]:
    """Short forms of one term that are known here, each with its long form, the most frequent first."""
    found = {}
    for entry in Dictionary.shipped().entries:
        short, long = key_of(entry.abbreviation), tuple(key_of(entry.expansion).split())
        if " " not in short and len(long) > 1 and min(df[t] for t in (short, *long)) > 0:
            found[short, *long] = df[short]
    return sorted(found, key=lambda t: (-found[t], t))


def make(docs: Sequence[Sequence[str]], each: int) -> dict[str, list[Query]]:
    """``each`` queries of every one of CLASSES."""
    chance = random.Random(7)
    df = Counter(term for doc in docs for term in set(doc))
    ranked = [t for t, _ in df.most_common()]
    frequent = ranked[: max(len(ranked) // 100, 50)][:200]
    middle = [t for t in ranked if df[t] >= max(len(docs) // 200, 2)]
    rare = [t for t in ranked if 2 <= df[t] <= 20] or ranked[-50:]
    long = [d for d in docs if len(d) > 20]
    known = set(middle)

    def together(n: int) -> tuple[str, ...]:
        """``n`` middling terms of one article: people ask for what is there."""
        while True:
            own = sorted(set(chance.choice(long)) & known)
            if len(own) >= n:
                return tuple(chance.sample(own, n))

    def neighbours() -> tuple[str, ...]:
        doc = chance.choice(long)
        at = chance.randrange(len(doc) - 1)
        return tuple(doc[at : at + 2])

    # Generated text has no abbreviations: any word stands for two others.
    shorts = _abbreviations(df)[:each] or [(chance.choice(middle), *neighbours()) for _ in range(each)]
    out: dict[str, list[Query]] = {name: [] for name in CLASSES}
    for i in range(each):
        out["one rare word"].append(Query("term", (chance.choice(rare),)))
        out["one frequent word"].append(Query("term", (chance.choice(frequent),)))
        for n in (2, 3, 4):
            out[f"AND {n}"].append(Query("and", together(n)))
        for n in (2, 4, 6):
            out[f"OR {n}"].append(Query("or", together(n)))
        out["NOT"].append(Query("not", together(2)))
        out["phrase of 2"].append(Query("phrase", neighbours()))
        out["prefix"].append(Query("prefix", (chance.choice([t for t in together(3) if t])[:3],)))
        out["no result"].append(Query("and", (chance.choice(frequent), "khôngcóđâu")))
        out["filter + facets"].append(Query("facets", together(2), SECTIONS[i % len(SECTIONS)]))
    out["expanded abbreviation"] = [Query("expanded", shorts[i % len(shorts)]) for i in range(each)]
    return out

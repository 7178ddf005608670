"""Count the neighbours of the long forms of ambiguous abbreviations and write ``vietnamese/abbreviations/disambiguation.tsv``.

    python -m bench.relevance.sense_contexts [TEXTS]

A weight is the logarithm of how much likelier a neighbour is beside the long form than beside any word; little evidence draws it
to nothing. TEXTS holds corpus/security-news.jsonl.xz and corpus/general-news.jsonl.xz.
"""

from __future__ import annotations

import json
import lzma
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice
from math import log
from pathlib import Path

from vietnamese.abbreviations.dictionary import Dictionary
from vietnamese.abbreviations.disambiguation import FIGURE, neighbours_of
from vietnamese.spelling.normalise import compose, normalise

OUT = Path(__file__).parents[2] / "vietnamese" / "abbreviations" / "disambiguation.tsv"
LEFT_OUT = frozenset(("places", "foreign"))
"""Sources of the dictionary whose short forms are codes that nothing around them explains."""

LEAST, MOST, SMOOTHING, WORTH = 40, 40, 20.0, 0.7
"""Times a long form must be seen; neighbours kept a side; pseudo-counts; the least weight that is kept."""

_ANY = re.compile(r"[^\W\d_]+")

Seen = Counter[tuple[str, str]]


def articles(texts: Path) -> Iterator[str]:
    """The articles' texts, composed: all of the police corpus and as many of the general one again."""
    for name, most in (("security-news", None), ("general-news", 20_000)):
        with lzma.open(texts / "corpus" / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, islice(lines, most)):
                zones = (row["title"], row["lead"], row["body"])
                yield normalise(compose("\n".join("\n".join(z) if isinstance(z, list) else z or "" for z in zones))[0])


def ambiguous() -> dict[str, list[str]]:
    """Long form (normalised, lower case) -> its ambiguous short forms."""
    found: dict[str, list[str]] = defaultdict(list)
    for entry in Dictionary.shipped().entries:
        if (
            entry.ambiguous
            and entry.source not in LEFT_OUT
            and entry.abbreviation.isalpha()
            and len(entry.abbreviation) > 1
        ):
            found[normalise(entry.expansion).lower()].append(entry.abbreviation)
    return found


def count(texts: Path, longs: list[str]) -> tuple[dict[str, Seen], Seen]:
    """Neighbours of each long form, and of one word in twenty."""
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, longs), key=len, reverse=True))})(?!\w)")
    seen: dict[str, Seen] = defaultdict(Counter)
    anywhere: Seen = Counter()
    for text in articles(texts):
        plain = text.lower()
        if len(plain) != len(text):
            continue
        places = [(seen[m[0]], m.span()) for m in pattern.finditer(plain)]
        places += [(anywhere, m.span()) for m in islice(_ANY.finditer(text), 0, None, 20)]
        for counter, span in places:
            before, after = neighbours_of(text, *span)
            counter.update((("<", before), (">", after)))
    return seen, anywhere


def _documents() -> frozenset[str]:
    """Long forms of kinds of documents: figures after their short forms are read by vietnamese.entities.document_terms."""
    kinds = ("ND30-2020", "norms")
    return frozenset(normalise(e.expansion).lower() for e in Dictionary.shipped().entries if e.source in kinds)


def weights(seen: Seen, anywhere: Seen) -> list[tuple[str, str, float]]:
    """(side, neighbour, weight) of the neighbours that say most, by what they say and how often."""
    total, every = sum(seen.values()) / 2, sum(anywhere.values()) / 2
    found = []
    for feature, times in anywhere.items():
        expected = times / every
        weight = log((seen[feature] + SMOOTHING * expected) / ((total + SMOOTHING) * expected))
        if abs(weight) >= WORTH and (seen[feature] >= 3 or total * expected >= 3):
            found.append((max(seen[feature] / total, expected) * abs(weight), *feature, weight))
    kept = []
    for side in "<>":
        kept += sorted((f for f in found if f[1] == side), reverse=True)[:MOST]
    return [(side, neighbour, round(weight, 2)) for _, side, neighbour, weight in kept]


def main() -> None:
    """Write the table."""
    texts = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[3] / "shared"
    longs, documents = ambiguous(), _documents()
    seen, anywhere = count(texts, list(longs))
    rows = [
        (short, long, *row)
        for long, shorts in sorted(longs.items())
        if sum(seen[long].values()) / 2 >= LEAST
        for row in weights(seen[long], anywhere)
        if not (long in documents and row[:2] == (">", FIGURE) and row[2] > 0)
        for short in shorts
    ]
    lines = ["\t".join(map(str, row)) for row in rows]
    OUT.write_text("\n".join(["short\tlong\tside\tneighbour\tweight", *lines]) + "\n", "utf-8")
    print(f"{len(rows)} weights of {len({r[1] for r in rows})} long forms")


if __name__ == "__main__":
    main()

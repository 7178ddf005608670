"""Labelled sentences of the police corpus (tests/gates/abbreviations.jsonl): reading them and judging an extractor.

A label points at its sentence (article id, zone, characters, hash) and says which abbreviations it defines and where their
long forms stand in it. How they were chosen and labelled: docs/abbreviations.md.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence, the part it belongs to ("tuning", "untouched" or "fresh"), and the pairs it defines (short, long)."""

    text: str
    half: str
    pairs: Pairs


@dataclass(frozen=True, slots=True)
class Judged:
    """Definitions labelled, found, and found rightly."""

    labelled: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """Share of the found that is right."""
        return self.right / max(self.found, 1)

    @property
    def recall(self) -> float:
        """Share of the labelled that is found."""
        return self.right / max(self.labelled, 1)


def pair(short: str, long: str) -> tuple[str, str]:
    """What two definitions are compared by: composed, blanks single, case of the long form left aside."""
    text = unicodedata.normalize("NFC", long)
    return unicodedata.normalize("NFC", short), " ".join(text.split()).casefold()


def read_labels(labels: Path, corpus: Path) -> list[Labelled]:
    """Return the labelled sentences. Raises ValueError when a sentence is not what was labelled."""
    wanted = [json.loads(line) for line in labels.read_text("utf-8").splitlines()]
    articles = {str(label["article"]) for label in wanted}
    with lzma.open(corpus, "rt", encoding="utf-8") as lines:
        texts = {str(row["id"]): row for row in map(json.loads, lines) if str(row["id"]) in articles}
    found = []
    for label in wanted:
        zone = texts[label["article"]][label["zone"]]
        text = ("\n".join(zone) if isinstance(zone, list) else zone)[label["start"] : label["end"]]
        if hashlib.sha256(text.encode()).hexdigest()[:16] != label["sha256"]:
            raise ValueError(f"the text of {label['article']} is not the one that was labelled")
        pairs = frozenset(pair(short, text[start:end]) for short, start, end in label["definitions"])
        found.append(Labelled(text, label["half"], pairs))
    return found


def judge(sentences: Iterable[Labelled], extract: Callable[[str], Iterable[tuple[str, str]]]) -> Judged:
    """Judge an extractor that returns (short, long) pairs for a sentence."""
    labelled = found = right = 0
    for sentence in sentences:
        pairs = {pair(short, long) for short, long in extract(sentence.text)}
        labelled += len(sentence.pairs)
        found += len(pairs)
        right += len(pairs & sentence.pairs)
    return Judged(labelled, found, right)

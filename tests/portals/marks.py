"""How well a page was read: an extracted article against what it really says."""

from __future__ import annotations

import re
from collections import Counter

from archive.model import Article
from tests.portals.material import Truth
from vietnamese.spelling.normalise import normalise

FIELDS = ("title", "lead", "section", "byline", "captions", "day", "minute", "f1")
_WORD = re.compile(r"\w+")


def words(text: str) -> Counter[str]:
    """Return the words of a text with their counts."""
    return Counter(_WORD.findall(normalise(text).lower()))


def f1(found: str, wanted: str) -> float:
    """Return the F1 of the words of two texts."""
    a, b = words(found), words(wanted)
    common = sum((a & b).values())
    return 2 * common / max(1, sum(a.values()) + sum(b.values()))


def marks(found: Article, truth: Truth) -> dict[str, float]:
    """Return a mark from 0 to 1 for each of ``FIELDS``."""
    told = found.published
    return {
        "title": float(_same(found.title, truth.title)),
        "lead": float(_same(found.lead, truth.lead)),
        "section": float(_same(found.section, truth.section)),
        "byline": float(words(found.byline) == words(truth.byline)),
        "captions": float(
            [words(b.text) for b in found.blocks if b.kind == "caption"] == [words(c) for c in truth.captions]
        ),
        "day": float(told is not None and told.date() == truth.published.date()),
        "minute": float(told == truth.published and found.precision == "minute"),
        "f1": f1(f"{found.lead}\n{found.body}", truth.body),
    }


def _same(a: str, b: str) -> bool:
    return normalise(a).split() == normalise(b).split()

"""Extracts the periods an article reviews or plans: "giai đoạn 2013 - 2023", "từ năm 2013 đến năm 2023", "(2013 - 2023)"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from facts.model import PeriodFact, Sentence

_PERIOD = re.compile(
    r"(?<![\w/.,\-–])(?P<a>(?:19|20)\d\d)\s?(?:-|–|—|đến(?: hết)?|tới)\s?(?:năm )?(?P<b>(?:19|20)\d\d)(?![\w/]|[-–]\d|\.\d)"
)


def periods_of(sentences: Iterable[Sentence]) -> tuple[PeriodFact, ...]:
    """Return each period once, with the first sentence that names it."""
    found: dict[tuple[str, str], PeriodFact] = {}
    for sentence in sentences:
        for match in _PERIOD.finditer(sentence.text):
            if match["a"] < match["b"]:
                found.setdefault((match["a"], match["b"]), PeriodFact(match["a"], match["b"], sentence))
    return tuple(found.values())

"""The numbers of docs/ranking.md, in one place: tuned ones in ``weights.json``, the others here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


def _zones() -> Mapping[str, float]:
    return {"title": 1.5, "lead": 0.7, "body": 1.0, "caption": 0.3, "byline": 1.0}


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the stages; ``candidates`` is the k of stage two, ``nearest`` that of stage three,
    ``freshest`` that of stage three where new articles are preferred: by ``fresh``, halved every ``half_life`` days.

    Those without a value here are tuned: they stand in ``weights.json`` with the command that made it (``bench.relevance.tune``).
    """

    k1: float
    b: float
    function_word: float
    asking: float
    pair: float
    whole: float
    coverage: float
    near: float
    order: float
    zones: Mapping[str, float] = field(default_factory=_zones)
    other_spelling: float = 0.4
    ambiguous: float = 0.5
    marks: float = 1.0
    tier_share: float = 0.4
    rarest: float = 3.0
    loose: float = 0.8
    loose_name: float = 0.3
    related: float = 0.7
    candidates: int = 1000
    nearest: int = 30
    fresh: float = 0.7
    half_life: float = 180.0
    freshest: int = 200


FILE = Path(__file__).with_name("weights.json")

WEIGHTS = Weights(**json.loads(FILE.read_text("utf-8"))["weights"])

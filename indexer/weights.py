"""The numbers of docs/ranking.md, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


def _zones() -> Mapping[str, float]:
    return {"title": 1.5, "lead": 0.7, "body": 1.0, "caption": 0.3}


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the two stages; ``candidates`` is the k of stage two."""

    k1: float = 0.4
    b: float = 0.85
    zones: Mapping[str, float] = field(default_factory=_zones)
    folded_share: float = 0.3
    question_word: float = 0.33
    pair: float = 0.7
    whole: float = 1.0
    coverage: float = 2.0
    ambiguous: float = 0.5
    candidates: int = 1000


WEIGHTS = Weights()

QUESTION_WORDS = frozenset(
    [
        "là",
        "gì",
        "ai",
        "nào",
        "đâu",
        "ở",
        "khi",
        "mấy",
        "bao",
        "nhiêu",
        "sao",
        "thế",
        "như",
        "vì",
        "tại",
        "có",
        "được",
        "của",
        "và",
        "những",
        "các",
        "cái",
        "ra",
        "trong",
        "cho",
        "với",
        "về",
        "bị",
        "do",
        "hay",
        "la",
        "gi",
        "nao",
        "dau",
        "o",
        "khi",
        "may",
        "bao",
        "nhieu",
        "sao",
        "the",
        "nhu",
        "vi",
        "tai",
        "co",
        "duoc",
        "cua",
        "va",
        "nhung",
        "cac",
        "cai",
    ]
)
"""Words a question is made of; they weigh ``question_word`` of their own."""

"""The numbers of docs/ranking.md, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


def _zones() -> Mapping[str, float]:
    return {"title": 1.5, "lead": 0.7, "body": 1.0, "caption": 0.3, "byline": 1.0}


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the stages; ``candidates`` is the k of stage two, ``nearest`` that of stage three."""

    k1: float = 0.4
    b: float = 0.85
    zones: Mapping[str, float] = field(default_factory=_zones)
    folded_share: float = 0.3
    function_word: float = 0.33
    asking: float = 0.2
    near: float = 0.4
    nearest: int = 30
    pair: float = 0.6
    whole: float = 1.0
    coverage: float = 2.0
    ambiguous: float = 0.5
    marks: float = 1.0
    candidates: int = 1000


WEIGHTS = Weights()

FUNCTION_WORDS = frozenset(
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
"""Words that carry little by themselves; they weigh ``function_word`` of their own."""

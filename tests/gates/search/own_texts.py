"""Texts of our own from which words can be learned."""

from __future__ import annotations

import random
from collections.abc import Iterator

_SAME = ["hung thủ", "thủ phạm"]
_ENDS = ["bỏ trốn trong đêm", "bị bắt ở bến xe", "khai nhận hành vi", "ra tay vì mâu thuẫn", "gây án rồi bỏ đi"]
_OTHERS = [
    "hội thao khai mạc ở sân vận động",
    "nông dân thu hoạch lúa mùa",
    "học sinh khai giảng năm học mới",
    "giá vàng tăng mạnh",
]


def related_texts(times: int = 240) -> Iterator[str]:
    """Yield texts in which two words stand among the same words, between others."""
    chance = random.Random(3)
    for at in range(times):
        told = f"Công an cho biết {_SAME[at % 2]} {chance.choice(_ENDS)}."
        yield f"{told} Theo điều tra, {_SAME[at % 2]} {chance.choice(_ENDS)}. Cũng hôm nay, {chance.choice(_OTHERS)}."

"""What readers ask for, in the shares of a working day: searches, typing help, articles, the front page and lists."""

from __future__ import annotations

import random
from collections.abc import Sequence
from urllib.parse import quote

SHARES = {"search": 0.55, "typing": 0.2, "article": 0.2, "list": 0.05}
LISTS = ("/", "/su-kien/", "/nguoi/", "/nguon/", "/huong-dan")


def draw_paths(asked: Sequence[str], articles: int, count: int, seed: int = 11) -> list[str]:
    """``count`` paths: the questions alone and with a word more of another one, their beginnings, and article pages up to a number."""
    chance = random.Random(seed)
    words = sorted({word for text in asked for word in text.split() if word.isalpha()})
    found = []
    for _ in range(count):
        kind = chance.choices(list(SHARES), list(SHARES.values()))[0]
        text = chance.choice(asked)
        if kind == "search":
            more = f" {chance.choice(words)}" if chance.random() < 0.5 else ""
            found.append(f"/tim-kiem?q={quote(text + more)}")
        elif kind == "typing":
            found.append(f"/goi-y?q={quote(text[: chance.randint(2, 12)])}")
        elif kind == "article":
            found.append(f"/bai/{chance.randint(1, articles)}?q={quote(text)}")
        else:
            found.append(chance.choice(LISTS))
    return found


def address_of(number: int) -> str:
    """The address that a reader seems to have, behind a trusted proxy: limits are counted by it."""
    return f"10.{number // 62500 % 250}.{number // 250 % 250}.{number % 250}"

"""Articles as lists of terms: the shared corpus where it is, else generated text."""

from __future__ import annotations

import json
import lzma
import os
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from sys import intern

from vietnamese.spelling.tokens import tokenize

FILES = ("security-news.jsonl.xz", "general-news.jsonl.xz")
ODD = re.compile(r"[\W_]")

SOURCES = tuple(f"s{i}" for i in range(40))
SECTIONS = tuple(f"m{i}" for i in range(12))
_FIRST_DAY = date(2013, 1, 1)
_DAYS = (date(2027, 1, 1) - _FIRST_DAY).days


@dataclass(frozen=True, slots=True)
class About:
    """What the texts lack: source, section and day of publication, by a hash of the article's number."""

    source: str
    section: str
    day: date

    @property
    def month(self) -> int:
        """Year and month as one number, 202305."""
        return self.day.year * 100 + self.day.month


def about(number: int) -> About:
    """The same for the same article at every run."""
    hashed = int.from_bytes(sha256(str(number).encode()).digest()[:8], "big")
    day = _FIRST_DAY + timedelta(days=hashed // 480 % _DAYS)
    return About(SOURCES[hashed % 40], SECTIONS[hashed // 40 % 12], day)


def folder() -> Path:
    """Where the shared corpus would be."""
    return Path(os.environ.get("TIMTIN_TEXTS") or Path(__file__).parents[3] / "shared") / "corpus"


def _texts(paths: list[Path]) -> Iterator[str]:
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                captions = article.get("captions") or ""
                captions = captions if isinstance(captions, str) else "\n".join(map(str, captions))
                yield "\n".join([article["title"], article.get("lead") or "", article.get("body") or "", captions])


def _terms(text: str) -> str:
    # SQLite cuts at punctuation whatever it is told: "24/5" becomes "24x5", so that all peers hold the same terms.
    return " ".join(ODD.sub("x", token.text) for token in tokenize(text))


def _generated(articles: int) -> Iterator[str]:
    """Text with a Zipf-like distribution of syllables; the same at every run."""
    chance = random.Random(1)
    onsets, rhymes = (
        [
            "b",
            "c",
            "ch",
            "d",
            "đ",
            "g",
            "h",
            "kh",
            "l",
            "m",
            "n",
            "ng",
            "nh",
            "ph",
            "qu",
            "r",
            "s",
            "t",
            "th",
            "tr",
            "v",
            "x",
        ],
        ["a", "á", "ai", "an", "anh", "ao", "ăn", "âm", "e", "ê", "i", "inh", "o", "ông", "ơ", "u"],
    )
    syllables = [a + b for a in onsets for b in rhymes]
    syllables += [a + b for a in syllables for b in ("h1", "h2", "h3", "h4")]
    weights = [1 / (i + 1) for i in range(len(syllables))]
    for _ in range(articles):
        yield " ".join(chance.choices(syllables, weights, k=chance.randint(200, 800)))


def documents(articles: int) -> tuple[str, list[list[str]]]:
    """(where they are from, the terms of each article), at most ``articles`` of them."""
    paths = [folder() / name for name in FILES if (folder() / name).is_file()]
    if not paths:
        return "generated text", [text.split() for text in _generated(articles)]
    with get_context("spawn").Pool(2) as pool:
        texts = pool.imap(_terms, islice(_texts(paths), articles), chunksize=64)
        # One string for all occurrences of a term: there are 48 million of them.
        found = [[*map(intern, text.split(" "))] for text in texts]
    return "shared corpus", found

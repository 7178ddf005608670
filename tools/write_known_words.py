"""Write ``vietnamese/spelling/known_words.tsv``: Vietnamese syllables and English words that spelling never takes for errors.

From the frequency lists of the PyPI package ``wordfreq`` 3.1.1 (data under CC BY-SA 4.0); only which words are usual is taken, not
how usual they are. Words of the field that the lists lack stand in ``loan_words.tsv``, which is written by hand.

    python tools/write_known_words.py FOLDER_OF_WORDFREQ/data
"""

from __future__ import annotations

import gzip
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from vietnamese.spelling.keyboard_layouts import is_syllable  # noqa: E402
from vietnamese.spelling.normalise import normalise  # noqa: E402

TARGET = ROOT / "vietnamese" / "spelling" / "known_words.tsv"
RAREST_ENGLISH = 580
"""Hundredths of a tenfold below 1 of the rarest English word that is taken: one of 600,000 words."""


def read_frequencies(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the words of a list and how rare each is, the most usual first."""
    unpack = importlib.import_module("msgpack").load
    with gzip.open(path) as packed:
        rows = unpack(packed, raw=False)[1:]
    yield from ((word, rare) for rare, words in enumerate(rows, 1) for word in words)


def write_words(data: Path) -> int:
    """Write both lists, sorted; return how many words there are."""
    texts = (word for word, _ in read_frequencies(data / "small_vi.msgpack.gz"))
    syllables = {normalise(part).lower() for text in texts for part in text.split()}
    rows = [f"{word}\tvi" for word in sorted(syllables) if is_syllable(word)]
    english = (word for word, rare in read_frequencies(data / "large_en.msgpack.gz") if rare <= RAREST_ENGLISH)
    rows += [f"{word}\ten" for word in sorted(set(english)) if word.isascii() and word.isalpha() and len(word) > 1]
    TARGET.write_text("\n".join(("word\tlanguage", *rows)) + "\n", encoding="utf-8")
    return len(rows)


if __name__ == "__main__":
    print(write_words(Path(sys.argv[1])), "words")

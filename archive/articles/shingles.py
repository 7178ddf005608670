"""Overlapping runs of syllables: what two texts share when one was printed after the other."""

from __future__ import annotations

import re

from vietnamese.spelling.normalise import fold

LENGTH = 5
_SYLLABLE = re.compile(r"\w+")


def shingles(text: str) -> set[bytes]:
    """Return every run of five syllables of ``text``, folded (no case, no accents, no punctuation), as UTF-8."""
    words = _SYLLABLE.findall(fold(text))
    return {" ".join(words[at : at + LENGTH]).encode() for at in range(len(words) - LENGTH + 1)}

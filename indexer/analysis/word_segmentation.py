"""Text -> words by underthesea: nearly all the time of an analysis, so it is done once per text and underthesea version."""

from __future__ import annotations

from importlib.metadata import version

from indexer.analysis.model import Words
from indexer.analysis.underthesea_loader import word_cutter
from vietnamese.spelling.normalise import normalise

SEGMENTER_VERSION = f"1-underthesea-{version('underthesea')}"
"""Kept words of another version are not read: raise the first number whenever ``words_of`` changes."""


def words_of(text: str) -> list[str]:
    """Return underthesea's words of several syllables, normalised, lower case, joined with "_", in reading order."""
    # Loaded late: reading commands need not pay for it.
    cut = word_cutter()
    found: list[str] = []
    for line in normalise(text).split("\n"):
        if " " in line.strip():
            for word in cut(line):
                parts = str(word).lower().split()
                if len(parts) > 1 and all(part.isalpha() for part in parts):
                    found.append("_".join(parts))
    return found


def segment_text(text: str) -> Words:
    """The words of a text, numbered."""
    return Words.of(words_of(text))

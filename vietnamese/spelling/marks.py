"""Composes letters and their marks (NFC), in a time that grows with the text whatever stands in it."""

from __future__ import annotations

import unicodedata

_MOST_MARKS = 30
"""Marks kept on one letter, as in Stream-Safe Text (Unicode Standard Annex 15); no language writes more."""


def compose_letters(text: str) -> str:
    """Return ``text`` in NFC, of a longer run of marks on one letter the first thirty."""
    return unicodedata.normalize("NFC", limit_marks(text))


def limit_marks(text: str) -> str:
    """Return ``text`` with at most thirty marks behind each other; the same object when it has no more.

    Putting the marks of a letter in order takes time that grows with the square of their number: a page of 400 kB took twenty seconds.
    """
    if not any(map(unicodedata.combining, text[::_MOST_MARKS])):
        return text
    kept: list[str] = []
    run = 0
    for char in text:
        run = run + 1 if unicodedata.combining(char) else 0
        if run <= _MOST_MARKS:
            kept.append(char)
    return text if len(kept) == len(text) else "".join(kept)

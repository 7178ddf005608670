"""Every Vietnamese syllable, as the language spells it: for tests that go through all of them."""

from __future__ import annotations

import unicodedata
from itertools import product

from vietnamese.spelling.keyboard_layouts import is_syllable
from vietnamese.spelling.normalise import normalise
from vietnamese.spelling.syllables import ONSETS, RHYMES, TONES


def every_syllable() -> list[str]:
    """Onset x rhyme x tone, those that spelling allows, the tone where it is written."""
    built = {
        normalise(unicodedata.normalize("NFC", onset + rhyme[:at] + tone + rhyme[at:]))
        for onset, rhyme, tone in product(sorted(ONSETS), sorted(RHYMES), ("", *sorted(TONES)))
        for at in range(1, len(rhyme) + 1)
        if rhyme[at - 1] in "aăâeêioôơuưy"
    }
    return sorted(word for word in built if is_syllable(word))

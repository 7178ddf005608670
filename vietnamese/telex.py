"""Words typed with the input method switched off: Telex ("coong an tinhr") and VNI ("cong6 an tinh3") keys.

The query parser offers what these return; nothing is composed that is not a valid Vietnamese syllable.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from vietnamese.normalise import normalise
from vietnamese.syllables import (
    ACUTE,
    BREVE,
    CIRCUMFLEX,
    DOT,
    GRAVE,
    HOOK,
    HORN,
    TILDE,
    parse,
    split,
    tone_position,
    valid,
)

_TELEX_TONES = {"s": ACUTE, "f": GRAVE, "r": HOOK, "x": TILDE, "j": DOT, "z": ""}
_VNI_TONES = {"1": ACUTE, "2": GRAVE, "3": HOOK, "4": TILDE, "5": DOT}
_VOWELS = frozenset("aeiouy")
_COMPOSED = {"aa": "â", "aw": "ă", "ee": "ê", "oo": "ô", "ow": "ơ", "uw": "ư", "dd": "đ"}


@lru_cache(maxsize=1 << 15)
def is_syllable(word: str) -> bool:
    """Tell whether ``word`` (any case, either tone style) is a valid Vietnamese syllable by onset, rhyme and tone."""
    found = parse(normalise(word))
    return found is not None and valid(found)


def _with_tone(base: str, tone: str) -> str | None:
    """Return the syllable ``base`` (lower case, no tone) with ``tone``; None when that is no valid syllable."""
    found = split(base)
    if found is None:
        return None
    at = len(found[0]) + tone_position(found[1])
    word = unicodedata.normalize("NFC", base[: at + 1] + tone + base[at + 1 :])
    return word if is_syllable(word) else None


def _telex_marks(keys: str) -> str | None:
    """Apply the letter keys (aa, aw, dd, w, also typed after other letters: "dangd", "tuongw") to plain letters."""
    out: list[str] = []
    for key in keys:
        plain = "".join(out)
        if key in "aeo" and key in plain and not any(mark in plain for mark in "âêôăơ"):
            at = plain.rindex(key)
            # "coong" has both letters together, "congo" apart; a consonant or nothing may stand between, no other vowel
            if not any(letter in _VOWELS for letter in plain[at + 1 :]):
                out[at] = _COMPOSED[key * 2]
                continue
        if key == "d" and out and out[0] == "d":
            out[0] = "đ"
        elif key == "w":
            if not _horn(out):
                return None
        else:
            out.append(key)
    return "".join(out)


def _horn(out: list[str]) -> bool:
    """Apply w in place: uo -> ươ, a -> ă, o -> ơ, u -> ư; a lone w is ư. Tell whether something took it."""
    plain = "".join(out)
    if "uo" in plain and not plain.startswith("quo"):
        at = plain.index("uo")
        out[at : at + 2] = ["ư", "ơ"]
        return True
    if "ưo" in plain:
        out[plain.index("ưo") + 1] = "ơ"
        return True
    order = "uoa" if plain.endswith("ua") and not plain.startswith("qu") else "aou"
    for letter in order:
        if letter in plain:
            out[plain.rindex(letter)] = {"a": "ă", "o": "ơ", "u": "ư"}[letter]
            return True
    if plain and plain[-1] in "ăơư":
        return False
    out.append("ư")
    return True


@lru_cache(maxsize=1 << 14)
def compose_telex(word: str) -> str | None:
    """Return the syllable that Telex keys spell ("tinhr" -> "tỉnh"), lower case; None when ``word`` is not such keys."""
    keys = word.lower()
    if not keys.isascii() or not keys.isalpha() or not 2 <= len(keys) <= 12:
        return None
    vowel = next((at for at, key in enumerate(keys) if key in _VOWELS or (key == "w" and at)), None)
    if vowel is None:
        return None
    # the last tone key after the first vowel gives the tone; a consonant such as final "x" or "r" is never spelt there
    places = [at for at in range(vowel + 1, len(keys)) if keys[at] in _TELEX_TONES]
    tones = [_TELEX_TONES[keys[at]] for at in places]
    if len(places) > 2:
        return None
    base = _telex_marks("".join(key for at, key in enumerate(keys) if at not in places))
    if base is None or (base == keys and not places):
        return None
    return _with_tone(base, tones[-1] if tones else "")


@lru_cache(maxsize=1 << 14)
def compose_vni(word: str) -> str | None:
    """Return the syllable that VNI keys spell ("cong6" -> "công", "d9o62" -> "đồ"); None when ``word`` is not such."""
    keys = word.lower()
    if not keys.isascii() or not keys.isalnum() or keys.isalpha() or not keys[0].isalpha() or len(keys) > 12:
        return None
    out: list[str] = []
    tone = ""
    for key in keys:
        if key in _VNI_TONES:
            if tone:
                return None
            tone = _VNI_TONES[key]
        elif key in "6789":
            if not _vni_mark(out, key):
                return None
        elif key.isalpha():
            out.append(key)
        else:
            return None
    return _with_tone("".join(out), tone)


def _vni_mark(out: list[str], key: str) -> bool:
    """Apply 6 (circumflex), 7 (horn), 8 (breve) or 9 (đ) to the letters so far; tell whether one took it."""
    plain = "".join(out)
    if key == "9":
        if not plain.startswith("d"):
            return False
        out[0] = "đ"
        return True
    if key == "7" and "uo" in plain and not plain.startswith("quo"):
        at = plain.index("uo")
        out[at : at + 2] = ["ư", "ơ"]
        return True
    if key == "7" and "ưo" in plain:
        out[plain.index("ưo") + 1] = "ơ"
        return True
    mark = {"6": CIRCUMFLEX, "7": HORN, "8": BREVE}[key]
    takes = {"6": "aeo", "7": "ou", "8": "a"}[key]
    if key == "7" and plain.endswith("ua"):
        takes = "u"
    for at in range(len(out) - 1, -1, -1):
        if out[at] in takes:
            out[at] = unicodedata.normalize("NFC", out[at] + mark)
            return True
    return False

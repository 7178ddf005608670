"""The same question as other people would type it: without accents, in raw keys, misspelt, in either tone style."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from random import Random

from vietnamese.spelling.normalise import fold

_TONES = "\u0301\u0300\u0309\u0303\u0323"
_TELEX = {"\u0306": "w", "\u031b": "w"}
_VNI = {"\u0302": "6", "\u031b": "7", "\u0306": "8"}
_PAIRS = ("oa", "oe", "uy")


def _keys(word: str, tones: str, telex: bool) -> str:
    """One word as raw keys, the tone's key last."""
    out, tone = [], ""
    for char in unicodedata.normalize("NFD", word):
        if char in "đĐ":
            out.append(("d" if char == "đ" else "D") + ("d" if telex else "9"))
        elif char in _TONES:
            tone = tones[_TONES.index(char)]
        elif telex and char == "\u0302":
            out.append(out[-1].lower() if out else char)
        elif char in _TELEX or char in _VNI:
            out.append((_TELEX if telex else _VNI)[char])
        else:
            out.append(char)
    return "".join(out) + tone


def _words(text: str, change: Callable[[str], str]) -> str:
    return re.sub(r"[^\W\d_]+", lambda m: change(m.group()), unicodedata.normalize("NFC", text))


def _placed(word: str, second: bool) -> str:
    """A word ending in oa, oe or uy with its tone on the first (old style) or ``second`` (new style) vowel."""
    parts = unicodedata.normalize("NFD", word)
    tone = next((c for c in parts if c in _TONES), "")
    bare = parts.replace(tone, "") if tone else parts
    if not tone or bare[-2:].lower() not in _PAIRS or bare[-3:-2].lower() == "q":
        return word
    at = len(bare) if second else len(bare) - 1
    return unicodedata.normalize("NFC", bare[:at] + tone + bare[at:])


def _typo(text: str, chance: Random) -> str:
    """Transpose one pair of differing inner letters (neither first nor last) in one word of five or more letters."""
    places = [
        [at for at in range(word.start() + 1, word.end() - 2) if text[at] != text[at + 1]]
        for word in re.finditer(r"[^\W\d_]{5,}", text)
    ]
    if not any(places):
        return text
    at = chance.choice(chance.choice([p for p in places if p]))
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


VARIANTS: dict[str, Callable[[str, Random], str]] = {
    "typed": lambda text, _: text,
    "folded": lambda text, _: fold(text),
    "telex": lambda text, _: _words(text, lambda w: _keys(w, "sfrxj", telex=True)),
    "vni": lambda text, _: _words(text, lambda w: _keys(w, "12345", telex=False)),
    "typo": lambda text, chance: _typo(unicodedata.normalize("NFC", text), chance),
    "oldtone": lambda text, _: _words(text, lambda w: _placed(w, second=False)),
    "newtone": lambda text, _: _words(text, lambda w: _placed(w, second=True)),
}


def vary(text: str, variant: str, seed: int = 0) -> str:
    """Return ``text`` as ``variant`` (a key of VARIANTS); the same seed and text give the same. Raises KeyError."""
    return VARIANTS[variant](text, Random(f"{seed}:{text}"))

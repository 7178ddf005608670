"""Words typed with the input method switched off: Telex ("coong an tinhr"), VNI ("cong6 an tinh3") and, on the wrong layer, the
keys of the Vietnamese keyboard ("c4ng an ti6nh"), whose figures in turn come out as letters on the other layer ("âđâê" for 2023).

The query parser offers what these return; nothing is composed that is not a valid Vietnamese syllable.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from vietnamese.spelling.normalise import normalise
from vietnamese.spelling.syllables import (
    ACUTE,
    DOT,
    GRAVE,
    HOOK,
    TILDE,
    is_valid,
    parse_syllable,
    split_letters,
    split_syllable,
    tone_position,
)

_VOWELS = frozenset("aăâeêioôơuưy")
_LONGEST = 12


@dataclass(frozen=True, slots=True, eq=False)
class _Method:
    """An input method: ``tones`` by key, and for each key the (letter, marked letter) pairs that it makes."""

    tones: dict[str, str]
    marks: dict[str, tuple[tuple[str, str], ...]]
    letters: dict[str, str] = field(default_factory=dict)
    """Keys that are a letter of their own."""


_HORN = (("u", "ư"), ("o", "ơ"))
_TELEX = _Method(
    {"s": ACUTE, "f": GRAVE, "r": HOOK, "x": TILDE, "j": DOT, "z": ""},
    {
        "a": (("a", "â"),),
        "e": (("e", "ê"),),
        "o": (("o", "ô"),),
        "d": (("d", "đ"),),
        "w": (*_HORN, ("a", "ă")),
    },
)
_VNI = _Method(
    {"1": ACUTE, "2": GRAVE, "3": HOOK, "4": TILDE, "5": DOT, "0": ""},
    {"6": (("a", "â"), ("e", "ê"), ("o", "ô")), "7": _HORN, "8": (("a", "ă"),), "9": (("d", "đ"),)},
)

_LAYOUT = _Method(
    {"5": GRAVE, "6": HOOK, "7": TILDE, "8": ACUTE, "9": DOT},
    {},
    {"1": "ă", "2": "â", "3": "ê", "4": "ô", "0": "đ", "[": "ư", "]": "ơ"},
)
"""The Vietnamese keyboard: its letters and tones stand on the figures."""

_State = tuple[str, str]
"""What the keys so far may spell: letters without tone, and the tone."""


@lru_cache(maxsize=1 << 15)
def is_syllable(word: str) -> bool:
    """Tell whether ``word`` (any case, either tone style) is a valid Vietnamese syllable by onset, rhyme and tone."""
    found = parse_syllable(normalise(word))
    return found is not None and is_valid(found)


def _add_tone(base: str, tone: str) -> str | None:
    """Return the syllable ``base`` (lower case, no tone) with ``tone``; None when that is no valid syllable."""
    found = split_syllable(base)
    if found is None:
        return None
    at = len(found[0]) + tone_position(found[1])
    word = unicodedata.normalize("NFC", base[: at + 1] + tone + base[at + 1 :])
    return word if is_syllable(word) else None


def _iter_marked(spelt: str, pairs: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """Yield the letters with one of them marked; u and o side by side take the horn together."""
    for plain, mark in pairs:
        if plain == "d":
            if spelt[:1] == "d":
                yield mark + spelt[1:]
            continue
        for at, letter in enumerate(spelt):
            if letter == plain:
                yield spelt[:at] + mark + spelt[at + 1 :]
    if pairs[:2] == _HORN and "uo" in spelt:
        yield spelt.replace("uo", "ươ", 1)


def _iter_next_states(state: _State, key: str, method: _Method) -> Iterator[_State]:
    """Yield what a key may make of a state: a mark, a tone, or a letter."""
    spelt, tone = state
    begun = not _VOWELS.isdisjoint(spelt)
    for marked in _iter_marked(spelt, method.marks.get(key, ())):
        yield marked, tone
    if key in method.tones and begun:
        yield spelt, method.tones[key]
    elif key in method.letters:
        yield spelt + method.letters[key], tone
    elif key == "w":
        yield spelt + "ư", tone
    elif key.isalpha() and key not in "fjz":
        yield spelt + key, tone
    if method is _TELEX and key == "o" and spelt.endswith("ô"):
        # A third o takes the circumflex back: "xooong" is xoong.
        yield spelt[:-1] + "oo", tone


@lru_cache(maxsize=1 << 14)
def _compose_keys(keys: str, method: _Method) -> str | None:
    """Compose the syllable that the keys spell with every mark the method would set; None when there is none."""
    states: dict[_State, None] = {("", ""): None}
    for key in keys:
        states = dict.fromkeys(after for state in states for after in _iter_next_states(state, key, method))
    words = []
    for spelt, tone in states:
        # An input method completes ưo before a final consonant: "trwongf" is trường.
        whole = spelt.replace("ưo", "ươ")
        if whole != keys or tone:
            word = _add_tone(whole, tone)
            if word is not None and word != keys:
                words.append((len(whole), spelt != whole, word))
    # The shortest: a key that can be a mark is one.
    return min(words)[2] if words else None


def compose_telex(word: str) -> str | None:
    """Compose the syllable that Telex keys spell ("tinhr" -> "tỉnh"), lower case; None when ``word`` is not such keys.

    Marks and tones may stand anywhere after their letter, as the input methods take them ("dangd", "tuongwf").
    """
    keys = word.lower()
    if not keys.isascii() or not keys.isalpha() or not 2 <= len(keys) <= _LONGEST:
        return None
    return _compose_keys(keys, _TELEX)


def compose_vni(word: str) -> str | None:
    """Compose the syllable that VNI keys spell ("cong6" -> "công", "d9o62" -> "đồ"); None when ``word`` is not such."""
    keys = word.lower()
    if not keys.isascii() or not keys.isalnum() or keys.isalpha() or len(keys) > _LONGEST or not keys[0].isalpha():
        return None
    return _compose_keys(keys, _VNI)


def compose_layout(word: str) -> str | None:
    """Compose the syllable typed on the Vietnamese keyboard while another layer is on ("c4ng", "04i"), None when there is none."""
    keys = word.lower()
    if not keys.isascii() or keys.isalpha() or len(keys) > _LONGEST or not any(key.isalpha() for key in keys):
        return None
    return _compose_keys(keys, _LAYOUT)


def decode_figures(word: str) -> str | None:
    """Decode the number typed while the Vietnamese keyboard is on ("âđâê" -> "2023"), None when a letter is no figure."""
    on_letter = {letter: key for key, letter in _LAYOUT.letters.items() if key.isdigit()}
    on_tone = {tone: key for key, tone in _LAYOUT.tones.items()}
    out = []
    for letter, tone in split_letters(word.lower()):
        if letter not in on_letter:
            return None
        out.append(on_letter[letter] + on_tone.get(tone, ""))
    return "".join(out) or None

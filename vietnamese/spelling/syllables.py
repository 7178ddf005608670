"""Parses Vietnamese syllables into onset, rhyme and tone, by table.

Used by tone placement (``normalise``), keyboard layouts and the repair of encodings.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

GRAVE, ACUTE, TILDE, HOOK, DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
CIRCUMFLEX, BREVE, HORN = "\u0302", "\u0306", "\u031b"
TONES = frozenset((GRAVE, ACUTE, TILDE, HOOK, DOT))

ONSETS = frozenset(
    [
        "b",
        "c",
        "ch",
        "d",
        "đ",
        "g",
        "gh",
        "gi",
        "h",
        "k",
        "kh",
        "l",
        "m",
        "n",
        "ng",
        "ngh",
        "nh",
        "p",
        "ph",
        "qu",
        "r",
        "s",
        "t",
        "th",
        "tr",
        "v",
        "x",
    ]
) | {""}
RHYMES = frozenset(
    [
        "a",
        "ac",
        "ach",
        "ai",
        "am",
        "an",
        "ang",
        "anh",
        "ao",
        "ap",
        "at",
        "au",
        "ay",
        "ăc",
        "ăm",
        "ăn",
        "ăng",
        "ăp",
        "ăt",
        "âc",
        "âm",
        "ân",
        "âng",
        "âp",
        "ât",
        "âu",
        "ây",
        "e",
        "ec",
        "em",
        "en",
        "eng",
        "eo",
        "ep",
        "et",
        "ê",
        "êch",
        "êm",
        "ên",
        "ênh",
        "êp",
        "êt",
        "êu",
        "i",
        "ia",
        "ich",
        "im",
        "in",
        "inh",
        "ip",
        "it",
        "iu",
        "iêc",
        "iêm",
        "iên",
        "iêng",
        "iêp",
        "iêt",
        "iêu",
        "o",
        "oa",
        "oac",
        "oach",
        "oai",
        "oam",
        "oan",
        "oang",
        "oanh",
        "oao",
        "oap",
        "oat",
        "oay",
        "oăc",
        "oăm",
        "oăn",
        "oăng",
        "oăt",
        "oc",
        "oe",
        "oen",
        "oeo",
        "oet",
        "oi",
        "om",
        "on",
        "ong",
        "ooc",
        "oong",
        "op",
        "ot",
        "ô",
        "ôc",
        "ôi",
        "ôm",
        "ôn",
        "ông",
        "ôp",
        "ôt",
        "ơ",
        "ơi",
        "ơm",
        "ơn",
        "ơp",
        "ơt",
        "u",
        "ua",
        "uc",
        "ui",
        "um",
        "un",
        "ung",
        "up",
        "ut",
        "uân",
        "uâng",
        "uât",
        "uây",
        "uê",
        "uêch",
        "uên",
        "uênh",
        "uêu",
        "uơ",
        "uy",
        "uya",
        "uych",
        "uyn",
        "uynh",
        "uyp",
        "uyt",
        "uyu",
        "uyên",
        "uyêt",
        "uôc",
        "uôi",
        "uôm",
        "uôn",
        "uông",
        "uôt",
        "ư",
        "ưa",
        "ưc",
        "ưi",
        "ưm",
        "ưn",
        "ưng",
        "ưt",
        "ưu",
        "ươc",
        "ươi",
        "ươm",
        "ươn",
        "ương",
        "ươp",
        "ươt",
        "ươu",
        "y",
        "ych",
        "yn",
        "ynh",
        "yt",
        "yêm",
        "yên",
        "yêng",
        "yêt",
        "yêu",
    ]
)
_Y_ONSETS = frozenset(("", "h", "k", "l", "m", "s", "t", "v", "qu"))
_VOWELS = frozenset("aăâeêioôơuưy")
_MARKED = frozenset("ăâêôơư")


class Syllable(NamedTuple):
    """A parsed syllable in lower case; ``tone`` is the combining mark or empty; ``rhyme`` carries no tone."""

    onset: str
    rhyme: str
    tone: str


def split_letters(word: str) -> list[tuple[str, str]]:
    """Split a word into (letter with its quality mark, tone mark or "") pairs; foreign marks stay with the letter."""
    parts: list[list[str]] = []
    for char in unicodedata.normalize("NFD", word):
        if char in TONES and parts and not parts[-1][1]:
            parts[-1][1] = char
        elif unicodedata.combining(char) and parts:
            parts[-1][0] += char
        else:
            parts.append([char, ""])
    return [(unicodedata.normalize("NFC", letter), tone) for letter, tone in parts]


def split_syllable(base: str) -> tuple[str, str] | None:
    """Split a lower-case syllable without tone into onset and rhyme; None when it is not built as one."""
    for length in (3, 2, 1, 0):
        onset, rhyme = base[:length], base[length:]
        if len(onset) == length and onset in ONSETS and rhyme in RHYMES:
            return onset, rhyme
    return None


@lru_cache(maxsize=1 << 16)
def parse_syllable(word: str) -> Syllable | None:
    """Parse one word of any case; None when it cannot be a Vietnamese syllable (or carries two tones)."""
    if len(word) > 16:
        return None
    parts = split_letters(word.lower())
    tones = [tone for _, tone in parts if tone]
    found = split_syllable("".join(letter for letter, _ in parts))
    if found is None or len(tones) > 1 or any(tone and letter not in _VOWELS for letter, tone in parts):
        return None
    return Syllable(found[0], found[1], tones[0] if tones else "")


def is_valid(syllable: Syllable) -> bool:
    """Tell whether spelling and tone rules allow the combination (k/c, g/gh, ng/ngh, stops take two tones)."""
    onset, rhyme, tone = syllable
    first = rhyme[0]
    front = first in "eêi"
    if rhyme.endswith(("c", "ch", "p", "t")) and tone not in (ACUTE, DOT):
        return False
    if onset in ("k", "gh", "ngh"):
        return front or (onset == "k" and first == "y" and rhyme == "y")
    if onset == "c":
        return not front and first != "y"
    if onset == "ng":
        return not front and first != "y"
    if onset == "g":
        return first not in "eêy"
    if first == "y":
        return onset == "qu" or (onset == "" or (onset in _Y_ONSETS and rhyme == "y"))
    if onset == "qu":
        return first in "aăâeêiôơo" and rhyme != "o"
    return not (onset == "" and rhyme.startswith("iê"))


@cache
def _plain_syllables() -> frozenset[str]:
    """Every onset with every rhyme, without their marks."""
    parts = (unicodedata.normalize("NFD", onset + rhyme).replace("đ", "d") for onset in ONSETS for rhyme in RHYMES)
    return frozenset("".join(letter for letter in part if not unicodedata.combining(letter)) for part in parts)


def may_be_syllable(word: str) -> bool:
    """Tell whether a word of any case is a syllable, or reads like one whose accents were left out ("duong", "thuan")."""
    found = parse_syllable(word)
    return (found is not None and is_valid(found)) or word.lower() in _plain_syllables()


def tone_position(rhyme: str) -> int:
    """Return the index in ``rhyme`` of the letter that carries the tone: marked vowel, else the style hòa, hoàn, thủy, khuỷu."""
    marked = [at for at, letter in enumerate(rhyme) if letter in _MARKED]
    if marked:
        return marked[-1]
    vowels = sum(1 for letter in rhyme if letter in _VOWELS)
    if vowels == 1:
        return 0
    return 1 if vowels == 3 or vowels < len(rhyme) else 0


def keeps_typed(word: str, term: str) -> bool:
    """Tell whether ``term`` has every accent that ``word`` has: "trường" keeps those of "truơng"."""
    typed, own = split_letters(word), split_letters(term)
    tones = {tone for _, tone in typed if tone}
    marks = {letter for letter, _ in typed if not letter.isascii()}
    return tones <= {tone for _, tone in own} and marks <= {letter for letter, _ in own}

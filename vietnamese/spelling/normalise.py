"""One spelling for one text: composition, Đ, invisible characters, tone placement; and the folding of accents.

``normalise`` keeps case and meaning; ``fold`` also drops accents and case. Everyone who compares text calls these.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from vietnamese.spelling.marks import compose_letters, limit_marks
from vietnamese.spelling.syllables import split_letters, split_syllable, tone_position

INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_CLEAN = {ord(char): None for char in INVISIBLE} | {0xD0: "Đ", 0xF0: "đ", 0x189: "Đ", 0x256: "đ"}
_TO_CLEAN = re.compile("[" + "".join(map(chr, _CLEAN)) + "]")
_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
_WORD = re.compile(rf"[^\W\d_][^\W\d_{_MARKS}]*(?:[{_MARKS}]+[^\W\d_]*)*")
# Only these can hold a misplaced tone: a letter with a tone beside another vowel, or a mark left uncomposed by NFC.
_TONED = "àáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵầấẩẫậằắẳẵặềếểễệồốổỗộờớởỡợừứửữựẦẤẨẪẬẰẮẲẴẶỀẾỂỄỆỒỐỔỖỘỜỚỞỠỢỪỨỬỮỰÀÁẢÃẠÈÉẺẼẸÌÍỈĨỊÒÓỎÕỌÙÚỦŨỤỲÝỶỸỴ"
_PLAIN = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
_SUSPECT = re.compile(rf"[{_TONED}][{_PLAIN}]|[{_PLAIN}][{_TONED}]|[{_MARKS}]")


@lru_cache(maxsize=1 << 17)
def _place_tone(word: str) -> str:
    """Put the tone of one word where the one style wants it, not composed; anything but a Vietnamese syllable is returned as is."""
    if not _SUSPECT.search(word) or len(word) > 16:
        return word
    parts = split_letters(word)
    found = split_syllable("".join(letter for letter, _ in parts).lower())
    tones = [(at, tone) for at, (_, tone) in enumerate(parts) if tone]
    if found is None or len(tones) != 1:
        return word
    onset, rhyme = found
    target = len(onset) + tone_position(rhyme)
    return "".join(letter + (tones[0][1] if at == target else "") for at, (letter, _) in enumerate(parts))


def normalise(text: str) -> str:
    """Normalise ``text``: composed (NFC), with Đ for Ð, without invisible characters and with one style of tone placement.

    Case is kept; loanwords are left alone; calling it twice changes nothing.
    """
    if text.isascii():
        return text
    return _normalise_short(text) if len(text) < _SHORT else _normalise_short.__wrapped__(text)


_SHORT = 2_000
"""Letters up to which a text is a sentence, which several rules normalise one after the other."""


@lru_cache(maxsize=1 << 10)
def _normalise_short(text: str) -> str:
    if _TO_CLEAN.search(text):
        text = text.translate(_CLEAN)
    text = compose_letters(text)
    return unicodedata.normalize("NFC", _WORD.sub(lambda match: _place_tone(match.group()), text))


class _Unmarked(dict[int, int | None]):
    """A table for ``str.translate`` that drops combining marks and turns đ into d; it learns each character when it comes."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


_UNMARKED = _Unmarked({ord("đ"): ord("d")})


@lru_cache(maxsize=1 << 17)
def _fold_word(word: str) -> str:
    # Tones are not put in their place before: they go, and the letters below them stay where they are.
    if _TO_CLEAN.search(word):
        word = word.translate(_CLEAN)
    composed = compose_letters(word)
    return unicodedata.normalize("NFD", composed.lower()).translate(_UNMARKED)


def fold(text: str) -> str:
    """Fold ``text``: normalised, in lower case, without accents and with d for đ."""
    if text.isascii():
        return text.lower()
    return _fold_word(text) if len(text) < 32 else _fold_word.__wrapped__(text)


def normalise_word(word: str) -> tuple[str, str]:
    """Return (normalised lower-case form, fold) of one word; cached by the tokenizer, which calls it per spelling."""
    term = normalise(word).lower()
    return term, fold(term)


@lru_cache(maxsize=8192)
def iy_variants(word: str) -> tuple[str, ...]:
    """Return the spelling of a lower-case syllable with i for final y or back (kĩ, kỹ; lí, lý; quí, quý), or nothing.

    A weak equivalence (names such as Vy and Ly differ): for suggestion and expansion, never for normalising.
    """
    parts = split_letters(normalise(word))
    if not parts or parts[-1][0] not in ("i", "y"):
        return ()
    onset = "".join(letter for letter, _ in parts[:-1])
    if onset not in ("h", "k", "l", "m", "s", "t", "qu"):
        return ()
    other = "y" if parts[-1][0] == "i" else "i"
    return (unicodedata.normalize("NFC", onset + other + parts[-1][1]),)


_CLUSTER = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+")


def compose(text: str) -> tuple[str, list[int] | None]:
    """Compose ``text``, with Đ for Ð, for pattern matching, and return it and the offset in ``text`` of each place in it.

    The offsets have one more item than the composed text (its end); None when nothing moved. Tones stay where they are.
    """
    text = text.replace("Ð", "Đ").replace("ð", "đ")
    if limit_marks(text) is text and unicodedata.is_normalized("NFC", text):
        return text, None
    parts: list[str] = []
    offsets: list[int] = []
    for match in _CLUSTER.finditer(text):
        part = compose_letters(match.group())
        parts.append(part)
        offsets.extend([match.start()] * len(part))
    return "".join(parts), [*offsets, len(text)]

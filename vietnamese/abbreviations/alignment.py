"""Aligns the letters of a short form with the words of a long one: "QyĐ" and quy định, "T.Ư" and Trung ương.

Every letter must be accounted for; what may be skipped is said in ``count_skipped``. Called by ``vietnamese.abbreviations.definitions``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from vietnamese.spelling.marks import compose_letters
from vietnamese.spelling.normalise import fold

UPPER = "A-ZĐƯƠĂÂÊÔÐ"
FILLERS = frozenset(
    ["và", "của", "về", "với", "các", "cho", "trong", "tại", "là", "những", "ở", "trên", "theo", "để", "do", "đối"]
)
_UNIT = re.compile(rf"[{UPPER}][^\W\d_{UPPER}]*|(?<![^\W_])[^\W\d_{UPPER}]{{2,}}")
_LETTERS = re.compile(rf"[{UPPER}][a-zđươ]{{0,2}}")
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_VOWELS_U = ("ư", "ứ", "ừ", "ử", "ữ", "ự")
_VOWELS_O = ("ơ", "ớ", "ờ", "ở", "ỡ", "ợ")
_TAILS = (("việt", "nam"), ("nhân", "dân"))


@lru_cache(maxsize=1 << 12)
def split_units(short: str) -> tuple[str, ...] | None:
    """Cut a short form into what each word must answer, lower case: "CTr" -> c, tr; None when it is no short form.

    A word of more letters stands for itself ("VKSND tối cao", "Bộ GTVT").
    """
    plain = compose_letters(short).replace("Ð", "Đ")
    found = tuple(unit for unit in _UNIT.findall(plain) if unit.lower() not in FILLERS)
    letters = [unit for unit in found if _LETTERS.fullmatch(unit)]
    if not 2 <= len(letters) <= 14 or any(char.isdigit() for char in plain) or _ROMAN.fullmatch(plain):
        return None
    return tuple(unit.lower() if _LETTERS.fullmatch(unit) else "=" + unit.lower() for unit in found)


def can_stand_for(unit: str, word: str) -> bool:
    """Tell whether ``word`` (lower case) may stand for ``unit``: its first letter, then further letters in order."""
    if unit[0] == "=":
        return fold(unit[1:]) == fold(word)
    if unit == "w":
        return word.startswith((*_VOWELS_U, "w"))
    for letter, starts in (("đ", ("đ",)), ("ư", _VOWELS_U), ("ơ", _VOWELS_O)):
        if unit[0] == letter and not word.startswith(starts):
            return False
    plain, head = fold(word), fold(unit)
    if plain[0] != head[0]:
        return False
    at = 0
    for letter in head[1:]:
        at = plain.find(letter, at + 1)
        if at < 0:
            return False
    return True


def count_skipped(wanted: Sequence[str], words: Sequence[str]) -> int | None:
    """Count the content words skipped when ``words`` (lower case) spell ``wanted``; None when they do not.

    The first word must be spelt, the last too unless the words end in "Việt Nam" or "nhân dân" (Ngân hàng Nhà nước Việt Nam, NHNN).
    "và", "của" and the like may be skipped in forms of three letters or more, and one other word from four letters on.
    """
    if len(words) < len(wanted) or not words or not can_stand_for(wanted[0], words[0]):
        return None
    if can_stand_for(wanted[-1], words[-1]):
        spelt = _count_skipped_exactly(wanted, words)
        if spelt is not None:
            return spelt
    if len(wanted) >= 3 and tuple(words[-2:]) in _TAILS:
        return count_skipped(wanted, words[:-2])
    if len(wanted) >= 4 and "đ" in wanted:
        # Writers slip between D and Đ ("Giáo dục và Đào tạo (GĐ & ĐT)"); in four letters that is no chance.
        return count_skipped([unit.replace("đ", "d") for unit in wanted], words)
    return None


def _count_skipped_exactly(wanted: Sequence[str], words: Sequence[str]) -> int | None:
    if len(words) == len(wanted):
        return 0 if all(can_stand_for(unit, word) for unit, word in zip(wanted, words, strict=True)) else None
    fillers = len(wanted) >= 3
    most = 1 if len(wanted) >= 4 else 0
    costs: dict[int, int] = {0: 0}
    for word in words:
        following: dict[int, int] = {}
        for done, cost in costs.items():
            if done < len(wanted) and can_stand_for(wanted[done], word):
                following[done + 1] = min(following.get(done + 1, 99), cost)
            skip = cost if fillers and word in FILLERS else cost + 1
            if done and skip <= most:
                following[done] = min(following.get(done, 99), skip)
        costs = following
    return costs.get(len(wanted))

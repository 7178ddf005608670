"""Reads numbers written in words: "hai", "mười hai", "ba trăm hai mươi"."""

from __future__ import annotations

import re

_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SCALES = {"nghìn": 1_000, "ngàn": 1_000, "triệu": 1_000_000, "tỷ": 1_000_000_000, "tỉ": 1_000_000_000}
_FIRST = "một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười"
_NEXT = f"{_FIRST}|mốt|tư|lăm|nhăm|mươi|trăm|linh|lẻ|chục|nghìn|ngàn|triệu|tỷ|tỉ"
IN_WORDS = re.compile(rf"(?<![\w-])(?:{_FIRST}|Hai|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười|Ba)(?:\s(?:{_NEXT}))*(?!\w)")
"""A number in words; capital letters only begin it."""


def parse_number_words(written: str) -> int | None:
    """Return the value of a number in words, None when the words are no number ("ba hai")."""
    total = part = 0
    last = ""
    for word in written.lower().split():
        if word == "mười":
            part += 10
        elif word in ("mươi", "chục"):
            tens = part % 10
            if not tens:
                return None
            part += tens * 9
        elif word == "trăm":
            if not 0 < part < 10:
                return None
            part *= 100
        elif word in _SCALES:
            if not part:
                return None
            total, part = total + part * _SCALES[word], 0
        elif word in ("linh", "lẻ"):
            pass
        elif word in _DIGITS:
            if last in _DIGITS:
                return None
            part += _DIGITS[word]
        else:
            return None
        last = word
    return total + part

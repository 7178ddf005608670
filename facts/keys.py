"""Keys by which facts of different articles are compared: names, offices, document numbers, measures."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from vietnamese.abbreviations.dictionary import Dictionary
from vietnamese.spelling.normalise import fold, normalise

_WORDS = re.compile(r"[^\W_]+")
# "năm 2023", "10 năm", "lần thứ III", "6 tháng đầu năm": what differs between the meetings of one series.
_CHANGING = re.compile(
    r"(?<!\w)(?:lan thu [ivxlc\d]+|(?:\d+ )?(?:nam|thang|quy|ngay|khoa|nhiem ky)(?: [ivx\d]+)?|dau|cuoi|\d+|[ivx]+)(?!\w)"
)
_CYCLE = "(?:giap|at|binh|dinh|mau|ky|canh|tan|nham|quy) (?:ty|suu|dan|mao|thin|ngo|mui|than|dau|tuat|hoi)"
_CHANGING = re.compile(rf"{_CHANGING.pattern}|(?<!\w){_CYCLE}(?!\w)")
# "…, triển khai nhiệm vụ năm 2020", "… với hơn 200 đại biểu": of one meeting
_ALSO = re.compile(
    r"(?i),? (?:và |, )?(?:triển khai (?:nhiệm vụ|chương trình|phương hướng|công tác năm)|ký giao ước|phát động thi đua|đề ra|bàn (?:biện pháp|giải pháp|phương)|kết nối|"
    r"với (?:hơn|gần|sự|\d|chủ đề)|bằng hình thức|từ điểm cầu|tới \d|tại (?:thành phố|tỉnh|huyện)|mục tiêu|tôn vinh)\b.*$"
)
_STAGES = re.compile(r"(?:tong|so) ket|trien khai|giao ban|khai mac|ra quan|phat dong|tap huan")
_STAGE_WORDS = frozenset(("tongket", "soket", "trienkhai", "giaoban", "khaimac", "raquan", "phatdong", "taphuan"))
"""A year's review and its half-year's are two series."""
_LOCAL_WORDS = frozenset(("xa", "phuong", "huyen", "thon"))
"""The festival of one commune is not that of another, nor the province's."""
_SHORT = re.compile(r"(?<!\w)[A-ZĐ]{2,8}(?!\w)")
_NUMBERED = re.compile(r"(?<!\w)([a-z]) ?-? ?(\d{1,3})(?!\w)")
"""G 20, G-20: one name, G20."""
_KINDS = frozenset(
    [
        "hoi",
        "nghi",
        "thao",
        "toa",
        "dam",
        "le",
        "dai",
        "ngay",
        "dien",
        "dan",
        "hop",
        "bao",
        "tap",
        "huan",
        "cuoc",
        "buoi",
        "phien",
        "ky",
        "giao",
        "ban",
        "lam",
        "viec",
        "truc",
        "tuyen",
        "thuong",
    ]
)
_FAMILIES = (("họp báo", "cuộc họp"), ("hội nghị", "hội thảo", "tọa đàm", "diễn đàn", "cuộc họp"))
_COMMON = frozenset(
    [
        "va",
        "cua",
        "cac",
        "cho",
        "tren",
        "ve",
        "tai",
        "voi",
        "trong",
        "duoc",
        "da",
        "co",
        "la",
        "do",
        "den",
        "tu",
        "cong",
        "tac",
        "thuc",
        "hien",
        "to",
        "chuc",
    ]
)


def name_key(name: str) -> str:
    """Return the key of a name: canonical spelling, lower case, accents kept (Hà and Hạ are two people)."""
    return " ".join(normalise(name).lower().split())


@lru_cache(maxsize=1 << 14)
def role_key(role: str) -> str:
    """Return the key of an office or title: its folded words, single blanks between."""
    return " ".join(_WORDS.findall(fold(role)))


def number_key(number: str) -> str:
    """Return the key of a document number: folded, without blanks, one kind of dash."""
    return re.sub(r"[–—‑]", "-", re.sub(r"\s+", "", fold(number)))


def measure_key(unit: str, what: str) -> str:
    """Return the key of what a figure measures: its unit and the first words of what is counted."""
    counted = _WORDS.findall(fold(unit)) or [unit]
    return " ".join([*counted, *_WORDS.findall(fold(what))[:6]])


WordUnits = tuple[tuple[str, ...], ...]
"""What words ask for: units, each with the ways it may be written ("ANTQ", "an ninh Tổ quốc")."""


def word_units(words: str) -> WordUnits:
    """Return words as units of one word, as written."""
    return tuple((word,) for word in words.split())


def title_words(title: str) -> frozenset[str]:
    """Return the folded words of an event's title that tell it from others, numbers and years kept."""
    return frozenset(_WORDS.findall(_NUMBERED.sub(r"\1\2", fold(title)))) - _COMMON


def findable_words(text: str) -> frozenset[str]:
    """Return the words by which an event is found: those told, with what its abbreviations stand for."""
    return title_words(text) | title_words(_spell_out(text))


def name_words(title: str) -> frozenset[str]:
    """Return the words of an event's name beside its kind: "Họp báo" alone has none, and is like no other."""
    return title_words(title) - _KINDS


@lru_cache(maxsize=1 << 14)
def series_words(title: str) -> frozenset[str]:
    """Return the words that an event's title shares with those of the same series in other years.

    Years, ordinals and periods are taken out, abbreviations written in full, and what only this meeting did is left off.
    """
    subject = fold(_ALSO.sub("", _spell_out(title)))
    stages = _STAGES.sub(lambda match: match[0].replace(" ", ""), _CHANGING.sub(" ", subject))
    return frozenset(_WORDS.findall(stages)) - _COMMON


@cache
def _dictionary() -> Dictionary:
    return Dictionary.shipped()


def spell_out(short: str) -> str:
    """Return what an abbreviation means in full, "" when it means several things or nothing."""
    known = _dictionary().expansions_of(short.lower())
    return known[0].expansion if len(known) == 1 and not known[0].ambiguous else ""


def _spell_out(title: str) -> str:
    """Return a title with its unambiguous abbreviations in full."""
    return _SHORT.sub(lambda match: spell_out(match[0]) or match[0], normalise(title))


def is_same_series(one: frozenset[str], other: frozenset[str], common_host: bool | None) -> bool:
    """Tell whether two subjects (``series_words``) are of one series; ``common_host`` None when one tells no host."""
    if one & _STAGE_WORDS and other & _STAGE_WORDS and not one & other & _STAGE_WORDS:
        return False
    if one & _LOCAL_WORDS != other & _LOCAL_WORDS:
        return False
    shared = len(one & other)
    if min(len(one), len(other)) < 3:
        return one == other and bool(one - _KINDS)
    needed = {True: 0.6, None: 0.7, False: 0.85}[common_host]
    return (
        shared / min(len(one), len(other)) >= 0.8
        and likeness(one, other) >= needed - 0.15
        or likeness(one, other) >= needed
    )


def words_of_series(subject: frozenset[str]) -> tuple[frozenset[str], int]:
    """Return which words of a subject (``series_words``) events of its series are found by (``title_words``), and by how many at least.

    ``is_same_series`` is true of none that shares fewer; stages ("tổng kết") and numbered names ("G 20") are written apart here.
    """
    told = frozenset(word for word in subject - _STAGE_WORDS if len(word) > 1)
    least = -(-_LEAST_SHARED * len(subject) // 100) - (len(subject) - len(told))
    return told, max(1, least if len(subject) >= 3 else len(told))


_LEAST_SHARED = 45
"""Percent of its words that a subject shares at least with any of its series: the least likeness asked."""


def kinds_alike(kind: str) -> tuple[str, ...]:
    """Return the kinds by which reports of one event may call it: a press conference is also a meeting."""
    return tuple(dict.fromkeys((kind, *(other for family in _FAMILIES if kind in family for other in family))))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how many words two sets share, from 0 to 1 (Jaccard); 0 when one is empty."""
    return len(one & other) / len(one | other) if one and other else 0.0

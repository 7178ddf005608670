"""Finds definitions of abbreviations in running text: "an ninh, trật tự (ANTT)", "(gọi tắt là …)", "ANTQ (an ninh Tổ quốc)".

Letters are aligned with words (``vietnamese.abbreviations.alignment``); codes and foreign initials need the head word of a body's name
(``vietnamese.abbreviations.agency_codes``). Precision comes before recall.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from vietnamese.abbreviations.agency_codes import (
    CODE,
    CODE_WORD,
    find_organisation,
    find_partial_initials,
    find_police_unit,
    is_inside_name,
    strip_owner,
)
from vietnamese.abbreviations.alignment import UPPER, count_skipped, split_units
from vietnamese.abbreviations.dictionary import Dictionary, key_of
from vietnamese.spelling.normalise import compose, normalise

_PART = rf"[{UPPER}][{UPPER}a-zđươ0-9]*"
_SHORT = rf"{_PART}(?:(?: ?[.\-–&/] ?| (?=[{UPPER}]{{2}})|, ?(?=[{UPPER}]{{2}})| (?:và) ){_PART})*"
_BODY = r"(?:(?:Bộ|Sở|Ban|Phòng|Cục|Viện|Hội|Trường|Tổng cục|Ủy ban|Uỷ ban) )?"
_FIRM = r"(?:(?P<firm>[Cc]ông ty|Cty|[Nn]gân hàng|[Tt]ập đoàn) )?"
_CALLED = (
    r"(?:(?:sau đây|dưới đây|sau này|từ đây|còn|thường)?\s*(?:được\s+)?(?:gọi tắt|viết tắt|ghi tắt|gọi chung|gọi)"
    r"(?:\s+(?:là|thành))?\s*:?\s*|(?:tên )?(?:viết|gọi) tắt(?:\s+là)?\s*:?\s*|tắt là\s*:?\s*)"
)
_QUOTE = r"[\"“”'‘’]"
_AFTER = re.compile(
    rf"\(\s*(?P<called>{_CALLED})?{_QUOTE}?{_FIRM}(?P<short>{_BODY}(?:{CODE.pattern}|{_SHORT}(?: [^\W\d_{UPPER}]+){{0,3}}|[{UPPER}]{{2,}}(?: [^\W\d_]{{2,}}){{1,3}})){_QUOTE}?"
    r"\s*(?P<more>[,;–-]\s?[^()\n]{1,80}|(?<=[0-9] )(?P<owner>(?:[Cc]ông an|[Bb]ộ Công an)(?!\w)[^()\n]{0,80}))?\)"
)
_CALLED_SHORT = re.compile(
    rf",?\s+(?:có\s+)?(?:viết tắt|gọi tắt|tên viết tắt|tên gọi tắt)(?:\s+là)?:?\s+{_QUOTE}?(?P<short>{_SHORT}){_QUOTE}?(?!\w)"
)
_BEFORE = re.compile(
    rf"(?<![\w.&\-/])(?P<short>{CODE.pattern}|{_SHORT})\s*\((?:\s*(?:viết tắt của|tức là|tức|nghĩa là|là)\s)?"
    r"(?P<long>[^()\n;:.!?]{3,120})\)"
)
_DASHED = re.compile(rf"\([^()\n]{{5,120}}?[-–] ?(?P<short>{CODE.pattern}|{_SHORT})\s*\)")
_WORD = re.compile(r"[^\W_]+")
_BREAK = re.compile(r"[.!?;:](?=\s)|[\n()“”\"]")


@dataclass(frozen=True, slots=True)
class Definition:
    """A short form and its long form as written (long form's blanks made single); offsets cover both."""

    abbreviation: str
    expansion: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int


def find_definitions(text: str) -> list[Definition]:
    """Find the abbreviations ``text`` defines, in order of place; offsets into ``text`` as given."""
    if "(" not in text and "tắt" not in text:
        return []
    text, offsets = compose(text)
    found: dict[tuple[int, int], Definition] = {}
    for pattern in (_AFTER, _CALLED_SHORT, _DASHED):
        for match in pattern.finditer(text):
            if match.span("short") not in found and (definition := _define_from_left(text, match)):
                found[match.span("short")] = definition
    for match in _BEFORE.finditer(text):
        if match.span("short") not in found and (definition := _define_from_brackets(text, match)):
            found[match.span("short")] = definition
    ordered = [part for one in sorted(found.values(), key=lambda one: one.start) for part in _split_list(one)]
    if offsets is None:
        return ordered
    return [replace(item, start=offsets[item.start], end=offsets[item.end]) for item in ordered]


def _words_in(text: str, start: int, end: int) -> list[_Word]:
    return [_Word(normalise(m.group()).lower(), m.start(), m.end()) for m in _WORD.finditer(text, start, end)]


def _define_from_left(text: str, match: re.Match[str]) -> Definition | None:
    """Define a short form in brackets (or after "viết tắt là") by the words that end just before it."""
    short, dashed = match["short"].strip(), match.re is _DASHED
    edge = match.start("short") if dashed else match.start()
    stop = len(text[:edge].rstrip(" \u00a0,-–" + "”\"’'")) if edge else 0
    left = max([max(0, edge - 180), *(m.end() for m in _BREAK.finditer(text, max(0, edge - 180), stop))])
    code = CODE_WORD.search(short)
    if code is not None:
        short = code.group()
        begin = find_police_unit(text, left, stop, named=bool(match.groupdict().get("owner")))
    else:
        begin = _find_spelt(short, text, left, stop)
        named_so = match.groupdict().get("called") or match.re is _CALLED_SHORT
        if begin is None and (named_so or not match.groupdict().get("more")):
            begin = _find_known(short, text, left, stop)
    if begin is None:
        return None
    if (firm := match.groupdict().get("firm")) and match["called"]:
        begin = _extend_to_firm(text, firm, left, begin)
    long = text[begin:stop]
    return Definition(short, _squeeze(strip_owner(long) if code else long), begin, match.end())


def _extend_to_firm(text: str, firm: str, left: int, begin: int) -> int:
    """Return where a name begins that is called "công ty VPBS" in short: with the firm's word, which the letters leave out."""
    heads = [left + m.start() for m in re.finditer(rf"(?i)(?<!\w){firm}(?!\w)", text[left:begin])]
    opened_so = text[begin:].lower().startswith(firm.lower())
    return heads[-1] if heads and not opened_so and is_inside_name(text[heads[-1] : begin]) else begin


def _split_list(one: Definition) -> list[Definition]:
    """Split into one definition for each part of "bảo hiểm xã hội, bảo hiểm y tế (BHXH, BHYT)"."""
    shorts, longs = one.abbreviation.split(", "), one.expansion.split(", ")
    if len(shorts) < 2 or len(shorts) != len(longs):
        return [one]
    parts = [replace(one, abbreviation=a, expansion=b) for a, b in zip(shorts, longs, strict=True)]
    return parts if all(_is_spelt_by(p.abbreviation, p.expansion) for p in parts) else [one]


def _find_spelt(short: str, text: str, left: int, stop: int) -> int | None:
    """Find where the words begin that spell ``short`` and end at ``stop``: fewest skipped, then fewest words."""
    wanted = split_units(short)
    if wanted is None:
        return None
    words = _words_in(text, left, stop)
    best: tuple[int, int] | None = None
    for first in range(max(0, len(words) - 2 * len(wanted) - 5), len(words)):
        skips = count_skipped(wanted, [word.text for word in words[first:]])
        if skips is not None and (best is None or skips <= best[0]):
            best = (skips, first)
    return words[best[1]].start if best else None


def _find_known(short: str, text: str, left: int, stop: int) -> int | None:
    """Find where a long form begins that the shipped dictionary gives, else the name of a body with foreign initials."""
    entries = Dictionary.shipped().expansions_of(short)
    words = _words_in(text, left, stop)
    for entry in entries:
        size = len(key_of(entry.expansion).split())
        if size <= len(words) and [w.text for w in words[-size:]] == key_of(entry.expansion).split():
            return words[-size].start
    begin = find_partial_initials(short, text, left, stop)
    if begin is None and not any(_is_spelt_by(short, entry.expansion) for entry in entries):
        begin = find_organisation(short, text, left, stop)
    return begin


def _is_spelt_by(short: str, long: str) -> bool:
    wanted = split_units(short)
    return (
        wanted is not None and count_skipped(wanted, [word.text for word in _words_in(long, 0, len(long))]) is not None
    )


def _define_from_brackets(text: str, match: re.Match[str]) -> Definition | None:
    """Define a short form by what the brackets behind it hold; a capital word before it ("Nay BHXH") need not belong to it."""
    whole = match["short"]
    tried = (_define_as(text, match, short) for short in dict.fromkeys((whole, whole.rpartition(" ")[2])))
    return next((found for found in tried if found), None)


def _define_as(text: str, match: re.Match[str], short: str) -> Definition | None:
    for begin, end in _iter_parts(match):
        words = _words_in(text, begin, end)
        if not words:
            continue
        known = any(key_of(e.expansion) == key_of(text[begin:end]) for e in Dictionary.shipped().expansions_of(short))
        if known or _is_spelt_by(short, text[begin:end]) or _is_in_steps(short, text[begin:end]):
            long = text[words[0].start : words[-1].end]
        elif CODE.fullmatch(short) and find_police_unit(text, begin, end) == begin:
            long = strip_owner(text[begin:end])
        else:
            continue
        return Definition(short, _squeeze(long), match.end("short") - len(short), match.end())
    return None


def _is_in_steps(short: str, long: str) -> bool:
    """Tell whether small words in as many parts as letters stand there: BOT (xây dựng - kinh doanh - chuyển giao)."""
    parts = re.split(r"\s*[-–]\s*", long)
    return (
        len(short) >= 2
        and short.isalpha()
        and len(parts) == len(short)
        and re.fullmatch(r"[^\d]+", long) is not None
        and long.islower()
    )


def _iter_parts(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Yield what brackets hold, as a whole and up to each comma or dash."""
    begin, end = match.span("long")
    yield begin, end
    for stop in re.finditer(r"[,–-]\s", match["long"]):
        yield begin, begin + stop.start()


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()

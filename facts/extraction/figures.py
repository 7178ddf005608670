"""Figures: numbers with Vietnamese separators, their unit, and what they count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from facts.extraction.figure_words import COMPOUNDS, COUNTERS, MEASURES, NO_UNIT
from facts.model import FigureFact, Sentence
from vietnamese.spelling.normalise import normalise

_N = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}|\d+,\d+|\d+\.\d{1,2}(?!\d)|\d+)"
_FIGURE = re.compile(
    rf"(?<![\w/.,\-–])(?:(?P<first>{_N})(?P<percent>\s?%)?(?:\s?[-–]\s?|\s(?:đến|tới)\s))?(?P<number>{_N})"
    rf"(?:(?P<after>\s?%|\s?(?:{MEASURES})(?![\w/]))"
    r"|\s(?P<scale>nghìn tỷ|nghìn tỉ|ngàn tỷ|ngàn tỉ|triệu|tỷ|tỉ|nghìn|ngàn|vạn)(?!\w)(?:\s(?P<scaled>[^\W\d_]+))?"
    r"|\s(?P<unit>[^\W\d_]+(?:-[^\W\d_]+)?)(?!\w))"
)
# Places in an order, addresses, names with a number: they measure nothing.
_ORDER = re.compile(
    r"(?i)(?<!\w)(?:(?<!tổng )(?<!con )số|điều|khoản|điểm|ngày|tháng|năm|quý|lớp|tổ|ấp|thôn|khu phố|khu|quận|phường|khóa|khoá|lần thứ|thứ|hạng|"
    r"quốc lộ|ql|tỉnh lộ|km|đội|biển|nhóm|tầng|kỳ|cấp|mục|chương|đợt|trang|phòng|block|hẻm|ngõ|ngách|sn|vòng|đồn|f|ban chỉ đạo|bcđ|"
    r"sáng|chiều|tối|đêm|trưa|giai đoạn|nhiệm kỳ|tiểu khu|xóm|bản|đề án|nghị định|chỉ thị|chương trình|nghị quyết|kế hoạch|vành đai|"
    r"zone|lô|thế kỷ|cổng|camera|kênh|level|type|iphone|bước)\s$"
)
# "Pomina 3 đang", "Mỹ Thuận 2, Rạch Miễu 2": the number of a plant or bridge, after two capitalised words or a foreign one
_NAMED = re.compile(r"[^\W\d_a-zà-ỹđ][^\W\d_]* $")
_DIGIT = re.compile(r"\d")
_LAST_WORD = re.compile(r"([^\W_]+)\s$")
_WHAT = re.compile(
    r"[,.;:()\"“”!?…]|\s(?:và|với|trong|đã|được|bị|tại|để|có|do|cho|nhằm|so|của|là|từ|khi|mà|cùng|gồm|ở)\s|\s\d"
)


def figures_of(sentences: Iterable[Sentence]) -> tuple[FigureFact, ...]:
    """Return the figures of the sentences, each (value, unit, what) once; both ends of a range are figures."""
    found: dict[tuple[int | float, str, str], FigureFact] = {}
    for sentence in sentences:
        if not _DIGIT.search(sentence.text):
            continue
        for match in _FIGURE.finditer(sentence.text):
            for value, unit, what in _figures(sentence.text, match):
                found.setdefault((value, unit.lower(), what.lower()), FigureFact(value, unit, what, sentence))
    return tuple(found.values())


def _figures(text: str, match: re.Match[str]) -> Iterator[tuple[int | float, str, str]]:
    if _ordinal(text, match):
        return
    unit, end = _unit(text, match)
    if not unit or (_year(match["number"]) and not _counts(unit)):
        return
    rest = text[end:]
    stop = _WHAT.search(rest)
    what = (rest[: stop.start()] if stop else rest).strip(" -–")[:80]
    if not what and unit == "%":
        what = _left(text[: match.start()])
    if match["first"] and not (_year(match["first"]) and _year(match["number"])):
        yield number(match["first"]), unit, what
    yield number(match["number"]), unit, what


def _ordinal(text: str, match: re.Match[str]) -> bool:
    """Tell whether a number only numbers: khoản 3, quận 9, Pomina 3. One with separators never does, but after "số"."""
    before = text[max(0, match.start() - 24) : match.start()]
    order = _ORDER.search(before)
    if order:
        if match["after"] or match["scale"] or (match["unit"] or "") == "lần":
            return False
        return not ("." in match["number"] or "," in match["number"]) or order[0].lower().startswith("số")
    if match["after"] or match["scale"] or match["first"] or not _NAMED.search(before) or _counts(match["unit"]):
        return False
    last = _LAST_WORD.search(before)
    return bool(last and last[1].isascii() and len(last[1]) > 3 and last.start() > 0)


def _unit(text: str, match: re.Match[str]) -> tuple[str, int]:
    """Return the words that count and where they end; an empty unit when what follows counts nothing."""
    if match["after"]:
        return match["after"].strip(), match.end()
    if match["scale"]:
        tail = match["scaled"] or ""
        if not tail or normalise(tail).lower() in NO_UNIT or tail[0].isupper() and not tail.isupper():
            return match["scale"], match.end("scale")
        return f"{match['scale']} {tail}", match.end()
    begin = match.start("unit")
    size, known = _counted(text[begin : begin + 40])
    if known:
        return text[begin : begin + size], begin + size
    word = normalise(match["unit"]).lower()
    if word in ("năm", "tháng") and text.startswith("tù", match.end() + 1):
        return f"{match['unit']} tù", match.end() + 3
    if word in NO_UNIT or word == "tiếng" and text.startswith(" đồng hồ", match.end()):
        return "", match.end()
    if match["unit"][0].isupper() and not match["unit"].isupper():
        return "", match.end()
    return match["unit"], match.end()


@lru_cache(maxsize=1 << 14)
def _counted(following: str) -> tuple[int, bool]:
    """Return how many letters of a text are the longest known compound at its beginning, and whether there is one."""
    words = re.match(r"[^\W\d_]+(?:[ -][^\W\d_]+){0,3}", following)
    if words:
        parts = words[0].split(" ")
        for size in range(min(4, len(parts)), 1, -1):
            if normalise(" ".join(parts[:size])).lower() in COMPOUNDS:
                return len(" ".join(parts[:size])), True
    return 0, False


def _year(written: str) -> bool:
    return len(written) == 4 and written.isdigit() and 1900 <= int(written) <= 2100


def _counts(unit: str) -> bool:
    first = normalise(unit).lower().split()[0]
    return first in COUNTERS or normalise(unit).lower() in COMPOUNDS


def _left(before: str) -> str:
    clause = re.split(r"[,.;:(]", before)[-1].split()
    return " ".join(clause[-8:])


def number(written: str) -> int | float:
    """Return the value of a Vietnamese number: "114.924" is 114924, "89,5" is 89.5."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", written):
        written = written.replace(".", "").replace(",", ".")
    elif written.count(",") > 1:
        written = written.replace(",", "")
    else:
        written = written.replace(",", ".")
    value = float(written)
    return int(value) if value.is_integer() else value

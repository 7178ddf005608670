"""Extracts figures: numbers with Vietnamese separators or in words, their unit and hedge, and what they measure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from facts.extraction.figures.measures import find_hedge, find_measure
from facts.extraction.figures.number_words import IN_WORDS, parse_number_words
from facts.extraction.figures.sanctions import find_terms
from facts.extraction.figures.units import (
    COUNTED_IN_WORDS,
    MEASURES,
    NO_UNIT,
    compound_at,
    is_counter,
    is_year,
    read_unit,
)
from facts.model import FigureFact, Sentence
from vietnamese.spelling.normalise import normalise

_N = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}|\d+,\d+|\d+\.\d{1,2}(?!\d)|\d+)"
_FIGURE = re.compile(
    rf"(?<![\w/.,\-–+])(?:(?P<first>{_N})(?P<percent>\s?%)?(?:\s?[-–]\s?|\s(?:đến|tới)\s))?(?P<number>{_N})"
    rf"(?:(?P<after>\s?%|\s?(?:{MEASURES})(?![\w/]))"
    r"|\s(?P<scale>nghìn tỷ|nghìn tỉ|ngàn tỷ|ngàn tỉ|triệu|tỷ|tỉ|nghìn|ngàn|vạn)(?!\w)(?:\s(?P<scaled>[^\W\d_]+))?"
    r"|\s(?P<unit>[^\W\d_]+(?:-[^\W\d_]+)?)(?!\w))"
)
# "3 tỷ 651 triệu đồng": one sum
_SUM = re.compile(
    rf"(?<![\w/.,\-–])(?P<high>{_N}) (?P<scale>tỷ|tỉ|triệu) (?P<low>\d{{1,3}}) (?P<next>triệu|nghìn|ngàn)(?P<money>(?: đồng)?)(?!\w)"
)
_COUNT = r"\d{1,3}(?:\.\d{3})+|\d{1,4}"
_RATIO = re.compile(rf"(?<![\w/.,\-–])(?P<part>{_COUNT}) ?/ ?(?P<total>{_COUNT}) (?P<unit>[^\W\d_]+)(?!\w)")
_NO_RATIO = re.compile(
    r"(?i)(?<!\w)(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|số|điều|khoản|đường|ngõ|hẻm|nhà|từ|đến|và|vào|dịp|lễ|quốc lộ|tỉnh lộ|km|power)\s*$"
)
_NO_COUNT = frozenset(
    (
        "bên",
        "nước",
        "miền",
        "phía",
        "mặt",
        "lô",
        "má",
        "mẹ",
        "chỉ",
        "con",
        "ông",
        "bà",
        "chị",
        "anh",
        "em",
        "cô",
        "chú",
        "lần",
        "chữ",
        "nhau",
        "khi",
    )
)
_NOT_IN_WORDS = re.compile(
    r"(?i)(?<!\w)(?:thứ|cả|ngã|tháng|ngày|mỗi|thẻ|quý|hạng|lớp|khóa|khoá|số|một|vài|năm|mấy|dăm|lần|tuổi|tập|phần)\s$"
)
# Places in an order, addresses, names with a number: they measure nothing.
_ORDER = re.compile(
    r"(?i)(?<!\w)(?:(?<!tổng )(?<!con )(?<!trong )số|lực lượng|tổ công tác|bí số|chuyên án|điều|khoản|điểm|ngày|tháng|năm|quý|lớp|tổ|ấp|thôn|khu phố|khu|quận|phường|khóa|khoá|lần thứ|thứ|hạng|"
    r"quốc lộ|ql|tỉnh lộ|km|đội|biển|nhóm|tầng|kỳ|cấp|mục|chương|đợt|trang|phòng|block|hẻm|ngõ|ngách|sn|vòng|đồn|f|ban chỉ đạo|bcđ|"
    r"sáng|chiều|tối|đêm|trưa|giai đoạn|nhiệm kỳ|tiểu khu|xóm|bản|đề án|nghị định|chỉ thị|chương trình|nghị quyết|kế hoạch|vành đai|"
    r"zone|lô|ngã|thế kỷ|cổng|camera|kênh|level|type|iphone|bước)\s$"
)
# "Pomina 3 đang", "Mỹ Thuận 2, Rạch Miễu 2": the number of a plant or bridge, after two capitalised words or a foreign one
_NAMED = re.compile(r"[^\W\d_a-zà-ỹđ][^\W\d_]* $")
_DIGIT = re.compile(r"\d")
_LAST_WORD = re.compile(r"([^\W_]+)\s$")


def figures_of(sentences: Iterable[Sentence]) -> tuple[FigureFact, ...]:
    """Return the figures of the sentences, each (value, unit, what) once; both ends of a range are figures."""
    found: dict[tuple[int | float, str, str], FigureFact] = {}
    for sentence in sentences:
        for figure in _read_sentence(sentence):
            found.setdefault((figure.value, figure.unit.lower(), figure.what.lower()), figure)
    return tuple(found.values())


def _read_sentence(sentence: Sentence) -> Iterator[FigureFact]:
    text = sentence.text
    taken: list[tuple[int, int]] = []
    if _DIGIT.search(text):
        found = [*_read_terms(sentence), *_read_sums(sentence), *_read_ratios(sentence)]
        taken += [(start, end) for start, end, _ in found]
        for match in _FIGURE.finditer(text):
            if not any(start <= match.start("number") < end for start, end in taken):
                found += [(match.start(), match.end(), figure) for figure in _read_figures(sentence, match)]
        yield from (figure for _, _, figure in sorted(found, key=lambda item: item[0]))
    else:
        yield from (figure for _, _, figure in _read_terms(sentence))
    for match in IN_WORDS.finditer(text):
        if not any(start <= match.start() < end for start, end in taken):
            yield from _read_words(sentence, match)


def _read_terms(sentence: Sentence) -> Iterator[tuple[int, int, FigureFact]]:
    for term in find_terms(sentence.text):
        hedge = find_hedge(sentence.text, term.start, term.value, "%")
        yield (
            term.start,
            term.end,
            FigureFact(term.value, term.unit, term.what, sentence, hedge, term.text, term.months),
        )


def _read_sums(sentence: Sentence) -> Iterator[tuple[int, int, FigureFact]]:
    for match in _SUM.finditer(sentence.text):
        step = 1_000 if (match["scale"] == "triệu") == (match["next"] != "triệu") else 1_000_000
        value = parse_number(match["high"]) + int(match["low"]) / step
        unit = f"{match['scale']}{match['money']}"
        yield match.start(), match.end(), _figure_at(sentence, value, unit, match.start(), match.end(), match[0])


def _read_ratios(sentence: Sentence) -> Iterator[tuple[int, int, FigureFact]]:
    for match in _RATIO.finditer(sentence.text):
        part, total = int(match["part"].replace(".", "")), int(match["total"].replace(".", ""))
        size, known = compound_at(sentence.text[match.start("unit") : match.start("unit") + 40])
        unit = sentence.text[match.start("unit") : match.start("unit") + size] if known else match["unit"]
        counts = is_counter(unit) or total > 12 and normalise(unit).lower() not in NO_UNIT
        if not 0 < part <= total or total < 5 or not counts or _NO_RATIO.search(sentence.text[: match.start()]):
            continue
        end = match.start("unit") + len(unit)
        what = find_measure(sentence.text, match.start(), end, unit)
        yield (
            match.start(),
            end,
            FigureFact(part, unit, what, sentence, "", f"{match['part']}/{match['total']}", None, total),
        )


def _read_words(sentence: Sentence, match: re.Match[str]) -> Iterator[FigureFact]:
    """Yield the figure written in words at ``match`` when it surely counts something."""
    text, value = sentence.text, parse_number_words(match[0])
    following = text[match.end() + 1 : match.end() + 41]
    if (
        not value
        or value < 2
        or match[0].lower() == "năm"
        or _NOT_IN_WORDS.search(text[max(0, match.start() - 10) : match.start()])
    ):
        return
    size, known = compound_at(following)
    first = following.split(" ", 1)[0].strip(',.;:)”"')
    unit = following[:size] if known else first
    counted = known or (
        first.lower() in COUNTED_IN_WORDS and (first.lower() not in _NO_COUNT or _is_kind_of(first, following))
    )
    if counted and (not first[:1].isupper()) and (not match[0][0].isupper() or _opens(text, match.start())):
        yield _figure_at(sentence, value, unit, match.start(), match.end() + 1 + len(unit), match[0])


def _is_kind_of(first: str, following: str) -> bool:
    """Tell whether "con" or "lần" goes on with what is counted: "bốn con trâu", not "hai con," nor "hai mẹ con"."""
    after = following.split(" ")[1:2]
    return first.lower() in ("con", "lần") and bool(after) and after[0].isalpha() and after[0].islower()


def _opens(text: str, at: int) -> bool:
    return not text[:at].strip(" \"“'–-") or text[:at].rstrip()[-1] in ".:"


def _figure_at(sentence: Sentence, value: int | float, unit: str, start: int, end: int, written: str) -> FigureFact:
    hedge = find_hedge(sentence.text, start, value, unit)
    return FigureFact(value, unit, find_measure(sentence.text, start, end, unit), sentence, hedge, written)


def _read_figures(sentence: Sentence, match: re.Match[str]) -> Iterator[FigureFact]:
    text = sentence.text
    if _is_ordinal(text, match):
        return
    unit, end = read_unit(text, match)
    if not unit or (is_year(match["number"]) and not is_counter(unit)):
        return
    if match["first"] and not (is_year(match["first"]) and is_year(match["number"])):
        yield _figure_at(sentence, parse_number(match["first"]), unit, match.start(), end, match["first"])
    yield _figure_at(sentence, parse_number(match["number"]), unit, match.start(), end, match["number"])


_DAY_OF = re.compile(r"(?i)(?<!\w)(?:ngày|hôm|sáng|trưa|chiều|tối|đêm)\s$")
_DAY_AND_MONTH = re.compile(r"\d{1,2}[.,]\d{1,2}")
_BOTH = re.compile(r"(?i)(?<!\w)cả $")
_PLATE = re.compile(r"(?i)(?<!\w)(?:bks|biển (?:số|kiểm soát|ks)|biển)[^.;,]{0,14}$")


def _is_ordinal(text: str, match: re.Match[str]) -> bool:
    """Tell whether a number only numbers: khoản 3, quận 9, Pomina 3. One with separators never does, but after "số"."""
    before = text[max(0, match.start() - 24) : match.start()]
    # "cả 2 nảy sinh": who are two, no count of anything
    if _PLATE.search(before) or _BOTH.search(before) and match["unit"] and not is_counter(match["unit"]):
        return True
    order = _ORDER.search(before)
    if order:
        # "17h ngày 3.7 cháu …": a day
        if _DAY_OF.search(before) and _DAY_AND_MONTH.fullmatch(match["number"]):
            return True
        # "một nhóm 4 người": counted
        if (
            order[0].strip().lower() in ("nhóm", "tổ", "đội", "lực lượng", "tổ công tác")
            and match["unit"]
            and is_counter(match["unit"])
        ):
            return False
        if match["after"] or match["scale"] or (match["unit"] or "") == "lần":
            return False
        return not ("." in match["number"] or "," in match["number"]) or order[0].lower().startswith("số")
    if match["after"] or match["scale"] or match["first"] or not _NAMED.search(before) or is_counter(match["unit"]):
        return False
    last = _LAST_WORD.search(before)
    return bool(last and last[1].isascii() and len(last[1]) > 3 and last.start() > 0)


def parse_number(written: str) -> int | float:
    """Return the value of a Vietnamese number: "114.924" is 114924, "89,5" is 89.5."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", written):
        written = written.replace(".", "").replace(",", ".")
    elif written.count(",") > 1:
        written = written.replace(",", "")
    else:
        written = written.replace(",", ".")
    value = float(written)
    return int(value) if value.is_integer() else value

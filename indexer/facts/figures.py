"""Figures: numbers with Vietnamese separators, their unit, and what they count."""

from __future__ import annotations

import re
from collections.abc import Iterable

from archive.facts_model import FigureFact, Sentence
from vietnamese.normalise import normalise

_NUMBER = re.compile(
    r"(?<![\w/.,\-–])(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}|\d+(?:,\d+)?|\d+\.\d{1,2})"
    r"(?P<after>\s?%|\s?(?:m2|m²|m3|km2|km|kg|mg|ha|g|m|cm|ml)(?!\w)|\s(?:(?P<scale>nghìn tỷ|nghìn tỉ|ngàn tỷ|triệu|tỷ|tỉ|nghìn|ngàn|vạn)(?!\w)"
    r"(?:\s(?P<unit1>\w+))?|(?P<unit>\w+)))(?![/\d])"
)
# Dates, times, ages, lengths of time, places in an order or address: numbers that measure nothing.
_NO_UNIT = frozenset(
    [
        "tháng",
        "năm",
        "ngày",
        "giờ",
        "phút",
        "giây",
        "h",
        "g",
        "tuổi",
        "tuần",
        "và",
        "đến",
        "của",
        "là",
        "thì",
        "được",
        "đã",
        "có",
        "trong",
        "tại",
        "về",
        "với",
        "theo",
        "cho",
        "phần",
        "kỳ",
        "từ",
        "bị",
        "thuộc",
        "khi",
        "này",
        "trên",
        "dưới",
        "hoặc",
        "nhưng",
        "do",
        "ở",
        "để",
        "đường",
        "phố",
        "phường",
        "quận",
        "cùng",
        "nay",
        "sau",
        "trước",
        "mới",
        "như",
        "vào",
        "không",
        "còn",
        "thế",
    ]
)
_ORDER = re.compile(
    r"(?i)(?:số|điều|khoản|điểm|ngày|tháng|năm|quý|lớp|tổ|ấp|thôn|khu phố|khu|quận|phường|khóa|khoá|lần thứ|thứ|hạng|"
    r"quốc lộ|ql|tỉnh lộ|km|đội|biển|nhóm|tầng|kỳ|cấp|mục|chương|đợt|trang|phòng|block|hẻm|ngõ|sn|vòng|đồn|f|ban chỉ đạo|bcđ|đội|lúc|hồi|"
    r"sáng|chiều|tối|đêm|trưa|giai đoạn|nhiệm kỳ|tiểu khu|km số|xóm|bản|đề án|project|nghị định|chỉ thị|chương trình|nghị quyết|kế hoạch)\s$"
)
_WHAT = re.compile(
    r"[,.;:()\"“”!?…]|\s(?:và|với|trong|đã|được|bị|tại|để|có|do|cho|nhằm|so|của|là|từ|khi|mà|cùng|gồm|ở)\s|\s\d"
)
_UNITS2 = frozenset(
    [
        "hòa giải viên",
        "tổ hòa giải",
        "lượt người",
        "tổ chức",
        "đồng chí",
        "cá nhân",
        "tập thể",
        "đối tượng",
        "mô hình",
        "cơ sở",
        "đơn thư",
        "hòa giải",
        "vụ án",
        "bị can",
        "bị cáo",
        "vụ việc",
        "hội viên",
        "đại biểu",
        "hộ dân",
        "hộ gia",
        "trường hợp",
        "tai nạn",
        "cán bộ",
        "chiến sĩ",
        "đoàn viên",
        "học sinh",
        "doanh nghiệp",
        "phương tiện",
        "gia đình",
        "nhân khẩu",
        "thành viên",
        "địa phương",
        "đơn vị",
        "nạn nhân",
        "phụ nữ",
        "người dân",
        "giáo viên",
        "công nhân",
        "chuyên đề",
        "băng nhóm",
    ]
)


def figures_of(sentences: Iterable[Sentence]) -> tuple[FigureFact, ...]:
    """Return the figures of the sentences, each (value, unit, what) once."""
    found: dict[tuple[int | float, str, str], FigureFact] = {}
    for sentence in sentences:
        text = sentence.text
        for match in _NUMBER.finditer(text):
            made = _figure(text, match)
            if made:
                value, unit, what = made
                found.setdefault((value, unit.lower(), what.lower()), FigureFact(value, unit, what, sentence))
    return tuple(found.values())


def _figure(text: str, match: re.Match[str]) -> tuple[int | float, str, str] | None:
    if _ORDER.search(text, max(0, match.start() - 24), match.start()):
        return None
    value = number(match["number"])
    if match["unit"]:
        unit, begin = match["unit"], match.start("unit")
        if unit.lower() in _NO_UNIT or unit[0].isupper() or unit[0].isdigit():
            if not (unit == "năm" and text.startswith("năm tù", begin)):
                return None
            unit = "năm tù"
        elif unit.lower() == "tháng" and text.startswith("tháng tù", begin):
            unit = "tháng tù"
        following = [word.rstrip(",.;:)") for word in text[begin : begin + 40].split(" ", 3)[:3]]
        for size in (3, 2):
            if normalise(" ".join(following[:size])).lower() in _UNITS2:
                unit = " ".join(following[:size])
                break
    elif match["scale"]:
        tail = match["unit1"] or ""
        unit = match["scale"] + (f" {tail}" if tail and tail.lower() not in _NO_UNIT else "")
        begin = match.start("scale")
    else:
        unit, begin = match["after"].strip(), match.start("after")
    rest = text[begin + len(unit) if text.startswith(unit, begin) else match.end() :]
    stop = _WHAT.search(rest)
    what = (rest[: stop.start()] if stop else rest).strip(" -–")[:80]
    if not what and unit == "%":
        what = _left(text[: match.start()])
    return value, unit, what


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

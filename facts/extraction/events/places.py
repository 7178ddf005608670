"""Finds where an event takes place: what stands after "tại" or "ở" beside it, when it is a place."""

from __future__ import annotations

import re

from facts.extraction.sentences import UPPER

_START = (
    rf"(?:[{UPPER}]|hội trường|trụ sở|trung tâm|nhà |khách sạn|trường |quảng trường|sân |thành phố|tỉnh |huyện |xã |phường |thị |công viên|khu (?:công nghiệp|di tích|đô thị|chế xuất|du lịch|tưởng niệm|liên hợp|vực)|thủ đô|hiện trường|"
    r"quận |cơ quan|văn phòng|đại học|học viện|bệnh viện|bảo tàng|làng |thôn |chùa |đền |nghĩa trang|đồn |trại |cảng |cầu |rạp |phố |dinh |phủ |tòa nhà|toà nhà|cung điện|lâu đài|biệt thự|sảnh |phòng họp|đại sứ quán|doanh trại|đảo |điểm cầu|bộ |ban |sở |bãi )"
)
_END = re.compile(
    rf"[.;:()\n“”\"!?…]|,\s?(?!\s?(?:TP\.?|[Tt]hành phố|[Tt]ỉnh|[Hh]uyện|[Qq]uận|[Pp]hường|[Xx]ã|[Tt]hị xã|[Tt]hủ đô|[{UPPER}][^\s,.;]+(?:\s[{UPPER}][^\s,.;]+){{0,3}}(?=[,.;]|$| (?:đã|diễn|vào|ngày|sáng|chiều|tối|của|cho|trong|với|hôm|tuần|tháng|năm)(?!\w)))(?!\w))"
    r"|\s(?:đã|vừa|diễn ra|khai mạc|tổ chức|đang|sẽ|được|với|do|để|nhằm|vào|từ|trong|về|khi|là|có|ngày|sáng|chiều|tối|hôm|lúc|nhân|giữa|thu hút|liên quan|của đoàn|"
    r"(?<!bộ )(?<!sở )(?<!trường )(?<!phòng )(?<!quan )(?<!viện )(?<!tâm )(?<!Bộ )(?:công an|ubnd|Công an|UBND)|bộ trưởng|thủ tướng|chủ tịch|ông|bà|cho|đến|kéo dài|vừa qua|mới đây|tuần|tháng|hồi|trên địa bàn|sắp|này|theo|mới|nhưng|cũng|thì|như|bằng|mà|cùng|sau|trước|dưới|Bộ trưởng|Thủ tướng|Chủ tịch)(?!\w)"
)
_NOT = re.compile(
    r"(?i)^(?:hội (?:nghị|thảo)|buổi|cuộc|lễ|họp|đây|phiên|đại hội(?! trường)|diễn đàn|ngày hội|tọa đàm|kỳ họp|thời điểm|điều \d|nghị|bộ luật|khoản|quyết)"
)
_BEFORE = re.compile(rf"(?:^|,\s|\)\s?|\d\s|nay\s|qua\s)(?i:tại|ở)\s(?={_START})")
_HELD = re.compile(
    rf"(?i:(?:tổ chức|diễn ra|khai mạc|tiến hành|phiên bế mạc|người tham (?:gia|dự))(?:[^.;\n,]{{0,60}}?)(?:,\s)?(?<!\w)(?:tại|ở))\s(?={_START})"
)
_AFTER = re.compile(rf"\s(?i:tại|ở)\s(?={_START})")
_EVENTS_OWN = re.compile(
    r"(?i)(?:xảy ra|vụ|vi phạm|vụ việc|việc(?! làm)|sự cố|dự án|hoạt động|sinh sống|tham nhũng|trú|ngụ|công tác|sai phạm|trộm|cháy|giết người|ma túy)(?:\s[^\s,]+){0,9}$"
)
_ABBREVIATED = re.compile(r"(?:TP|Tp|TX|Q|P|H|X)$")


_TAIL = re.compile(
    r"\s(?:rất|hết|luôn|chỉ|đều|phải|cần|có thể|nên|tuyên bố|phát biểu|nói|đây|ở đây)(?!\w).*$"
    rf"|(?<=^Israel|^Canada|^Brazil|^Mexico)\s(?=[{UPPER}]).*$|(?<=^Singapore|^Australia)\s(?=[{UPPER}]).*$|(?<=^Philippines)\s(?=[{UPPER}]).*$"
)
"""What goes on after a place: what is said of it, or somebody's name after a land."""


def find_place(text: str, start: int, end: int) -> str:
    """Find the place in the sentence that names the event at [start, end) (its whole name); "" when none is told."""
    for match in _BEFORE.finditer(text, 0, start):
        if not _is_quoted(text, 0, match.start()) and (found := _read_place(text, match.end())):
            return found
    for match in _HELD.finditer(text, max(0, start - 30)):
        at = max(text.rfind(word, match.start(), match.end()) for word in (" tại", " Tại", " ở"))
        if (
            match.start() <= end + 160
            # The verb before the name ("tổ chức họp báo về vụ … tại Mẫu"): what stands between is what it is about
            and not _EVENTS_OWN.search(text, start, match.start() if match.start() >= start else at)
            and not _is_quoted(text, start, match.end())
            and (found := _read_place(text, match.end()))
        ):
            return found
    for match in _AFTER.finditer(text, max(start, 0), min(len(text), end + 40)):
        own = _EVENTS_OWN.search(text, start, match.start()) or _is_quoted(text, start, match.start())
        if not own and (found := _read_place(text, match.end())):
            return found
    return ""


def _is_quoted(text: str, begin: int, at: int) -> bool:
    """Tell whether a quotation that begins after ``begin`` is open at ``at``: a place named in it is of what it says."""
    return text.count('"', begin, at) % 2 == 1 or text.count("“", begin, at) > text.count("”", begin, at)


def _read_place(text: str, begin: int) -> str:
    if _NOT.match(text[begin:]):
        return ""
    end = len(text)
    for match in _END.finditer(text, begin):
        if match[0] == "." and (
            _ABBREVIATED.search(text[begin : match.start()]) or text[match.end() : match.end() + 1].strip()
        ):
            continue
        end = match.start()
        break
    place = _TAIL.sub("", " ".join(text[begin:end].split()).strip(" ,–-"))
    return place if 2 < len(place) <= 100 else ""

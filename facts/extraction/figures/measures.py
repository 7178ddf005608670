"""Finds what a figure measures, right or left of it, and the hedge before it ("hơn", "khoảng")."""

from __future__ import annotations

import re

_RIGHT = re.compile(
    r"[,.;:()\"“”!?…/]|\s(?:và|với|trong|đã|được|tại|để|có|do|cho|nhằm|so|của|là|từ|khi|mà|cùng|gồm|ở|trên|đến|tới|thì|nhưng|hoặc|sau|trước|vào|qua|bằng|theo|cũng|sẽ|đang|vẫn|nên|vì|như|"
    r"nữa|rồi|này|đó|trở lên|trở xuống|mỗi|một|hai|ba|cả|đều|còn|chỉ|khoảng|hơn|gần|dưới|ít|lên|xuống|thuộc|đối|cách|liên tiếp|bao|năm|ngày|tháng|hôm|lần|vừa|mới|dù|song|"
    r"(?:tăng|giảm)|Ảnh|–|-|‘|')(?!\w)|\s\d"
)
_BEGINS = re.compile(
    r"(?i)(?:và|với|trong|đã|được|tại|để|do|cho|nhằm|so|của|là|từ|khi|mà|cùng|ở|trên|đến|tới|thì|nhưng|hoặc|sau|trước|vào|qua|bằng|theo|cũng|sẽ|đang|vẫn|nên|vì|như|nữa|rồi|này|đó|"
    r"trở|mỗi|đều|còn|chỉ|khoảng|hơn|gần|lên|xuống|thuộc|đối|tăng|giảm|về|ra|đi|lại|hôm|ngày|năm|tháng|thực|nhất|không|cao|thấp|chưa)(?!\w)"
)
_LEFT_CUT = re.compile(
    r"[,.;:()\"“”!?…\n]|\s[–-]\s|(?<!\w)(?:và|với|đã|đang|sẽ|vừa|rằng|thì|mà|nhưng|trong đó|cùng|hiện nay|hiện|bị|cũng|được|có|nay|là|của|do|gồm|khi|sau khi|trước|tại|ở|trên|"
    r"cho biết|cho hay|nói|khoảng|để|theo|từ|vào|còn|năm|tháng|ngày|sáng|chiều|tối|đêm|hôm|nhau|này|đó|toàn quốc|cả nước|xảy ra|phát hiện thêm|tổng cộng có|nếu|vì|các đối tượng|lực lượng|người|"
    r"công an|cảnh sát|ông|bà|anh|chị|tòa|toà|hđxx)(?!\w)",
    re.IGNORECASE,
)
_LEFT_TAIL = re.compile(
    r"(?i)(?:^|\s)(?:là|đạt|lên|tới|đến|lên tới|lên đến|còn|chỉ|chỉ có|có|được|với|từ|ước|ước tính|ước đạt|tính|tổng cộng|ở mức|bằng|chiếm|khoảng|hơn|gần|trên|dưới|ít nhất|xuống|"
    r"cộng|tổng|số|cả|thêm|tương đương|vào|cho|đối với|chừng|xấp xỉ|không quá|tối đa|tối thiểu|trung bình|đủ|những|các|mỗi|ra|hết|tròn|đúng|quá|mức)$"
)
_LEADING = re.compile(
    r"(?i)^(?:tổng(?: cộng)?\s(?=trọng|khối|chiều|diện|giá|số|mức|kinh|chi|thiệt|vốn|doanh|trị|sản)|riêng\s|ngoài ra\s|đồng thời\s|trong đó\s|cụ thể\s|ước tính\s|số\s(?=người\s|vụ\s|lượng\s(?=người)))"
)
_HEDGE = re.compile(
    r"(?i)(?<!\w)(?P<hedge>hơn|trên|gần|khoảng|dưới|ít nhất|tối thiểu|tối đa|chừng|xấp xỉ|ước tính|không quá|không dưới|ngót)\s(?:từ\s)?$"
)
_COMPARED = re.compile(
    r"(?i)(?<!\w)(?:cao|nhiều|lớn|ít|thấp|sớm|nhanh|dài|rẻ|đắt|kém|rộng|ngắn|nhỏ|nặng|mạnh)\s(?=hơn\s(?:từ\s)?$)"
)
_ON = re.compile(
    r"(?i)^(?:xã|huyện|quận|tỉnh|phường|thành phố|tuyến|đường|chiếu|trang|kênh|mạng|tàu|chuyến|xe|lĩnh vực|địa bàn|thửa|lô|khu|sân|hồ|đảo|mặt|cây cầu|vùng)(?!\w)"
)
_LONGEST_LEFT, _LONGEST_RIGHT = 8, 9
"""Words of a measure."""


def find_hedge(text: str, start: int, value: float, unit: str) -> str:
    """Find the hedge directly before the number at ``start``: "" for none, nor for "trên 3 xã" (where) and "cao hơn 15%"."""
    before = text[max(0, start - 24) : start]
    match = _HEDGE.search(before)
    if match is None or _COMPARED.search(before):
        return ""
    hedge = match["hedge"].lower()
    measured = unit[:1] == "%" or not unit[:1].isalpha() or bool(_QUANTITY.match(unit))
    if hedge == "trên" and not measured and (value < 10 or _ON.match(unit)):
        return ""
    return hedge


_QUANTITY = re.compile(
    r"(?i)(?:%|nghìn|ngàn|triệu|tỷ|tỉ|vạn|đồng|usd|đô|euro|m2|m²|m3|m³|km|kg|mg|ha|g|mm|cm|ml|m|l|lít|tấn|tạ|mét|gam|gram|chỉ|lượng|lạng|cân|miligam|hecta|điểm|đ)(?!\w)"
)


def find_measure(text: str, start: int, end: int, unit: str) -> str:
    """Find what is counted or measured by the number at ``start`` whose unit ends at ``end``: "" when nothing tells.

    What is counted has its qualities after it ("12 vụ tai nạn giao thông"), else what was done to it before ("bắt 12 đối tượng");
    quantities are of what follows ("5 kg ma túy"), else of what stands before ("tổng diện tích 5 ha").
    """
    right = _right_of(text, end)
    return right or _left_of(text, start)


def _right_of(text: str, end: int) -> str:
    rest = text[end : end + 160]
    if not rest[:1].isspace() or _BEGINS.match(rest.lstrip()):
        return ""
    stop = _RIGHT.search(rest, 1)
    words = (rest[: stop.start()] if stop else rest).split()
    found = " ".join(words[:_LONGEST_RIGHT]).strip(" -–'‘’")
    return "" if found[:1].isupper() and len(words) < 2 else found


def _left_of(text: str, start: int) -> str:
    before = text[max(0, start - 140) : start].rstrip()
    while match := _LEFT_TAIL.search(before):
        before = before[: match.start()].rstrip()
        if not before:
            return ""
    cuts = [match.end() for match in _LEFT_CUT.finditer(before)]
    # A word that cuts may be the last one: then what is measured stands before it.
    clause = before[cuts[-1] :] if cuts else before
    words = clause.split()[-_LONGEST_LEFT:]
    found = " ".join(words)
    while match := _LEADING.match(found):
        found = found[match.end() :]
    if any(char.isdigit() for char in found):
        found = ""
    return found.strip(" -–'‘’")

"""The report of a crawl's outcomes and its lines of progress, in Vietnamese, as admins read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

OUTCOMES: Mapping[str, str] = {
    "new": "bài mới",
    "changed": "bài thay đổi",
    "same": "bài như cũ",
    "unchanged": "không đổi",
    "erased": "đã xóa theo yêu cầu trước đây",
    "failed": "lỗi",
    "missing": "tạm thời không thấy",
    "gone": "đã bị gỡ",
    "forbidden": "không được phép",
    "not-an-article": "không phải bài viết",
    "too-old": "quá cũ",
    "unsafe": "địa chỉ không an toàn",
    "elsewhere": "chuyển sang trang khác",
    "unreadable": "không đọc được",
    "trap": "bỏ qua vì lặp vô tận",
    "listing": "trang danh mục",
    "feed": "tin RSS",
    "sitemap": "sơ đồ trang",
    "api": "giao diện dữ liệu",
    "file": "tệp đính kèm",
}
"""Outcome of one visit -> what it means."""

UNDATED = "không rõ ngày"
"""The detail of a visit to an article whose day neither its page nor a list says."""

LINES: Mapping[str, str] = {
    "begun": "{source}: bắt đầu, {waiting} địa chỉ đang chờ",
    "summary": "{source}: {outcomes}",
    "undated": "{source}: {count} bài không rõ ngày",
    "complete": "{source}: đã có {found}/{expected} bài được biết, thiếu {missing}; {unread} danh sách chưa đọc được; "
    "{silent} tháng trống đáng ngờ",
    "unreachable": "{source}: không tải được trang nào: {detail}",
    "forbidden": "{source}: cổng thông tin không cho phép thu thập ({detail}); xin phép người quản trị cổng ấy, rồi thu thập lại",
    "running": "{source}: một tiến trình khác đang thu thập, lần này bỏ qua",
    "hours": "{source}: chỉ thu thập từ {start}:00 đến {end}:00, phần còn lại đợi đến giờ",
    "budget": "{source}: đã dùng hết {budget} lượt tải của hôm nay, phần còn lại đợi đến ngày mai",
    "paused": "{source}: {host} không trả lời hoặc yêu cầu tạm ngừng, sẽ thử lại sau {until}",
    "stopped": "{source}: dừng theo yêu cầu; chạy lại lệnh để làm tiếp từ đây",
}
"""Lines of progress by what happened."""


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """What happened: ``outcomes`` counts every address tried exactly once for each visit; ``by_source`` the same.

    ``first_line`` is the number in the crawl log after which the lines of this crawl begin.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    by_source: dict[str, Counter[str]] = field(default_factory=dict)
    first_line: int = 0


@dataclass(frozen=True, slots=True)
class Advance:
    """How far the crawl of one source is: addresses visited, how many wait, and the path of the last."""

    source: str
    done: int
    waiting: int
    path: str

    @property
    def line(self) -> str:
        """The same as a line for admins."""
        return f"{self.source}: đã thăm {self.done} địa chỉ, còn {self.waiting} đang chờ; mới nhất {self.path}"


def describe_outcomes(counts: Mapping[str, int]) -> str:
    """Describe outcomes and their counts in one line."""
    parts = (f"{count} {OUTCOMES.get(name, name)}" for name, count in sorted(counts.items()) if count)
    return ", ".join(parts) or "chưa có địa chỉ nào đến lượt"

"""The report of a crawl's outcomes and its lines of progress, as admins read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from translations import N_, gettext, lookup, write_number

OUTCOMES: Mapping[str, str] = {
    "new": N_("bài mới"),
    "changed": N_("bài thay đổi"),
    "same": N_("bài như cũ"),
    "unchanged": N_("không đổi"),
    "erased": N_("đã xóa theo yêu cầu trước đây"),
    "failed": N_("lỗi"),
    "missing": N_("tạm thời không thấy"),
    "gone": N_("đã bị gỡ"),
    "forbidden": N_("không được phép"),
    "not-an-article": N_("không phải bài viết"),
    "too-old": N_("quá cũ"),
    "unsafe": N_("địa chỉ không an toàn"),
    "elsewhere": N_("chuyển sang trang khác"),
    "unreadable": N_("không đọc được"),
    "trap": N_("bỏ qua vì lặp vô tận"),
    "listing": N_("trang danh mục"),
    "feed": N_("tin RSS"),
    "sitemap": N_("sơ đồ trang"),
    "api": N_("giao diện dữ liệu"),
    "file": N_("tệp đính kèm"),
}
"""Outcome of one visit -> what it means."""

UNDATED = "không rõ ngày"
"""The detail of a visit to an article whose day neither its page nor a list says."""

LINES: Mapping[str, str] = {
    "begun": N_("{source}: bắt đầu, {waiting} địa chỉ đang chờ"),
    "summary": N_("{source}: {outcomes}"),
    "undated": N_("{source}: {count} bài không rõ ngày"),
    "complete": N_("{source}: đã có {found}/{expected} bài được biết, còn thiếu {missing}"),
    "unread": N_("{source}: số danh sách chưa đọc được: {count}"),
    "silent": N_("{source}: số tháng không có bài, cần xem lại: {count}"),
    "unreachable": N_("{source}: không tải được trang nào: {detail}"),
    "forbidden": N_(
        "{source}: cổng thông tin không cho phép thu thập ({detail}); xin phép người quản trị cổng ấy, rồi thu thập lại"
    ),
    "running": N_("{source}: một tiến trình khác đang thu thập, lần này bỏ qua"),
    "hours": N_("{source}: chỉ thu thập từ {start}:00 đến {end}:00, phần còn lại đợi đến giờ"),
    "budget": N_("{source}: đã dùng hết {budget} lượt tải của hôm nay, phần còn lại đợi đến ngày mai"),
    "paused": N_("{source}: {host} không trả lời hoặc yêu cầu tạm ngừng, sẽ thử lại sau {until}"),
    "stopped": N_("{source}: dừng theo yêu cầu; chạy lại lệnh để làm tiếp từ đây"),
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
        return gettext(
            "{source}: đã thăm {done} địa chỉ, còn {waiting} đang chờ; mới nhất {path}",
            source=self.source,
            done=write_number(self.done),
            waiting=write_number(self.waiting),
            path=self.path,
        )


def describe_outcomes(counts: Mapping[str, int]) -> str:
    """Describe outcomes and their counts in one line."""
    parts = (
        f"{write_number(count)} {lookup(OUTCOMES.get(name, name))}" for name, count in sorted(counts.items()) if count
    )
    return ", ".join(parts) or gettext("chưa có địa chỉ nào đến lượt")

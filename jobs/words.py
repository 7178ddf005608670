"""What the kinds and states of jobs are called, on the site, in notices and on the command line."""

from __future__ import annotations

from collections.abc import Mapping

from site_data.jobs import RESUMED
from translations import N_, N_count, gettext, lookup, ngettext

TITLES: Mapping[str, str] = {
    "crawl": N_("Thu thập bài mới"),
    "index": N_("Lập chỉ mục"),
    "mail": N_("Gửi thư"),
    "check": N_("Thử nguồn"),
    "preview": N_("Xem thử cổng thông tin"),
    "notify": N_("Báo sự cố"),
    "reextract": N_("Đọc lại các trang đã giữ"),
    "backup": N_("Sao lưu"),
    "examine": N_("Kiểm tra dữ liệu"),
}

STATES: Mapping[str, str] = {
    "waiting": N_("đang chờ"),
    "running": N_("đang chạy"),
    "done": N_("xong"),
    "failed": N_("lỗi"),
    "cancelled": N_("đã hủy"),
    "dead": N_("bị ngắt giữa chừng"),
}

_SWITCHES: Mapping[str, str] = {
    "scheduled": N_("theo lịch"),
    "failed": N_("chỉ các trang chưa đọc được"),
    "rebuild": N_("lập lại từ đầu"),
    "anyway": N_("xuất bản dù câu tìm mẫu có kết quả kém hơn"),
    "then_index": N_("sau đó lập chỉ mục"),
}
"""Arguments of jobs that are on or off."""

_RESUMED = N_count("đã tự làm tiếp {n} lần")


def describe_arguments(arguments: Mapping[str, object]) -> str:
    """Describe what a job was asked to do beside its kind, in one line for people; "" when there is nothing to say."""
    sources = arguments.get("sources") or arguments.get("source") or ()
    names = [sources] if isinstance(sources, str) else list(sources) if isinstance(sources, (list, tuple)) else []
    parts = [gettext("nguồn {names}", names=", ".join(map(str, names)))] if names else []
    parts += [str(arguments["url"])] if arguments.get("url") else []
    parts += [lookup(words) for name, words in _SWITCHES.items() if arguments.get(name)]
    if isinstance(times := arguments.get(RESUMED), int):
        parts.append(ngettext(_RESUMED, times))
    return ", ".join(parts)

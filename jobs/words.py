"""What the kinds and states of jobs are called, on the site, in notices and on the command line."""

from __future__ import annotations

from collections.abc import Mapping

from translations import N_

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

"""How values are written for Vietnamese readers: dates, numbers, ages, states; registered as template filters."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from archive.model import VIETNAM

FACET_TITLES = {
    "source": "Nguồn",
    "section": "Chuyên mục",
    "year": "Năm",
    "month": "Tháng",
    "day": "Ngày đăng",
    "event_kind": "Loại sự kiện",
}

STATES = {
    "waiting": "đang chờ",
    "running": "đang chạy",
    "done": "xong",
    "failed": "lỗi",
    "cancelled": "đã hủy",
    "dead": "bị ngắt giữa chừng",
}

JOB_TITLES = {
    "crawl": "Thu thập bài mới",
    "index": "Lập chỉ mục",
    "mail": "Gửi thư",
    "check": "Thử nguồn",
    "preview": "Xem thử cổng thông tin",
    "notify": "Báo sự cố",
}

SOURCE_STATES = {"verified": "đã kiểm tra", "unverified": "chưa kiểm tra", "sample": "chạy trên máy này"}

HOW = {
    "word": "đúng từ",
    "folded": "khác dấu với",
    "phrase": "đúng cụm từ",
    "prefix": "bắt đầu bằng",
    "abbreviation": "viết tắt của",
    "long": "dạng đầy đủ của",
    "form": "cách viết khác của",
    "document": "số hiệu văn bản",
    "date": "thời gian",
    "place": "tên cũ hoặc mới của nơi này",
    "correction": "từ đã sửa",
}
"""How a word of a hit answers the query."""

WHERE = {
    "title": "tiêu đề",
    "lead": "tóm tắt",
    "body": "nội dung",
    "caption": "chú thích ảnh",
    "byline": "tên tác giả",
    "published": "ngày đăng",
    "event": "ngày của sự kiện",
}

DECISIONS = {"accepted": "đã nhận", "rejected": "đã bỏ", "": "không có quyết định riêng"}

_TAGS = re.compile(r"(</?mark>)")


def number(value: int) -> str:
    """Write a whole number with dots: 15276 -> 15.276."""
    return f"{value:,}".replace(",", ".")


def decimal(value: float) -> str:
    """Write a number with a decimal comma where it needs one: 0.5 -> 0,5."""
    return f"{value:g}".replace(".", ",")


def size(value: int) -> str:
    """Write a number of bytes in the largest unit that fits: 1536 -> 1,5 KB."""
    for power, unit in ((3, "GB"), (2, "MB"), (1, "KB")):
        if value >= 1024**power:
            return f"{value / 1024**power:.1f}".replace(".", ",") + f" {unit}"
    return f"{value} byte"


def day(value: date | datetime | str | None, *, with_time: bool = False) -> str:
    """Write a date (or ISO text) as dd/mm/yyyy in Vietnam's time; with its time as well when asked. "" for None."""
    if not value:
        return ""
    found: date | datetime
    if isinstance(value, str):
        try:
            found = datetime.fromisoformat(value)
        except ValueError:
            return value
    else:
        found = value
    if isinstance(found, datetime):
        local = found.astimezone(VIETNAM) if found.tzinfo else found
        return f"{local:%d/%m/%Y %H:%M}" if with_time else f"{local:%d/%m/%Y}"
    return f"{found:%d/%m/%Y}"


def partial_day(value: str | None) -> str:
    """Write a day that may lack its day or its year: "2023-05" -> 5/2023, "--05-24" -> 24/5, "2023" -> 2023."""
    if not value:
        return ""
    if value.startswith("--"):
        return f"{int(value[5:7])}/{int(value[2:4])}"
    parts = [str(int(part)) if at else part for at, part in enumerate(value.split("-"))]
    return "/".join(reversed(parts))


def figure(value: int | float) -> str:
    """Write a figure as Vietnamese papers do: 114924 -> 114.924, 89.5 -> 89,5."""
    if isinstance(value, int) or value.is_integer():
        return number(int(value))
    whole, _, rest = f"{value:,.6f}".rstrip("0").partition(".")
    return whole.replace(",", ".") + ("," + rest if rest else "")


def capfirst(text: str) -> str:
    """Write the first letter large and leave the others."""
    return text[:1].upper() + text[1:]


def moment(value: datetime | None) -> str:
    """Write a point in time as dd/mm/yyyy HH:MM in Vietnam's time; naive values are UTC."""
    if value is None:
        return ""
    return day(value if value.tzinfo else value.replace(tzinfo=UTC), with_time=True)


def age(value: timedelta | None) -> str:
    """Write how long ago something was, in the largest unit that fits."""
    if value is None:
        return "chưa có"
    seconds = max(0, int(value.total_seconds()))
    for size, unit in ((86400, "ngày"), (3600, "giờ"), (60, "phút")):
        if seconds >= size:
            return f"{number(seconds // size)} {unit} trước"
    return "vừa xong"


def marked(html: str) -> Markup:
    """Return snippet HTML as safe markup when it holds no tag but <mark>; anything else is escaped whole pieces at a time."""
    marks = html.count("<mark>") + html.count("</mark>")
    if html.count("<") == marks == html.count(">"):
        return Markup(html)
    pieces = [
        Markup(piece) if piece in ("<mark>", "</mark>") or not set("<>") & set(piece) else escape(piece)
        for piece in _TAGS.split(html)
    ]
    return Markup("").join(pieces)


def web_address(url: str | None) -> str:
    """Return the URL when a browser may follow it (http, https), else ""."""
    return url if url and urlsplit(url).scheme in ("http", "https") else ""


def masked(email: str) -> str:
    """Write an address so that its owner knows it and nobody else learns it: lan@bao.vn -> l…@bao.vn."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}…@{domain}"


def host(url: str | None) -> str:
    """Return the host of a URL without "www.", "" without one."""
    return (urlsplit(url).hostname or "").removeprefix("www.") if url else ""

"""How values are written for readers: dates, numbers, ages, states; registered as template filters."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from archive.model import VIETNAM
from translations import N_, N_count, gettext, ngettext, write_day, write_decimal, write_number, write_partial_day

FACET_TITLES = {
    "source": N_("Nguồn"),
    "section": N_("Chuyên mục"),
    "year": N_("Năm"),
    "month": N_("Tháng"),
    "day": N_("Ngày đăng"),
    "event_kind": N_("Loại sự kiện"),
}

SOURCE_STATES = {"verified": N_("đã kiểm tra"), "unverified": N_("chưa kiểm tra"), "sample": N_("chạy trên máy này")}

HOW = {
    "word": N_("đúng từ"),
    "folded": N_("khác dấu với"),
    "phrase": N_("đúng cụm từ"),
    "prefix": N_("bắt đầu bằng"),
    "abbreviation": N_("viết tắt của"),
    "long": N_("dạng đầy đủ của"),
    "form": N_("cách viết khác của"),
    "document": N_("số hiệu văn bản"),
    "date": N_("thời gian"),
    "place": N_("tên cũ hoặc mới của nơi này"),
    "correction": N_("từ đã sửa"),
    "related": N_("từ cùng nghĩa với"),
    "offered": N_("viết gần giống"),
    "border": N_("vắt qua hai từ khác, không phải từ"),
}
"""How a word of a hit answers the query."""

WHERE = {
    "title": N_("tiêu đề"),
    "lead": N_("tóm tắt"),
    "body": N_("nội dung"),
    "caption": N_("chú thích ảnh"),
    "byline": N_("tên tác giả"),
    "published": N_("ngày đăng"),
    "event": N_("ngày của sự kiện"),
}

DECISIONS = {
    "accepted": N_("đã chấp nhận"),
    "rejected": N_("đã bỏ"),
    "": N_("không có quyết định riêng"),
}

_AGES = (
    (86400, N_count("{n} ngày trước")),
    (3600, N_count("{n} giờ trước")),
    (60, N_count("{n} phút trước")),
)

_TAGS = re.compile(r"(</?mark>)")


def number(value: int) -> str:
    """Write a whole number as the language groups it: 15276 -> 15.276 or 15,276."""
    return write_number(value)


def decimal(value: float) -> str:
    """Write a number with decimals where it needs them: 0.5 -> 0,5 or 0.5."""
    return write_decimal(value, len(f"{value:g}".partition(".")[2]))


def size(value: int) -> str:
    """Write a number of bytes in the largest unit that fits: 1536 -> 1,5 KB."""
    for power, unit in ((3, "GB"), (2, "MB"), (1, "KB")):
        if value >= 1024**power:
            return f"{write_decimal(value / 1024**power)} {unit}"
    return f"{value} byte"


def day(value: date | datetime | str | None, *, with_time: bool = False) -> str:
    """Write a date (or ISO text) as the language does, in Vietnam's time; with its time as well when asked. "" for None."""
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
        return f"{write_day(local)} {local:%H:%M}" if with_time else write_day(local)
    return write_day(found)


def partial_day(value: str | None) -> str:
    """Write a day that may lack its day or its year: "2023-05" -> 05/2023, "--05-24" -> 24/05; "" for None."""
    return write_partial_day(value) if value else ""


def figure(value: int | float) -> str:
    """Write a figure as papers do: 114924 -> 114.924, 89.5 -> 89,5 (English: 114,924 and 89.5)."""
    if isinstance(value, int) or value.is_integer():
        return write_number(int(value))
    return write_decimal(value, len(f"{value:.6f}".rstrip("0").partition(".")[2]))


def capfirst(text: str) -> str:
    """Write the first letter large and leave the others."""
    return text[:1].upper() + text[1:]


def moment(value: datetime | None) -> str:
    """Write a day and HH:MM in Vietnam's time; naive values are UTC."""
    if value is None:
        return ""
    return day(value if value.tzinfo else value.replace(tzinfo=UTC), with_time=True)


def age(value: timedelta | None) -> str:
    """Write how long ago something was, in the largest unit that fits."""
    if value is None:
        return gettext("chưa có")
    seconds = max(0, int(value.total_seconds()))
    for size, text in _AGES:
        if seconds >= size:
            return ngettext(text, seconds // size)
    return gettext("vừa xong")


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

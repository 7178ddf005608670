"""Every way in which Vietnamese portals show when an article was published, on a page that says it nowhere else."""

from __future__ import annotations

from datetime import datetime

import pytest

from archive.model import VIETNAM
from crawler.extraction.extract import extract_article
from tests.support.paper_pages import fill

FETCHED = datetime(2026, 11, 29, 22, 30, tzinfo=VIETNAM)
MINUTE = (
    "Thứ Bảy, 28/11/2026, 21:50 (GMT+7)", "28/11/2026 | 21:50", "21:50 | 28/11/2026", "Thứ 7, 28/11/2026 | 21:50:15 [GMT +7]",
    "Đăng lúc: 28-11-2026 09:50:41 PM", "Cập nhật lúc: 21h50 ngày 28/11/2026", "21:50' - 28/11/2026", "Thứ bảy, ngày 28 tháng 11 năm 2026 | 21:50",
    "Ngày 28/11/2026 - 21 giờ 50 phút", "28 Nov 2026 21:50", "Nov 28, 2026, 9:50 PM", "T7, 28/11/2026 - 21:50", "Thứ Bảy, 28-11-2026 21:50:00",
    "28/11/2026 21:50:00 +07:00", "28.11.2026 21:50", "2026-11-28 21:50:00", "21:50 28-11-26", "Xuất bản: 28/11/2026 21:50", "Thứ bảy, 28/11/2026 | 09:50 CH",
    "28/11/2026 lúc 21:50", "lúc 21:50, ngày 28/11/2026", "28/11/2026 21:50 (Cập nhật: 29/11/2026 08:00)", "Cập nhật: 29/11/2026 08:00 | Đăng: 28/11/2026 21:50",
    "28/11/2026 09:50:00 PM Lượt xem: 12", "Thứ bảy, 28 Tháng 11 2026 21:50", "Sat, 28 Nov 2026 14:50:00 GMT", "Hôm qua, 21:50", "Hôm qua lúc 21:50", "Ngày đăng: 28/11/2026 21:50 - Số lượt đọc: 1.250",
    "Tháng 11 28, 2026 21:50", "11/28/2026 9:50:00 PM", "28/11/2026 21 : 50", "28/11/2026, 21 giờ 50", "Thời gian: 28/11/2026 21:50 | Tác giả: PV", "21:50, 28/11/2026 (GMT+07:00)", "28-11-2026T21:50",
    "Thứ bảy, ngày 28/11/2026 21:50 GMT+7", "Được đăng ngày 28 Tháng 11 2026 21:50", "Cập nhật lần cuối: 28/11/2026 21:50", "Ngày đăng tin: 28/11/2026 9:50:00 CH", "Ngày 28/11/2026, 21h50'", "Thứ 7, 28/11/2026 | 21:50 GMT+7 | Hà Nội",
    "28 thg 11, 2026 21:50", "21:50:33 28/11/2026", "28/11/2026, 09:50 PM (+07:00)", "Published: 28/11/2026 - 21:50", "Thứ Bảy, 28 tháng mười một, 2026 - 21:50", "2026-11-28T14:50:00Z", "20261128 21:50", "28/11/2026 21h50p",
    "[28/11/2026 21:50]", "Post on: 28/11/2026 | 21:50 | Lượt đọc: 88",
)  # fmt: skip
DAY = (
    "(Ngày đăng: 28/11/2026)", "28 Th11 2026", "28 Tháng 11, 2026", "Tháng 11 28, 2026", "Tháng Mười Một 28, 2026", "28 Tháng Mười Một, 2026", "November 28, 2026", "28-Nov-2026",
    "28/11/26", "Đăng: 28/11/2026, lượt xem: 1.250", "Thứ Bảy, 28/11/2026", "Ngày 28 tháng 11 năm 2026", "28/11/2026 (1.204 lượt xem)", "28 Th11, 2026", "Hôm qua", "1 ngày trước", "một ngày trước", "Thứ Bảy ngày 28.11.2026", "28 / 11 / 2026", "2026/11/28", "Publish date: 28/11/2026",
    "24 giờ trước",
    "Ngày đăng 28-11-2026", "(28/11/2026)", "28.11.2026 - Xem: 120", "Hà Nội, ngày 28 tháng 11 năm 2026", "T7, 28 Tháng 11 2026", "Sat, Nov 28, 2026", "28 Tháng Mười một 2026", "Đăng ngày: 28/11/2026 - Mã tin: 4711", "20261128",
)  # fmt: skip


def read(shown: str, shape: str) -> tuple[datetime | None, str]:
    """Return the moment read from a page that shows a text in a row of that shape below the title, and its precision."""
    row = shape.format(shown)
    page = fill(
        f"<html><head><title>{{{{title}}}}</title></head><body>{{{{menu}}}}<div class='bai'><h1>{{{{title}}}}</h1>{row}<p class='sapo'>{{{{lead}}}}</p>"
        "<div class='noi-dung'><p>{{p1}}</p><p>{{p2}}</p><p>{{p3}}</p><p>{{p6}}</p></div></div>{{sidebar}}{{footer}}</body></html>"
    )
    found = extract_article(page.encode(), "https://congan-mau.example/tin/bai-4711.html", None, fetched_at=FETCHED)
    return found.published, found.precision


SHAPES = ("<span class='date'>{}</span>", "<div class='thoi-gian'><i class='fa fa-clock'></i> {}</div>", "<p>{}</p>")


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("shown", MINUTE)
def test_minute(shown: str, shape: str) -> None:
    assert read(shown, shape) == (datetime(2026, 11, 28, 21, 50, tzinfo=VIETNAM), "minute")


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("shown", DAY)
def test_day(shown: str, shape: str) -> None:
    assert read(shown, shape) == (datetime(2026, 11, 28, tzinfo=VIETNAM), "day")

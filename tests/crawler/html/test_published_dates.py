"""When a page was published: every form of a date, and the rule that settles them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from archive.model import VIETNAM, Precision
from crawler.extraction.extract import extract_article
from crawler.html.date_text import parse_metadata_date, parse_visible_date
from crawler.html.elements import Elements
from crawler.html.metadata import read_page_data
from crawler.html.published_dates import (
    find_date_in_texts,
    find_date_in_url,
    find_declared_dates,
    find_scripted_date,
    settle_date,
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


TEN_THIRTY = at("2023-05-25T10:30")


@pytest.mark.parametrize(
    "text",
    [
        "Thứ Năm, 25/05/2023 | 10:30 GMT+7",
        "Thứ năm, 25/5/2023, 10:30 (GMT+7)",
        "25-05-2023 10:30 SA",
        "25-05-2023 - 10:30 AM",
        "10:30 | 25/05/2023",
        "10:30' - 25/05/2023",
        "10h30, ngày 25/5/2023",
        "10 giờ 30 phút, ngày 25 tháng 5 năm 2023",
        "Thứ Năm, 10:30, 25/05/2023",
        "Thứ 5, 25/05/2023 10:30:15 +07:00",
        "25 Tháng Năm, 2023 10:30",
        "25.5.2023 10:30",
        "2023-05-25 10:30",
        "25/05/2023   10:30 (GMT+07:00)",
        "Đăng ngày 25/05/2023 lúc 10:30",
        "Xuất bản: 10:30 25/05/2023 - Cập nhật: 08:15 26/05/2023",
        "Cập nhật: 26/05/2023 08:15 | Đăng: 25/05/2023 10:30",
        "25/05/23 10:30",
        "25 May 2023 10:30",
        "May 25, 2023, 10:30 AM",
        "Thursday, May 25th, 2023 10:30",
    ],
)
def test_visible_minute(text: str) -> None:
    assert parse_visible_date(text) == (TEN_THIRTY, "minute")


@pytest.mark.parametrize(
    ("text", "moment", "precision"),
    [
        ("25-05-2023 10:30 CH", "2023-05-25T22:30", "minute"),
        ("07-03-2026 - 14:09 PM", "2026-03-07T14:09", "minute"),
        ("25/05/2023 12:05 SA", "2023-05-25T00:05", "minute"),
        ("25/05/2023 (GMT+07:00)", "2023-05-25T00:00", "day"),
        ("Hà Tĩnh, ngày 25 tháng 5 năm 2023", "2023-05-25T00:00", "day"),
    ],
)
def test_visible_halves_and_days(text: str, moment: str, precision: Precision) -> None:
    assert parse_visible_date(text) == (at(moment), precision)


@pytest.mark.parametrize("text", ["", "31/02/2023", "10:30", "tỷ số 25/05", "số 114.924.2023", "1900", "25/05/2023/11"])
def test_no_visible_date(text: str) -> None:
    assert parse_visible_date(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2023-05-25T10:30:00+07:00",
        "2023-05-25T03:30:00Z",
        "2023-05-25T03:30:00.000Z",
        "2023-05-25T10:30:00+0700",
        "2023-05-25T10:30:00 +07:00",
        "2023-05-25T10:30:00&#x2B;07:00",
        "2023-05-25T10:30:00 &amp;#x2B;07:00",
        "2023-05-25 10:30",
        "2023-05-25T10:30",
        "5/25/2023 10:30:00 AM",
        "1684985400",
        "1684985400000",
        "Thu, 25 May 2023 03:30:00 GMT",
        "Thu May 25 2023 10:30:00 GMT+0700 (Indochina Time)",
    ],
)
def test_structured_minute(text: str) -> None:
    assert parse_metadata_date(text) == (TEN_THIRTY, "minute")


def test_an_english_half_of_the_day_means_an_english_date() -> None:
    assert parse_metadata_date("10/5/2026 3:42:00 PM") == (at("2026-10-05T15:42"), "minute")
    assert parse_metadata_date("25/5/2026 3:42:00 PM") == (at("2026-05-25T15:42"), "minute")


@pytest.mark.parametrize(
    ("told", "shown", "expected"),
    [
        ("2023-05-25T10:30", "2023-05-26T08:00", "2023-05-25T10:30"),  # the data win over an update that is shown
        ("2023-05-25T00:00", "2023-05-25T10:30", "2023-05-25T10:30"),  # midnight is only a day
        ("2023-05-25T17:30", "2023-05-25T10:30", "2023-05-25T10:30"),  # local time marked as UTC
        ("2023-05-25T03:30", "2023-05-25T10:30", "2023-05-25T10:30"),  # UTC without a mark
        ("2023-03-05T10:30", "2023-05-03T10:31", "2023-05-03T10:31"),  # day and month exchanged
        ("2023-05-24T00:00", "2023-05-25T10:30", "2023-05-24T00:00"),
    ],
)
def test_settled(told: str, shown: str, expected: str) -> None:
    assert settle_date((at(told), "minute"), (at(shown), "minute")) == (at(expected), "minute")


def _head(html: str) -> tuple[datetime, Precision] | None:
    page = f"<html><head><title>Con đường làng mới</title>{html}</head><body></body></html>"
    elements = Elements(BeautifulSoup(page, "lxml"))
    return find_declared_dates(elements, read_page_data(elements)).first or find_scripted_date(elements)


@pytest.mark.parametrize(
    "html",
    [
        '<meta property="article:published_time" content="2023-05-25T10:30:00 &#x2B;07:00">',
        '<meta itemprop="datePublished" content="2023-05-25T10:30:00+07:00">',
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2023-05-25T10:30:00+07:00"}</script>',
        '<script type="application/ld+json">{&amp;quot;@type&amp;quot;:&amp;quot;NewsArticle&amp;quot;,'
        "&amp;quot;datePublished&amp;quot;:&amp;quot;2023-05-25T10:30:00+07:00&amp;quot;}</script>",
        '<script type="application/ld+json">"{\\"@type\\":\\"NewsArticle\\",\\"datePublished\\":\\"2023-05-25T03:30:00Z\\"}"</script>',
        '<script>var data = {"published_date":"2023-05-25T10:30:18.987+07:00"};</script>',
        "<script>dataLayer.push({'articlePublishDate': Date.parse(\"2023-05-25T10:30:53+07:00\")});</script>",
        '<meta name="pubdate" content="2023-05-25"><time itemprop="datePublished" datetime="2023-05-25T10:30">25/5</time>',
        '<script type="application/ld+json">[{"@type":"NewsArticle","headline":"Bài khác hẳn","datePublished":"2020-01-01T08:00"},'
        '{"@type":"NewsArticle","headline":"Con đường làng mới","datePublished":"2023-05-25T10:30"}]</script>',
    ],
)
def test_declared(html: str) -> None:
    assert _head(html) == (TEN_THIRTY, "minute")


def test_scripts_that_disagree_and_other_articles_tell_nothing() -> None:
    assert _head('<script>a={"published_at":"2023-05-25T10:30"};b={"published_at":"2023-05-26T10:30"}</script>') is None
    assert (
        _head('<div class="tin-lien-quan"><time itemprop="datePublished" datetime="2020-01-01T08:00"></time></div>')
        is None
    )
    listed = '{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","datePublished":"2020-01-01T08:00"}]}'
    assert _head(f'<script type="application/ld+json">{listed}</script>') is None


def _shown(element: str) -> tuple[datetime | None, Precision]:
    text = "".join(f"<p>Câu thứ {n} của bài kể về con đường làng vừa được đổ bê tông năm nay.</p>" for n in range(6))
    listed = 'var relatedNews=[{"Title":"Chợ mới","PublishDate":"2020-01-01T08:00:00"}]'
    page = (
        f"<title>Con đường làng mới</title><meta property='og:type' content='article'><h1>Con đường làng mới</h1>{element}"
        f"<script>{listed}</script><div class='text'>{text}</div>"
    )
    found = extract_article(page.encode(), "https://lang.example/duong-lang.html", None)
    return found.published, found.precision


@pytest.mark.parametrize(
    "element",
    [
        '<span class="time">• <span title="2023-05-25T10:30:14" class="timeago"></span></span>',
        '<span class="pdate" data-time="1684985400">2 năm trước</span>',
        '<div class="post-time" title="5/25/2023 10:30:00 AM">hôm qua</div>',
        '<span data-role="publishdate" class="kbwcm-time" title="2023-05-25T10:30:00">25/05/2023</span>',
    ],
)
def test_a_moment_in_the_attributes_of_what_is_shown(element: str) -> None:
    assert _shown(element) == (TEN_THIRTY, "minute")


def test_a_script_that_lists_other_articles_tells_no_moment() -> None:
    assert _shown('<a class="share" title="Chia sẻ ngày 25/05/2023">Chia sẻ</a>') == (None, "day")


def test_a_script_helps_out_a_day() -> None:
    day, exact = (at("2023-05-25T00:00"), "day"), (TEN_THIRTY, "minute")
    assert settle_date(None, day, exact) == exact
    assert settle_date(None, None, exact) == exact
    assert settle_date((at("2023-05-24T08:00"), "minute"), None, exact) == (at("2023-05-24T08:00"), "minute")


@given(st.datetimes(datetime(1995, 1, 1), datetime(2040, 1, 1)), st.sampled_from(["/", "-", "."]))
def test_every_moment_is_read_back(moment: datetime, mark: str) -> None:
    moment = moment.replace(second=0, microsecond=0, tzinfo=VIETNAM)
    assert parse_visible_date(f"{moment:%H:%M}, {moment.day}{mark}{moment.month}{mark}{moment.year}") == (
        moment,
        "minute",
    )
    assert parse_metadata_date(moment.isoformat()) == (moment, "minute")
    assert settle_date((moment + timedelta(hours=7), "minute"), (moment, "minute")) == (moment, "minute")


@given(st.text(max_size=80))
def test_any_text_is_survived(text: str) -> None:
    for read in (parse_visible_date, parse_metadata_date, find_date_in_url):
        found = read(text)
        assert found is None or found[0].tzinfo is VIETNAM


def test_related_dates_between_title_and_text() -> None:
    text = "".join(
        f"<p>Đoạn thứ {n} kể chuyện con đường làng vừa đổ bê tông xong trước mùa mưa bão.</p>" for n in range(5)
    )
    page = (
        "<title>Con đường làng mới mở rộng</title><meta property='og:type' content='article'><div>25/05/2023 10:30</div>"
        "<h1>Con đường làng mới mở rộng</h1><div class='relate-container'><ul><li><a href='/1'>Tin cũ</a> "
        f"<span>01/01/2020 08:00</span></li></ul></div><div>{text}</div>"
    )
    assert extract_article(page.encode(), "https://lang.example/a.html", None).published == TEN_THIRTY


def test_a_time_joins_the_day_beside_it_but_not_across_other_text() -> None:
    assert find_date_in_texts(["05/10/2026", "Nghe đọc bài", "00:00"]) == (datetime(2026, 10, 5, tzinfo=VIETNAM), "day")
    minute = (datetime(2021, 9, 6, 14, 15, tzinfo=VIETNAM), "minute")
    assert find_date_in_texts(["14:15", "|", "Thứ 2, 06/09/2021"]) == minute
    assert find_date_in_texts(["Thứ 2, 06/09/2021", "|", "14:15"]) == minute

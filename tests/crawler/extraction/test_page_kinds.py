"""Two pages of our own for each kind of page that once failed: another build, the same fault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import pytest

from archive.model import VIETNAM
from crawler.discovery.discover import extract_listing_links
from crawler.errors import HostilePage, NotAnArticle
from crawler.extraction.extract import extract_article, read_page
from tests.support.paths import texts_folder

FETCHED = datetime(2025, 9, 20, 14, 0, tzinfo=VIETNAM)
TITLE = "Đội chèo làng Hạ mở hội diễn bên bến nước đầu đình"
LEAD = "Hội diễn kéo dài ba đêm, quy tụ bảy đội chèo của các thôn trong tổng, có cả các cụ ngoài tám mươi lên chiếu."
TEXT = (
    "Đêm đầu, tiếng trống giục vang từ lúc trăng lên, bà con trải chiếu kín sân đình rồi tràn cả ra bờ đê để ngồi xem.",
    "Đội của thôn Trung diễn tích cũ với toàn diễn viên là người làm ruộng, áo mũ do các chị em thức đêm may lấy cả tháng.",
    "Ban tổ chức dành một chiếu riêng cho các cháu thiếu nhi tập hát, học cách cầm quạt, cách bước lên bước xuống cho phải phép.",
)
DAY = "14/08/2025 09:35"


@dataclass(frozen=True, slots=True)
class Right:
    """What is to be read; ``published`` "" is none, ``lead`` False leaves the lead alone."""

    published: str = "2025-08-14T09:35"
    lead: bool = False
    section: str = ""
    credit: str = ""
    byline: str = ""


def paragraphs(text: tuple[str, ...] = TEXT) -> str:
    return "".join(f"<p>{t}</p>" for t in text)


def page(
    inside: str, *, shown: str = f"<span class='ngay'>{DAY}</span>", head: str = "", before: str = "", after: str = ""
) -> str:
    return (
        f"<!DOCTYPE html><html lang='vi'><head><meta charset='utf-8'><title>{TITLE}</title>{head}</head><body>{before}<div class='bai'>"
        f"<h1>{TITLE}</h1>{shown}{inside}</div>{after}</body></html>"
    )


def broken_lines(kind: str) -> str:
    return page(
        f"<div class='{kind}'>{'<br><br>'.join(TEXT)}</div>", head="<meta property='og:type' content='article'>"
    )


NUKE = "<meta name='generator' content='NukeViet v4.5'>"


def nukeviet(marked: str, shown: str, head: str = "") -> str:
    return (
        f"<html lang='vi'><head><title>{TITLE}</title>{NUKE}{head}</head><body><div class='news_column panel panel-default' itemtype='http://schema.org/NewsArticle' itemscope><div class='panel-body'><h1 class='title' itemprop='headline'>"
        f"{TITLE}</h1><div class='hidden d-none' itemprop='author'><span itemprop='name'>Ban quản trị</span></div><span class='hidden hide d-none' itemprop='datePublished'>{marked}</span><span class='hidden d-none' itemprop='dateModified'>{marked}"
        f"</span><em class='pull-left'>{shown}</em><div class='hometext m-bottom' itemprop='description'>{LEAD}</div><div id='news-bodyhtml' class='bodytext'>{paragraphs()}</div></div></div></body></html>"
    )


SHARED_RIGHT = Right()
FOLLOWED = (
    "<p><a href='/lang-ha/hoi-vat-lang-thuong-mo-som-4712.html'>Hội vật làng Thượng năm nay mở sớm hơn mọi năm</a></p>"
)
KINDS: Mapping[str, tuple[tuple[str, Right], tuple[str, Right]]] = {
    "aside-left-open": (
        (page(f"<aside><p>Hôm nay trời nắng.</p>{paragraphs()}", before="<footer>"), SHARED_RIGHT),
        (f"<html><head><title>{TITLE}</title></head><body><nav><ul><li><a href='/'>Đầu trang</a></li><div><h1>{TITLE}</h1><span class='ngay'>{DAY}</span>{paragraphs()}</div></body></html>", SHARED_RIGHT),
    ),
    "date-gmt": (
        (page(paragraphs(), shown="<span class='date'>Thu, 14 Aug 2025 02:35 GMT</span>"), SHARED_RIGHT),
        (page(paragraphs(), shown="<span class='ngay'>14/08/2025 11:35 (GMT+9)</span>"), SHARED_RIGHT),
    ),
    "date-joined": (
        (page(paragraphs(), shown="<span class='date'>202508140935</span>"), SHARED_RIGHT),
        (page(paragraphs(), shown="<div class='time'>20250814</div>"), Right("2025-08-14")),
    ),
    "date-relative": (
        (page(paragraphs(), shown="<span class='time'>45 phút trước</span>"), Right("2025-09-20T13:15")),
        (page(paragraphs(), shown="<div class='date'>Hôm qua</div>"), Right("2025-09-19")),
    ),
    "date-two-digit-year": (
        (page(paragraphs(), shown="<span class='time'>09:35 ngày 14/8/25</span>"), SHARED_RIGHT),
        (page(paragraphs(), shown="<div class='ngay'>14-08-25</div>"), Right("2025-08-14")),
    ),
    "date-unknown": (
        (page(paragraphs(), shown="<div class='time'>rằm tháng Bảy năm Tỵ</div>"), Right("")),
        (page(paragraphs(), shown="<span class='date'>45/13/2025</span>"), Right("")),
    ),
    "date-us-order": (
        (page(paragraphs(), shown="<span class='date'>8/14/2025 9:35 AM</span>"), SHARED_RIGHT),
        (page(paragraphs(), shown="<div class='time'>08/14/2025 09:35:00 AM</div>"), SHARED_RIGHT),
    ),
    "long-data-attribute": (
        (page(f"<div data-x='{{&quot;a&quot;=&quot;b&quot;}}{'=x ' * 4000}'></div>{paragraphs()}"), SHARED_RIGHT),
        (page(f"<img src='data:image/png;base64,{'A=' * 6000}'>{paragraphs()}"), SHARED_RIGHT),
    ),
    "nukeviet-edit-day": (
        (nukeviet("2025-08-20T10:00:00+07:00", f"Thứ năm - {DAY}"), Right(lead=True)),
        (nukeviet("2025-09-01T22:15:09+07:00", "Thứ năm, ngày 14/08/2025, 09:35", "<meta property='article:modified_time' content='2025-09-01+0722:15:09'>"), Right(lead=True)),
    ),
    "nukeviet-edit-time": (
        (nukeviet("2025-08-14T17:01:00+07:00", f"Thứ năm - {DAY}", "<meta property='article:published_time' content='2025-08-14ICT09:35:00'>"), Right(lead=True)),
        (nukeviet("2025-08-14T23:59:00+07:00", "Thứ năm - 14/08/2025", "<meta property='article:published_time' content='2025-08-14+0709:35:00'>"), Right(lead=True)),
    ),
    "nukeviet3-modern-lead": (
        (
            f"<html><head><title>{TITLE}</title><meta name='generator' content='NukeViet v3.x'></head><body><div id='news_detail'><h1>{TITLE}</h1><span class='time'>Thứ năm - {DAY}</span><div id='hometext'><div id='imghome' class='fl'>"
            f"<a href='/1.jpg'><img src='/1.jpg'></a><p><em>Cụ trùm chèo thử giọng.</em></p></div>{LEAD}</div><div class='bodytext'>{paragraphs()}</div><p style='text-align:right'><strong>Nguồn tin:</strong> Cổng làng Hạ</p></div></body></html>",
            Right(lead=True, credit="Cổng làng Hạ"),
        ),
        (
            f"<html><head><title>{TITLE}</title><meta name='generator' content='NukeViet v3.x'></head><body><div class='header-details'><div class='title'><h1>{TITLE}</h1><span class='small'>Đăng lúc: Thứ năm - {DAY}</span></div></div><div "
            f"id='hometext' class='short-desc'>{LEAD}</div><div id='bodytext' class='details-content'>{paragraphs()}</div><div class='aright source'><strong>Tác giả bài viết: </strong>Vũ Hạ</div></body></html>",
            Right(lead=True, byline="Vũ Hạ"),
        ),
    ),
    "open-spans": (
        (page("".join(f"<p><font><span>{t}</p>" for t in TEXT) + "<p><i>" * 400), SHARED_RIGHT),
        (page(paragraphs() + "<ul>" + "<li><font size=2><u>·</li>" * 900 + "</ul>"), SHARED_RIGHT),
    ),
    "print-link": (
        (page(paragraphs() + f"<a href='/in-bai/cheo-lang-ha-4711'>In bài viết này ra giấy để các cụ đọc</a>{FOLLOWED}"), SHARED_RIGHT),
        (page(paragraphs() + f"{FOLLOWED}<a href='/printer-friendly/cheo-lang-ha-4711.html'>Bản in của bài viết này, khổ giấy thường</a>"), SHARED_RIGHT),
    ),
    "script-less-than": (
        (page(paragraphs(), head="<script>" + "".join(f"for(i=0;i<a{n};i++)x(i<b);" for n in range(2000)) + "</script>"), SHARED_RIGHT),
        (page(paragraphs() + "<!--" + "<div>" * 3000 + "-->", head="<style>a{content:'<b>'}" + "<p>" * 3000 + "</style>"), SHARED_RIGHT),
    ),
    "section-two-names": (
        (page(paragraphs(), head="<meta property='article:section' content='Văn hóa, Làng xã'>", before="<ul class='breadcrumb'><li><a href='/van-hoa'>Văn hóa</a></li><li><a href='/lang-xa'>Làng xã</a></li></ul>"), Right(section="Làng xã")),
        (page(paragraphs(), head="<meta property='article:section' content='Văn hóa, thể thao'>", before="<a href='/vh'>Văn hóa, thể thao</a>"), Right(section="Văn hóa, thể thao")),
    ),
    "social-class-holds-body": ((broken_lines("share-content social"), SHARED_RIGHT), (broken_lines("chia-se-noi-dung"), SHARED_RIGHT)),
    "story-class-holds-body": ((broken_lines("story__content relate-body"), SHARED_RIGHT), (broken_lines("list-news-detail"), SHARED_RIGHT)),
    "tag-in-class-holds-body": ((broken_lines("the-article-tags-body"), SHARED_RIGHT), (broken_lines("keywords box-tag"), SHARED_RIGHT)),
    "source-is-no-author": (
        (page(paragraphs() + "<p style='text-align:right'><em>Nguồn: Báo Làng Hạ</em></p>"), Right(credit="Báo Làng Hạ")),
        (page(paragraphs() + "<div class='author'>Theo Tạp chí Chiếu Chèo</div>"), Right(credit="Tạp chí Chiếu Chèo")),
    ),
    "two-labels-one-box": (
        (page(paragraphs(), after="<div><h3>Xem thêm</h3><div><h4>Tin liên quan</h4><a href='/b-2.html'>Hội vật làng Thượng</a></div><a href='/t'>Xem thêm</a></div>"), SHARED_RIGHT),
        (page(paragraphs() + "<section><b>Tin mới</b><section><b>Tin mới</b><a href='/b-2.html'>Hội vật làng Thượng</a></section></section>"), SHARED_RIGHT),
    ),
}  # fmt: skip
PAIRS = [(name, at) for name in KINDS for at in (0, 1)]


@pytest.mark.parametrize(("name", "at"), PAIRS)
def test_page_of_a_kind(name: str, at: int) -> None:
    html, right = KINDS[name][at]
    found = extract_article(html.encode(), "", None, fetched_at=FETCHED)
    assert found.title == TITLE
    assert [line for line in found.body.splitlines() if line in TEXT] == list(TEXT)
    moment = datetime.fromisoformat(right.published).replace(tzinfo=VIETNAM) if right.published else None
    assert (found.published, found.precision) == (moment, "minute" if "T" in right.published else "day")
    assert found.lead == (LEAD if right.lead else "")
    assert found.section == right.section
    assert (found.byline, found.credit) == (right.byline, right.credit)


@pytest.mark.parametrize("at", [0, 1])
def test_a_day_that_is_not_understood_is_named(at: int) -> None:
    html, _ = KINDS["date-unknown"][at]
    (note,) = read_page(html.encode(), "", None, fetched_at=FETCHED).notes
    assert "ngày không đọc được" in note


@pytest.mark.parametrize("at", [0, 1])
def test_a_print_link_is_not_followed(at: int) -> None:
    found = extract_listing_links(KINDS["print-link"][at][0].encode(), "https://bao.example/tin.htm", "bao.example")
    followed = [link.url for link in found if link.kind == "article"]
    assert followed == ["https://bao.example/lang-ha/hoi-vat-lang-thuong-mo-som-4712.html"]


FRONTS = (
    "<html><head><title>Báo Làng Hạ</title><meta property='og:type' content='article'><meta property='og:title' content='Báo Làng Hạ'></head><body><h1>Báo Làng Hạ</h1>"
    + "".join(
        f"<div class='o'><h2><a href='/b-{n}.html'>{t[:50]}</a></h2><p>{t}</p></div>" for n, t in enumerate(TEXT * 2)
    )
    + "</body></html>",
    "<html><head><title>Tiếng nói làng Hạ</title><meta property='og:type' content='article'><meta property='article:published_time' content='2025-08-14T09:35:00+07:00'></head><body><h1>Tiếng nói làng Hạ</h1><ul>"
    + "".join(f"<li><a href='/b-{n}.html'>{t[:60]}</a></li>" for n, t in enumerate(TEXT * 3))
    + "</ul><div><p>Cơ quan chủ quản: Hội chèo làng Hạ. Giấy phép số 00 cấp năm ngoái.</p><p>Trụ sở: đình làng Hạ. Điện thoại: 000.</p></div></body></html>",
)


OF_LISTS = {"front-page-og-article": FRONTS}
PAGES_OF_A_KIND = 2


def test_every_shared_page_has_two_more_of_its_kind() -> None:
    """Each kind is named by the shared page that is its first example."""
    held = {name: {html for html, _ in pages} for name, pages in KINDS.items()}
    held |= {name: set(pages) for name, pages in OF_LISTS.items()}
    shared = [page.stem for page in (texts_folder() / "cases" / "pages").glob("*.html")]
    assert shared
    assert {name: len(held.get(name, ())) for name in shared} == dict.fromkeys(shared, PAGES_OF_A_KIND)
    every = [html for pages in held.values() for html in pages]
    assert len(every) == len(set(every)), "one page would stand for two kinds"


@pytest.mark.parametrize("html", FRONTS)
@pytest.mark.parametrize("url", ["", "https://bao.example/", "https://bao.example/van-hoa.html"])
def test_a_front_page_that_calls_itself_an_article_is_none(html: str, url: str) -> None:
    with pytest.raises(NotAnArticle):
        extract_article(html.encode(), url, None, fetched_at=FETCHED)


def test_a_real_nest_stays_refused() -> None:
    with pytest.raises(HostilePage):
        extract_article(page("<div>" * 1100 + paragraphs()).encode(), "", None)

"""What discovery reads: sitemaps of every kind, feeds, pagers by postback, addresses in scripts, months beside links."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest

from crawler.discovery.discover import extract_listing_links, parse_feed, parse_sitemap
from crawler.html.links import month_in_path, month_of
from crawler.html.page import Page
from crawler.portals import FAMILIES, GENERIC, family_of
from crawler.portals.postback import find_postbacks

ROOT = "http://portal.example"
NEWS = (
    b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
    b"<url><loc>http://portal.example/a-1.html</loc><lastmod>2024-02-03T10:00:00+07:00</lastmod>"
    b"<news:news><news:publication_date>2023-05-25T08:30:00+07:00</news:publication_date></news:news></url></urlset>"
)


@pytest.mark.parametrize("body", [NEWS, gzip.compress(NEWS, mtime=0)])
def test_news_sitemap_tells_month_and_change(body: bytes) -> None:
    (link,) = parse_sitemap(body, f"{ROOT}/sitemap.xml")
    assert (link.url, link.kind, link.month) == (f"{ROOT}/a-1.html", "article", "2023-05")
    assert link.modified == datetime(2024, 2, 3, 3, 0, tzinfo=UTC)


def test_sitemap_index_and_text_sitemap() -> None:
    index = b"<sitemapindex><sitemap><loc>/2023.xml.gz</loc><lastmod>2023-12-31</lastmod></sitemap></sitemapindex>"
    assert [(x.url, x.kind) for x in parse_sitemap(index, f"{ROOT}/sitemap.xml")] == [
        (f"{ROOT}/2023.xml.gz", "sitemap")
    ]
    assert [x.month for x in parse_sitemap(f"{ROOT}/2019/04/x\n{ROOT}/y\n".encode(), ROOT)] == ["2019-04", ""]
    assert len(parse_sitemap(f"{ROOT}/a\u2028b\r\n{ROOT}/c".encode(), ROOT)) == 2
    assert parse_sitemap(b"<html>", ROOT) == [] == parse_sitemap(b"\x1f\x8bno", ROOT)


def test_atom_feed_with_sections() -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/b-2.html"/><updated>2022-06-30T20:00:00Z</updated>'
        '<category term="Giao thông"/></entry></feed>'
    )
    (link,) = parse_feed(feed.encode(), f"{ROOT}/feed")
    assert (link.url, link.section, link.month) == (f"{ROOT}/b-2.html", "Giao thông", "2022-07")


def test_list_tells_section_and_month_of_its_articles() -> None:
    page = (
        "<title>Giao thông - Công an tỉnh</title><ul><li><a href='/tin/xu-ly-vi-pham-nong-do-con-12345.html'>Xử lý vi phạm</a>"
        " <span>(25/05/2023)</span></li></ul><a href='/chuyen-muc/giao-thong?page=2'>2</a>"
    )
    article, following = extract_listing_links(page.encode(), f"{ROOT}/chuyen-muc/giao-thong", "portal.example")
    assert (article.kind, article.section, article.month) == ("article", "Giao thông", "2023-05")
    assert following.kind == "page"


@pytest.mark.parametrize(
    "link",
    [
        "<a href=\"javascript:OpenNews('detail.asp?id=7')\">x</a>",
        "<a href='#' onclick=\"window.open('detail.asp?id=7','_blank')\">x</a>",
        "<a href='javascript:void(0)' onclick=\"location.href='detail.asp?id=7'\">x</a>",
        "<select><option value='detail.asp?id=7'>7</option></select>",
        "<frame src='detail.asp?id=7'>",
    ],
)
def test_addresses_in_scripts_menus_and_frames(link: str) -> None:
    found = extract_listing_links(
        f"<html>{link}</html>".encode(), f"{ROOT}/list.asp", "portal.example", family=FAMILIES["legacy_asp"]
    )
    assert [(x.url, x.kind) for x in found] == [(f"{ROOT}/detail.asp?id=7", "article")]


GRID = (
    "<form action='list.aspx?c=1'><input type=hidden name=__VIEWSTATE value=abc><input type=submit name=go value=Go>"
    "<input type=checkbox name=all><input name=q value=''>"
    "<a href=\"javascript:__doPostBack('ctl00$Grid','Page$2')\">2</a><a href=\"javascript:__doPostBack('ctl00$Grid','Page$11')\">...</a>"
    "<a href=\"javascript:__doPostBack('ctl00$lnkNext','')\">Trang sau</a><a href=\"javascript:__doPostBack('ctl00$Login','')\">Đăng nhập</a>"
    "</form>"
)


def test_postbacks_of_a_grid() -> None:
    found = find_postbacks(Page.parse(GRID.encode(), f"{ROOT}/list.aspx?c=1"))
    assert [x.url for x in found] == [f"{ROOT}/list.aspx?c=1#trang-2", f"{ROOT}/list.aspx?c=1#trang-11"]
    assert found[0].form == {"__VIEWSTATE": "abc", "q": "", "__EVENTTARGET": "ctl00$Grid", "__EVENTARGUMENT": "Page$2"}
    later = find_postbacks(Page.parse(GRID.encode(), f"{ROOT}/list.aspx?c=1", key=f"{ROOT}/list.aspx?c=1#trang-10"))
    assert [x.url.rpartition("#")[2] for x in later] == ["trang-11"]


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("(25/05/2023)", "2023-05"),
        ("2023-05-25", "2023-05"),
        ("5.7.2021 10:30", "2021-07"),
        ("13/13/2023", ""),
        ("1/2", ""),
    ],
)
def test_month_of_a_text(text: str, month: str) -> None:
    assert month_of(text) == month


def test_month_in_an_address() -> None:
    assert month_in_path("/2023/05/25/x") == month_in_path("/tin/202305/ten-bai") == "2023-05"
    assert month_in_path("/2023/bai-5") == month_in_path("/tin/2023/13/") == ""


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ('<meta name="generator" content="NukeViet v4.5">', "nukeviet"),
        ("<meta content='WordPress 6.1' name='generator'>", "wordpress"),
        ('<meta name="GENERATOR" content="Microsoft SharePoint">', "sharepoint"),
        ("<script>Liferay.ThemeDisplay = {}</script>", "liferay"),
        ('<meta name="csrf-token" content="x">', "laravel"),
        ("<p>NukeViet, WordPress</p>", ""),
    ],
)
def test_recognised_by_what_pages_say_of_themselves(head: str, name: str) -> None:
    assert family_of(Page.parse(f"<html>{head}</html>".encode(), ROOT)).name == name
    assert GENERIC.name == ""


def test_page_goes_before_the_declaration() -> None:
    page = Page.parse(b'<meta name="generator" content="WordPress 6">', ROOT)
    assert family_of(page, "nukeviet").name == "wordpress"
    assert family_of(Page.parse(b"<p>x</p>", ROOT), "nukeviet").name == "nukeviet"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/tin-tuc/cong-an-tinh-tong-ket-phong-trao-12345.html", "article"),
        ("/chuyen-muc/an-ninh/bat-doi-tuong-mua-ban-ma-tuy-987.aspx", "article"),
        ("/tin-tuc/ra-quan-tran-ap-toi-pham-post4521", "article"),
        ("/tin-tuc/", "listing"),
        ("/tin-tuc/an-ninh-trat-tu", "listing"),
        ("/tin-tuc/page/12", "page"),
        ("/tin-tuc?page=3", "page"),
    ],
)
def test_an_article_below_a_section_is_no_list(path: str, kind: str) -> None:
    body = f'<a href="{path}">Xem</a>'.encode()
    assert [link.kind for link in extract_listing_links(body, "https://x.gov.vn/", "x.gov.vn")] == [kind]


def test_a_title_that_ends_with_a_number_is_an_article_of_its_folder() -> None:
    """Names alone in one folder: of those that a title's number ends, each is built like no other."""
    names = [
        "gieng-da-lang-thuong-duoc-ke-lai-sau-nhieu-nam", "doi-cheo-lang-ha-mo-hoi-dien-ben-ben-nuoc-dau-dinh",
        "ben-do-mau-giang-co-them-ao-phao-cho-hoc-sinh", "lop-hoc-xoa-mu-chu-ben-bep-lua-ban-cao",
        "ong-lai-do-cheo-nguoc-nam-cay-so-dem-tra-tui-tien", "to-tu-quan-ven-song-giu-yen-bo-ke-ca-mua-nuoc",
        "thu-gom-vo-thuoc-tren-dong-vuot-chi-tieu-391", "quy-khuyen-hoc-cua-lang-da-trao-hoc-bong-lan-thu-1204",
    ]  # fmt: skip
    items = "".join(f"<li><a href='/tin-tuc/{name}'>{name.replace('-', ' ').capitalize()}</a></li>" for name in names)
    page = f"<html><body><h1>Tin tức</h1><ul>{items}</ul></body></html>".encode()
    found = extract_listing_links(page, "http://x.example/tin-tuc", "x.example")
    assert [link.url.rpartition("/")[2] for link in found if link.kind == "article"] == names

"""Pages of portals that are no articles, built as their systems build them: front, section, topic, author, tag, search, print, forms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from archive.model import VIETNAM
from crawler.errors import NotAnArticle
from crawler.extraction.extract import extract_article
from tests.support.paper_pages import TEXTS, fill
from tests.support.paths import DATA

FETCHED = datetime(2026, 11, 28, 9, 0, tzinfo=VIETNAM)
STORIES = [TEXTS[f"p{n}"] for n in range(1, 11)]
TITLES = [" ".join(text.strip('"').split()[:13]) for text in STORIES]


def cards(shape: str, count: int = 10) -> str:
    """Return ``count`` items of a list; a shape has {n}, {title}, {teaser} and {day}."""
    return "".join(
        shape.format(n=n, title=TITLES[n % 10], teaser=STORIES[(n + 3) % 10], day=f"{n % 9 + 1:02}/11/2026")
        for n in range(count)
    )


def page(title: str, inside: str, head: str = "") -> str:
    return fill(
        f"<!DOCTYPE html><html lang='vi'><head><meta charset='utf-8'><title>{title}</title>{head}</head><body>{{{{menu}}}}{inside}"
        "{{footer}}</body></html>"
    )


ITEM_NEWS = "<article class='item-news item-news-common'><div class='thumb-art'><a href='/bai-{n}-478000{n}.html' title='x'><img src='t.jpg' alt='x'></a></div><h2 class='title-news'><a href='/bai-{n}-478000{n}.html'>{title}</a></h2><p class='description'><a href='/bai-{n}-478000{n}.html'>{teaser}</a></p></article>"
FOCUS = "<div class='box-category-item' data-id='{n}'><a class='box-category-link-with-avatar' href='/bai-so-{n}-2026112809000{n}.htm'><img src='t.jpg'></a><div class='box-category-content'><h3><a class='box-category-link-title' data-type='0' href='/bai-so-{n}-2026112809000{n}.htm'>{title}</a></h3><p class='box-category-sapo' data-type='sapo'>{teaser}</p></div></div>"
NUKE_CAT = "<div class='news_column panel panel-default'><div class='panel-body featured'><a href='/vi/news/tin-tuc/bai-{n}-{n}.html' title='x'><img class='img-thumbnail pull-left imghome' src='t.jpg'></a><h2><a href='/vi/news/tin-tuc/bai-{n}-{n}.html'>{title}</a></h2><div class='text-muted'><ul class='list-unstyled list-inline'><li><em class='fa fa-clock-o'>&nbsp;</em> {day} 08:15:00 AM</li><li><em class='fa fa-eye'>&nbsp;</em> Đã xem: 31{n}</li></ul></div>{teaser}</div></div>"
WP_ITEM = "<article id='post-{n}' class='post type-post hentry'><header class='entry-header'><h2 class='entry-title'><a href='/bai-so-{n}/' rel='bookmark'>{title}</a></h2><div class='entry-meta'><span class='posted-on'><time class='entry-date published' datetime='2026-11-0{n}T08:15:00+07:00'>{day}</time></span><span class='byline'> by <a href='/author/admin/'>admin</a></span></div></header><div class='entry-summary'><p>{teaser} [&hellip;]</p><p><a class='more-link' href='/bai-so-{n}/'>Đọc tiếp</a></p></div></article>"
PLAIN_ITEM = "<li><a href='/chi-tiet/bai-{n}-12{n}.html'>{title}</a> <span class='date'>({day})</span></li>"
CMS_ITEM = "<article class='story' data-id='{n}'><figure class='story__thumb'><a class='cms-link' href='/bai-{n}-post15{n}.html'><img src='t.jpg'></a></figure><h2 class='story__heading'><a class='cms-link' href='/bai-{n}-post15{n}.html'>{title}</a></h2><time class='story__time' datetime='2026-11-0{n}T08:15:00+0700'>{day} 08:15</time><div class='story__summary story__shorten'>{teaser}</div></article>"
SP_ROW = "<div class='dfwp-item'><div class='item link-item'><a href='/Pages/bai-{n}.aspx'>{title}</a><div class='description'>{teaser}</div><span class='ngay'>{day}</span></div></div>"
LIFERAY = "<div class='asset-abstract default-asset-publisher'><h4 class='asset-title'><a href='/tin-tuc/-/asset_publisher/ab/content/bai-{n}'>{title}</a></h4><div class='asset-content'><div class='asset-summary'>{teaser} <a href='/tin-tuc/-/asset_publisher/ab/content/bai-{n}'>Xem thêm <span class='hide-accessible'>{title}</span> »</a></div></div><div class='asset-metadata'><span class='metadata-entry metadata-publish-date'>{day}</span></div></div>"
ARTICLE = "<meta property='og:type' content='article'>"
BODY = "".join(f"<p>{t}</p>" for t in STORIES[:6])

PAGES: Mapping[str, tuple[str, str]] = {
    "section of a paper": ("https://bao.example/thoi-su", page("Thời sự - Báo Mẫu", f"<h1>Thời sự</h1><section class='section'>{cards(ITEM_NEWS)}</section>", ARTICLE)),
    "section, second level": ("https://bao.example/phap-luat/ho-so-pha-an.htm", page("Hồ sơ phá án | Báo Mẫu", f"<h1 class='zone-title'>Hồ sơ phá án</h1><div class='list__main'>{cards(FOCUS)}</div>", ARTICLE)),
    "front page with a lead story": ("https://bao.example/", page("Báo Mẫu - Tin nhanh", f"<h1 class='logo'><a href='/'>Báo Mẫu</a></h1><div class='top-story'><h2><a href='/bai-0-4780000.html'>{TITLES[0]}</a></h2><p>{STORIES[1]}</p></div>{cards(CMS_ITEM)}", ARTICLE)),
    "front page in a folder": ("https://congan.example/vi/", page("Công an tỉnh Mẫu", f"<div id='body'>{cards(NUKE_CAT)}</div>", ARTICLE)),
    "topic": ("https://bao.example/chu-de/mua-gat-2026-321.html", page("Mùa gặt 2026", f"<h1>Mùa gặt 2026</h1><p class='topic-desc'>{STORIES[2]}</p>{cards(CMS_ITEM, 8)}", ARTICLE)),
    "event of a paper": ("https://bao.example/mua-gat-e321.htm", page("Mùa gặt 2026", f"<h1>Mùa gặt 2026</h1>{cards(FOCUS, 7)}")),
    "author with a life": ("https://bao.example/tac-gia/thu-suong-12.html", page("Thu Sương - Báo Mẫu", f"<div class='author-page'><h1>Thu Sương</h1><p>{STORIES[3]}</p></div>{cards(ITEM_NEWS, 8)}", ARTICLE)),
    "author of WordPress": ("https://congan.example/author/thusuong/", page("Thu Sương, Author at Công an tỉnh Mẫu", f"<header class='page-header'><h1 class='page-title'>Author: <span class='vcard'>Thu Sương</span></h1></header>{cards(WP_ITEM, 8)}")),
    "tag": ("https://bao.example/rom-uot-tag45120/", page("rơm ướt", f"<h1>rơm ướt</h1>{cards(ITEM_NEWS, 6)}")),
    "tag of WordPress": ("https://congan.example/tag/rom-uot/", page("rơm ướt Archives", f"<h1 class='page-title'>Thẻ: rơm ướt</h1>{cards(WP_ITEM, 3)}")),
    "tag with one article": ("https://bao.example/tu-khoa/rom-uot.html", page("Từ khóa rơm ướt", f"<h1>Từ khóa: rơm ướt</h1>{cards(CMS_ITEM, 1)}")),
    "month of WordPress": ("https://congan.example/2026/11/", page("Tháng Mười Một 2026", f"<h1 class='page-title'>Tháng: Tháng Mười Một 2026</h1>{cards(WP_ITEM, 7)}")),
    "category of WordPress": ("https://congan.example/category/tin-tuc/", page("Tin tức Archives", f"<h1 class='page-title'>Tin tức</h1><div class='archive-description'><p>{STORIES[0]}</p></div>{cards(WP_ITEM, 6)}")),
    "category of WordPress without its word": ("https://congan.example/tin-hoat-dong/", page("Tin hoạt động", f"<h1>Tin hoạt động</h1>{cards(WP_ITEM, 5)}", ARTICLE)),
    "second page": ("https://congan.example/tin-hoat-dong/page/2/", page("Tin hoạt động - Trang 2", f"<h1>Tin hoạt động</h1>{cards(WP_ITEM, 5)}")),
    "search": ("https://bao.example/tim-kiem.htm?keywords=rom", page("Kết quả tìm kiếm", f"<h1>Tìm kiếm</h1><p>Có 10 kết quả cho từ khóa rơm</p>{cards(FOCUS)}")),
    "search of WordPress": ("https://congan.example/?s=rom", page("You searched for rơm", f"<h1 class='page-title'>Kết quả tìm kiếm cho: rơm</h1>{cards(WP_ITEM, 6)}")),
    "search of NukeViet": ("https://congan.example/vi/seek/?q=rom", page("Tìm kiếm", f"<h1>Tìm kiếm</h1>{cards(PLAIN_ITEM)}")),
    "category of NukeViet": ("https://congan.example/vi/news/tin-tuc/", page("Tin tức", f"<div class='well well-sm'><h1>Tin tức</h1></div>{cards(NUKE_CAT, 8)}", "<meta name='generator' content='NukeViet v4.5'>" + ARTICLE)),
    "category of NukeViet, rewritten": ("https://congan.example/tin-tuc/", page("Tin tức - Công an tỉnh Mẫu", cards(NUKE_CAT, 5), "<meta name='generator' content='NukeViet v4.5'>")),
    "section of SharePoint": ("https://congan.example/Pages/tin-tuc.aspx", page("Tin tức - sự kiện", f"<form id='aspnetForm'><h1>Tin tức - sự kiện</h1>{cards(SP_ROW)}</form>")),
    "section of Liferay": ("https://congan.example/tin-tuc", page("Tin tức - Công an tỉnh Mẫu", f"<div class='portlet-body'>{cards(LIFERAY, 8)}</div>")),
    "list of titles with days": ("https://congan.example/thong-bao", page("Thông báo", f"<h1>Thông báo</h1><ul class='list'>{cards(PLAIN_ITEM)}</ul>")),
    "videos": ("https://bao.example/video", page("Video", "<h1>Video</h1>" + cards("<div class='item_video'><a href='/video-{n}-99{n}.html'><img src='t.jpg'><h3>{title}</h3></a><p>{teaser}</p></div>", 8))),
    "print version": ("https://bao.example/print/100261128.htm", page(TEXTS["title"], f"<h1>{TEXTS['title']}</h1><span class='date'>28/11/2026 08:15</span>{BODY}<script>window.print()</script>", ARTICLE)),
    "print version of NukeViet": ("https://congan.example/vi/news/print/tin-tuc/rom-uot-88.html", page(TEXTS["title"], f"<h1>{TEXTS['title']}</h1><p>Thứ bảy - 28/11/2026 08:15</p>{BODY}")),
    "price list of advertising": ("https://bao.example/bao-gia-quang-cao.html", page("Báo giá quảng cáo", f"<h1>Báo giá quảng cáo</h1>{BODY}")),
    "contact": ("https://congan.example/lien-he", page("Liên hệ", f"<h1>Liên hệ</h1><form action='/gui'><p>{STORIES[0]}</p><input name='ten'></form><p>Địa chỉ: số 1 đường Làng. Điện thoại: 000.</p>")),
    "about": ("https://congan.example/gioi-thieu", page("Giới thiệu", f"<h1>Giới thiệu chung</h1>{BODY}")),
    "not found": ("https://congan.example/bai-khong-con-77123.html", page("Không tìm thấy trang", f"<h1>404</h1><p>Trang quý vị tìm không còn, có thể đã đổi địa chỉ hoặc bị gỡ. Mời quý vị về trang chủ hoặc xem các tin dưới đây của chúng tôi.</p><ul>{cards(PLAIN_ITEM, 5)}</ul>")),
    "login": ("https://congan.example/users/login/", page("Đăng nhập", "<h1>Đăng nhập</h1><form><p>Quý vị cần đăng nhập bằng tài khoản của mình để gửi câu hỏi cho cơ quan công an.</p><input name='u'></form>")),
    "questions and answers": ("https://congan.example/hoi-dap", page("Hỏi đáp", "<h1>Hỏi đáp</h1>" + cards("<div class='hoi'><h4><a href='/hoi-dap/cau-{n}'>{title}?</a></h4><p>{teaser}</p><small>Ngày hỏi: {day}</small></div>", 8))),
    "documents": ("https://congan.example/van-ban", page("Văn bản", "<h1>Văn bản</h1><table>" + cards("<tr><td>{n}/QĐ-CA</td><td>{day}</td><td><a href='/van-ban/qd-{n}'>{title}</a></td></tr>", 10) + "</table>")),
    "front page of tabs": ("https://bao.example/?utm=1", page("Báo Mẫu: Tin mới nhất, đọc báo 24h", f"<div class='hot-news'><article class='first'><h3><a href='/bai-so-1-12001.html'>{TITLES[1]}</a></h3><div class='sapo'>{STORIES[1]}</div></article></div><ul class='tabs'><li>Mới nhất</li><li>Đọc nhiều</li></ul>{cards(FOCUS, 6)}<div class='box-video'>{cards(PLAIN_ITEM, 4)}</div>", ARTICLE)),
    "front page of a portal with a welcome": ("https://congan.example/trang-chu", page("Công an tỉnh Mẫu", f"<div class='gioi-thieu'><h1>Chào mừng quý vị đến với Cổng thông tin</h1><p>{STORIES[4]}</p></div><div class='tin-moi'>{cards(NUKE_CAT, 6)}</div>")),
    "front page of SharePoint": ("https://congan.example/Pages/default.aspx", page("Trang chủ", f"<form id='aspnetForm'><div class='slide'><a href='/Pages/bai-1.aspx'><img src='a.jpg'></a><h2><a href='/Pages/bai-1.aspx'>{TITLES[2]}</a></h2><p>{STORIES[2]}</p></div>{cards(SP_ROW, 7)}</form>")),
    "section with the opening of its first": ("https://bao.example/xa-hoi.htm", page("Tin xã hội hôm nay", f"<div class='zone-top'><h2 class='zone-name'>Xã hội</h2><div class='focus-first'><h3><a href='/bai-1-100261128.htm'>{TITLES[1]}</a></h3><p class='sapo'>{STORIES[1]}</p><p class='relate'><a href='/bai-2-100261129.htm'>{TITLES[2]}</a></p></div></div>{cards(FOCUS, 8)}<div class='pagination'><a href='/xa-hoi/trang-2.htm'>2</a></div>", ARTICLE)),
    "section of Joomla as a blog": ("http://congan.example/index.php/tin-tuc", page("Tin tức", "<div class='blog'><h1>Tin tức</h1>" + cards("<div class='items-row'><div class='item'><h2><a href='/index.php/tin-tuc/{n}-bai'>{title}</a></h2><dl class='article-info'><dd class='published'>Được đăng: {day}</dd></dl><p>{teaser}</p><p class='readmore'><a href='/index.php/tin-tuc/{n}-bai'>Xem thêm...</a></p></div></div>", 6) + "</div>")),
    "section of Drupal": ("https://congan.example/tin-tuc-su-kien", page("Tin tức sự kiện | Công an tỉnh Mẫu", "<h1 id='page-title'>Tin tức sự kiện</h1><div class='view-content'>" + cards("<div class='views-row'><div class='views-field-title'><span class='field-content'><a href='/node/{n}88'>{title}</a></span></div><div class='views-field-created'>{day}</div><div class='views-field-body'><div class='field-content'>{teaser}</div></div></div>", 8) + "</div>")),
    "topic with a long opening": ("https://bao.example/su-kien/bao-so-9-e455.html", page("Bão số 9", f"<div class='topic-head'><h1>Bão số 9</h1><div class='topic-sapo'><p>{STORIES[1]}</p><p>{STORIES[2]}</p></div></div>{cards(ITEM_NEWS, 9)}", ARTICLE)),
    "author page of a paper": ("https://bao.example/author/gia-loc-45.html", page("Các bài viết của Gia Lộc", f"<div class='author-detail'><img src='g.jpg'><h1 class='name'>Gia Lộc</h1><div class='desc'>{STORIES[7]}</div><a href='mailto:g@bao.example'>g@bao.example</a></div><div class='list'>{cards(CMS_ITEM, 9)}</div>")),
    "tag page in tiles": ("https://bao.example/tags/rom-uot/", page("rơm ướt - Tag", "<h1 class='tag-title'>#rơm ướt</h1><div class='tiles'>" + cards("<a class='tile' href='/bai-{n}-98700{n}.html'><img src='t.jpg'><b>{title}</b><i>{day}</i></a>", 9) + "</div>")),
    "results of a search engine": ("https://congan.example/tim-kiem?tukhoa=rom", page("Tìm kiếm", "<h2>Tìm thấy 128 kết quả</h2><div class='gsc-results'>" + cards("<div class='gsc-result'><a class='gs-title' href='/bai-{n}-55{n}.html'>{title}</a><div class='gs-snippet'>{day} ... {teaser}</div></div>", 8) + "</div>")),
    "print page with a frame": ("https://congan.example/in-bai-viet/rom-uot-1022", page(TEXTS["title"], f"<div class='print'><p>Công an tỉnh Mẫu</p><h2>{TEXTS['title']}</h2><p>28/11/2026 08:15</p>{BODY}<p>Nguồn: congan.example</p><button onclick='window.print()'>In</button></div>")),
    "advertising offer": ("https://bao.example/quang-cao/can-ho-ven-song-ban-chay.html", page("Căn hộ ven sông", f"<h1>Căn hộ ven sông bán chạy</h1>{BODY}", ARTICLE)),
    "log-in wall": ("https://bao.example/dang-nhap?returnUrl=/bai-so-1-12001.html", page("Đăng nhập", f"<h1>Đăng nhập để đọc tiếp</h1><form action='/login'><p>{STORIES[3]}</p><input name='email'><input name='pass' type='password'></form>")),
    "not found, answered with 200": ("https://congan.example/tin-tuc/bai-da-go-99123.html", page("Lỗi - Không tìm thấy nội dung", f"<div class='error-page'><h1>Không tìm thấy nội dung yêu cầu</h1><p>Bài viết quý vị tìm đã được gỡ hoặc chuyển sang địa chỉ khác. Mời quý vị trở về trang chủ, hoặc dùng ô tìm kiếm ở đầu trang để tìm bài cần đọc.</p><h3>Tin mới nhất</h3>{cards(PLAIN_ITEM, 6)}</div>")),
    "error of a server, answered with 200": ("https://congan.example/tin-tuc/bai-loi-99124.html", page("Runtime Error", "<h1>Server Error in '/' Application.<hr></h1><h2><i>Runtime Error</i></h2><p><b>Description: </b>An application error occurred on the server. The current custom error settings for this application prevent the details of the application error from being viewed remotely (for security reasons).</p><p><b>Details:</b> To enable the details of this specific error message to be viewable on remote machines, please create a customErrors tag within a web.config configuration file.</p>")),
    "page of a firewall": ("https://congan.example/tin-tuc/bai-99125.html", page("Just a moment...", "<h1>congan.example</h1><h2>Checking if the site connection is secure</h2><p>congan.example needs to review the security of your connection before proceeding. Enable JavaScript and cookies to continue, this may take some seconds.</p><p>Ray ID: 7f00aa. Performance and security by a shield that stands before this web site and all of its pages.</p>")),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_page_is_no_article(name: str) -> None:
    url, html = PAGES[name]
    with pytest.raises(NotAnArticle):
        extract_article(html.encode(), url, None, fetched_at=FETCHED)


SAVED = sorted((DATA / "refused").glob("*.html"))
"""Further pages, each with its address in the first line."""
TOLD_BY_ADDRESS = ("print_",)


def read_saved(path: Path) -> tuple[str, bytes]:
    """Return the address and the body of a saved page."""
    head, _, template = path.read_text("utf-8").partition("\n")
    return head.removeprefix("<!-- url=").removesuffix(" -->"), fill(template).encode()


@pytest.mark.parametrize("path", SAVED, ids=lambda p: p.stem)
def test_saved_page_is_no_article(path: Path) -> None:
    url, body = read_saved(path)
    with pytest.raises(NotAnArticle):
        extract_article(body, url, None, fetched_at=FETCHED)


@pytest.mark.parametrize("path", [p for p in SAVED if not p.stem.startswith(TOLD_BY_ADDRESS)], ids=lambda p: p.stem)
def test_saved_page_is_no_article_whatever_its_address(path: Path) -> None:
    with pytest.raises(NotAnArticle):
        extract_article(read_saved(path)[1], "", None, fetched_at=FETCHED)


UNNAMED = [name for name in PAGES if not name.startswith(("print", "price list of advertising", "advertising offer"))]


@pytest.mark.parametrize("name", UNNAMED)
def test_page_is_no_article_whatever_its_address(name: str) -> None:
    with pytest.raises(NotAnArticle):
        extract_article(PAGES[name][1].encode(), "", None, fetched_at=FETCHED)


TITLE, SAID, MORE = TEXTS["title"], STORIES[0], "".join(f"<p>{text}</p>" for text in STORIES[:2])
SHORT: Mapping[str, str] = {
    "day below": f"<div class='detail'><h1>{TITLE}</h1><div class='date'>28/11/2026</div><div class='content'><p>{SAID}</p></div></div>",
    "day and time below": f"<h1 class='title'>{TITLE}</h1><p><i>Thứ bảy, 28/11/2026 08:15</i></p><div>{MORE}</div>",
    "day with a word": f"<article><header><h1>{TITLE}</h1><span>Ngày đăng: 28/11/2026</span></header><p>{SAID}</p></article>",
    "time element": f"<main><h1>{TITLE}</h1><time datetime='2026-11-28T08:15:00+07:00'>28/11/2026 08:15</time><section><p>{SAID}</p></section></main>",
    "divisions": f"<div><h1>{TITLE}</h1><div>28-11-2026, 08:15</div><div>{SAID}</div></div>",
}
"""Articles of few words: their own title, its day below, and their own text."""
CARDS = {"paper": ITEM_NEWS, "cms": CMS_ITEM}
"""Items that are elements of articles: such a list is no place of the text."""
SHAPES = {
    "paper": ITEM_NEWS,
    "focus": FOCUS,
    "NukeViet": NUKE_CAT,
    "WordPress": WP_ITEM,
    "cms": CMS_ITEM,
    "SharePoint": SP_ROW,
}


@pytest.mark.parametrize("shape", CARDS)
@pytest.mark.parametrize("name", SHORT)
def test_a_short_article_before_a_long_list_is_one(name: str, shape: str) -> None:
    inside = f"<div id='page'>{SHORT[name]}<div class='list'><h2>Tin tức</h2>{cards(CARDS[shape], 9)}</div></div>"
    found = extract_article(
        page(TITLE, inside).encode(), "https://congan.example/tin-tuc/rom-uot", None, fetched_at=FETCHED
    )
    assert (found.title, found.published and found.published.date()) == (TITLE, FETCHED.date())
    assert SAID in (found.lead, *(block.text for block in found.blocks))
    assert not any(text in found.body for text in STORIES[4:])


LONG_NAME = "Tin tức và hoạt động của công an các xã"
LIKE_ARTICLES: Mapping[str, str] = {
    "description of a topic": f"<h1>{LONG_NAME}</h1><div class='desc'><p>{SAID}</p></div>",
    "first item with its day": f"<h1>{LONG_NAME}</h1><div class='first'><span>28/11/2026</span><h2><a href='/bai-dau'>{TITLE}</a></h2><p>{SAID}</p></div>",
    "day behind the title of the first": f"<h1>{LONG_NAME}</h1><div class='first'><h2><a href='/bai-dau'>{TITLE}</a></h2><span>28/11/2026 08:15</span><p>{SAID}</p></div>",
    "linked title of the first": f"<div class='top'><h1><a href='/bai-dau'>{TITLE}</a></h1><span>28/11/2026 08:15</span><p>{SAID}</p></div>",
    "name of a section and today": f"<h1>Tin trong tỉnh</h1><span>Thứ bảy, 28/11/2026</span><p>{SAID}</p>",
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", LIKE_ARTICLES)
def test_a_list_that_begins_as_an_article_is_none(name: str, shape: str) -> None:
    html = page(
        LONG_NAME, f"<div id='page'>{LIKE_ARTICLES[name]}<div class='list'>{cards(SHAPES[shape], 9)}</div></div>"
    )
    with pytest.raises(NotAnArticle):
        extract_article(html.encode(), "https://congan.example/hoat-dong", None, fetched_at=FETCHED)


LONG_MENU = "".join(f"<tr><td><a href='/muc-{n}'>{name}</a></td></tr>" for n, name in enumerate(TITLES[:6]))
KEPT: Mapping[str, str] = {
    "an undated notice of a short name beside a menu of long ones": f"<table><tr><td><table>{LONG_MENU}</table></td><td><h1>Lịch tiếp công dân</h1>"
    f"<p>{STORIES[1]}</p><p>{STORIES[2]}</p></td></tr></table>",
    "a short text with its time above the title, before openings": f"<div class='head'><span class='date'>Thứ bảy, 28/11/2026, 08:15 (GMT+7)</span><h1>{TITLE}</h1></div>"
    f"<div class='text'><p>{STORIES[1]}</p><p>{STORIES[2]}</p><p>{STORIES[0]}</p><p>{STORIES[7]}</p><p>{STORIES[8]}</p></div><div class='rows'>{cards(FOCUS, 6)}</div>",
}


@pytest.mark.parametrize("name", KEPT)
def test_what_only_looks_like_a_list_is_an_article(name: str) -> None:
    found = extract_article(page("Cổng Mẫu", KEPT[name]).encode(), "", None, fetched_at=FETCHED)
    said = f"{found.lead}\n{found.body}"
    assert STORIES[1] in said and STORIES[2] in said

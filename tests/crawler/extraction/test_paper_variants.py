"""How national papers differ, mixed at random: moments, metadata, names of the text's place, leads, boxes. Nothing of it may matter."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from random import Random

import pytest

from archive.model import VIETNAM
from crawler.errors import NotAnArticle
from crawler.extraction.extract import extract_article

AT = datetime(2024, 3, 12, 8, 15, tzinfo=VIETNAM)
FETCHED = datetime(2024, 3, 20, 9, 0, tzinfo=VIETNAM)
TITLE = "Làng rèn bên sông giữ lửa bằng những đơn hàng dao làm bếp"
LEAD = "Gần ba trăm lò rèn của làng đỏ lửa từ sáng sớm, thợ trẻ học nghề ngay tại nhà và bán hàng qua mạng đi khắp nơi."
TEXT = (
    "Từ đầu ngõ đã nghe tiếng búa chan chát, mùi than củi quyện với mùi sắt nóng, người thợ già cặm cụi tôi lưỡi dao trong chậu nước.",
    "Mỗi ngày lò của ông làm được hai chục con dao, con nào cũng phải qua tám lượt nung, bốn lượt mài rồi mới được khắc tên làng lên sống dao.",
    "Cháu nội của ông chụp ảnh, viết bài giới thiệu, nhận đơn của khách ở xa; cuối tuần cậu còn mở lớp dạy các em nhỏ gọt chuôi tre.",
    "Ủy ban xã cho biết đã xin được kinh phí làm đường vào làng, dựng một nhà bày sản phẩm để khách qua đường ghé lại xem và mua hàng.",
)
CAPTION = "Lưỡi dao được tôi trong chậu nước giếng làng"

SHOWN = (
    "<span class='date'>Thứ ba, 12/3/2024, 08:15 (GMT+7)</span>",
    "<div class='detail-time'><div data-role='publishdate'>12/03/2024 08:15 GMT+7</div></div>",
    "<time class='author-time' datetime='2024-03-12 08:15'>Thứ ba, 12/03/2024 - 08:15</time>",
    "<div class='bread-crumb-detail__time'>Thứ Ba, 12/03/2024 - 08:15</div>",
    "<div class='box-date'>08:15 | 12/03/2024</div>",
    "<span class='post-time'>Ngày 12 tháng 3 năm 2024, 08:15</span>",
    "<div class='article-date'>VOV.VN | Thứ Ba, 08:15, 12/03/2024</div>",
    "<div class='b-maincontent__time'><i class='far fa-clock'></i> 12/03/2024 08:15</div>",
    "<p class='meta'>Cập nhật lúc 08:15 ngày 12/3/2024</p>",
    "<span class='timestamp'>12-03-2024 08:15:00</span>",
    "<span class='time' data-time='1710206100'>8 ngày trước</span>",
    "<time datetime='2024-03-12T01:15:00Z'>8 ngày trước</time>",
    "<span class='publish-date'>12/03/2024 8:15 SA</span>",
    "<div class='ngay-gio'><span>12/03/2024</span> <span>08:15</span></div>",
    "",
)


def _ld(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


_NEWS = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": TITLE,
    "dateModified": "2024-03-15T10:00:00+07:00",
}
_SITE = {"@type": "WebSite", "name": "Báo Làng", "url": "https://bao.example/"}
_OTHERS = {
    "@type": "ItemList",
    "itemListElement": [{"@type": "NewsArticle", "headline": "Bài khác", "datePublished": "2020-01-01T01:01:00+07:00"}],
}
HEADS = (
    "",
    "<meta property='og:type' content='article'><meta property='article:published_time' content='2024-03-12T08:15:00+07:00'>",
    "<meta property='og:type' content='article'><meta property='article:published_time' content='2024-03-12T01:15:00Z'>",
    "<meta property='og:type' content='website'><meta name='pubdate' content='2024-03-12T08:15:00'>",
    "<meta property='og:type' content='news'><meta itemprop='datePublished' content='2024-03-12T08:15:00+07:00'>",
    _ld(_NEWS | {"datePublished": "2024-03-12T08:15:00+07:00"}),
    _ld(_NEWS | {"datePublished": "2024-03-12T08:15:00.000Z"}),  # local time marked as UTC, where the page shows better
    _ld([_SITE, _NEWS | {"datePublished": "2024-03-12 08:15:00"}, _OTHERS]),
    _ld(
        {
            "@context": "https://schema.org",
            "@graph": [_SITE, _OTHERS, _NEWS | {"datePublished": "2024-03-12T01:15:00+00:00"}],
        }
    ),
    _ld(_OTHERS) + _ld(_NEWS | {"@type": ["NewsArticle", "Article"], "datePublished": "2024-03-12T08:15:00+0700"}),
)
PLACES = (
    "fck_detail", "detail-content afcbc-body", "singular-content", "maincontent main-content", "article__body cms-body", "detail-cmain clearfix",
    "content-news-tag-selector", "social-content", "story__text", "box-tag-detail", "related-free-body", "article-content share-ready", "post-comment-off",
    "b-maincontent__content", "news-vote-body", "player-less-content", "content-popup-image", "ads-zone-content",
)  # fmt: skip
LEADS = (
    "<p class='description'><span class='location-stamp'>Hồng Lam</span>{}</p>",
    "<h2 class='detail-sapo' data-role='sapo'>{}</h2>",
    "<h2 class='singular-sapo'>{}</h2>",
    "<div class='content-detail-sapo sm-sapo-mb-0'><b>{}</b></div>",
    "<div class='box-des-detail'><p>{}</p></div>",
    "<p class='article__sapo cms-desc'>{}</p>",
)
BOXES = (
    "",
    "<div class='box-label'><h3>Tin liên quan</h3><ul><li><a href='/a-4712.html'>Làng gốm ven sông mở cửa đón khách cuối tuần</a></li></ul></div>",
    "<div class='VCSortableInPreviewMode' type='RelatedOneNews'><a href='/b-4713.html' title='x'><img src='/s.jpg'></a><a class='VCObjectBoxRelatedNewsItemTitle' href='/b-4713.html'>Thợ mộc làng Đông dựng lại cổng đình cũ</a></div>",
    "<p class='inner-article'><strong>Xem thêm: <a href='/c-4714.html'>Chợ phiên vùng cao đông khách dịp cuối năm</a></strong></p>",
    "<blockquote class='quote'><div class='TIN-MOI'><b>TIN MỚI</b><a href='/d-4715.html'>Mưa lớn làm sạt đoạn đường lên bản</a></div></blockquote>",
)
WRAPS = (
    "<p>{}</p>",
    "<p class='Normal'><span style='font-size:14pt'>{}</span></p>",
    "<div>{}</div>",
    "<p style='text-align: justify;'>{}</p>",
)


@dataclass(frozen=True, slots=True)
class Variant:
    """One page, and whether the minute can be known from it."""

    html: str
    located: bool
    dated: bool
    exact: bool


def variant(seed: int) -> Variant:
    random = Random(seed)
    shown, head, place = random.choice(SHOWN), random.choice(HEADS), random.choice(PLACES)
    lead, box, wrap = random.choice(LEADS), random.choice(BOXES), random.choice(WRAPS)
    figure = f"<figure class='tplCaption'><img src='/1.jpg' alt=''><figcaption><p class='Image'>{CAPTION}</p></figcaption></figure>"
    parts = [wrap.format(t) for t in TEXT]
    text = f"{parts[0]}{figure}{parts[1]}{box}{''.join(parts[2:])}"
    side = "".join(
        f"<li><a href='/khac-{n}.html'>Bài khác số {n} của chuyên mục trong tuần</a><span class='time'>01/0{n}/2020 10:00</span></li>"
        for n in range(1, 6)
    )
    html = (
        (
            f"<!DOCTYPE html><html lang='vi'><head><meta charset='utf-8'><title>{TITLE} - Báo Làng</title><meta property='og:site_name' content='Báo Làng'>{head}</head><body><header><div class='top-date'>Thứ tư, 20/03/2024 09:00</div><nav>"
            f"<a href='/thoi-su'>Thời sự</a></nav></header><div class='container'><ul class='breadcrumb'><li><a href='/lang-nghe'>Làng nghề</a></li></ul><h1 class='title-detail'>{TITLE}</h1>{shown}{lead.format(LEAD)}<article class='{place}'>{text}"
            f"</article></div><div class='sidebar'><h2>Đọc nhiều</h2><ul>{side}</ul></div><footer>Giấy phép số 1</footer></body></html>"
        )
        .replace("<article class", "<div class")
        .replace("</article>", "</div>")
    )
    # A stamp in UTC that is local time is told by what the page shows; alone it cannot be known.
    marked_wrong, relative = ".000Z" in head, "trước" in shown and "data-time" not in shown and "datetime" not in shown
    alone = shown == "" or relative
    return Variant(html, "location-stamp" in lead, not (alone and head == ""), not (marked_wrong and alone))


def assert_read(seed: int) -> None:
    page = variant(seed)
    found = extract_article(page.html.encode(), "https://bao.example/lang-ren-4711.html", None, fetched_at=FETCHED)
    assert found.title == TITLE
    assert [b.text for b in found.blocks if b.kind == "paragraph"] == list(TEXT)
    assert found.captions == CAPTION
    assert found.lead == (f"Hồng Lam {LEAD}" if page.located else LEAD)
    if page.dated and page.exact:
        assert (found.published, found.precision) == (AT, "minute")
    elif not page.dated:
        assert found.published is None
    assert found.section == "Làng nghề" and found.byline == ""


@pytest.mark.parametrize("first", range(0, 60, 10))
def test_variants(first: int) -> None:
    for seed in range(first, first + 10):
        assert_read(seed)


@pytest.mark.full
@pytest.mark.parametrize("first", range(60, 1500, 60))
def test_many_variants(first: int) -> None:
    for seed in range(first, first + 60):
        assert_read(seed)


@pytest.mark.parametrize(
    "address",
    [
        "/print/lang-ren-102260306140919189.htm",
        "/print-20240312081512345.htm",
        "/lang-ren-4711-print.html",
        "/in-bai/4711",
        "/lang-ren-4711.html?print=1",
        "/lang-ren-4711.html?tmpl=component&print=1",
        "/ban-in/lang-ren-4711.html",
    ],
)
def test_print_pages_are_no_articles(address: str) -> None:
    with pytest.raises(NotAnArticle):
        extract_article(variant(1).html.encode(), f"https://bao.example{address}", None, fetched_at=FETCHED)

"""Front, section, topic, author, search and tag pages as national papers build theirs, every link labelled; our own words.

``LISTS`` are pages that are no articles; of each link ``Labelled.articles`` tells whether it leads to one. The addresses
follow each paper's own manner, the hosts are invented.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from tests.portals.material import Truth, articles, slug_of

_NOISE_TEXT = "Mọi thông tin trên trang này thuộc về tòa soạn, xin ghi rõ nguồn khi phát hành lại dưới mọi hình thức."


@dataclass(frozen=True, slots=True)
class Labelled:
    """A page and the addresses on it that lead to articles; what else is linked leads to none."""

    name: str
    url: str
    html: str
    articles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Manner:
    """How a paper writes its addresses and the items of its lists. ``others`` are (path, text, holder) of links to no article."""

    name: str
    address: Callable[[Truth], str]
    item: str
    others: Sequence[tuple[str, str, str]]
    section: str
    topic: str
    author: str
    search: str
    tag: str


def _stamp(truth: Truth) -> str:
    return f"{truth.published:%Y%m%d%H%M%S}{truth.number % 1000:03}"


MANNERS: Sequence[Manner] = (
    Manner(
        "vnexpress",
        lambda t: f"/{t.slug}-{4700000 + t.number}.html",
        '<article class="item-news item-news-common thumb-left"><div class="thumb-art"><a href="{u}" class="thumb thumb-5x3" title="{t}"><picture><img src="/s.jpg" alt="{t}"></picture></a></div><h3 class="title-news"><a href="{u}" '
        'title="{t}" data-medium="Item-1">{t}</a></h3><p class="description"><span class="location-stamp">Hồng Lam</span><a href="{u}" title="{t}">{s}</a></p><p class="meta-news"><a class="count_cmt" href="{u}#box_comment_vne"><span '
        'class="txt_num_comment">12</span></a></p></article>',
        (
            ("/thoi-su-p2", "2", "button-page"),
            ("/chu-de/chong-han-man-7012", "Chống hạn mặn ở đồng bằng và những cách làm mới", "item-topic"),
            ("/tag/nuoc-ngot-cho-ruong-lua-1243567", "nước ngọt cho ruộng lúa mùa khô năm nay", "tags"),
            ("/tac-gia/ha-mien-1234.html", "Xem các bài viết của cùng tác giả này", "author"),
            ("/rss/thoi-su.rss", "Tin thời sự qua RSS, cập nhật từng giờ trong ngày", "footer-rss"),
            ("/ung-dung-doc-tin-tren-dien-thoai-cua-bao", "Tải ứng dụng đọc tin", "menu-top"),
            ("/xay-dung-dang-va-he-thong-chinh-tri", "Xây dựng Đảng và hệ thống chính trị", "main-nav menu"),
            ("/lien-he-quang-cao-tren-bao-dien-tu", "Liên hệ quảng cáo trên báo điện tử", "footer"),
            ("/thong-tin-toa-soan.html", "Thông tin tòa soạn và giấy phép hoạt động", "footer"),
        ),
        "/thoi-su",
        "/chu-de/chong-han-man-7012",
        "/tac-gia/ha-mien-1234.html",
        "/tim-kiem?q=ruong+lua",
        "/tag/nuoc-ngot-1243567",
    ),
    Manner(
        "tuoitre",
        lambda t: f"/{t.slug}-{_stamp(t)}.htm",
        '<div class="box-category-item" data-id="{n}"><a class="box-category-link-with-avatar img-resize" href="{u}" title="{t}"><img src="/s.jpg" alt="{t}"></a><div class="box-category-content"><a class="box-category-category" '
        'href="{c}" title="{k}">{k}</a><h3 class="box-title-text"><a class="box-category-link-title" data-type="0" href="{u}" title="{t}">{t}</a></h3><p class="box-category-sapo" data-type="sapo">{s}</p><span class="time-ago-last-news" '
        'title="{d}">2 giờ trước</span></div></div>',
        (
            ("/phap-luat/trang-2.htm", "Xem thêm", "view-more"),
            (
                "/su-kien-chong-buon-lau-cuoi-nam-e583.htm",
                "Sự kiện: chống buôn lậu dịp cuối năm ở vùng biên",
                "box-event",
            ),
            ("/chong-buon-lau.html", "chống buôn lậu", "detail-tab tags"),
            ("/tag/duong-day-nong-phong-chong-ma-tuy.html", "đường dây nóng phòng chống ma túy", "tags"),
            ("/tac-gia/thu-ha-1190.htm", "Các bài viết của tác giả Thu Hà", "author"),
            ("/print/20240312081512345.htm", "In bài này ra giấy để đọc khi rảnh", "print-link"),
            ("/quang-cao/mua-xe-tra-gop-20240312081500001.htm", "Mua xe trả góp lãi suất thấp nhất trong năm", "qc"),
            ("/rss.htm", "RSS", "footer"),
            ("/bao-gia-quang-cao-2024.htm", "Báo giá quảng cáo năm nay", "footer"),
        ),
        "/phap-luat.htm",
        "/su-kien-chong-buon-lau-cuoi-nam-e583.htm",
        "/tac-gia/thu-ha-1190.htm",
        "/tim-kiem.htm?keywords=bi%E1%BB%83n",
        "/tag/chong-buon-lau.html",
    ),
    Manner(
        "dantri",
        lambda t: f"/{slug_of(t.section)}/{t.slug}-{_stamp(t)}.htm",
        '<article class="article-item" data-content-name="category-list" data-content-target="{u}"><div class="article-thumb"><a href="{u}"><img src="/s.jpg" alt="{t}"></a></div><div class="article-content"><h3 class="article-title">'
        '<a href="{u}" data-prop="sapo" class="dt-text-black-mine">{t}</a></h3><div class="article-excerpt"><a href="{u}">(Dân làng) - {s}</a></div></div></article>',
        (
            ("/phap-luat/trang-2.htm", "Trang sau", "pagination"),
            ("/phap-luat/an-ninh-hinh-su-va-phong-chong-toi-pham.htm", "An ninh hình sự", "menu"),
            (
                "/su-kien/bao-so-3-va-hoan-luu-sau-bao-1234.htm",
                "Bão số 3 và hoàn lưu sau bão ở các tỉnh phía Bắc",
                "event",
            ),
            ("/chu-de/chay-rung-o-vung-cao-14357.htm", "Cháy rừng ở vùng cao", "tags"),
            ("/tac-gia/nguyen-lang-15321.htm", "Nguyễn Làng, phóng viên thường trú vùng cao", "author-info"),
            ("/print-20240312081512345.htm", "In bài viết này ra máy in của bạn", "print"),
            ("/tim-kiem/chay-rung.htm", "Tìm kiếm các bài về cháy rừng ở vùng cao", "search"),
            ("/gui-bai.htm", "Gửi bài cho tòa soạn", "footer"),
        ),
        "/phap-luat.htm",
        "/su-kien/bao-so-3-1234.htm",
        "/tac-gia/nguyen-lang-15321.htm",
        "/tim-kiem/chay-rung.htm",
        "/chu-de/chay-rung-14357.htm",
    ),
    Manner(
        "vietnamnet",
        lambda t: f"/{t.slug}-{2250000 + t.number}.html",
        '<div class="horizontalPost version-news mb-20"><div class="horizontalPost__avt avt-240"><a href="{u}" title="{t}"><picture><img src="/s.jpg" alt="{t}"></picture></a></div><div class="horizontalPost__main"><div '
        'class="horizontalPost__main-cate"><a href="{c}" title="{k}">{k}</a></div><h3 class="horizontalPost__main-title vnn-title" data-id="{n}"><a href="{u}" title="{t}" data-limit="-1">{t}</a></h3><div class="horizontalPost__main-desc"><p>{s}</p>'
        "</div></div></div>",
        (
            ("/phap-luat-page2", "Trang tiếp", "pagination"),
            (
                "/su-kien/gia-dien-va-nhung-dieu-can-biet-412345.html",
                "Giá điện và những điều cần biết khi vào hè",
                "event",
            ),
            ("/gia-dien-tag4412345678.html", "giá điện sinh hoạt bậc thang hiện nay", "tag-cotnent"),
            ("/tac-gia/bao-dam-000123.html", "Bảo Đam, tất cả bài viết của tác giả", "author"),
            ("/hoi-am-tu-ban-doc-va-phan-hoi-cua-co-quan", "Hồi âm", "mainNav sub-menu"),
            ("/video-p1", "Video", "menu"),
            ("/lien-he-toa-soan-va-quang-cao.html", "Liên hệ tòa soạn và quảng cáo", "footer"),
        ),
        "/phap-luat",
        "/su-kien/gia-dien-412345.html",
        "/tac-gia/bao-dam-000123.html",
        "/tim-kiem?q=gia%20dien",
        "/gia-dien-tag4412345678.html",
    ),
    Manner(
        "thanhnien",
        lambda t: f"/{t.slug}-185{_stamp(t)[2:]}.htm",
        '<div class="box-category-item"><a class="box-category-link-with-avatar" href="{u}" title="{t}"><img src="/s.jpg" alt="{t}"></a><div class="box-category-content"><a class="box-category-category" href="{c}">{k}</a><h3 '
        'class="box-title-text"><a class="box-category-link-title" href="{u}">{t}</a></h3><p class="box-category-sapo">{s}</p><div class="box-meta-small"><a class="comment" href="{u}#comment" title="bình luận">4</a></div></div></div>',
        (
            ("/thoi-su/phap-luat.htm", "Pháp luật", "header__nav"),
            ("/thoi-su/trang-2.htm", "2", "paging"),
            (
                "/chu-de/tuyen-sinh-dau-cap-nam-nay-1234.html",
                "Tuyển sinh đầu cấp năm nay ở các thành phố lớn",
                "chu-de",
            ),
            ("/tags/tuyen-sinh-lop-10-cong-lap.html", "tuyển sinh lớp 10 công lập ở thành phố", "detail__tags"),
            ("/tac-gia/bich-thanh-1851042.htm", "Bích Thanh: các bài đã đăng trên báo", "box-author"),
            ("/dat-bao.html", "Đặt báo giấy giao tận nhà trong ngày", "footer"),
            (
                "https://quangcao.bao.example/banner-20240312081512345.htm",
                "Ưu đãi lớn cho khách hàng mới trong tháng này",
                "ads-banner",
            ),
        ),
        "/thoi-su.htm",
        "/chu-de/tuyen-sinh-dau-cap-1234.html",
        "/tac-gia/bich-thanh-1851042.htm",
        "/tim-kiem.htm?keywords=tuyen%20sinh",
        "/tags/tuyen-sinh-lop-10.html",
    ),
    Manner(
        "cand",
        lambda t: f"/{slug_of(t.section)}/{t.slug}-i{720000 + t.number}/",
        '<article class="box-news"><div class="box-img"><a href="{u}" title="{t}"><img src="/s.jpg" alt=""></a></div><div class="box-title"><a href="{u}" title="{t}" class="is-title">{t}</a></div><div class="box-time">{d}</div><div '
        'class="box-sapo">{s}</div></article>',
        (
            ("/phap-luat/p2/", "2", "pagination"),
            ("/chuyen-de/guong-sang-vi-an-ninh-to-quoc-c123/", "Gương sáng vì an ninh Tổ quốc khắp mọi miền", "topic"),
            ("/tu-khoa/phong-chong-toi-pham-cong-nghe-cao/", "phòng, chống tội phạm công nghệ cao", "tag"),
            ("/tac-gia/minh-hien-77/", "Minh Hiền, phóng viên Ban Bạn đọc", "author"),
            ("/lay-y-kien-ban-doc-ve-chat-luong-bao/", "Lấy ý kiến", "menu-header nav"),
            ("/rss/phap-luat.rss", "Tin pháp luật qua nguồn cấp dữ liệu", "footer"),
        ),
        "/phap-luat/",
        "/chuyen-de/guong-sang-c123/",
        "/tac-gia/minh-hien-77/",
        "/tim-kiem/?q=guong",
        "/tu-khoa/phong-chong-toi-pham/",
    ),
    Manner(
        "baochinhphu",
        lambda t: f"/{t.slug}-102{_stamp(t)[2:]}.htm",
        '<div class="box-stream-item" data-id="{n}"><a class="box-stream-link-with-avatar" href="{u}" title="{t}"><img src="/s.jpg" alt=""></a><div class="box-stream-content"><a class="box-stream-link-title" href="{u}" title="{t}">{t}</a>'
        '<p class="box-stream-sapo">{s}</p><div class="box-time time" title="{d}">{d}</div></div></div>',
        (
            (
                "/print/ten-bai-viet-nao-do-102240312081512345.htm",
                "In bài viết này để lưu trong hồ sơ công việc",
                "tool",
            ),
            (
                "/chu-de/cai-cach-thu-tuc-hanh-chinh-1021.htm",
                "Cải cách thủ tục hành chính ở các địa phương",
                "box-topic",
            ),
            ("/tim-kiem.htm?keywords=thu-tuc", "Tìm các bài khác về thủ tục hành chính", "search"),
            ("/thoi-su/trang-3.htm", "3", "pagination"),
            ("/ban-do-hanh-chinh-cac-tinh-thanh-pho.htm", "Bản đồ hành chính", "header nav"),
            ("/rss/thoi-su.rss", "RSS", "footer"),
        ),
        "/thoi-su.htm",
        "/chu-de/cai-cach-1021.htm",
        "/tac-gia/van-phong-12.htm",
        "/tim-kiem.htm?keywords=thu-tuc",
        "/tag/thu-tuc.htm",
    ),
    Manner(
        "vov",
        lambda t: f"/{slug_of(t.section)}/{t.slug}-post{1080000 + t.number}.vov",
        '<div class="taxonomy-content"><article class="article-card-list"><div class="article-card-list__img"><a href="{u}" class="vovvn-title"><img src="/s.jpg" alt="{t}"></a></div><div class="article-card-list__content"><h3 '
        'class="vovvn-title"><a href="{u}" class="vovvn-title">{t}</a></h3><div class="article-card__desc">VOV.VN - {s}</div></div></article></div>',
        (
            ("/phap-luat/vu-an", "Vụ án", "menu-main"),
            ("/phap-luat/trang2", "2", "pager"),
            ("/su-kien/ngay-hoi-non-song-thong-nhat-1234.vov", "Ngày hội non sông thống nhất trên cả nước", "event"),
            ("/tag/ngay-hoi-van-hoa-cac-dan-toc-tag56789.vov", "ngày hội văn hóa các dân tộc vùng cao", "tags"),
            ("/tac-gia/minh-long-author312.vov", "Minh Long, phóng viên thường trú khu vực", "author"),
            ("/phat-thanh-truc-tiep-cac-kenh-song", "Nghe trực tiếp", "header-nav"),
        ),
        "/phap-luat",
        "/su-kien/ngay-hoi-1234.vov",
        "/tac-gia/minh-long-author312.vov",
        "/search?keyword=ngay%20hoi",
        "/tag/ngay-hoi-tag56789.vov",
    ),
    Manner(
        "congly",
        lambda t: f"/{t.slug}-{412000 + t.number}.html",
        '<div class="b-grid"><div class="b-grid__img"><a href="{u}" title="{t}"><img src="/s.jpg" alt="{t}"></a></div><div class="b-grid__content"><div class="b-grid__row"><h3 class="b-grid__title"><a href="{u}">{t}</a></h3></div><div '
        'class="b-grid__row b-grid__desc"><a href="{u}" title="{t}">{s}</a></div><span class="b-grid__time">{d}</span></div></div>',
        (
            ("/phap-dinh?page=2", "2", "c-page"),
            ("/phap-dinh/ky-an-va-nhung-cau-chuyen-phap-dinh", "Ký án", "c-menu"),
            ("/event/phien-toa-luu-dong-o-vung-sau-120.html", "Phiên tòa lưu động ở vùng sâu, vùng xa", "c-event"),
            (
                "/tag/phien-toa-gia-dinh-va-nguoi-chua-thanh-nien.html",
                "phiên tòa gia đình và người chưa thành niên",
                "c-tags",
            ),
            ("/author/nguyen-an-23.html", "Nguyễn An: tất cả các bài viết trên báo", "c-author"),
            ("/gioi-thieu-toa-soan.html", "Giới thiệu tòa soạn và các văn phòng đại diện", "c-footer"),
        ),
        "/phap-dinh",
        "/event/phien-toa-120.html",
        "/author/nguyen-an-23.html",
        "/search?q=phien-toa",
        "/tag/phien-toa.html",
    ),
)

_HEADS = {
    "front": '<meta property="og:type" content="article"><meta property="article:published_time" content="2026-03-12T08:15:00+07:00"><script type="application/ld+json">{"@context":"https://schema.org","@type":"WebSite","name":"Báo Làng"}</script>',
    "section": '<meta property="og:type" content="website"><script type="application/ld+json">{"@context":"https://schema.org","@type":"ItemList","itemListElement":[{"@type":"ListItem","position":1,"url":"/a"}]}</script>',
    "topic": '<meta property="og:type" content="article"><meta property="article:published_time" content="2026-01-02T10:00:00+07:00">',
    "author": '<meta property="og:type" content="profile"><script type="application/ld+json">{"@context":"https://schema.org","@type":"ProfilePage","mainEntity":{"@type":"Person","name":"Hà Miên"}}</script>',
    "search": '<meta name="robots" content="noindex,follow"><meta property="og:type" content="article">',
    "tag": '<meta property="og:type" content="article"><script type="application/ld+json">[{"@context":"https://schema.org","@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","position":1,"item":{"@id":"/","name":"Trang chủ"}}]}]</script>',
}
_OPENINGS = {
    "front": "<h1 class='logo'>Báo Làng</h1>",
    "section": "<h1 class='title-folder'>Thời sự</h1><span class='time-now'>Thứ năm, 12/3/2026, 08:15 (GMT+7)</span>",
    "topic": "<h1>Chống hạn, mặn ở đồng bằng và những cách làm mới</h1><p class='sapo'>Mùa khô năm nay đến sớm hơn mọi năm, bà con nhiều xã ven biển đã chủ động trữ nước, be bờ, đổi giống. Tòa soạn mở chuyên trang này để cập nhật hằng ngày "
    "những cách làm hay, những con số mới và ý kiến của các nhà khoa học về chuyện sống chung với nước mặn.</p>",
    "author": "<h1>Hà Miên</h1><div class='bio'><p>Hà Miên là phóng viên thường trú của báo ở vùng đồng bằng từ mười năm nay, chuyên viết về nông nghiệp, nước ngọt và đời sống của những người giữ ruộng ven biển.</p><p>Anh từng được trao giải thưởng của hội "
    "nghề nghiệp cho loạt bài về những con đập nhỏ, và vẫn giữ thói quen đi xe máy đến từng ấp để gặp bà con.</p></div>",
    "search": "<h1>Tìm kiếm: ruộng lúa</h1><p>Tìm thấy 1.204 kết quả cho từ khóa ruộng lúa trong mười hai tháng qua, sắp theo thời gian đăng, bài mới nhất đứng trước.</p>",
    "tag": "<h1>nước ngọt</h1><p class='desc'>Tin tức, hình ảnh, video mới nhất về nước ngọt, được cập nhật liên tục trong ngày trên báo Làng điện tử.</p>",
}


def _page(manner: Manner, kind: str, url: str, chosen: Sequence[Truth]) -> Labelled:
    rows = "".join(
        manner.item.format(
            u=escape(manner.address(t)),
            t=escape(t.title),
            s=escape(t.lead),
            d=f"{t.published:%d/%m/%Y %H:%M}",
            n=t.number,
            c=manner.section,
            k=t.section,
        )
        for t in chosen
    )
    others = "".join(
        f'<div class="{holder}"><a href="{escape(path)}">{text}</a></div>' for path, text, holder in manner.others
    )
    menu = "".join(f'<li class="menu-item"><a href="/muc-{n}" title="Mục {n}">Mục {n}</a></li>' for n in range(12))
    html = (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{"Báo Làng - tin nhanh mỗi ngày" if kind == "front" else "Thời sự - Báo Làng"}</title><meta property="og:site_name" content="Báo Làng">{_HEADS[kind]}</head><body>'
        f'<header class="header"><div class="top-date">Thứ năm, 12/03/2026</div><nav><ul class="main-menu">{menu}</ul></nav></header><div class="container">{_OPENINGS[kind]}<div class="list-news-main">{rows}</div>{others}</div><footer><p>'
        f"Cơ quan chủ quản: Hội Làng. {_NOISE_TEXT}</p></footer></body></html>"
    )
    root = "https://bao.example"
    return Labelled(f"{manner.name} {kind}", root + url, html, frozenset(root + manner.address(t) for t in chosen))


def _iter_lists() -> Iterator[Labelled]:
    truths = articles(210)
    for at, manner in enumerate(MANNERS):
        chosen = truths[at * 12 : at * 12 + 24]
        yield _page(manner, "front", "/", chosen)
        yield _page(manner, "section", manner.section, chosen[:15])
        yield _page(manner, "topic", manner.topic, chosen[:8])
        yield _page(manner, "author", manner.author, chosen[:6])
        yield _page(manner, "search", manner.search, chosen[:10])
        yield _page(manner, "tag", manner.tag, chosen[:9])


LISTS: Sequence[Labelled] = tuple(_iter_lists())

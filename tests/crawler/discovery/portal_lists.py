"""Lists of portals and papers of further builds, every link labelled; our own words, invented hosts.

In each page ``{A1}``… are the addresses of articles and ``{T1}``… their titles; every other link leads to no article.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from tests.crawler.discovery.paper_lists import Labelled
from tests.portals.material import Truth, articles

_MENU = (
    '<nav><ul class="nav navbar-nav"><li><a href="/">Trang chủ</a></li><li><a href="/gioi-thieu-chung-ve-cong-an-tinh">Giới thiệu chung về Công an tỉnh</a></li>'
    '<li><a href="/thu-tuc-hanh-chinh-cong-muc-do-bon">Thủ tục hành chính công mức độ bốn</a></li></ul></nav>'
)
_FOOT = (
    '<footer><p>Cơ quan chủ quản: Công an tỉnh. Giấy phép số 1/GP.</p><a href="/chinh-sach-bao-ve-du-lieu-ca-nhan">Chính sách bảo vệ dữ liệu cá nhân</a>'
    '<a href="/rss.xml">RSS</a><a href="https://facebook.example/congan">Trang của chúng tôi trên mạng xã hội</a></footer>'
)


def _rows(shape: str, address: Callable[[Truth], str], chosen: Sequence[Truth]) -> str:
    return "".join(
        shape.format(
            u=escape(address(t)),
            t=escape(t.title),
            s=escape(t.lead),
            d=f"{t.published:%d/%m/%Y}",
            n=t.number,
        )
        for t in chosen
    )


def _list(
    name: str, url: str, address: Callable[[Truth], str], shape: str, others: str, head: str = "", count: int = 8
) -> Labelled:
    """Return the list ``name`` whose items have ``shape``; ``others`` are links to no article."""
    at = len(_MADE) * 11 % 200
    chosen = articles(210)[at : at + count]
    rows = _rows(shape, address, chosen)
    html = (
        f"<!DOCTYPE html><html lang='vi'><head><meta charset='utf-8'><title>Tin tức - Cổng Mẫu</title>{head}</head><body>{_MENU}<div class='page'>"
        f"<h1>Tin tức</h1>{rows}{others}</div>{_FOOT}</body></html>"
    )
    host = "https://bao.example"
    made = Labelled(name, host + url, html, frozenset(host + address(t) for t in chosen))
    _MADE.append(made)
    return made


_MADE: list[Labelled] = []

_list(
    "NukeViet, new list with keywords and adverts",
    "/tin-an-ninh/",
    lambda t: f"/tin-an-ninh/{t.slug}-{t.number}.html",
    "<div class='news_column panel panel-default'><div class='panel-body'><a title='{t}' href='{u}'><img src='/s.jpg' alt='{t}' class='img-thumbnail'></a><h3><a href='{u}' title='{t}'>{t}</a></h3><div class='text-muted'>{d}</div><div>{s}</div></div></div>",
    "<div class='text-center'><ul class='pagination'><li><a href='/tin-an-ninh/page-2/'>2</a></li><li><a href='/tin-an-ninh/page-3/'>3</a></li></ul></div><div class='nv-block-banners'><a rel='nofollow' href='/banners/click/?id=3'><img src='/b.gif' alt='x'></a></div>"
    "<div class='panel'><ul class='block_tophits list-none'><li><a href='/tag/an-ninh-trat-tu-co-so/'>an ninh trật tự cơ sở năm mới</a></li></ul></div><a href='/tin-an-ninh/rss/'>RSS</a><a href='/voting/y-kien-nguoi-dan-ve-cong-dich-vu-cong-12/'>Ý kiến người dân về cổng dịch vụ công</a>",
    "<meta name='generator' content='NukeViet v4.5'>",
)
_list(
    "NukeViet under a language and module",
    "/vi/news/hoat-dong-2/",
    lambda t: f"/vi/news/hoat-dong-2/{t.slug}-{t.number}/",
    "<div class='item clearfix'><h2><a href='{u}'>{t}</a></h2><p>{s}</p><p class='text-right'><a href='{u}'>Xem tiếp...</a></p></div>",
    "<ul><li><a href='/vi/news/print/hoat-dong-2/mau-in-bai-viet-nay-14/'>Bản in</a></li><li><a href='/vi/news/savefile/hoat-dong-2/mau-tai-bai-viet-nay-14/'>Lưu bài viết</a></li><li><a href='/vi/news/topic/chuyen-de-an-toan-giao-thong/'>Chuyên đề an toàn giao thông cho em</a></li>"
    "<li><a href='/vi/news/tag/giao-thong-nong-thon/'>giao thông nông thôn</a></li><li><a href='/vi/news/hoat-dong-2/page-2/'>Trang sau</a></li><li><a href='/vi/videoclips/ban-tin-truyen-hinh-cong-an-tinh/'>Bản tin truyền hình</a></li></ul>",
    "<meta name='generator' content='NukeViet v4.3'>",
)
_list(
    "WordPress, GeneratePress",
    "/category/tin-tuc/",
    lambda t: f"/{t.slug}/",
    "<article id='post-{n}' class='post-{n} post type-post status-publish hentry category-tin-tuc tag-an-ninh'><div class='inside-article'><div class='post-image'><a href='{u}'><img src='/s.jpg'></a></div><header class='entry-header'><h2 class='entry-title'><a href='{u}' rel='bookmark'>{t}</a></h2><div class='entry-meta'><span class='posted-on'><time class='entry-date published'>{d}</time></span> <span class='byline'>bởi <a class='url fn n' href='/author/phong-cong-tac-dang-cong-tac-chinh-tri/'>Phòng Công tác đảng và công tác chính trị</a></span></div></header><div class='entry-summary'><p>{s} <a class='read-more' href='{u}'>Đọc tiếp</a></p></div><footer class='entry-meta'><span class='cat-links'><a href='/category/tin-tuc/' rel='category tag'>Tin tức</a></span><span class='tags-links'><a href='/tag/xay-dung-phong-trao-toan-dan/' rel='tag'>xây dựng phong trào toàn dân bảo vệ</a></span><span class='comments-link'><a href='{u}#respond'>Để lại bình luận</a></span></footer></div></article>",
    "<nav class='paging-navigation'><a class='page-numbers' href='/category/tin-tuc/page/2/'>2</a><a class='next page-numbers' href='/category/tin-tuc/page/2/'>Trang sau</a></nav><aside class='widget'><a href='/2026/11/'>Tháng Mười Một 2026</a><a href='/?s=an+ninh'>Tìm các bài viết về an ninh trật tự trên trang</a></aside>",
    "<meta name='generator' content='WordPress 6.5'>",
)
_list(
    "WordPress, Elementor posts by number",
    "/tin-hoat-dong/",
    lambda t: f"/?p={t.number + 100}",
    "<article class='elementor-post elementor-grid-item post-{n} post type-post'><a class='elementor-post__thumbnail__link' href='{u}'><div class='elementor-post__thumbnail'><img src='/s.jpg'></div></a><div class='elementor-post__text'><h3 class='elementor-post__title'><a href='{u}'>{t}</a></h3><div class='elementor-post__excerpt'><p>{s}</p></div><a class='elementor-post__read-more' href='{u}'>Xem chi tiết »</a></div></article>",
    "<nav class='elementor-pagination'><a class='page-numbers' href='/tin-hoat-dong/2/'>2</a></nav><div class='elementor-widget'><a href='/?page_id=77'>Sơ đồ tổ chức bộ máy của Công an tỉnh hiện nay</a><a href='/?cat=5'>Văn bản chỉ đạo điều hành</a><a href='/?author=3'>Ban biên tập trang thông tin điện tử tổng hợp</a></div>",
    "<meta name='generator' content='WordPress 5.8'>",
)
_list(
    "Liferay 7.4, friendly addresses",
    "/tin-tuc-su-kien",
    lambda t: f"/w/{t.slug}",
    "<div class='asset-abstract mb-5 default-asset-publisher'><span class='asset-anchor' id='k_{n}'></span><h4 class='component-title mb-4'><a class='asset-title d-inline' href='{u}'>{t}</a></h4><div class='mb-4 asset-content'><div class='asset-summary'>{s}</div></div><div class='asset-more'><a href='{u}'>Đọc thêm <span class='hide-accessible sr-only'>về {t}</span> »</a></div></div>",
    "<div class='taglib-page-iterator'><ul class='pagination'><li><a href='/tin-tuc-su-kien?p_p_id=com_liferay_asset_publisher_web_portlet_AssetPublisherPortlet_INSTANCE_x&_cur=2&_delta=8'>2</a></li></ul></div><div class='portlet'><a href='/lich-cong-tac-cua-lanh-dao-cong-an-tinh'>Lịch công tác của lãnh đạo Công an tỉnh</a><a href='/documents/20182/0/ke-hoach-so-12-ve-chuyen-doi-so.pdf/8a1b-2c'>Kế hoạch số 12 về chuyển đổi số năm nay</a></div>",
    "<link href='/o/classic-theme/css/main.css' rel='stylesheet'>",
)
_list(
    "SharePoint 2016, list view by number",
    "/Pages/antt.aspx",
    lambda t: f"/Pages/chi-tiet-tin.aspx?ItemID={t.number + 900}&l=Tinhoatdong",
    "<li class='dfwp-item'><div class='item'><div class='image-area-left'><a href='{u}'><img src='/s.jpg' alt='{t}'></a></div><div class='link-item'><a href='{u}'>{t}</a> <span class='date'>({d})</span><div class='description'>{s}</div></div></div></li>",
    "<div class='phantrang'><a href='/Pages/antt.aspx?Page=2'>2</a></div><div class='vanban'><a href='/Pages/van-ban-chi-dao.aspx'>Văn bản chỉ đạo, điều hành của Công an tỉnh</a><a href='/_layouts/15/Print.aspx?ItemID=910&l=Tinhoatdong'>In trang này để lưu hồ sơ giấy của cơ quan</a><a href='/Pages/lien-he-gop-y.aspx'>Liên hệ, góp ý</a></div>",
    "<meta name='GENERATOR' content='Microsoft SharePoint'>",
)
_list(
    "Joomla 4, category as a table",
    "/index.php/vi/tin-tuc",
    lambda t: f"/index.php/vi/tin-tuc/{t.number}-{t.slug}",
    "<tr class='cat-list-row0'><th class='list-title' scope='row'><a href='{u}'>{t}</a></th><td class='list-date small'>{d}</td><td class='list-author'>Tác giả: Ban biên tập</td><td class='list-hits'><span class='badge bg-info'>Lượt xem: 12</span></td></tr>",
    "<div class='com-content-category__pagination'><a class='page-link' href='/index.php/vi/tin-tuc?start=8'>2</a></div><a href='/index.php/vi/component/users/login?Itemid=101'>Đăng nhập</a><a href='/index.php/vi/van-ban-phap-quy-moi-ban-hanh'>Văn bản pháp quy</a><a href='/index.php/vi/tin-tuc?format=feed&type=rss'>RSS</a>",
    "<meta name='generator' content='Joomla! - Open Source Content Management'>",
)
_list(
    "Drupal 9, views with aliases",
    "/tin-tuc-su-kien",
    lambda t: f"/tin-tuc-su-kien/{t.slug}",
    "<div class='views-row'><article class='node node--type-tin-bai node--view-mode-teaser'><h2><a href='{u}' rel='bookmark'><span>{t}</span></a></h2><div class='node__content'><div class='field field--name-body'>{s}</div><ul class='links inline'><li><a href='{u}' rel='tag' title='{t}'>Đọc tiếp<span class='visually-hidden'> về {t}</span></a></li></ul></div></article></div>",
    "<nav class='pager'><ul><li><a href='?page=1' title='Go to page 2'>2</a></li><li><a href='?page=1' rel='next'>Tiếp</a></li></ul></nav><div class='block-views'><a href='/tags/dai-hoi-dang-bo-cong-an-tinh-lan-thu-muoi'>đại hội Đảng bộ Công an tỉnh lần thứ mười</a><a href='/print/pdf/node/88'>Bản in của trang này dưới dạng tệp</a><a href='/user/login?destination=/tin-tuc-su-kien'>Đăng nhập</a><a href='/taxonomy/term/12'>Chuyên mục an ninh quốc gia và đối ngoại</a></div>",
    "<meta name='Generator' content='Drupal 9 (https://www.drupal.org)'>",
)
_list(
    "Laravel, cards",
    "/chuyen-muc/hoat-dong-cua-nganh",
    lambda t: f"/bai-viet/{t.slug}-{t.number}",
    "<div class='col-md-4'><div class='card h-100'><a href='{u}'><img class='card-img-top' src='/storage/s.jpg' alt='{t}'></a><div class='card-body'><h5 class='card-title'><a href='{u}'>{t}</a></h5><p class='card-text'>{s}</p></div><div class='card-footer small'>{d} <a class='badge' href='/the/cai-cach-hanh-chinh-va-chuyen-doi-so'>cải cách hành chính và chuyển đổi số</a></div></div></div>",
    "<ul class='pagination'><li class='page-item'><a class='page-link' href='/chuyen-muc/hoat-dong-cua-nganh?page=2'>›</a></li></ul><div class='quang-cao'><a href='/lien-ket/bao-hiem-xa-hoi-toan-dan-nam-2026'>Bảo hiểm xã hội toàn dân năm 2026</a></div><a href='/tai-khoan/quen-mat-khau'>Quên mật khẩu</a>",
    "<meta name='csrf-token' content='x'>",
)
_list(
    "old ASP.NET by query",
    "/default.aspx?page=news&category_id=12",
    lambda t: f"/default.aspx?page=news&do=detail&news_id={t.number + 3000}",
    "<table width='100%'><tr><td><a href='{u}'><img src='s.jpg' width='120'></a></td><td><a class='tieude' href='{u}'>{t}</a> <i>({d})</i><br>{s}</td></tr></table>",
    "<table><tr><td class='phantrang'><a href='/default.aspx?page=news&category_id=12&pageindex=2'>2</a> <a href='/default.aspx?page=news&category_id=12&pageindex=3'>3</a></td></tr></table><a href='/default.aspx?page=gioithieu'>Giới thiệu chung về lực lượng Công an tỉnh nhà</a><a href='/default.aspx?page=print&news_id=3001'>Bản in để lưu hồ sơ giấy của cơ quan</a><a href='/default.aspx?page=hoidap'>Hỏi đáp pháp luật trực tuyến của người dân</a>",
)
_list(
    "army paper with numbers behind a stroke",
    "/quoc-phong-an-ninh/tin-tuc",
    lambda t: f"/quoc-phong-an-ninh/tin-tuc/{t.slug}-{811000 + t.number}",
    "<article class='hnews hentry'><a class='thumb' href='{u}'><img src='s.jpg'></a><h3 class='entry-title'><a href='{u}' title='{t}'>{t}</a></h3><p class='hnews-summary'>{s}</p><p class='post-date'>{d}</p></article>",
    "<div class='pagenav'><a href='/quoc-phong-an-ninh/tin-tuc/p/2'>2</a><a href='/quoc-phong-an-ninh/tin-tuc/p/3'>›</a></div><div class='box-event'><a href='/su-kien/80-nam-ngay-hoi-toan-dan-bao-ve-an-ninh-to-quoc'>80 năm ngày hội toàn dân bảo vệ an ninh Tổ quốc</a></div><div class='author-list'><a href='/tac-gia/nguyen-hong-quang-phuong-nam-55'>Nguyễn Hồng Quang Phương Nam</a></div><a href='/media/bao-in/so-22-thang-11-nam-2026'>Báo in số 22 tháng 11 năm 2026</a>",
)
_list(
    "provincial paper with months in its addresses",
    "/xa-hoi/",
    lambda t: f"/xa-hoi/{t.published:%Y%m}/{t.slug}-{t.number:07x}/",
    "<div class='b-grid'><div class='b-grid__img'><a href='{u}'><img src='s.jpg'></a></div><div class='b-grid__content'><h3 class='b-grid__title'><a href='{u}'>{t}</a></h3><div class='b-grid__desc'>{s}</div><a class='cmt' href='{u}#comment'>Ý kiến</a></div></div>",
    "<div class='c-more'><a href='/xa-hoi/?p=2'>Xem thêm</a></div><div class='c-box'><a href='/chuyen-trang/nong-thon-moi-kieu-mau-o-cac-xa-vung-cao'>Nông thôn mới kiểu mẫu ở các xã vùng cao</a><a href='/multimedia/emagazine/'>eMagazine</a><a href='/lien-he-dat-bao-va-quang-cao/'>Liên hệ đặt báo và quảng cáo</a><a href='/tu-khoa/xay-dung-nong-thon-moi-nang-cao-3321.html'>xây dựng nông thôn mới nâng cao</a></div>",
)
_list(
    "business paper with sponsored items",
    "/chung-khoan.htm",
    lambda t: f"/{t.slug}-188{t.published:%y%m%d%H%M%S}{t.number % 1000:03}.chn",
    "<li class='tlitem box-category-item'><h3><a href='{u}' title='{t}'>{t}</a></h3><span class='time time-ago' title='{d}'></span><p class='sapo box-category-sapo'>{s}</p></li>",
    "<li class='tlitem sponsored'><h3><a rel='sponsored' href='/can-ho-ven-song-mo-ban-dot-cuoi-voi-uu-dai-lon-20261128.chn'>Căn hộ ven sông mở bán đợt cuối với ưu đãi lớn</a></h3></li><a class='viewmore' href='/timelinelist/18831/2.chn'>Xem thêm</a><div class='tagbox tag'><a href='/lai-suat-ngan-hang-thang-nay-e1024.chn'>lãi suất ngân hàng tháng này tăng hay giảm</a></div><a href='/du-lieu/lich-su-giao-dich-vnindex-1.chn'>Dữ liệu giao dịch</a>",
)


def _mixed(name: str, main: str, others: tuple[tuple[str, str], ...], none: str) -> Labelled:
    """Return a list whose articles have two builds of address: ``others`` are (address, markup) of those of the rarer one."""
    chosen = articles(210)[150:158]
    item = "<div class='it'><h3><a href='{u}'>{t}</a></h3><p>{s}</p></div>"
    rows = _rows(item, lambda t: main.format(slug=t.slug, n=t.number + 512000, i=t.number), chosen)
    rows += "".join(markup.format(u=address) for address, markup in others)
    html = f"<!DOCTYPE html><html lang='vi'><head><meta charset='utf-8'><title>Tin</title></head><body>{_MENU}<h1>Tin</h1>{rows}{none}{_FOOT}</body></html>"
    host = "https://bao.example"
    wanted = {host + main.format(slug=t.slug, n=t.number + 512000, i=t.number) for t in chosen}
    made = Labelled(name, f"{host}/tin", html, frozenset(wanted | {host + address for address, _ in others}))
    _MADE.append(made)
    return made


_mixed(
    "news and a long read",
    "/{slug}-{n}.html",
    (
        (
            "/emagazine/mot-ngay-o-lang-nam-ven-song/",
            "<div class='it big'><a href='{u}'><img src='e.jpg'></a><h3><a href='{u}'>Một ngày ở làng nấm ven sông</a></h3></div>",
        ),
    ),
    "<div class='it'><a href='/huong-dan-su-dung-cong-thong-tin-dien-tu'>Hướng dẫn sử dụng cổng thông tin điện tử</a></div>",
)
_mixed(
    "news and films",
    "/tin/{slug}-{n}.html",
    (
        (
            "/video/canh-sat-cuu-nguoi-trong-dem-lu-v771.html",
            "<div class='v'><a href='{u}'><img src='v.jpg'><span>Cảnh sát cứu người trong đêm lũ ở vùng cao</span></a></div>",
        ),
        (
            "/video/ra-quan-truc-tet-o-bien-gioi-v772.html",
            "<div class='v'><a href='{u}'><img src='v.jpg'><span>Ra quân trực Tết ở biên giới phía bắc năm nay</span></a></div>",
        ),
    ),
    "<ul><li><a href='/van-ban-quy-pham-phap-luat-moi-ban-hanh'>Văn bản quy phạm pháp luật mới ban hành</a></li></ul>",
)
_mixed(
    "titles without numbers and one told twice",
    "/tin-tuc/{slug}",
    (
        (
            "/tin-tuc/ra-quan-dam-bao-an-toan-giao-thong-dip-le-2",
            "<div class='it'><h3><a href='{u}'>Ra quân đảm bảo an toàn giao thông dịp lễ</a></h3></div>",
        ),
    ),
    "<a href='/tin-tuc?page=2'>2</a>",
)
_mixed(
    "small numbers that have grown",
    "/thong-bao/{slug}-{i}.html",
    (
        (
            "/thong-bao/lich-tiep-cong-dan-quy-bon-nam-nay-1204.html",
            "<li><a href='{u}'>Lịch tiếp công dân quý bốn năm nay của Công an tỉnh</a></li>",
        ),
        (
            "/thong-bao/moi-thau-mua-sam-trang-thiet-bi-7.html",
            "<li><a href='{u}'>Mời thầu mua sắm trang thiết bị phục vụ công tác</a></li>",
        ),
    ),
    "<a href='/danh-ba-dien-thoai-cac-don-vi-truc-thuoc'>Danh bạ điện thoại các đơn vị trực thuộc</a>",
)
_list(
    "Liferay 7.4, cards of a collection with a side menu",
    "/web/guest/an-ninh-trat-tu",
    lambda t: f"/web/guest/w/{t.slug}",
    "<div class='col-md-4 collection-item'><div class='card card-type-asset'><a href='{u}'><div class='aspect-ratio'><img src='/documents/d/guest/{n}'></div><div class='card-body'><p class='card-title'>{t}</p><p class='card-subtitle'>{d}</p></div></a></div></div>",
    "<ul class='pagination'><li><a class='page-link' href='/web/guest/an-ninh-trat-tu?page_number_1=2'>2</a></li></ul><div class='portlet-nav'><a href='/web/guest/so-do-to-chuc-bo-may-cong-an-tinh'>Sơ đồ tổ chức bộ máy Công an tỉnh</a><a href='/web/guest/lich-tiep-cong-dan'>Lịch tiếp công dân</a></div>",
    count=6,
)
_list(
    "Angular, identifiers of a document store",
    "/tin/guong-dien-hinh",
    lambda t: f"/tin/guong-dien-hinh/{t.slug}-66{t.number:06x}",
    "<app-news-card _ngcontent-x1><a _ngcontent-x1 href='{u}' class='card'><img loading='lazy' src='/api/files/{n}'><h3 class='name'>{t}</h3></a><div class='sub'><i class='pi pi-clock'></i>{d}</div><div class='abstract'>{s}</div></app-news-card>",
    "<p-paginator><button class='p-paginator-page'>1</button><button class='p-paginator-page'>2</button></p-paginator><app-quick-links><a href='/dich-vu-cong/cap-doi-the-can-cuoc-cong-dan'>Cấp đổi thẻ căn cước công dân</a><a href='/hoi-dap-phap-luat-truc-tuyen'>Hỏi đáp pháp luật trực tuyến</a></app-quick-links>",
    count=6,
)
_list(
    "WordPress of a page builder, plain names at the root",
    "/category/tin-hoat-dong/",
    lambda t: f"/{t.slug}/",
    "<li class='repeater-item'><div class='image-wrapper'><a href='{u}'><img src='/wp-content/uploads/{n}.jpg'></a></div><div class='content-wrapper'><h3 class='dynamic'><a href='{u}'>{t}</a></h3><div class='dynamic meta'>{d}</div><div class='dynamic'><p>{s}</p></div></div></li>",
    "<nav class='bricks-pagination'><ul class='page-numbers'><li><a class='page-numbers' href='/category/tin-hoat-dong/page/2/'>2</a></li></ul></nav><div class='brxe-sidebar'><h4>Chuyên mục</h4><a href='/category/phong-chay-chua-chay/'>Phòng cháy chữa cháy</a><a href='/tag/ma-tuy/'>ma túy</a><a href='/huong-dan-dang-ky-tam-tru-cho-nguoi-nuoc-ngoai/'>Hướng dẫn đăng ký tạm trú cho người nước ngoài</a></div>",
    head='<meta name="generator" content="WordPress 6.8.1">',
    count=6,
)
_list(
    "Portal whose articles differ by a query alone",
    "/hoat-dong-luc-luong?_c=100000012",
    lambda t: f"/chi-tiet-tin?id={88000 + t.number}&_c=100000012",
    "<div class='tin-item'><a class='tin-anh' href='{u}'><img src='/o/{n}.jpg'></a><p class='tin-ten'><a href='{u}'>{t}</a></p><span class='tin-ngay'>({d})</span><p class='tin-tom-tat'>{s}</p></div>",
    "<div class='phan-trang'><a href='/hoat-dong-luc-luong?_c=100000012&cur=2'>2</a><a href='/hoat-dong-luc-luong?_c=100000012&cur=3'>Trang sau</a></div><div class='lien-ket-nhanh'><a href='/thu-tuc?id=12'>Đăng ký, quản lý con dấu</a><a href='/van-ban?id=455'>Thông tư quy định về công tác trực ban</a></div>",
    count=6,
)
PORTAL_LISTS: Sequence[Labelled] = tuple(_MADE)

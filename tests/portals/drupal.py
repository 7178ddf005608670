"""A Drupal portal: node pages and views of 7 (bartik) and 10 (olivero), their pagers from page 0, print module, feeds, terms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from tests.portals.material import SECTIONS, Truth, slug_of
from tests.portals.site import COMMENTS, HIDDEN, MISSING, SIDE, Portal, Reply, Request, menu, others, page_numbers, sign

_DAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")


def _medium(at: datetime) -> str:
    """The medium format of Vietnamese sites: weekday, day/month/year - time."""
    return f"{_DAYS[at.weekday()]}, {at:%d/%m/%Y - %H:%M}"


@dataclass
class DrupalPortal(Portal):
    """``version`` "7", "9" (bartik, fields shown by views of the site's builders) or "10" (olivero)."""

    name: str = "drupal"
    version: str = "7"

    def address(self, truth: Truth) -> str:
        if self.version == "10":  # an alias by title alone, below one folder
            return f"/tin-tuc/{self.alias(truth)}"
        return (
            f"/node/{truth.number}" if self.version == "9" else f"/{slug_of(truth.section)}/{truth.slug}-{truth.number}"
        )

    def answer(self, request: Request) -> Reply:
        text = request.query.get("page", "0")
        number = int(text) + 1 if text.isdecimal() else 1
        if request.path in ("/", "/node"):
            return self._view("Công an tỉnh Hồng Lam", request.path, self.truths, number)
        if found := re.fullmatch(r"/taxonomy/term/(\d+)", request.path):
            section = SECTIONS[int(found[1]) % len(SECTIONS)]
            return self._view(section, request.path, [t for t in self.truths if t.section == section], number)
        if request.path == "/rss.xml":
            return self.feed(10, request.base)
        if self.version == "10":
            return self.page_at(request)
        if found := re.fullmatch(r"/node/(\d+)|/[a-z-]+/[a-z0-9-]+-(\d+)", request.path):
            truth = self.truth(found[1] or found[2])
            return self.page(truth.number, request) if truth and self.address(truth) == request.path else MISSING
        return MISSING

    def _term(self, section: str) -> str:
        return f"/taxonomy/term/{SECTIONS.index(section)}"

    def _view(self, title: str, path: str, chosen: Sequence[Truth], number: int) -> Reply:
        items, pages = self.page_of(chosen, number)
        if not items:
            return MISSING
        rows = "".join(self._row(at, t) for at, t in enumerate(items, 1))
        dom = "view-dom-id-1" if self.version == "7" else "js-view-dom-id-2b"
        body = (
            f'<div class="views-element-container"><div class="view view-tin-tuc view-id-tin_tuc view-display-id-page {dom}"><div class="view-content">{rows}</div>{self._pager(path, number, pages)}'
            f'<div class="feed-icons"><a href="/rss.xml" class="feed-icon" title="Theo dõi tin tức - sự kiện của cổng"><img src="/misc/feed.png" alt="Đăng ký nhận tin"></a></div></div></div>'
        )
        return Reply(self._layout(title, f'<h1 class="title page-title" id="page-title">{title}</h1>{body}', ""))

    def _row(self, at: int, truth: Truth) -> str:
        link, title = self.address(truth), escape(truth.title)
        if self.version == "7":
            return (
                f'<div class="views-row views-row-{at} views-row-odd"><div class="views-field views-field-field-image"><div class="field-content"><a href="{link}"><img typeof="foaf:Image" src="/sites/default/files/{at}.jpg" '
                f'alt=""></a></div></div><div class="views-field views-field-title"><span class="field-content"><a href="{link}">{title}</a></span></div><div class="views-field views-field-created"><span class="field-content">'
                f'{truth.published:%d/%m/%Y}</span></div><div class="views-field views-field-body"><div class="field-content"><p>{escape(truth.lead[:90])}...</p></div></div><div class="views-field views-field-view-node">'
                f'<span class="field-content"><a href="{link}">Xem chi tiết</a></span></div></div>'
            )
        return (
            f'<div class="views-row"><article data-history-node-id="{truth.number}" about="{link}" class="node node--type-article node--promoted node--view-mode-teaser"><h2 class="node__title"><a href="{link}" rel="bookmark"><span '
            f'class="field field--name-title field--type-string field--label-hidden">{title}</span></a></h2><footer class="node__meta"><div class="node__submitted">Được đăng bởi <span class="field field--name-uid"><a title="Xem hồ sơ" '
            f'href="/user/1" class="username">admin</a></span> vào <span class="field field--name-created">{_medium(truth.published)}</span></div></footer><div class="node__content"><div class="clearfix text-formatted field '
            f'field--name-body field__item"><p>{escape(truth.lead[:90])}</p></div><div class="node__links"><ul class="links inline"><li class="node-readmore"><a href="{link}" rel="tag" title="{title}" hreflang="vi">Xem thêm<span '
            f'class="visually-hidden"> về {title}</span></a></li><li class="comment-add"><a href="{link}#comment-form" title="Chia sẻ ý kiến của bạn về bài viết này">Thêm bình luận</a></li></ul></div></div></article></div>'
        )

    def _pager(self, path: str, number: int, pages: int) -> str:
        links = page_numbers(
            number,
            pages,
            9,
            '<li class="pager-current pager__item is-active">{n}</li>',
            lambda n: (
                f'<li class="pager-item pager__item"><a title="Đến trang {n}" href="{path}?page={n - 1}">{n}</a></li>'
            ),
        )
        if number < pages:
            links += (
                f'<li class="pager-next pager__item--next"><a title="Đến trang sau" href="{path}?page={number}" rel="next">sau ›</a></li><li class="pager-last pager__item--last"><a title="Đến trang cuối cùng" '
                f'href="{path}?page={pages - 1}">cuối »</a></li>'
            )
        return f'<nav class="pager" role="navigation"><h2 class="element-invisible visually-hidden">Trang</h2><ul class="pager pager__items js-pager__items">{links}</ul></nav>'

    def _layout(self, title: str, body: str, head: str) -> str:
        links = menu(self._term)
        number = "7 (http://drupal.org)" if self.version == "7" else f"{self.version} (https://www.drupal.org)"
        settings = (
            '<script>jQuery.extend(Drupal.settings, {"basePath":"\\/","pathPrefix":""});</script>'
            if self.version == "7"
            else '<script type="application/json" data-drupal-selector="drupal-settings-json">{"path":{"baseUrl":"\\/","currentPath":"node\\/12"}}</script>'
        )
        cloud = "".join(
            f'<li><a href="/tags/tu-khoa-so-{n}-cua-cong-thong-tin" rel="tag">từ khóa thứ {n} của cổng thông tin</a></li>'
            for n in range(4)
        )
        return (
            f'<!DOCTYPE html><html lang="vi" dir="ltr"><head><meta charset="utf-8"><meta name="Generator" content="Drupal {number}"><title>{escape(title)} | Công an tỉnh Hồng Lam</title>{head}{settings}</head>'
            f'<body class="html not-front not-logged-in page-node node-type-article path-node"><a href="#main-content" class="visually-hidden focusable skip-link">Nhảy đến nội dung</a><header><a href="/" rel="home">'
            f'Công an tỉnh Hồng Lam</a><a href="/user/login?destination=/node/12">Đăng nhập vào tài khoản của bạn để gửi bài</a><a href="/search/node">Tìm kiếm nâng cao trên cổng</a></header><nav id="block-main-menu">{links}</nav>'
            f'<main role="main"><a id="main-content"></a>{body}</main><div class="region region-sidebar-first"><div class="block block-tagclouds"><h2>Từ khóa</h2><ul>{cloud}</ul></div>{SIDE}</div>'
            '<footer><span>Cung cấp bởi <a href="https://www.drupal.org">Drupal</a></span></footer></body></html>'
        )

    def article(self, truth: Truth, base: str = "http://portal.example") -> bytes:
        head = f'<link rel="canonical" href="{base}{self.address(truth)}"><link rel="shortlink" href="{base}/node/{truth.number}">'
        if self.version == "10" and truth.number % 2:
            head += f'<meta name="description" content="{escape(truth.lead)}"><meta property="article:published_time" content="{truth.published.isoformat()}">'
        body = {"7": self._version_7, "9": self._version_9, "10": self._version_10}[self.version](truth)
        return self._layout(truth.title, body + HIDDEN + COMMENTS, head).encode()

    def _crumb(self, truth: Truth) -> str:
        if self.version == "7":
            return f'<h2 class="element-invisible">Bạn đang ở đây</h2><div class="breadcrumb"><a href="/">Trang chủ</a> » <a href="{self._term(truth.section)}">{truth.section}</a></div>'
        return (
            f'<nav class="breadcrumb" role="navigation" aria-labelledby="system-breadcrumb"><h2 id="system-breadcrumb" class="visually-hidden">Đường dẫn</h2><ol><li><a href="/">Trang chủ</a></li><li>'
            f'<a href="{self._term(truth.section)}">{truth.section}</a></li></ol></nav>'
        )

    def _related(self, truth: Truth) -> str:
        rows = "".join(
            f'<div class="views-row"><div class="views-field views-field-title"><span class="field-content"><a href="{u}">{t}</a></span></div><span class="views-field views-field-created">{d}</span></div>'
            for u, t, d in others(self, truth, self.address)
        )
        return f'<div id="block-views-tin-cung-loai-block" class="block block-views"><h2 class="block__title">Cùng loại</h2><div class="content"><div class="view view-tin-cung-loai"><div class="view-content">{rows}</div></div></div></div>'

    def _tags(self, truth: Truth) -> str:
        return (
            '<div class="field field-name-field-tags field-type-taxonomy-term-reference field-label-above"><div class="field-label">Tags:&nbsp;</div><div class="field-items"><div class="field-item even"><a href="/tags/an-ninh" '
            f'typeof="skos:Concept" property="rdfs:label skos:prefLabel">an ninh</a></div></div></div><div class="field field-name-field-chuyen-muc"><div class="field-items"><a href="{self._term(truth.section)}">{truth.section}</a></div></div>'
        )

    def _version_7(self, truth: Truth) -> str:
        author = sign(truth.byline, 'class="rtright"')
        return (
            f'{self._crumb(truth)}<h1 class="title" id="page-title">{escape(truth.title)}</h1><div class="tabs"></div><div class="region region-content"><div id="block-system-main" class="block block-system"><div class="content">'
            f'<div id="node-{truth.number}" class="node node-article node-promoted clearfix" about="{self.address(truth)}" typeof="sioc:Item foaf:Document"><span property="dc:title" content="{escape(truth.title)}" class="rdf-meta '
            f'element-hidden"></span><span property="sioc:num_replies" content="0" datatype="xsd:integer" class="rdf-meta element-hidden"></span><div class="meta submitted"><span property="dc:date dc:created" '
            f'content="{truth.published.isoformat()}" datatype="xsd:dateTime" rel="sioc:has_creator">Được đăng bởi <span class="username" xml:lang="" about="/user/1" typeof="sioc:UserAccount" property="foaf:name">admin</span> vào '
            f'{_medium(truth.published)}</span></div><div class="content clearfix"><div class="field field-name-body field-type-text-with-summary field-label-hidden"><div class="field-items"><div class="field-item even" '
            f'property="content:encoded"><p><strong>{escape(truth.lead)}</strong></p>{self.text(truth)}{author}</div></div></div>{self._tags(truth)}</div><div class="link-wrapper"><ul class="links inline"><li class="print_html first">'
            f'<a href="/print/{truth.number}" title="Hiển thị bản in của trang này" class="print-page" rel="nofollow">Bản in</a></li><li class="print_mail"><a href="/printmail/{truth.number}">Gửi cho bạn bè</a></li></ul></div></div>'
            f"</div></div>{self._related(truth)}</div>"
        )

    def _version_9(self, truth: Truth) -> str:
        """A site builder's own fields: summary, moment and author each a field with or without a label."""
        author = (
            '<div class="field field--name-field-tac-gia field--type-string field--label-inline"><div class="field__label">Tác giả</div><div class="field__item">'
            f"{escape(truth.byline)}</div></div>"
            if truth.byline
            else ""
        )
        return (
            f'{self._crumb(truth)}<h1 class="title page-title"><span class="field field--name-title field--type-string field--label-hidden">{escape(truth.title)}</span></h1><div class="block block-system block-system-main-block"><article '
            f'data-history-node-id="{truth.number}" class="node node--type-tin-tuc node--view-mode-full clearfix"><div class="node__content clearfix"><div class="field field--name-field-ngay-dang field--type-datetime field--label-hidden '
            f'field__item">{truth.published:%H:%M} {truth.published:%d/%m/%Y}</div><div class="field field--name-field-tom-tat field--type-string-long field--label-hidden field__item">{escape(truth.lead)}</div><div class="clearfix text-formatted '
            f'field field--name-body field--type-text-with-summary field--label-hidden field__item">{self.text(truth)}</div>{author}{self._tags(truth)}</div></article></div>{self._related(truth)}'
        )

    def _version_10(self, truth: Truth) -> str:
        author = sign(truth.byline, 'class="text-align-right"')
        return (
            f'{self._crumb(truth)}<div id="block-olivero-page-title" class="block block-core block-page-title-block"><h1 class="title page-title"><span class="field field--name-title field--type-string field--label-hidden">{escape(truth.title)}'
            f'</span></h1></div><div id="block-olivero-content" class="block block-system"><div class="block__content"><article data-history-node-id="{truth.number}" class="node node--type-article node--promoted node--view-mode-full"><header class="">'
            f'<div class="node__meta"><span>Bởi <span class="field field--name-uid field--type-entity-reference field--label-hidden"><span>admin</span></span>, <span class="field field--name-created field--type-created field--label-hidden"><time '
            f'datetime="{truth.published.isoformat()}" title="{_medium(truth.published)}" class="datetime">{truth.published.day} Tháng {truth.published.month}, {truth.published.year}</time></span></span></div></header><div class="node__content"><div '
            f'class="text-content clearfix field field--name-body field--type-text-with-summary field--label-hidden field__item"><p><strong>{escape(truth.lead)}</strong></p>{self.text(truth)}{author}</div>{self._tags(truth)}<div class="node__links">'
            f'<ul class="links inline"><li class="comment-forbidden"><a href="/user/login?destination=/node/{truth.number}%23comment-form">Đăng nhập</a> để gửi bình luận</li></ul></div></div></article></div></div>{self._related(truth)}'
        )

    def blocks(self) -> Mapping[str, str]:
        caption = (
            '<p class="rtecenter"><img alt="" src="/sites/default/files/{number}-{at}.jpg" style="width: 600px; height: 400px;"></p><p class="rtecenter"><em>{text}</em></p>'
            if self.version == "7"
            else '<figure role="group" class="caption caption-img align-center"><img alt="" data-entity-type="file" src="/sites/default/files/inline-images/{number}-{at}.jpg" width="600"><figcaption>{text}</figcaption></figure>'
        )
        return {
            "caption": caption,
            "heading": "<h3>{text}</h3>",
            "table": "{text}",
            "paragraph": '<p class="rtejustify">{text}</p>'
            if self.version == "7"
            else '<p class="text-align-justify">{text}</p>',
        }

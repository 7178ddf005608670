"""A Liferay portal: asset publishers paged by ``_cur``; links carry a redirect back to the page they stand on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from tests.portals.material import Truth, slug_of
from tests.portals.site import (
    COMMENTS,
    HIDDEN,
    MISSING,
    SIDE,
    Portal,
    Reply,
    Request,
    menu,
    number_in,
    others,
)

_INSTANCE = "_101_INSTANCE_kD3hR9wQ2xLb_"


@dataclass
class LiferayPortal(Portal):
    """``version`` "6", "7", "7.4" of the asset publisher's pages, or "journal": a display page of journal-content at /w/."""

    name: str = "liferay"
    version: str = "7"
    advert_after: int = 2

    def address(self, truth: Truth) -> str:
        if self.version == "journal":
            return f"/w/{truth.slug}-{truth.number}"
        return f"/{slug_of(truth.section)}/-/asset_publisher/kD3hR9wQ2xLb/content/{truth.slug}-{truth.number}"

    def answer(self, request: Request) -> Reply:
        if request.query.get("p_p_state") or request.query.get("viewMode"):
            return Reply("<html><body>cửa sổ bật lên</body></html>")
        if request.path == "/":
            return self._list("Trang chủ", "/", self.truths, number_in(request.query, f"{_INSTANCE}cur"))
        if found := re.fullmatch(r"/([a-z-]+)", request.path):
            chosen = self.of_section(found[1])
            number = number_in(request.query, f"{_INSTANCE}cur")
            return self._list(chosen[0].section, request.path, chosen, number) if chosen else MISSING
        if found := re.fullmatch(r"/w/[a-z0-9-]+-(\d+)", request.path):
            return self.page(found[1], request)
        if found := re.fullmatch(r"/[a-z-]+/-/asset_publisher/kD3hR9wQ2xLb/content/[a-z0-9-]+-(\d+)", request.path):
            return self.page(found[1], request)
        return MISSING

    def _link(self, truth: Truth, back: str) -> str:
        """Return a link as the portlet writes it: with the way back, so the same article has many addresses."""
        return f"{self.address(truth)}?inheritRedirect=false&redirect={quote(back, safe='')}"

    def _list(self, title: str, path: str, chosen: Sequence[Truth], number: int) -> Reply:
        items, pages = self.page_of(chosen, number)
        if not items:
            return MISSING
        back = f"http://portal.example{path}?p_p_id=101&p_p_lifecycle=0&{_INSTANCE}cur={number}"
        rows = "".join(
            f'<div class="asset-abstract default-asset-publisher"><h3 class="asset-title"><a href="{escape(self._link(t, back))}">{escape(t.title)}</a>'
            f'</h3><div class="asset-content"><div class="asset-summary">{escape(t.lead[:80])}...</div><div class="asset-more"><a href="'
            f'{escape(self._link(t, back))}">Đọc thêm<span class="hide-accessible">về {escape(t.title)}</span> &raquo;</a></div></div>'
            f'<div class="asset-metadata"><span class="metadata-entry metadata-publish-date">{t.published:%d/%m/%Y}</span></div></div>'
            for t in items
        )
        base = f"{path}?p_p_id=101_INSTANCE_kD3hR9wQ2xLb&p_p_lifecycle=0&p_p_state=normal&p_p_mode=view&p_p_col_id=column-2&p_p_col_count=1"
        base = base.replace("&p_p_state=normal", "")
        following = f"{base}&{_INSTANCE}delta=10&{_INSTANCE}cur={number + 1}"
        last = f"{base}&{_INSTANCE}delta=10&{_INSTANCE}cur={pages}"
        pager = (
            '<div class="taglib-page-iterator"><small class="search-results">Hiển thị kết quả</small><ul class="pager lfr-pagination-buttons">'
            + (
                f'<li><a href="{escape(following)}">Tiếp theo</a></li><li class="last"><a href="{escape(last)}">Cuối →</a></li>'
                if number < pages
                else ""
            )
            + "</ul></div>"
        )
        popup = (
            f'<a href="{path}?p_p_id=101&p_p_state=pop_up">Cấu hình</a><a href="/-/asset_publisher/kD3hR9wQ2xLb/rss?p_p_cacheability=cacheLevelPage">RSS (Mở cửa sổ mới để theo dõi)</a>'
            '<a href="/c/document_library/get_file?uuid=8f2b&groupId=20182">Mẫu đơn đề nghị cấp đổi giấy tờ của công dân</a>'
        )
        return Reply(self._layout(title, f'<div class="portlet-body">{rows}{pager}{popup}</div>', ""))

    def _layout(self, title: str, body: str, head: str) -> str:
        links = menu(lambda name: f"/{slug_of(name)}")
        return (
            f'<!DOCTYPE html><html class="ltr" lang="vi-VN"><head><title>{escape(title)} - Công an tỉnh Hồng Lam</title>{head}'
            '<script>Liferay.ThemeDisplay={getCompanyId:function(){return "10154"}};</script></head><body class="controls-visible site">'
            f'<div id="wrapper"><header id="banner"><a class="logo" href="/">Công an tỉnh Hồng Lam</a><nav id="navigation">{links}</nav></header>'
            f'<section id="content"><div class="columns-2" id="main-content"><div class="portlet-column">{body}</div><div class="portlet-column">{SIDE}</div>'
            "</div></section><footer id='footer'>Được vận hành bởi Liferay</footer></div></body></html>"
        )

    def article(self, truth: Truth, base: str = "http://portal.example") -> bytes:
        canonical = f'<link rel="canonical" href="{base}{self.address(truth)}">' if self.version != "6" else ""
        versions = {"6": self._version_6, "7": self._version_7, "7.4": self._version_74, "journal": self._journal}
        body = versions[self.version](truth)
        return self._layout(truth.title, body, canonical).encode()

    def _version_7(self, truth: Truth) -> str:
        author = f'<span class="metadata-author">{escape(truth.byline)}</span>' if truth.byline else ""
        return (
            f'{self._crumb(truth)}<div class="asset-full-content clearfix default-asset-publisher"><h4 class="component-title">{escape(truth.title)}</h4>'
            f'<div class="asset-info"><span class="metadata-publish-date">{truth.published:%d/%m/%Y %H:%M}</span></div>'
            f'<div class="asset-content mb-3"><div class="journal-content-article" data-analytics-asset-type="web-content"><p class="lead">{escape(truth.lead)}</p>'
            f"{self.text(truth)}</div></div>{author}<div class='taglib-social-bookmarks'>Facebook Twitter Zalo</div>"
            f'<div class="asset-ratings">Đánh giá trung bình (0 bình chọn)</div>{self._others(truth)}</div>{HIDDEN}{COMMENTS}'
        )

    def _version_6(self, truth: Truth) -> str:
        author = f'<p style="text-align: right;"><strong>{escape(truth.byline)}</strong></p>' if truth.byline else ""
        return (
            f'{self._crumb(truth)}<div class="portlet-body"><div class="taglib-header"><span class="header-back-to"><a href="/">« Quay lại</a></span>'
            f'<h1 class="header-title"><span>{escape(truth.title)}</span></h1></div><div class="asset-full-content default-asset-publisher show-asset-title">'
            f'<div class="asset-metadata"><span class="metadata-entry metadata-publish-date">{truth.published:%H:%M, %d/%m/%Y}</span></div>'
            f'<div class="asset-content"><div class="journal-content-article"><p class="tom-tat"><strong>{escape(truth.lead)}</strong></p>{self.text(truth)}'
            f"{author}</div></div>{self._others(truth)}</div></div>{COMMENTS}"
        )

    def _version_74(self, truth: Truth) -> str:
        """The full content of 7.4: the title in a paragraph, author and day in one row, categories as badges."""
        changed = "Đã sửa đổi 3 Năm trước đây."
        name = escape(truth.byline) or "Liferay Admin"
        return (
            f'{self._crumb(truth)}<section class="portlet" id="portlet_{_INSTANCE}"><div class="portlet-content"><div class="portlet-content-container"><div class="portlet-body"><div class="asset-full-content clearfix mb-5 '
            f'default-asset-publisher"><div class="align-items-center d-flex mb-2"><p class="component-title h4"><a class="header-back-to lfr-icon-item taglib-icon" href="/"><span class="taglib-text hide-accessible">Quay lại</span></a> <span '
            f'class="asset-title d-inline">{escape(truth.title)}</span></p></div><hr class="separator"><div class="autofit-row mb-4 metadata-author"><div class="asset-avatar autofit-col inline-item-before mr-3 pt-1"><span '
            f'class="user-avatar-image"><span class="sticker rounded-circle">LA</span></span></div><div class="autofit-col autofit-col-expand"><div class="autofit-row"><div class="autofit-col autofit-col-expand"><div '
            f'class="text-truncate-inline"><span class="text-truncate user-info"><strong>{name}</strong></span></div><div class="asset-user-info"><span class="date-info">Đăng ngày {truth.published:%d/%m/%Y %H:%M}. {changed}</span></div></div></div></div></div>'
            f'<div class="asset-content mb-3"><div class="journal-content-article " data-analytics-asset-id="4{truth.number}" data-analytics-asset-title="{escape(truth.title)}" data-analytics-asset-type="web-content"><p><strong>{escape(truth.lead)}'
            f'</strong></p>{self.text(truth)}</div></div><div class="asset-categories mb-3"><div class="taglib-asset-categories-summary">Chuyên mục: <a class="asset-category badge" href="/{slug_of(truth.section)}">{truth.section}</a></div></div>'
            f'<div class="asset-tags mb-3"><div class="taglib-asset-tags-summary"><a class="badge badge-dark badge-sm" href="/-/tag/an-ninh">an ninh</a></div></div>{self._others(truth)}</div></div></div></div></section>'
        )

    def _journal(self, truth: Truth) -> str:
        """A display page: fragments round a structure's fields, as a portal's builder lays them out."""
        author = (
            f'<div class="component-text text-break" data-lfr-editable-id="element-text">{escape(truth.byline)}</div>'
            if truth.byline
            else ""
        )
        return (
            f'{self._crumb(truth)}<div class="layout-content portlet-layout" id="main-content" role="main"><div class="lfr-layout-structure-item-container"><div class="lfr-layout-structure-item-basic-component-heading"><div id="fragment-1a" '
            f'class="fragment_1a"><h1 class="component-heading-h1 mb-0 text-break" data-lfr-editable-id="element-text" data-lfr-editable-type="text">{escape(truth.title)}</h1></div></div><div class="lfr-layout-structure-item-basic-component-text ngay-dang"><div '
            f'id="fragment-2b"><div class="component-date text-break">{truth.published:%d/%m/%Y %H:%M}</div></div></div><div class="lfr-layout-structure-item-tom-tat"><div id="fragment-3c"><div class="component-paragraph text-break '
            f'tom-tat">{escape(truth.lead)}</div></div></div><div class="lfr-layout-structure-item-collapsed"><div id="fragment-4d"><div class="component-paragraph text-break" data-lfr-editable-type="rich-text"><div class="journal-content-article" '
            f'data-analytics-asset-title="{escape(truth.title)}">{self.text(truth)}</div></div></div></div><div class="lfr-layout-structure-item-tac-gia tac-gia"><div id="fragment-5e">{author}</div></div></div></div>{self._others(truth)}'
        )

    def _crumb(self, truth: Truth) -> str:
        return f'<ul class="breadcrumb"><li><a href="/">Trang chủ</a></li><li><a href="/{slug_of(truth.section)}">{truth.section}</a></li></ul>'

    def _others(self, truth: Truth) -> str:
        rows = "".join(
            f'<li><a href="{u}">{t}</a> <span>{d}</span></li>'
            for u, t, d in others(self, truth, lambda t: self._link(t, "http://portal.example/"))
        )
        return f'<div class="asset-related-assets"><h4>Tài sản liên quan:</h4><ul>{rows}</ul></div>'

    def blocks(self) -> Mapping[str, str]:
        return {
            "caption": '<p style="text-align: center;"><img alt="" src="/documents/20182/{number}/{at}.jpg/8f2b?t=1588"></p>'
            '<p style="text-align: center;"><em>{text}</em></p>',
            "heading": "<p><strong>{text}</strong></p>",
            "table": "{text}",
            "paragraph": '<p style="text-align: justify;">{text}</p>',
        }

"""A portal of NukeViet, versions 3 and 4: module "news" after its templates detail.tpl and viewcat_page_new.tpl."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from tests.portals.material import Truth, slug_of
from tests.portals.site import (
    COMMENTS,
    HIDDEN,
    MISSING,
    SHARE,
    SIDE,
    Portal,
    Reply,
    Request,
    menu,
    others,
    window,
    xml,
)  # fmt: skip

_DAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
_NEWEST = 40  # what the sitemap of the module lists


@dataclass
class NukeVietPortal(Portal):
    """``version`` "4" or "3"; addresses are the same."""

    name: str = "nukeviet"
    version: str = "4"

    def address(self, truth: Truth) -> str:
        return f"/vi/news/{slug_of(truth.section)}/{truth.slug}-{truth.number}.html"

    def answer(self, request: Request) -> Reply:
        path = request.path
        if path == "/" or re.fullmatch(r"/vi/news/(?:page-\d+/)?", path):
            return self._list("Tin tức", "/vi/news/", self.truths, path)
        if found := re.fullmatch(r"/vi/news/([a-z-]+)/(?:page-\d+/)?", path):
            chosen = self.of_section(found[1])
            if chosen:
                return self._list(chosen[0].section, f"/vi/news/{found[1]}/", chosen, path)
        if found := re.fullmatch(r"/vi/news/[a-z-]+/[a-z0-9-]+-(\d+)\.html", path):
            return self.page(found[1], request)
        if path.startswith("/vi/news/print/"):
            return Reply("<html><body onload='window.print()'>bản in</body></html>")
        if path == "/vi/news/rss/":
            return self.feed(20, request.base)
        if path == "/sitemap.xml":
            return xml(f"<sitemapindex><sitemap><loc>{request.base}/sitemap-vi.news.xml</loc></sitemap></sitemapindex>")
        if path == "/sitemap-vi.news.xml":
            rows = "".join(
                f"<url><loc>{request.base}{self.address(t)}</loc><lastmod>{t.published.isoformat()}</lastmod></url>"
                for t in self.truths[:_NEWEST]
            )
            return xml(f"<urlset>{rows}</urlset>")
        return MISSING

    def _list(self, title: str, root: str, chosen: Sequence[Truth], path: str) -> Reply:
        told = re.search(r"/page-(\d+)/", path)
        number = int(told[1]) if told else 1
        items, pages = self.page_of(chosen, number)
        if not items:
            return MISSING
        rows = "".join(
            '<div class="panel panel-default"><div class="panel-body"><h3>'
            f'<a href="{self.address(t)}" title="{escape(t.title)}">{escape(t.title)}</a></h3><div class="text-muted"><ul class="list-inline">'
            f'<li><em class="fa fa-clock-o">&nbsp;</em> {t.published:%d/%m/%Y %H:%M:00 %p}</li><li>Đã xem: 91</li></ul></div>'
            f"<p>{escape(t.lead[:90])}...</p></div></div>"
            for t in items
        )
        shown = "".join(
            f'<li class="active"><a href="#">{n}</a></li>'
            if n == number
            else f'<li><a rel="{"prev" if n < number else "next"}" href="{root}{f"page-{n}/" if n > 1 else ""}">{n}</a></li>'
            for n in window(number, pages)
        )
        body = (
            f'<div class="news_column">{rows}</div><div class="text-center"><ul class="pagination">{shown}</ul></div>'
        )
        return Reply(self._layout(f"{title} - Công an tỉnh Hồng Lam", body, ""))

    def _layout(self, title: str, body: str, head: str) -> str:
        links = menu(lambda name: f"/vi/news/{slug_of(name)}/")
        version = "NukeViet v4.5" if self.version == "4" else "NukeViet v3.4"
        return (
            f'<!DOCTYPE html><html lang="vi"><head><title>{escape(title)}</title><meta name="generator" content="{version}">'
            f'<meta property="og:site_name" content="Công an tỉnh Hồng Lam">{head}<link rel="alternate" type="application/rss+xml" '
            'href="/vi/news/rss/"><script>var nv_base_siteurl="/",nv_lang_data="vi";</script></head><body><header><nav>'
            f'{links}</nav></header><div class="row"><div class="col-md-16">{body}</div><div class="col-md-8">{SIDE}</div></div>'
            "<footer><p>Bản quyền thuộc về Công an tỉnh Hồng Lam. Giấy phép số 12/GP-TTĐT ngày 03/02/2015.</p></footer></body></html>"
        )

    def article(self, truth: Truth, base: str = "http://portal.example") -> bytes:
        head = (
            f'<meta property="og:type" content="article"><meta property="og:title" content="{escape(truth.title)}">'
            f'<meta name="description" content="{escape(truth.lead[:120])}"><link rel="canonical" href="{base}{self.address(truth)}">'
        )
        body = self._version_4(truth) if self.version == "4" else self._version_3(truth)
        return self._layout(f"{truth.title} - Công an tỉnh Hồng Lam", body, head).encode()

    def _version_4(self, truth: Truth) -> str:
        day = f"{_DAYS[truth.published.weekday()]} - {truth.published:%d/%m/%Y %H:%M}"
        author = (
            f'<div class="margin-bottom-lg"><p class="h5 text-right"><strong>Tác giả: </strong>{escape(truth.byline)}</p></div>'
            if truth.byline
            else ""
        )
        section = f'<a href="/vi/news/{slug_of(truth.section)}/"><span itemprop="title">{truth.section}</span></a>'
        return (
            f'<div class="breadcrumbs-wrap"><ul class="breadcrumbs list-none"><li><a href="/">Trang nhất</a></li><li>{section}</li></ul></div>'
            '<div class="news_column panel panel-default" itemtype="http://schema.org/NewsArticle" itemscope><div class="panel-body">'
            f'<h1 class="title margin-bottom-lg" itemprop="headline">{escape(truth.title)}</h1>'
            '<div class="row margin-bottom-lg"><div class="col-md-12"><span class="h5">'
            + day
            + '</span></div><div class="col-md-12">'
            f'<ul class="list-inline text-right"><li><a class="dimgray" rel="nofollow" title="In ra" href="/vi/news/print/{slug_of(truth.section)}/'
            f'{truth.slug}-{truth.number}.html">In ra</a></li></ul></div></div>{SHARE}'
            f'<div class="clearfix"><div class="hometext m-bottom" itemprop="description">{escape(truth.lead)}</div></div>'
            f'<div id="news-bodyhtml" class="bodytext margin-bottom-lg">{self.text(truth)}</div>{author}</div></div>'
            f"{HIDDEN}{COMMENTS}{self._others(truth)}"
        )

    def _version_3(self, truth: Truth) -> str:
        day = f"{_DAYS[truth.published.weekday()]} - {truth.published:%d/%m/%Y %H:%M}"
        author = (
            f'<p style="text-align: right;"><strong>Tác giả bài viết: </strong>{escape(truth.byline)}</p>'
            if truth.byline
            else ""
        )
        section = f'<a title="{truth.section}" href="/vi/news/{slug_of(truth.section)}/">{truth.section}</a>'
        return (
            f'<div class="breadcrumbs"><a href="/vi/news/">Tin tức</a> &raquo; {section}</div><div class="news_column"><div id="news_detail">'
            f'<h1>{escape(truth.title)}</h1><span class="time">{day}</span><div class="control"><ul><li><a rel="nofollow" class="print" '
            'href="javascript: void(0)">Bản in</a></li></ul></div><div style="clear: both;"></div>'
            f'<div id="hometext">{escape(truth.lead)}</div><div class="bodytext">{self.text(truth)}</div>{author}</div>'
            '<div class="keywords"><strong>Từ khóa: </strong><a href="/vi/tag/an-ninh/"><em>an ninh</em></a></div>'
            f"{COMMENTS}{self._others(truth)}</div>"
        )

    def blocks(self) -> Mapping[str, str]:
        return {
            "caption": '<div style="text-align:center"><figure class="image" style="display:inline-block"><img alt="" height="330" '
            'src="/uploads/news/{number}-{at}.jpg"><figcaption>{text}</figcaption></figure></div>',
            "heading": "<h3><strong>{text}</strong></h3>",
            "table": "{text}",
            "paragraph": '<p style="text-align: justify;">{text}</p>',
        }

    def _others(self, truth: Truth) -> str:
        rows = "".join(
            f'<li><em class="fa fa-angle-right">&nbsp;</em><h4><a href="{u}">{t}</a></h4> <em>({d})</em></li>'
            for u, t, d in others(self, truth, self.address)
        )
        return f'<div class="news_column panel"><p class="h3"><strong>Những tin cũ hơn</strong></p><ul class="detail-related related list-none">{rows}</ul></div>'

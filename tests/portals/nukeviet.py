"""A portal of NukeViet, versions 3 to 5 and eGovernment: module "news" after its themes; lists as in its viewcat templates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from zlib import crc32

from tests.portals.material import Truth, slug_of
from tests.portals.nukeviet_themes import THEMES, Detail
from tests.portals.site import (
    HIDDEN,
    MISSING,
    SIDE,
    Portal,
    Reply,
    Request,
    menu,
    others,
    window,
    xml,
)  # fmt: skip

_NEWEST = 40  # what the sitemap of the module lists


@dataclass
class NukeVietPortal(Portal):
    """``theme`` is one of ``THEMES``; addresses are the same in all of them."""

    name: str = "nukeviet"
    theme: str = "4.5 default"

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
        rows = _LISTS[hash_of(root) % len(_LISTS)]([(self.address(t), escape(t.title), t) for t in items])
        shown = _pager(root, number, pages, plain=self.theme[0] == "3")
        body = f'<div class="news_column">{rows}</div><div class="text-center">{shown}</div>'
        return Reply(self._layout(f"{title} - Công an tỉnh Hồng Lam", body, ""))

    def _layout(self, title: str, body: str, head: str) -> str:
        links = menu(lambda name: f"/vi/news/{slug_of(name)}/")
        version = "NukeViet v4.5" if self.theme[0] not in "35" else f"NukeViet v{self.theme[0]}.x"
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
        if self.theme[0] in "45" or self.theme == "egov 1.2":  # PHP's date("Y-m-dTH:i:s"), whose T is the zone
            zone = "+07" if truth.number % 2 else "ICT"
            head += f'<meta property="article:published_time" content="{truth.published:%Y-%m-%d}{zone}{truth.published:%H:%M:%S}">'
        body = f"{self._crumbs(truth)}{THEMES[self.theme](self._detail(truth))}{HIDDEN}"
        return self._layout(f"{truth.title} - Công an tỉnh Hồng Lam", body, head).encode()

    def _crumbs(self, truth: Truth) -> str:
        address = f"/vi/news/{slug_of(truth.section)}/"
        if self.theme[0] == "3":
            section = f'<a title="{truth.section}" href="{address}">{truth.section}</a>'
            return f'<div class="breadcrumbs"><a href="/vi/news/">Tin tức</a> &raquo; {section}</div>'
        section = f'<a href="{address}"><span itemprop="title">{truth.section}</span></a>'
        return f'<div class="breadcrumbs-wrap"><ul class="breadcrumbs list-none"><li><a href="/">Trang nhất</a></li><li>{section}</li></ul></div>'

    def _detail(self, truth: Truth) -> Detail:
        """Return what the theme prints: of every second article the first caption is the note of the picture beside the lead."""
        beside = truth.captions[:1] if truth.number % 2 else []
        inside = [b for b in truth.blocks if b[0] != "caption" or b[1] not in beside]
        return Detail(
            truth,
            self.text(replace(truth, blocks=tuple(inside))),
            beside[0] if beside else "",
            "Báo Hồng Lam" if truth.number % 4 == 1 else "",
            tuple(others(self, truth, self.address)),
        )

    def blocks(self) -> Mapping[str, str]:
        return {
            "caption": '<div style="text-align:center"><figure class="image" style="display:inline-block"><img alt="" height="330" '
            'src="/uploads/news/{number}-{at}.jpg"><figcaption>{text}</figcaption></figure></div>',
            "heading": "<h3><strong>{text}</strong></h3>",
            "table": "{text}",
            "paragraph": '<p style="text-align: justify;">{text}</p>',
        }


Item = tuple[str, str, Truth]
"""An address, the title as HTML, and the article."""


def hash_of(text: str) -> int:
    """Return the same number for the same text in every process."""
    return crc32(text.encode())


def _pager(root: str, number: int, pages: int, *, plain: bool) -> str:
    """Return the pager of a list: a row of links in version 3, list items since."""
    address = {n: f"{root}{f'page-{n}/' if n > 1 else ''}" for n in range(1, pages + 1)}
    if plain:
        links = "".join(
            f"<strong>{n}</strong><span>, </span>" if n == number else f'<a href="{address[n]}">{n}</a><span>, </span>'
            for n in window(number, pages)
        )
        following = f'<span>&nbsp;&nbsp;</span><a href="{address[number + 1]}">Trang sau</a>' if number < pages else ""
        return links + following
    items = "".join(
        '<li class="active page-item"><a class="page-link" href="#">' + f"{n}</a></li>"
        if n == number
        else f'<li class="page-item"><a class="page-link" rel="{"prev" if n < number else "next"}" href="{address[n]}">{n}</a></li>'
        for n in window(number, pages)
    )
    return f'<ul class="pagination">{items}</ul>'


def _as_pages(items: Sequence[Item]) -> str:
    return "".join(
        f'<div class="panel panel-default"><div class="panel-body"><h3><a href="{u}" title="{name}">{name}</a></h3><div class="text-muted">'
        f'<ul class="list-inline"><li><em class="fa fa-clock-o">&nbsp;</em> {t.published:%d/%m/%Y %I:%M:00 %p}</li><li>Đã xem: 91</li></ul></div>'
        f"<p>{escape(t.lead[:90])}...</p></div></div>"
        for u, name, t in items
    )


def _as_list(items: Sequence[Item]) -> str:
    rows = "".join(
        f'<a class="show h4" href="{u}" data-content="{escape(t.lead[:60])}" data-rel="tooltip" title="{name}"><h4 class="list-group-item-heading">'
        f'<span class="label label-default">{n}</span>&nbsp;&nbsp;{name}</h4></a>'
        for n, (u, name, t) in enumerate(items, 1)
    )
    return f'<div class="list-group">{rows}</div>'


def _as_main(items: Sequence[Item]) -> str:
    """The newest with picture and teaser, the others as links beside it."""
    (address, name, newest), rest = items[0], items[1:]
    beside = "".join(f'<li><a class="show h4" href="{u}" title="{n}">{n}</a></li>' for u, n, _ in rest)
    return (
        '<div class="panel panel-default clearfix"><div class="panel-heading"><ul class="list-inline sub-list-icon"><li><h4><a href="/vi/news/">'
        f'<span>Tin tức</span></a></h4></li></ul></div><div class="panel-body"><div class="row"><div class="col-md-16"><a title="{name}" '
        f'href="{address}"><img src="/h.jpg" alt="" width="100" class="img-thumbnail pull-left imghome" /></a><h3><a href="{address}">{name}</a></h3>'
        f'<div class="text-muted"><ul class="list-inline"><li>{newest.published:%d/%m/%Y %I:%M:00 %p}</li></ul></div>{escape(newest.lead)}</div>'
        f'<div class="col-md-8"><ul class="related list-items">{beside}</ul></div></div></div></div>'
    )


def _as_grid(items: Sequence[Item]) -> str:
    return "".join(
        f'<div class="col-sm-12 col-md-8"><div class="thumbnail"><a title="{name}" href="{u}"><img alt="" src="/h.jpg" width="150"></a>'
        f'<div class="caption text-center"><h4><a class="show" href="{u}">{name}</a></h4><span>{t.published:%d/%m/%Y %I:%M:00 %p}</span></div></div></div>'
        for u, name, t in items
    )


_LISTS = (_as_pages, _as_list, _as_main, _as_grid)

"""A portal of the Laravel style: the framework's paginator, a token tag, numbers in addresses, print versions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
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
    json_ld,
    menu,
    number_in,
    others,
    page_numbers,
    related,
    sign,
)


@dataclass
class LaravelPortal(Portal):
    """``version`` "bootstrap" has classes of a common theme, "plain" has none and metadata instead, "tailwind" only utility classes."""

    name: str = "laravel"
    version: str = "bootstrap"

    def address(self, truth: Truth) -> str:
        return f"/bai-viet/{truth.slug}-{truth.number}"

    def answer(self, request: Request) -> Reply:
        number = number_in(request.query, "page")
        if request.path == "/":
            return self._list("Tin tức - Sự kiện", "/", self.truths, number)
        if found := re.fullmatch(r"/chuyen-muc/([a-z-]+)", request.path):
            chosen = self.of_section(found[1])
            return self._list(chosen[0].section, request.path, chosen, number) if chosen else MISSING
        if found := re.fullmatch(r"/(?:bai-viet/[a-z0-9-]+-|in-bai/)(\d+)", request.path):
            return self.page(found[1], request)
        return MISSING

    def _list(self, title: str, path: str, chosen: Sequence[Truth], number: int) -> Reply:
        items, pages = self.page_of(chosen, number)
        if not items:
            return MISSING
        rows = "".join(
            f'<div class="card"><div class="card-body"><h5 class="card-title"><a href="{self.address(t)}">{escape(t.title)}</a></h5>'
            f'<small>{t.published:%d-%m-%Y}</small><p class="card-text">{escape(t.lead[:80])}...</p></div></div>'
            for t in items
        )
        shown = page_numbers(
            number,
            pages,
            4,
            '<li class="page-item active" aria-current="page"><span class="page-link">{n}</span></li>',
            lambda n: f'<li class="page-item"><a class="page-link" href="{path}?page={n}">{n}</a></li>',
        )
        if number < pages:
            shown += f'<li class="page-item"><a class="page-link" href="{path}?page={number + 1}" rel="next" aria-label="Sau &raquo;">&rsaquo;</a></li>'
        return Reply(self._layout(title, f'<h1>{title}</h1>{rows}<nav><ul class="pagination">{shown}</ul></nav>', ""))

    def _layout(self, title: str, body: str, head: str) -> str:
        links = menu(lambda name: f"/chuyen-muc/{slug_of(name)}")
        return (
            f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="csrf-token" content="pX7q"><title>{escape(title)} | Công an tỉnh '
            f'Hồng Lam</title>{head}</head><body><div id="app"><nav class="navbar"><a class="navbar-brand" href="/">Công an tỉnh Hồng Lam</a>'
            f'<a href="/login">Đăng nhập</a><a href="/tim-kiem?q=">Tìm kiếm</a>{links}</nav><main class="container py-4">{body}</main>{SIDE}'
            '<footer class="footer">Điện thoại: 0000 000 000. Ngày ra mắt: 19/08/2018</footer></div></body></html>'
        )

    def article(self, truth: Truth, base: str = "http://portal.example") -> bytes:
        if self.version == "tailwind":
            return self._layout(truth.title, self._tailwind(truth), "").encode()
        if self.version == "plain":
            return self._layout(truth.title, self._plain(truth), self._metadata(truth)).encode()
        return self._layout(truth.title, self._bootstrap(truth), "").encode()

    def _metadata(self, truth: Truth) -> str:
        data = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": truth.title,
            "datePublished": f"{truth.published:%Y-%m-%dT%H:%M:%S}&#x2B;07:00",
            "articleSection": truth.section,
        }
        return (
            f'{json_ld(data)}<meta property="og:title" content="{escape(truth.title)}"><meta property="og:type" content="article">'
            f'<meta property="article:published_time" content="{truth.published:%Y-%m-%dT%H:%M:%S} +07:00">'
        )

    def _bootstrap(self, truth: Truth) -> str:
        author = f'<div class="post-author text-end">{escape(truth.byline)}</div>' if truth.byline else ""
        return (
            f'{self._crumb(truth)}<div class="post-detail"><h1 class="post-title">{escape(truth.title)}</h1><div class="post-date"><i class="far fa-clock">'
            f"</i> {truth.published:%d/%m/%Y - %H:%M}</div>{SHARE}<a href='/in-bai/{truth.number}'>In bài viết</a>"
            f'<div class="post-summary">{escape(truth.lead)}</div><div class="post-content">{self.text(truth)}</div>{author}</div>'
            f"{HIDDEN}{related(others(self, truth, self.address), 'Bài viết liên quan')}{COMMENTS}"
        )

    def _plain(self, truth: Truth) -> str:
        author = sign(truth.byline, 'style="text-align:right"')
        return (
            f'{self._crumb(truth)}<div class="row"><div class="col-md-8"><h1>{escape(truth.title)}</h1><span>{truth.published:%d/%m/%Y}</span>'
            f"<div><p><strong>{escape(truth.lead)}</strong></p>{self.text(truth)}{author}</div></div></div>"
            f"{related(others(self, truth, self.address), 'Tin cùng chuyên mục', 'tin-khac')}"
        )

    def _tailwind(self, truth: Truth) -> str:
        """Utility classes alone; Carbon's moment in UTC, and how long ago it was beside it; the section as a link above the title."""
        utc = truth.published.astimezone(UTC)
        author = (
            f'<div class="flex items-center"><span class="font-semibold text-gray-900" rel="author">{escape(truth.byline)}</span></div>'
            if truth.byline
            else ""
        )
        other = "".join(
            f'<a href="{u}" class="group block rounded-lg shadow hover:shadow-lg"><img src="/s.jpg" alt="" class="h-48 w-full object-cover"><h4 class="mt-2 font-semibold line-clamp-2">{t}</h4><span class="text-xs text-gray-500">{d}</span></a>'
            for u, t, d in others(self, truth, self.address)
        )
        return (
            f'<div class="max-w-7xl mx-auto px-4 py-6 grid grid-cols-12 gap-6"><article class="col-span-12 lg:col-span-8"><nav class="flex text-sm text-gray-500" aria-label="Breadcrumb"><a href="/" class="hover:underline">Trang chủ</a><span class="mx-2">/</span>'
            f'<a href="/chuyen-muc/{slug_of(truth.section)}" class="hover:underline">{truth.section}</a></nav><h1 class="text-3xl font-bold leading-tight text-gray-900 mt-4">{escape(truth.title)}</h1><div class="mt-3 flex items-center gap-4 text-sm '
            f'text-gray-500">{author}<time datetime="{utc:%Y-%m-%dT%H:%M:%S}.000000Z">2 năm trước</time><span>1.204 lượt xem</span></div><p class="mt-4 text-lg font-medium text-gray-700">{escape(truth.lead)}</p><div class="prose max-w-none mt-6">'
            f'{self.text(truth)}</div><div class="mt-6 flex flex-wrap gap-2"><span>Từ khóa:</span><a href="/tag/an-ninh" class="px-3 py-1 bg-gray-100 rounded-full text-sm">#an ninh trật tự</a></div></article><section class="col-span-12"><h3 '
            f'class="text-xl font-bold">Có thể bạn quan tâm</h3><div class="grid grid-cols-3 gap-4">{other}</div></section></div>'
        )

    def _crumb(self, truth: Truth) -> str:
        return (
            '<nav aria-label="breadcrumb"><ol class="breadcrumb"><li class="breadcrumb-item"><a href="/">Trang chủ</a></li><li class="breadcrumb-item">'
            f'<a href="/chuyen-muc/{slug_of(truth.section)}">{truth.section}</a></li></ol></nav>'
        )

    def blocks(self) -> Mapping[str, str]:
        return {
            "caption": '<figure class="image"><img src="/storage/photos/{number}{at}.jpg" alt=""><figcaption>{text}</figcaption></figure>',
            "heading": "<h3>{text}</h3>",
            "table": "{text}",
            "paragraph": '<p style="text-align:justify"><span style="font-size:14pt">{text}</span></p>',
        }

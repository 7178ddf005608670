"""A WordPress portal: markup of the core's template tags as classic and block themes print it; the interface open or closed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
)
from tests.portals.wordpress_themes import THEMES, Post, item_of_list


@dataclass
class WordPressPortal(Portal):
    """``version`` "classic", "blocks" or a theme of ``THEMES``; ``interface`` says whether the REST interface answers."""

    name: str = "wordpress"
    version: str = "classic"
    interface: bool = True
    advert_after: int = 2

    def address(self, truth: Truth) -> str:
        if self.version in THEMES:  # permalinks by name alone, as most sites have them
            return f"/{self.alias(truth)}/"
        return f"/{truth.published:%Y/%m}/{truth.slug}-{truth.number}/"

    def answer(self, request: Request) -> Reply:
        path = request.path
        if path.startswith("/wp-json/wp/v2/posts"):
            return self._posts(request)
        if found := re.fullmatch(r"/(?:page/(\d+)/)?", path):
            return self._list("Công an tỉnh Hồng Lam", "/", self.truths, int(found[1] or 1))
        if found := re.fullmatch(r"/category/([a-z-]+)/(?:page/(\d+)/)?", path):
            chosen = self.of_section(found[1])
            return (
                self._list(chosen[0].section, f"/category/{found[1]}/", chosen, int(found[2] or 1))
                if chosen
                else MISSING
            )
        if found := re.fullmatch(r"/(\d{4})/(\d\d)/(?:page/(\d+)/)?", path):
            month = f"{found[1]}/{found[2]}"
            chosen = [t for t in self.truths if f"{t.published:%Y/%m}" == month]
            return self._list(f"Tháng {month}", f"/{month}/", chosen, int(found[3] or 1))
        if found := re.fullmatch(r"/\d{4}/\d\d/[a-z0-9-]+-(\d+)/", path):
            truth = self.truth(found[1])
            return self.page(found[1], request) if truth and self.address(truth) == path else MISSING
        if self.version in THEMES and (named := next((t for t in self.truths if self.address(t) == path), None)):
            return self.page(named.number, request)
        if path == "/feed/":
            return self.feed(10, request.base)
        return MISSING

    def _posts(self, request: Request) -> Reply:
        kind = "application/json; charset=utf-8"
        if not self.interface:
            return Reply('{"code":"rest_forbidden","message":"Không được phép","data":{"status":401}}', 401, kind)
        size, number = min(100, int(request.query.get("per_page", "10"))), number_in(request.query, "page")
        items = self.truths[(number - 1) * size : number * size]
        pages = -(-len(self.truths) // size)
        if number > pages:
            return Reply('{"code":"rest_post_invalid_page_number","data":{"status":400}}', 400, kind)
        rows = [
            {
                "id": t.number,
                "date": f"{t.published:%Y-%m-%dT%H:%M:%S}",
                "link": request.base + self.address(t),
                "modified_gmt": f"{t.published.astimezone(UTC):%Y-%m-%dT%H:%M:%S}",
            }
            for t in items
        ]
        totals = (("X-WP-Total", str(len(self.truths))), ("X-WP-TotalPages", str(pages)))
        return Reply(json.dumps(rows), 200, kind, totals)

    def _list(self, title: str, root: str, chosen: Sequence[Truth], number: int) -> Reply:
        items, pages = self.page_of(chosen, number)
        if not items:
            return MISSING
        rows = "".join(
            f'<article id="post-{t.number}" class="post type-post hentry category-tin-tuc tag-an-ninh"><header class="entry-header"><h2 class="entry-title">'
            f'<a href="{self.address(t)}" rel="bookmark">{escape(t.title)}</a></h2><div class="entry-meta"><time class="entry-date published" '
            f'datetime="{t.published.isoformat()}">{t.published:%d/%m/%Y}</time></div></header><div class="entry-summary"><p>{escape(t.lead[:90])} […]</p>'
            "</div></article>"
            for t in items
        )
        if self.version in THEMES:
            rows = "".join(
                item_of_list(self.version, t, self.address(t), f"/category/{slug_of(t.section)}/") for t in items
            )
        shown = page_numbers(
            number,
            pages,
            3,
            '<span aria-current="page" class="page-numbers current">{n}</span>',
            lambda n: f'<a class="page-numbers" href="{root}{f"page/{n}/" if n > 1 else ""}">{n}</a>',
        )
        if number < pages:
            shown += f'<a class="next page-numbers" href="{root}page/{number + 1}/">Trang sau</a>'
        return Reply(self._layout(title, f'<main>{rows}<nav class="navigation pagination">{shown}</nav></main>', ""))

    def _layout(self, title: str, body: str, head: str) -> str:
        months = sorted({f"{t.published:%Y/%m}" for t in self.truths}, reverse=True)
        archives = "".join(f"<li><a href='/{m}/'>Tháng {m[5:]} {m[:4]}</a></li>" for m in months)
        links = menu(lambda name: f"/category/{slug_of(name)}/")
        interface = '<link rel="https://api.w.org/" href="/wp-json/">'
        return (
            f'<!DOCTYPE html><html lang="vi"><head><meta charset="UTF-8"><title>{escape(title)}</title>{interface}{head}'
            '<meta name="generator" content="WordPress 6.5.2"><link rel="alternate" type="application/rss+xml" href="/feed/">'
            '<link rel="alternate" type="application/rss+xml" href="/comments/feed/">'
            '<link rel="stylesheet" href="/wp-content/themes/cong-an/style.css"></head><body class="home blog nav-dropdown-has-arrow has-nav footer">'
            f'<header class="site-header"><p class="site-title"><a href="/">Công an tỉnh Hồng Lam</a></p><nav>{links}</nav></header>{body}'
            f'<aside class="widget-area"><section class="widget widget_archive"><h2>Lưu trữ</h2><ul>{archives}</ul></section>{SIDE}</aside>'
            "<footer><p>Tự hào được cung cấp bởi WordPress</p></footer></body></html>"
        )

    def article(self, truth: Truth, base: str = "http://portal.example") -> bytes:
        data = {
            "@context": "https://schema.org",
            "@graph": [
                {"@type": "WebSite", "name": "Công an tỉnh Hồng Lam", "url": base},
                {
                    "@type": "Article",
                    "headline": truth.title,
                    "datePublished": truth.published.isoformat(),
                    "dateModified": "2026-02-02T02:02:02+07:00",
                },
            ],
        }
        head = json_ld(data) if truth.number % 2 else ""
        head += (
            f'<meta property="og:type" content="article"><meta property="og:title" content="{escape(truth.title)}">'
            f'<meta property="og:site_name" content="Công an tỉnh Hồng Lam"><link rel="canonical" href="{base}{self.address(truth)}">'
        )
        if self.version in THEMES:
            return self._layout(
                f"{truth.title} - Công an tỉnh Hồng Lam",
                self._themed(truth),
                head if self.version == "flatsome" else "",
            ).encode()
        body = self._classic(truth) if self.version == "classic" else self._blocks(truth)
        return self._layout(f"{truth.title} - Công an tỉnh Hồng Lam", body, head).encode()

    def _themed(self, truth: Truth) -> str:
        """Return a theme's page; Newspaper puts the first caption under the featured picture."""
        inside = truth
        if self.version == "newspaper":
            first = next((b for b in truth.blocks if b[0] == "caption"), None)
            inside = replace(truth, blocks=tuple(b for b in truth.blocks if b is not first))
        address = self.address(truth)
        post = Post(
            truth, self.text(inside), address, f"/category/{slug_of(truth.section)}/", others(self, truth, self.address)
        )
        return THEMES[self.version](post) + HIDDEN

    def _classic(self, truth: Truth) -> str:
        author = (
            f'<span class="byline"> bởi <span class="author vcard"><a class="url fn n" href="/author/bien-tap/">{escape(truth.byline)}</a></span></span>'
            if truth.byline
            else ""
        )
        return (
            f'<main id="primary"><article id="post-{truth.number}" class="post type-post hentry"><header class="entry-header">'
            f'<h1 class="entry-title">{escape(truth.title)}</h1><div class="entry-meta"><span class="posted-on">Đăng vào <time '
            f'class="entry-date published" datetime="{truth.published.isoformat()}">{truth.published:%d/%m/%Y}</time></span>{author}</div></header>'
            f'<div class="entry-content"><p><strong>{escape(truth.lead)}</strong></p>{self.text(truth)}'
            f'<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Chia sẻ:</h3><ul><li>Twitter</li></ul></div>'
            f"{related(others(self, truth, self.address), 'Bài liên quan', 'jp-relatedposts')}</div>"
            f'<footer class="entry-footer"><span class="cat-links">Đăng trong <a href="/category/{slug_of(truth.section)}/" rel="category tag">'
            f"{truth.section}</a></span></footer></article>{HIDDEN}{COMMENTS}</main>"
        )

    def _blocks(self, truth: Truth) -> str:
        author = (
            f'<div class="wp-block-post-author"><p class="wp-block-post-author__name">{escape(truth.byline)}</p></div>'
        )
        rows = related(others(self, truth, self.address), "Đọc thêm", "wp-block-latest-posts")
        return (
            f'<main class="wp-block-group"><h1 class="wp-block-post-title">{escape(truth.title)}</h1><div class="wp-block-post-date">'
            f'<time datetime="{truth.published.isoformat()}">{truth.published:%d/%m/%Y}</time></div>{author if truth.byline else ""}'
            f'<div class="taxonomy-category wp-block-post-terms"><a href="/category/{slug_of(truth.section)}/" rel="tag">{truth.section}</a></div>'
            f'{SHARE}<div class="entry-content wp-block-post-content"><p class="has-medium-font-size"><strong>{escape(truth.lead)}</strong></p>'
            f"{self.text(truth)}{rows}</div>{COMMENTS}</main>"
        )

    def blocks(self) -> Mapping[str, str]:
        classic = (
            '<div id="attachment_{at}" style="width: 650px" class="wp-caption aligncenter"><img class="wp-image-{at}" alt="" '
            'src="/wp-content/uploads/{number}-{at}.jpg"><p class="wp-caption-text">{text}</p></div>'
        )
        block = (
            '<figure class="wp-block-image size-large"><img alt="{text}" src="/wp-content/uploads/{number}-{at}.jpg">'
            '<figcaption class="wp-element-caption">{text}</figcaption></figure>'
        )
        return {
            "caption": block if self.version == "blocks" else classic,
            "heading": '<h2 class="wp-block-heading">{text}</h2>',
            "table": '<figure class="wp-block-table">{text}</figure>',
            "paragraph": "<p>{text}</p>",
        }

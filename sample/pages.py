"""Renders HTML and XML of the sample portal: the layout of a provincial portal, in markup written for this project."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from html import escape

from sample.article import SampleArticle

PORTAL = "Cổng thông tin điện tử Công an tỉnh Hồng Lam"
_LOCAL = timezone(timedelta(hours=7))  # Vietnam keeps no summer time

_STYLE = (
    "body{font:17px/1.6 sans-serif;margin:0;color:#222}header,footer{background:#1d5c3f;color:#fff;padding:1rem}"
    "header a,footer a{color:#fff;margin-right:1rem}.khung{display:flex;flex-wrap:wrap;gap:2rem;max-width:70rem;"
    "margin:auto;padding:1rem}.chinh{flex:3 1 30rem;min-width:0}.phu{flex:1 1 14rem}img{max-width:100%}"
    ".ngay{color:#666}.tac-gia{text-align:right;font-weight:bold}.chu-thich{text-align:center;font-style:italic}"
)


def section_slug(name: str) -> str:
    """Return a section's name as it stands in its address: no accents, lower case, hyphens."""
    plain = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c)).lower()).strip("-")


def published_at(article: SampleArticle) -> datetime:
    """Return the time of publication, aware, midnight in Vietnam when only the day is known."""
    return datetime.fromisoformat(article.published).replace(tzinfo=_LOCAL)


def format_date_line(article: SampleArticle) -> str:
    """Format the date line of a page: "25/05/2023" or "25/05/2023 08:30"."""
    when = published_at(article)
    return when.strftime("%d/%m/%Y %H:%M" if ":" in article.published else "%d/%m/%Y")


def link_of(article: SampleArticle) -> str:
    """Return the address listings use: the old one for an article that moved."""
    return f"/tin/{article.number}" if article.quirk == "redirected" else article.path


def render_layout(title: str, body: str, sections: Sequence[str], *, charset: str = "utf-8", head: str = "") -> str:
    """Wrap ``body`` (HTML) in the portal's header, side column and footer."""
    menu = "".join(f'<a href="/chuyen-muc/{section_slug(name)}">{escape(name)}</a>' for name in sections)
    return (
        f'<!DOCTYPE html>\n<html lang="vi"><head><meta charset="{charset}"><title>{escape(title)} - {PORTAL}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{head}'
        '<link rel="alternate" type="application/rss+xml" href="/rss.xml"><link rel="icon" href="/anh/bieu-trung.svg">'
        f"<style>{_STYLE}</style></head><body>\n"
        f'<header><img src="/anh/bieu-trung.svg" alt="" width="48" height="48"> <b>{PORTAL}</b>'
        f'<nav class="menu"><a href="/">Trang chủ</a><a href="/gioi-thieu">Giới thiệu</a>'
        f'<a href="/tin-tuc">Tin tức</a>{menu}</nav></header>\n'
        f'<div class="khung"><div class="chinh">{body}</div>\n<div class="phu"><h3>Tìm kiếm</h3>'
        '<form action="/tin-tuc"><input name="tu-khoa" aria-label="Từ khóa"></form>'
        '<h3>Tin tức - Sự kiện</h3><ul><li><a href="/tin-tuc">Tin mới nhất</a></li>'
        '<li><a href="/thong-ke">Thống kê truy cập</a></li><li><a href="/noi-bo/">Nội bộ</a></li></ul>'
        '<h3>Liên kết website</h3><ul><li><a href="https://example.org/">Ủy ban nhân dân tỉnh Hồng Lam</a></li>'
        '<li><a href="https://example.com/">Mặt trận Tổ quốc tỉnh Hồng Lam</a></li></ul></div></div>\n'
        "<footer>Bản quyền thuộc Công an tỉnh Hồng Lam. Ghi rõ nguồn khi phát hành lại thông tin.</footer></body></html>\n"
    )


def _render_figure(article: SampleArticle, index: int) -> str:
    caption = escape(article.captions[index])
    return (
        f'<figure><img src="/anh/{article.number}-{index + 1}.png" alt="{caption}" width="320" height="180">'
        f'<figcaption>{caption}</figcaption></figure>\n<p class="chu-thich">{caption}</p>\n'
    )


def render_article_body(article: SampleArticle, *, changed: bool = False) -> str:
    """Render an article's own HTML; ``changed`` puts ``changed_paragraph`` in place of the last paragraph."""
    paragraphs = list(article.paragraphs)
    if changed and article.changed_paragraph:
        paragraphs[-1] = article.changed_paragraph
    parts = [
        f'<div class="bai-viet"><h1 class="tieu-de">{escape(article.title)}</h1>\n',
        f'<div class="ngay">{format_date_line(article)}</div>\n<div class="noi-dung">\n',
        f'<p class="tom-tat"><strong>{escape(article.lead)}</strong></p>\n',
    ]
    for position, text in enumerate(paragraphs):
        if position < len(article.captions):
            parts.append(_render_figure(article, position))
        parts.append(f"<p>{escape(text)}</p>\n")
    parts += [_render_figure(article, index) for index in range(len(paragraphs), len(article.captions))]
    if article.byline:
        parts.append(f'<p class="tac-gia" style="text-align: right;"><strong>{escape(article.byline)}</strong></p>\n')
    return "".join(parts) + "</div></div>"


def render_article_page(article: SampleArticle, sections: Sequence[str], base: str, *, changed: bool = False) -> str:
    """Render the page of one article."""
    head = f'<link rel="canonical" href="{escape(base + article.path)}">'
    charset = "x-user-defined" if article.quirk == "tcvn3" else "utf-8"
    crumb = (
        f'<p class="duong-dan"><a href="/chuyen-muc/{section_slug(article.section)}">{escape(article.section)}</a></p>'
    )
    return render_layout(
        article.title, crumb + render_article_body(article, changed=changed), sections, charset=charset, head=head
    )


def render_listing_page(
    title: str, articles: Sequence[SampleArticle], sections: Sequence[str], path: str, page: int, pages: int
) -> str:
    """Render one page of a listing; ``page`` counts from 1 to ``pages``."""
    items = "".join(
        f'<li><a href="{link_of(a)}">{escape(a.title)}</a> <span class="ngay">{format_date_line(a)}</span>'
        f"<p>{escape(a.lead[:120])}…</p></li>\n"
        for a in articles
    )
    numbers = "".join(
        f"<b>{n}</b> " if n == page else f'<a href="{path}?page={n}">{n}</a> ' for n in range(1, pages + 1)
    )
    following = f'<a rel="next" href="{path}?page={page + 1}">Trang sau</a>' if page < pages else ""
    body = (
        f'<h2>{escape(title)}</h2><ul class="danh-sach">{items}</ul><div class="phan-trang">{numbers}{following}</div>'
    )
    return render_layout(title, body, sections)


def render_about_page(sections: Sequence[str]) -> str:
    """Render the page about the portal: text, but no article (no date, no byline)."""
    body = (
        "<h2>Giới thiệu</h2><p>Công an tỉnh Hồng Lam là đơn vị không có thật; trang này do dự án viết ra để chạy thử "
        "trên máy của người dùng. Mọi tên người, địa danh, số liệu trong các bài đều là hư cấu.</p>"
        "<p>Điện thoại: 0000 000 000. Địa chỉ: thành phố Lam Giang, tỉnh Hồng Lam.</p>"
    )
    return render_layout("Giới thiệu", body, sections)


def render_message_page(title: str, text: str, sections: Sequence[str]) -> str:
    """Render a page of one sentence (errors, the forbidden part)."""
    return render_layout(title, f"<h2>{escape(title)}</h2><p>{escape(text)}</p>", sections)


def render_feed(articles: Sequence[SampleArticle], base: str) -> str:
    """Render an RSS 2.0 feed of ``articles`` (newest first)."""
    items = "".join(
        f"<item><title>{escape(a.title)}</title><link>{escape(base + link_of(a))}</link>"
        f'<guid isPermaLink="false">hong-lam-{a.number}</guid><category>{escape(a.section)}</category>'
        f"<pubDate>{format_datetime(published_at(a))}</pubDate><description>{escape(a.lead)}</description></item>\n"
        for a in articles
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>'
        f"<title>{PORTAL}</title><link>{escape(base)}/</link><description>Tin mới</description>"
        f"<language>vi</language>\n{items}</channel></rss>\n"
    )


_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def render_sitemap_index(years: Sequence[int], base: str) -> str:
    """Render the sitemap index: one sitemap a year."""
    rows = "".join(f"<sitemap><loc>{escape(base)}/sitemap-{year}.xml</loc></sitemap>\n" for year in years)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<sitemapindex xmlns="{_SITEMAP}">\n{rows}</sitemapindex>\n'


def render_sitemap(rows: Sequence[tuple[SampleArticle, datetime]], base: str) -> str:
    """Render a sitemap of ``rows`` (article, last change)."""
    urls = "".join(
        f"<url><loc>{escape(base + a.path)}</loc><lastmod>{changed.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</lastmod></url>\n"
        for a, changed in rows
    )
    return f'<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="{_SITEMAP}">\n{urls}</urlset>\n'


def render_robots(base: str) -> str:
    """Render robots.txt: everything but the internal part and the switches."""
    return f"User-agent: *\nDisallow: /noi-bo/\nDisallow: /__portal/\n\nSitemap: {base}/sitemap.xml\n"

"""What the test portals share: requests, answers with validators, listings, and the noise of a real page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import format_datetime
from html import escape
from random import Random
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from tests.portals.material import SECTIONS, Truth, slug_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


@dataclass(frozen=True, slots=True)
class Request:
    """One request: ``path`` and ``query`` decoded, ``form`` the fields posted; ``base`` is "http://host:port"."""

    method: str
    path: str
    query: Mapping[str, str]
    form: Mapping[str, str]
    base: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer; HTML has an ETag made of its bytes."""

    body: str | bytes = ""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()


MISSING = Reply("<html><body><h1>404</h1><p>Không tìm thấy trang.</p></body></html>", 404)


@dataclass
class Portal:
    """A portal of ``truths`` (newest first). A family's module gives ``answer``; ``asked`` keeps (method, address, status)."""

    truths: Sequence[Truth]
    name: str = "portal"
    validators: bool = True
    per_page: int = 10
    advert_after: int = 1
    asked: list[tuple[str, str, int]] = field(default_factory=list)

    def answer(self, request: Request) -> Reply:
        """Answer one request."""
        raise NotImplementedError

    def article(self, truth: Truth, base: str = "http://portal.example") -> bytes:
        """Return the page of one article as sent."""
        raise NotImplementedError

    def address(self, truth: Truth) -> str:
        """Return the path (and query) of an article's own address."""
        raise NotImplementedError

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = _request(environ)
        reply = _shared(request) or self.answer(request)
        body = reply.body if isinstance(reply.body, bytes) else reply.body.encode()
        headers, status = [("Content-Type", reply.content_type), *reply.headers], reply.status
        if self.validators and status == 200 and request.method == "GET":
            tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            headers.append(("ETag", tag))
            if environ.get("HTTP_IF_NONE_MATCH") == tag:
                status, body = 304, b""
        target = f"{request.path}?{environ['QUERY_STRING']}" if environ.get("QUERY_STRING") else request.path
        self.asked.append((request.method, target, status))
        start_response(f"{status} X", headers)
        return [body]

    def truth(self, number: str | int) -> Truth | None:
        """Return the article of a number."""
        return next((t for t in self.truths if str(t.number) == str(number)), None)

    def page(self, number: str | int, request: Request) -> Reply:
        """Return the page of the article of a number."""
        truth = self.truth(number)
        return Reply(self.article(truth, request.base)) if truth else MISSING

    def page_at(self, request: Request) -> Reply:
        """Return the page of the article whose own address is asked for."""
        truth = next((t for t in self.truths if self.address(t) == request.path), None)
        return Reply(self.article(truth, request.base)) if truth else MISSING

    def alias(self, truth: Truth) -> str:
        """Return the name of an article in an address that has no number: a second one of a name is told apart."""
        twins = [t for t in self.truths if t.slug == truth.slug]
        return truth.slug if twins[0] is truth else f"{truth.slug}-{twins.index(truth) + 1}"

    def text(self, truth: Truth) -> str:
        """Return the blocks of an article by the templates ``blocks``, with an advertisement among them."""
        parts = []
        for at, (kind, text) in enumerate(truth.blocks):
            shown = table(text) if kind == "table" else escape(text)
            parts.append(self.blocks()[kind].format(number=truth.number, at=at, text=shown))
            if at == self.advert_after:
                parts.append(ADVERT)
        return "\n".join(parts)

    def blocks(self) -> Mapping[str, str]:
        """Return a template for each kind of block: ``{text}``, and ``{number}`` and ``{at}`` to name pictures by."""
        raise NotImplementedError

    def feed(self, count: int, base: str) -> Reply:
        """Return the newest ``count`` articles as RSS."""
        items = "".join(
            f"<item><title>{escape(t.title)}</title><link>{base}{self.address(t)}</link><category>{t.section}</category>"
            f"<pubDate>{format_datetime(t.published)}</pubDate></item>"
            for t in self.truths[:count]
        )
        return xml(f'<rss version="2.0"><channel><title>Tin tức</title>{items}</channel></rss>')

    def page_of(self, items: Sequence[Truth], number: int) -> tuple[Sequence[Truth], int]:
        """Return the items of page ``number`` (from 1) and how many pages there are."""
        pages = max(1, -(-len(items) // self.per_page))
        return items[(number - 1) * self.per_page : number * self.per_page], pages

    def of_section(self, slug: str) -> list[Truth]:
        """Return the articles of the section with that slug."""
        return [t for t in self.truths if slug_of(t.section) == slug]


def _request(environ: WSGIEnvironment) -> Request:
    sent = b""
    if environ["REQUEST_METHOD"] == "POST":
        sent = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    path = str(environ["PATH_INFO"]).encode("latin-1").decode("utf-8", "replace")
    return Request(
        environ["REQUEST_METHOD"],
        path,
        dict(parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True)),
        dict(parse_qsl(sent.decode("ascii", "replace"), keep_blank_values=True)),
        f"http://{environ['HTTP_HOST']}",
    )


def _shared(request: Request) -> Reply | None:
    """Answer what is the same everywhere: robots.txt, and the pages about the unit that every menu has."""
    if request.path == "/robots.txt":
        return Reply("User-agent: *\nDisallow: /admin/\n", content_type="text/plain")
    if request.path.startswith("/gioi-thieu/"):
        text = "Đơn vị làm việc từ thứ Hai đến thứ Sáu hằng tuần, buổi sáng từ 7 giờ 30 phút, buổi chiều từ 13 giờ 30 phút."
        return Reply(
            f"<html><head><title>Giới thiệu</title></head><body><h2>Giới thiệu</h2><p>{text}</p></body></html>"
        )
    return None


def xml(text: str) -> Reply:
    """Return an answer in XML."""
    return Reply(f'<?xml version="1.0" encoding="utf-8"?>{text}', content_type="text/xml; charset=utf-8")


def number_in(query: Mapping[str, str], key: str) -> int:
    """Return a page number of a query, 1 without one."""
    text = query.get(key, "1")
    return int(text) if text.isdecimal() else 1


def window(number: int, pages: int, width: int = 5) -> list[int]:
    """Return the page numbers that a pager shows round the current one."""
    start = max(1, min(number - width // 2, pages - width + 1))
    return list(range(start, min(pages, start + width - 1) + 1))


def page_numbers(number: int, pages: int, width: int, here: str, link: Callable[[int], str]) -> str:
    """Return the numbers of a pager: the current one by the template ``here`` ({n}), the others as ``link`` says."""
    return "".join(here.format(n=n) if n == number else link(n) for n in window(number, pages, width))


def sign(byline: str, attributes: str) -> str:
    """Return the bold line that closes a text, "" without a name; ``attributes`` set it to the right."""
    return f"<p {attributes}><strong>{escape(byline)}</strong></p>" if byline else ""


def menu(link: Callable[[str], str]) -> str:
    """Return a menu of some 300 links: the sections, pages about the unit, communes and other offices elsewhere."""
    rows = [f'<li><a href="{link(name)}">{name}</a></li>' for name in SECTIONS]
    rows += [f'<li><a href="/gioi-thieu/don-vi-{n}">Đơn vị trực thuộc số {n}</a></li>' for n in range(1, 3)]
    rows += [f'<li><a href="https://xa{n}.example.org/">Ủy ban nhân dân xã số {n}</a></li>' for n in range(1, 293)]
    clock = '<div class="dong-ho" id="clock">Hôm nay: Thứ Năm, 01/01/2026 | 09:15 GMT+7</div>'
    return f'{clock}<ul class="menu">{"".join(rows)}</ul>'


SHARE = (
    '<div class="share-buttons"><a href="https://www.facebook.com/sharer.php?u=x">Chia sẻ Facebook</a> '
    '<a href="https://zalo.me/share?u=x">Zalo</a> <span>Cỡ chữ: A- A A+</span> <button>Lưu bài</button></div>'
)
HIDDEN = '<div style="display: none">Từ khóa ẩn: tin nóng, tin mới, tin an ninh đăng ngày 01/01/2001 08:00, xem ngay kẻo lỡ.</div>'
ADVERT = (
    '<div class="ads-banner" id="ad-giua-bai"><a href="https://quangcao.example.com/?id=9">Mua bảo hiểm cháy nổ trực tuyến, giảm ngay '
    "20% cho cơ quan, đơn vị đăng ký trước cuối tháng</a></div>"
    '<p class="inner-link"><strong>Xem thêm: <a href="/gioi-thieu/don-vi-1">Chuyện những người giữ bình yên phố núi đêm giao thừa</a></strong></p>'
    '<div class="gallery"><a href="/anh/1.jpg"><img src="/anh/nho-1.jpg" alt=""></a><a href="/anh/2.jpg"><img src="/anh/nho-2.jpg" alt=""></a></div>'
)
COMMENTS = (
    '<div class="comments" id="binh-luan"><h3>Bình luận (2)</h3><div class="comment"><b>Bạn đọc</b> '
    '<span class="date">03/04/2026 21:15</span><p>Rất hoan nghênh lực lượng công an, mong có nhiều bài viết như thế này hơn nữa!</p></div>'
    '<div class="comment"><b>Người dân xóm núi</b> <span class="date">02/04/2026 07:02</span><p>Cần tuyên truyền rộng rãi hơn.</p></div></div>'
)
SIDE = (
    '<div class="sidebar"><h3>Thống kê truy cập</h3><p>Hôm nay: 1.204</p><p>Tổng lượt truy cập: 9.482.113</p>'
    "<h3>Thời tiết</h3><p>Thứ Năm, 01/01/2026, nhiệt độ 21 độ C, trời nhiều mây, có lúc có mưa nhỏ.</p></div>"
)


def others(portal: Portal, truth: Truth, link: Callable[[Truth], str], count: int = 6) -> list[tuple[str, str, str]]:
    """Return (address, title, date) of articles shown beside one."""
    chosen = Random(truth.number).sample(list(portal.truths), min(count + 1, len(portal.truths)))
    return [(escape(link(t)), escape(t.title), f"{t.published:%d/%m/%Y}") for t in chosen if t is not truth][:count]


def related(rows: Sequence[tuple[str, str, str]], label: str = "Tin liên quan", kind: str = "related") -> str:
    """Return a box of other articles with their dates."""
    items = "".join(f'<li><a href="{u}">{t}</a> <span class="date">({d})</span></li>' for u, t, d in rows)
    return f'<div class="{kind}"><h3>{label}</h3><ul>{items}</ul></div>'


def json_ld(data: Mapping[str, object]) -> str:
    """Return a JSON-LD element."""
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


def table(text: str) -> str:
    """Return a table block as HTML."""
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row.split(" | ")) + "</tr>" for row in text.split("\n")
    )
    return f'<table border="1">{rows}</table>'

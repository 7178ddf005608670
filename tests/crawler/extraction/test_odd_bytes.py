"""Sample pages as servers really send them: other encodings, wrong charsets, nul bytes, megabytes of what is no text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping

import pytest

from crawler.extraction.extract import extract_article
from tests.support.paper_pages import PAPERS, TEXTS, Paper

SOME = [paper for paper in PAPERS if len(paper.body) >= 700][::8]
MEGABYTE = 1_000_000


def composed_for_1258(text: str) -> bytes:
    """Return a text in windows-1258, whose tones stand behind their vowel as letters of their own."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    said: list[str] = []
    for sign in text:
        base = unicodedata.normalize("NFD", sign)
        tone = next((t for t in base if t in tones), "")
        said.append(unicodedata.normalize("NFC", base.replace(tone, "")) + tone if tone else sign)
    return "".join(said).encode("cp1258", "xmlcharrefreplace")


def take_apart(html: str) -> str:
    """Return a page whose letters and tones are apart, as some editors and systems write them."""
    return unicodedata.normalize("NFD", html)


def name_marks(html: str) -> str:
    return "".join(f"&#{ord(sign)};" if unicodedata.combining(sign) else sign for sign in take_apart(html))


BYTES: Mapping[str, Callable[[str], bytes]] = {
    "letters and tones apart": lambda html: take_apart(html).encode(),
    "letters and tones apart, in UTF-16": lambda html: take_apart(html).encode("utf-16"),
    "UTF-16 with a mark": lambda html: html.encode("utf-16"),
    "UTF-16, little end first, without a mark": lambda html: html.encode("utf-16-le"),
    "windows-1258": composed_for_1258,
    "a nul between the tags": lambda html: html.replace("><", ">\0<").encode(),
    "nuls behind the page": lambda html: html.encode() + b"\0" * 5000,
}
CHARSETS = ("iso-8859-1", "windows-1252", "us-ascii", "x-user-defined", "khong-co", "utf-8; charset=latin1")
LONG: Mapping[str, str] = {
    "a script": "<script>" + 'if(a<b&&c)document.write("<div>x</div>");' * (5 * MEGABYTE // 42) + "</script>",
    "a comment": "<!--" + "x <b>y</b> " * (5 * MEGABYTE // 11) + "-->",
    "an attribute": '<div data-posts="' + "a=1&amp;b=&lt;x&gt; " * (5 * MEGABYTE // 20) + '"></div>',
    "a style": "<style>" + "a>b{color:red}" * (5 * MEGABYTE // 14) + "</style>",
    "a picture in the page": '<img src="data:image/png;base64,' + "iVBORw0KGgo=" * (5 * MEGABYTE // 12) + '">',
    "comments of readers": '<div class="comments">'
    + "<p>Tôi thấy bài này hay, mong các xã bên cạnh học theo cho bà con đỡ khổ.</p>" * 1500
    + "</div>",
    "openings of others": '<section class="more">'
    + "".join(
        f"<div class='item'><h3><a href='/bai-khac-so-{n}-12.html'>Tiêu đề của bài khác số {n} dài vừa phải</a></h3>"
        f"<p>Đoạn mở đầu của bài ấy, dài hơn sáu mươi ký tự một chút, số {n}.</p></div>"
        for n in range(300)
    )
    + "</section>",
}


def assert_read_alike(paper: Paper, body: bytes, content_type: str | None = None) -> None:
    plain = extract_article(paper.html.encode(), paper.url, None)
    found = extract_article(body, paper.url, content_type)
    assert (found.title, found.published) == (plain.title, plain.published)
    assert found.body.split() == plain.body.split()


@pytest.mark.parametrize("how", BYTES)
def test_bytes_of_another_kind(how: str) -> None:
    for paper in SOME[:5]:
        assert_read_alike(paper, BYTES[how](paper.html))


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_letters_and_tones_apart_change_no_part(paper: Paper) -> None:
    plain = extract_article(paper.html.encode(), paper.url, None)
    assert extract_article(take_apart(paper.html).encode(), paper.url, None) == plain


@pytest.mark.parametrize("paper", SOME[:6], ids=lambda paper: paper.name)
def test_tones_named_behind_their_letters_change_no_text(paper: Paper) -> None:
    head, body = paper.html.split("<body", 1)
    assert_read_alike(paper, f"{head}<body{name_marks(body)}".encode())


def test_an_attached_file_keeps_the_letters_of_its_address() -> None:
    address, text = take_apart("/tep/quyết-định.pdf"), "".join(f"<p>{TEXTS[f'p{n}']}</p>" for n in range(1, 6))
    shown = (
        f"<h1>{TEXTS['title']}</h1><p>28/11/2026 08:15</p><div>{text}<p><a href='{address}'>Quyết định</a></p></div>"
    )
    html = f"<html><body>{shown}</body></html>"
    found = extract_article(html.encode(), "https://congan.example/bai-viet-so-12.html", None)
    apart = extract_article(take_apart(html).encode(), "https://congan.example/bai-viet-so-12.html", None)
    assert len(found.attachments) == 1
    assert (apart.attachments, apart.title) == (found.attachments, TEXTS["title"])


@pytest.mark.parametrize("charset", CHARSETS)
def test_a_wrong_charset(charset: str) -> None:
    paper = SOME[3]
    assert_read_alike(paper, paper.html.encode(), f"text/html; charset={charset}")
    assert_read_alike(paper, paper.html.replace("<head>", f"<head><meta charset='{charset}'>").encode())


@pytest.mark.parametrize("what", LONG)
def test_much_that_is_no_text_is_neither_refused_nor_read(what: str) -> None:
    for paper in SOME[5:7]:
        assert_read_alike(paper, paper.html.replace("</body>", f"{LONG[what]}</body>").encode())

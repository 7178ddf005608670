"""Nothing but text enters the archive: controls and noncharacters stay out, whoever brings them; one page is one article."""

from __future__ import annotations

import gzip
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.articles.archive import Archive
from archive.cleaning import clean_text
from archive.exchange import json_lines
from archive.exchange.json_lines import import_files
from archive.model import Article, Block

ODD = "a\x00b\x07\x7f\x9f\ufdd0\ufffe\U0001ffff\r\nc\rd\te"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_control_or_noncharacter_is_left(text: str) -> None:
    clean = clean_text(text)
    for c in clean:
        assert c in "\t\n" or unicodedata.category(c) != "Cc"
        assert not 0xFDD0 <= ord(c) <= 0xFDEF and ord(c) & 0xFFFE != 0xFFFE
    assert clean_text(clean) == clean
    assert "".join(clean.split()) == "".join(text.split()) or clean != text


def test_every_text_of_an_article_is_clean(tmp_path: Path) -> None:
    dirty = Article(
        "s", ODD, url="http://a/1", lead=ODD, blocks=(Block("paragraph", ODD),), byline=ODD, extra={"k": [ODD]}
    )
    with Archive.open(tmp_path) as archive:
        put = archive.put(dirty)
        stored = archive.get(put.id)
        assert archive.put(dirty).outcome == "same"
    assert stored is not None
    article = stored.article
    assert {article.title, article.lead, article.body, article.byline, *article.extra["k"]} == {"ab\nc\nd\te"}  # type: ignore[misc]


@pytest.mark.parametrize(
    "other",
    [
        " https://a.example/tin/bài-1.html ",
        "https://A.EXAMPLE:443/tin/b%C3%A0i-1.html",
        "https://a.example/tin/bài-1.html?utm_source=zalo&fbclid=x",
        "https://a.example/tin/bài-1.html#binh-luan",
    ],
)
def test_one_page_is_one_article_however_its_address_is_written(tmp_path: Path, other: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        "\n".join(
            json.dumps({"url": u, "title": "A", "body": "x"}) for u in ("https://a.example/tin/bài-1.html", other)
        )
    )
    with Archive.open(tmp_path / "data") as archive:
        report = import_files(archive, [path])
        assert (report.new, report.same, archive.count(), report.errors) == (1, 1, 1, [])


def test_a_line_without_end_is_refused_and_the_rest_read(tmp_path: Path) -> None:
    long = json.dumps({"title": "dài", "body": "x" * (json_lines.MAX_LINE + 1)})
    path = tmp_path / "a.jsonl.gz"
    text = json.dumps({"title": "vừa", "body": "y " * (json_lines.MAX_TEXT // 2 + 1)})
    path.write_bytes(gzip.compress("\n".join([long, text, json.dumps({"title": "Ngắn", "body": "z"})]).encode()))
    assert path.stat().st_size < 100_000
    with Archive.open(tmp_path / "data") as archive:
        report = import_files(archive, [path])
        assert report.new == archive.count() == 1
    assert [error.partition(": ")[0] for error in report.errors] == [f"{path}:1", f"{path}:2"]


def test_an_article_without_title_is_named_by_its_first_words() -> None:
    lines = " ".join(f"chữ{n}" for n in range(20))
    assert Article("s", "", blocks=(Block("paragraph", lines),)).name == " ".join(lines.split()[:12]) + "…"
    assert Article("s", " ", lead="Ngắn thôi").name == "Ngắn thôi"
    assert Article("s", "Tên", lead="x").name == "Tên"

"""What a portal could send to hurt: entities that grow, archives that unpack without end, trees without floor."""

from __future__ import annotations

import io
import lzma
import os
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from archive.exchange.json_lines import import_files
from crawler.discovery.discover import Link, parse_feed, parse_sitemap
from crawler.errors import CrawlError
from crawler.extraction.attachment_text import read_document
from crawler.extraction.extract import extract_article
from crawler.http.fetcher import inflate

_SECONDS = 20.0
"""Far more than any of these takes, far less than what they were made for."""


def laughs() -> bytes:
    """A billion laughs: entities of entities."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    return f'<?xml version="1.0"?><!DOCTYPE x [{entities}]><urlset><url><loc>&l11;</loc></url></urlset>'.encode()


def outside() -> bytes:
    """An entity that is a file of this machine."""
    return b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><urlset><url><loc>&e;</loc></url></urlset>'


def docx_bomb() -> bytes:
    """A DOCX whose document unpacks to 300 MB of blanks."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(b" " * 1_000_000)
    return out.getvalue()


def pdf_bomb() -> bytes:
    """A PDF whose page unpacks to 200 MB."""
    stream = zlib.compress(b"0 0 m\n" * 33_000_000, 9)
    parts = [b"%PDF-1.4\n"]
    places = []
    for number, body in enumerate((b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 9 9]>>", b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream)), 1):  # fmt: skip
        places.append(sum(map(len, parts)))
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    begin = sum(map(len, parts))
    parts.append(b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in places))
    parts.append(b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % begin)
    return b"".join(parts)


def worked() -> float:
    """The processor's seconds of this process and of the children that it waited for: others' work on the machine is not counted."""
    return sum(os.times()[:4])


def in_time(work: Callable[[], object]) -> object:
    """What a piece of work returns, or the crawler's own error; anything else, and too long, fails."""
    begun = worked()
    try:
        result: object = work()
    except CrawlError as error:
        result = error
    assert worked() - begun < _SECONDS
    return result


@pytest.mark.parametrize("read", [parse_sitemap, parse_feed])
@pytest.mark.parametrize("bomb", [laughs, outside])
def test_xml_brings_in_nothing(bomb: Callable[[], bytes], read: Callable[[bytes, str], list[Link]]) -> None:
    found = str(in_time(lambda: read(bomb(), "https://x.vn/sitemap.xml")))
    assert "root:" not in found and len(found) < 10_000


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_answers_are_unpacked_up_to_their_bound(encoding: str) -> None:
    packer = zlib.compressobj(1, zlib.DEFLATED, 31 if encoding == "gzip" else 15)
    bomb = b"".join(packer.compress(b"\0" * 1_000_000) for _ in range(60)) + packer.flush()

    def read() -> int:
        size = 0
        for part in inflate(iter([bomb]), encoding, 1_000_000, "https://x.vn/"):
            size += len(part)
            assert len(part) <= 1_000_001
            if size > 1_000_000:
                break
        return size

    assert isinstance(in_time(read), int)


@pytest.mark.parametrize("bomb", [docx_bomb, pdf_bomb], ids=["docx", "pdf"])
def test_attached_files_are_read_in_time_or_not_at_all(bomb: Callable[[], bytes]) -> None:
    kind = "docx" if bomb is docx_bomb else "pdf"
    assert len(str(in_time(lambda: read_document(bomb(), kind)))) < 5_000_000


def test_an_import_that_unpacks_without_end_is_refused_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.xz"
    path.write_bytes(lzma.compress(b"\0" * 50_000_000 + b'\n{"title": "Tin", "body": "x"}\n', preset=0))
    with Archive.open(tmp_path) as archive:
        in_time(lambda: import_files(archive, [path]))
        assert archive.count() == 1


@pytest.mark.parametrize(
    "page",
    [
        b"<div>" * 200_000,
        b"<p " + b" ".join(b"a%d=1" % n for n in range(200_000)) + b">",
        b"<table>" * 3000 + b"x",
        b"<!--" * 100_000,
        b"<a href='" + b"x" * 5_000_000,
        b"&" * 1_000_000,
    ],
    ids=["deep", "attributes", "tables", "comments", "address", "entities"],
)
def test_hostile_pages_end_in_time(page: bytes) -> None:
    in_time(lambda: extract_article(page, "https://x.vn/a.html", "text/html; charset=utf-8"))

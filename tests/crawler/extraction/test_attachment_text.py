"""Attached files: read within limits, scanned PDFs marked, fetched by the crawl and found in the article's text."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from archive.articles.archive import Archive
from archive.articles.attachments import states_of
from archive.failures import FILE, Failure, Failures
from crawler.crawl import crawl
from crawler.extraction.attachment_text import detect_kind, read_document
from crawler.sources.source import Source

LINES = ("Ke hoach to chuc ngay hoi toan dan nam 2023", "Dieu 1. Pham vi ap dung tren dia ban cac xa")


def pdf(pages: int = 1, *, text: bool = True) -> bytes:
    writer = PdfWriter()
    for number in range(pages):
        page = writer.add_blank_page(595, 842)
        if not text:
            continue
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        stream = DecodedStreamObject()
        shown = "".join(f"({line} {number + 1}) Tj 0 -20 Td " for line in LINES)
        stream.set_data(f"BT /F1 12 Tf 72 720 Td {shown} ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def docx() -> bytes:
    document = Document()
    document.add_paragraph("Kế hoạch tổ chức Ngày hội toàn dân")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Xã An Bình", "25/5"
    document.add_paragraph("Điều 1. Phạm vi áp dụng")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_pdf_with_text() -> None:
    found = read_document(pdf(2), "pdf")
    assert (found.state, found.pages, len(found.sha256)) == ("text", 2, 64)
    assert "Ke hoach to chuc ngay hoi toan dan nam 2023 2" in found.text


def test_docx_in_page_order() -> None:
    found = read_document(docx(), "docx")
    assert found.text.splitlines() == [
        "Kế hoạch tổ chức Ngày hội toàn dân",
        "Xã An Bình | 25/5",
        "Điều 1. Phạm vi áp dụng",
    ]


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"\0" * 250_000_000)
    return out.getvalue()


def test_scanned_pdf_is_marked() -> None:
    found = read_document(pdf(3, text=False), "pdf")
    assert (found.state, found.text, found.pages) == ("scanned", "", 3)


@pytest.mark.parametrize(
    ("body", "kind", "state"),
    [
        (b"%PDF-1.7 broken", "pdf", "unreadable"),
        (pdf()[:300], "pdf", "unreadable"),
        (b"PK\x03\x04 broken", "docx", "unreadable"),
        (bomb(), "docx", "too-large"),
        (pdf(501, text=False), "pdf", "too-large"),
    ],
    ids=["garbage", "cut", "no-zip", "bomb", "many-pages"],
)
def test_files_that_are_not_read(body: bytes, kind: str, state: str) -> None:
    assert read_document(body, kind).state == state


@pytest.mark.parametrize(
    ("path", "content_type", "body", "kind"),
    [
        ("/a.pdf", "text/html", b"%PDF-1.4", "pdf"),
        ("/tai-ve?id=3", "application/octet-stream", b"\n%PDF-1.4", "pdf"),
        ("/a.docx", "", b"PK\x03\x04", "docx"),
        ("/a.pdf", "application/pdf", b"<html>Not found</html>", ""),
        ("/a.zip", "application/zip", b"PK\x03\x04", ""),
    ],
)
def test_what_kind_of_file(path: str, content_type: str, body: bytes, kind: str) -> None:
    assert detect_kind(path, content_type, body) == kind


PAGE = (
    "<html><head><title>Ngày hội toàn dân ở xã An Bình</title><meta property='og:type' content='article'></head><body>"
    "<h1>Ngày hội toàn dân ở xã An Bình</h1><div>25/05/2023 10:30</div><div class='noidung'>"
    + "".join(
        f"<p>Đoạn {n} kể về việc chuẩn bị ngày hội của bà con trong xã suốt cả tháng vừa qua.</p>" for n in range(4)
    )
    + "<p><a href='/tep/ke-hoach.pdf'>Kế hoạch</a></p><p><a href='/tep/quet.pdf'>Bản quét</a></p>"
    "<p><a href='/tep/mau.docx'>Mẫu</a></p></div></body></html>"
)
FILES = {
    "/": (
        "text/html",
        b"<html><body><ul><li><a href='/an-ninh/ngay-hoi-toan-dan-12345.html'>Ng\xc3\xa0y h\xe1\xbb\x99i to\xc3\xa0n d\xc3\xa2n \xe1\xbb\x9f x\xc3\xa3 An B\xc3\xacnh</a></li></ul></body></html>",
    ),
    "/an-ninh/ngay-hoi-toan-dan-12345.html": ("text/html; charset=utf-8", PAGE.encode()),
    "/tep/ke-hoach.pdf": ("application/pdf", pdf()),
    "/tep/quet.pdf": ("application/pdf", pdf(2, text=False)),
    "/tep/mau.docx": ("application/octet-stream", docx()),
}


class _Portal(BaseHTTPRequestHandler):
    served: Mapping[str, tuple[str, bytes]] = FILES

    def do_GET(self) -> None:
        kind, body = self.served.get(self.path, ("", b""))
        self.send_response(200 if kind else 404)
        self.send_header("content-type", kind or "text/plain")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def portal(served: Mapping[str, tuple[str, bytes]] = FILES) -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Portal", (_Portal,), {"served": served}))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def source_at(port: int) -> Source:
    start = (f"http://127.0.0.1:{port}/",)
    return Source("thu", domain="127.0.0.1", start_pages=start, allow_loopback=True, ports=(port,), delay=0.0)


def test_a_crawl_reads_attached_files(tmp_path: Path) -> None:
    with portal() as port, Archive.open(tmp_path) as archive:
        root, source = f"http://127.0.0.1:{port}", source_at(port)
        report = crawl(archive, [source])
        assert report.outcomes["file"] == 3, report.outcomes
        stored = archive.by_url(f"{root}/an-ninh/ngay-hoi-toan-dan-12345.html")
        assert stored is not None
        assert "Dieu 1. Pham vi ap dung" in stored.article.body and "Xã An Bình | 25/5" in stored.article.body
        states = {url.rsplit("/", 1)[1]: f.state for url, f in states_of(archive.engine, stored.id).items()}
        assert states == {"ke-hoach.pdf": "text", "quet.pdf": "scanned", "mau.docx": "text"}
        assert crawl(archive, [source]).outcomes["changed"] == 0


def test_a_file_that_cannot_be_read_is_listed_until_another_reader_can(tmp_path: Path) -> None:
    served = {**FILES, "/tep/ke-hoach.pdf": ("application/pdf", b"%PDF-1.7 broken")}
    with portal(served) as port, Archive.open(tmp_path) as archive:
        failures = Failures(archive.engine)
        assert crawl(archive, [source_at(port)]).outcomes["file"] == 3
        (failure,) = failures.list()
        assert (failure.step, failure.url) == (FILE, f"http://127.0.0.1:{port}/an-ninh/ngay-hoi-toan-dan-12345.html")
        assert failure.error and len(failure.error.splitlines()) == 1
        states = {url.rsplit("/", 1)[1]: f.state for url, f in states_of(archive.engine, failure.article).items()}
        assert states == {"ke-hoach.pdf": "unreadable", "quet.pdf": "scanned", "mau.docx": "text"}

        served["/tep/ke-hoach.pdf"] = FILES["/tep/ke-hoach.pdf"]
        assert crawl(archive, [source_at(port)]).outcomes["file"] == 0, "not yet due again"
        failures.record_outcome(
            [failure.article], [FILE], [Failure(failure.article, FILE, "an older one", failure.error)]
        )
        assert crawl(archive, [source_at(port)]).outcomes["file"] == 1
        assert failures.list() == []
        stored = archive.get(failure.article)
        assert stored is not None and "Dieu 1. Pham vi ap dung" in stored.article.body


def test_a_file_that_an_article_no_longer_has_is_no_failure_of_it(tmp_path: Path) -> None:
    served = {**FILES, "/tep/ke-hoach.pdf": ("application/pdf", b"%PDF-1.7 broken")}
    with portal(served) as port, Archive.open(tmp_path) as archive:
        crawl(archive, [source_at(port)])
        (failure,) = Failures(archive.engine).list()
        stored = archive.get(failure.article)
        assert stored is not None
        archive.put(replace(stored.article, attachments=stored.article.attachments[1:]))
        assert Failures(archive.engine).list() == []

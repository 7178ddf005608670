"""WARC 1.1: what is exported is read by warcio with right digests, and comes back by an import; other crawlers' files too."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.articles.archive import Archive
from archive.attempts import ExportReport
from archive.exchange.json_lines import export_articles, import_files
from archive.exchange.warc import export_warc
from archive.model import Article, Block, RawResponse
from crawler.warc_import import import_warc
from sample import pages
from sample.articles import load_articles
from tests.support.paths import ROOT

START = datetime(2026, 1, 1, 8, 30, 15, 123456, tzinfo=UTC)
SAMPLES = [a for a in load_articles() if not a.quirk][:4]
HEADERS = {
    "content-type": "text/html; charset=utf-8",
    "content-encoding": "gzip",
    "etag": '"x"',
    "x-robots-tag": "a\nb",
}


def page(number: int) -> bytes:
    return pages.render_article_page(SAMPLES[number], ("Tin tức",), "").encode()


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Three crawled articles (one with two versions and a repeated body, one gone) and one imported without address."""
    with Archive.open(tmp_path / "one") as found:
        for number in range(3):
            url = f"https://portal.example/b%C3%A0i-{number}?a=1"
            for version, text in enumerate(("Một", "Hai") if number == 0 else ("Một",)):
                at = START + timedelta(hours=number, days=version)
                article = Article("s", f"Tin {number}", url, blocks=(Block("paragraph", text),), fetched_at=at)
                found.put(article, RawResponse(url, 200, HEADERS, page(number), at))
        gone = found.by_url("https://portal.example/b%C3%A0i-2?a=1")
        assert gone is not None
        found.mark_gone(gone.id)
        found.put(Article("kho", "Không địa chỉ", external_id="k 1", extra={"tags": [1]}))
        yield found


def text_of(archive: Archive) -> list[str]:
    out = io.StringIO()
    export_articles(archive, out)
    return sorted(out.getvalue().splitlines())


@pytest.mark.parametrize("packed", [True, False])
def test_warcio_reads_every_record(archive: Archive, packed: bool, tmp_path: Path) -> None:
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    with path.open("wb") as file:
        assert export_warc(archive, file, gzip=packed) == ExportReport(4)
    found = []
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            body = record.content_stream().read()
            assert record.rec_headers.protocol == "WARC/1.1"
            found.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI")))
            if record.rec_type == "response":
                number = int(found[-1][1].partition("-")[2][0])
                assert body == page(number)
                assert record.http_headers.get_statuscode() == "200"
                assert record.http_headers.get_header("content-encoding") is None
                assert record.rec_headers.get_header("WARC-Date").startswith("2026-01-01T")
            if record.rec_type == "metadata":
                assert json.loads(body)["title"]
            assert record.digest_checker.passed is not False
    kinds = [kind for kind, _ in found]
    assert kinds.count("warcinfo") == 1
    assert (kinds.count("response"), kinds.count("revisit"), kinds.count("metadata")) == (3, 1, 5)
    # And warcio's own checker, as an archivist would run it.
    checker = Checker(type("Arguments", (), {"verbose": False, "inputs": [str(path)]})())
    assert checker.process_all() in (0, None)


@pytest.mark.parametrize("packed", [True, False])
def test_an_export_comes_back(archive: Archive, packed: bool, tmp_path: Path) -> None:
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    with path.open("wb") as file:
        export_warc(archive, file, gzip=packed)
    with Archive.open(tmp_path / "two") as other:
        report = import_warc(other, path)
        assert (report.new, report.changed, report.errors) == (4, 1, [])
        assert text_of(other) == text_of(archive)
        for url in ("https://portal.example/b%C3%A0i-0?a=1", "https://portal.example/b%C3%A0i-1?a=1"):
            mine, theirs = archive.by_url(url), other.by_url(url)
            assert mine is not None and theirs is not None
            before, after = archive.raw(mine.id), other.raw(theirs.id)
            assert before is not None and after is not None
            assert (before.body, before.fetched_at) == (after.body, after.fetched_at)
            assert [v.article for v in archive.versions(mine.id)] == [v.article for v in other.versions(theirs.id)]
        again = import_warc(other, path)
        assert again.errors == [] and again.new == 0


def foreign(path: Path, *, chunked: bool = False) -> Path:
    """A file as another crawler writes it: requests, packed bodies, pictures, a redirect, an error page."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=path.suffix == ".gz")

        def add(kind: str, url: str, status: str, headers: dict[str, str], body: bytes) -> None:
            http = StatusAndHeaders(status, list(headers.items()), protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(url, kind, payload=io.BytesIO(body), length=len(body), http_headers=http)
            )

        packed = gzip.compress(page(0))
        if chunked:
            packed = f"{len(packed):x}\r\n".encode() + packed + b"\r\n0\r\n\r\n"
        html = {"Content-Type": "text/html; charset=utf-8"}
        more = {"Content-Encoding": "gzip", **({"Transfer-Encoding": "chunked"} if chunked else {})}
        base = "https://portal.example"
        add("request", f"{base}/a.html", "GET /a.html", {"Host": "portal.example"}, b"")
        add("response", f"{base}/a.html", "200 OK", html | more, packed)
        add("response", f"{base}/b.html", "200 OK", html, page(1))
        add("response", f"{base}/old", "301 Moved", {"Location": "/b.html"}, b"")
        add("response", f"{base}/x.png", "200 OK", {"Content-Type": "image/png"}, b"\x89PNG")
        add("response", f"{base}/none", "404 Not Found", html, b"no")
        add("response", f"{base}/c.html", "200 OK", html | {"X-Robots-Tag": "noindex"}, page(2))
        add("response", f"{base}/tin", "200 OK", html, b"<p>Danh s\xc3\xa1ch</p>")
    return path


@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize("name", ["b.warc", "b.warc.gz"])
def test_files_of_other_crawlers(tmp_path: Path, name: str, chunked: bool) -> None:
    path = foreign(tmp_path / name, chunked=chunked)
    with Archive.open(tmp_path / "d") as archive:
        report = import_warc(archive, path)
        assert (report.new, report.skipped, report.errors) == (2, 5, [])
        found = [s.article for batch in archive.changed_since(0) for s in batch]
        assert {a.title for a in found} == {SAMPLES[0].title, SAMPLES[1].title}
        assert {a.source for a in found} == {"portal.example"}


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_a_file_cut_short_is_told_and_the_rest_kept(tmp_path: Path, cut: float) -> None:
    whole = foreign(tmp_path / "b.warc.gz").read_bytes()
    (tmp_path / "cut.warc.gz").write_bytes(whole[: int(len(whole) * cut)])
    (tmp_path / "no.warc").write_bytes(b"this is no WARC" * 10)
    with Archive.open(tmp_path / "d") as archive:
        report = import_warc(archive, tmp_path / "cut.warc.gz")
        assert report.new + report.skipped + len(report.errors) >= 1
        broken = import_warc(archive, tmp_path / "no.warc")
        assert broken.new == 0 and len(broken.errors) == 1 and "\n" not in broken.errors[0]


def test_the_commands(tmp_path: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(ROOT / "run.py"), "--data", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    file = tmp_path / "a.jsonl"
    file.write_text('{"id": "1", "title": "Một"}\n', "utf-8")
    with Archive.open(tmp_path / "d") as archive:
        import_files(archive, [file])
    out = tmp_path / "a.warc.gz"
    assert run(str(tmp_path / "d"), "export", "--format", "warc", "-o", str(out)).returncode == 0
    done = run(str(tmp_path / "e"), "import", str(out))
    assert (done.returncode, done.stdout) == (0, "1 new, 0 changed, 0 unchanged, 0 refused\n")
    missing = run(str(tmp_path / "e"), "import", str(tmp_path / "none.warc"))
    assert missing.returncode == 1 and "Traceback" not in missing.stderr and "check the name" in missing.stderr

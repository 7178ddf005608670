"""Articles read in a second process: the same articles, the same errors, and the crawl goes on when that process dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.errors import ExtractionFailed, HostilePage, NotAnArticle
from crawler.extraction.extract import Extraction, read_page
from crawler.http.fetcher import Response
from crawler.sources.sample import sample_source
from crawler.visit.extraction_process import ExtractionProcess
from sample import pages
from sample.articles import load_articles

ROOT = Path(__file__).resolve().parents[3]
SOURCE = sample_source("http://127.0.0.1:1")
PAGES = [pages.render_article_page(a, ("Tin tức",), "").encode() for a in load_articles()[:40]]


def answer(body: bytes, number: int = 1) -> Response:
    return Response(
        f"http://127.0.0.1:1/bai-{number}.html", 200, {"content-type": "text/html"}, body, datetime.now(UTC)
    )


def read_here(page: Response) -> Extraction:
    return read_page(page.body, page.url, page.content_type, SOURCE, page.fetched_at)


def test_the_other_process_imports_no_database() -> None:
    """Every crawl that starts it waits for its imports: SQLAlchemy's alone take longer than all the others."""
    told = "import sys, crawler.visit.extraction_worker; print(*{name.partition('.')[0] for name in sys.modules})"
    command = [sys.executable, "-c", told]
    imported = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    assert "bs4" in imported
    assert not {"sqlalchemy", "alembic", "httpx", "numpy", "flask"} & set(imported)


@pytest.fixture
def reader() -> Iterator[ExtractionProcess]:
    with ExtractionProcess(SOURCE, aside=True) as made:
        while not made.start_extraction(first := answer(PAGES[0])):
            made.extract(first)
        yield made


def test_a_page_read_ahead_is_the_same_article(reader: ExtractionProcess) -> None:
    """Each page is begun before the one before it is asked for, as the crawl does."""
    asked = [answer(body, number) for number, body in enumerate(PAGES)]
    assert reader.start_extraction(asked[0])
    for before, after in zip(asked, asked[1:], strict=False):
        assert reader.start_extraction(after)
        assert reader.extract(before) == read_here(before)
    assert reader.extract(asked[-1]).article.url


@pytest.mark.parametrize(("body", "error"), [(b"<p>x</p>", NotAnArticle), (b"<div>" * 5000, HostilePage)])
def test_errors_come_over(reader: ExtractionProcess, body: bytes, error: type[NotAnArticle]) -> None:
    page = answer(body)
    assert reader.start_extraction(page)
    with pytest.raises(error):
        reader.extract(page)


def test_a_page_that_breaks_the_reader_comes_over_as_one_line(reader: ExtractionProcess) -> None:
    """A day in the address cannot be set against a moment without a zone: no step of its own catches that."""
    zoneless = datetime.now(UTC).replace(tzinfo=None)
    page = replace(answer(PAGES[0]), url="http://127.0.0.1:1/2026/01/02/bai-1.html", fetched_at=zoneless)
    assert reader.start_extraction(page)
    with pytest.raises(ExtractionFailed, match=r"không đọc được phần nội dung \(TypeError: [^\n]*\); [^\n]*$"):
        reader.extract(page)
    assert reader.start_extraction(answer(b"<p>x</p>")), "the process goes on"


def test_an_answer_that_was_begun_and_never_asked_for_is_let_go(reader: ExtractionProcess) -> None:
    for number in range(3):
        assert reader.start_extraction(answer(PAGES[number], number))
    other = answer(PAGES[5], 5)
    assert reader.extract(other) == read_here(other)


def test_the_crawl_reads_on_when_the_other_process_dies(reader: ExtractionProcess) -> None:
    page = answer(PAGES[1])
    assert reader._process is not None
    os.kill(reader._process.pid, signal.SIGKILL)
    reader._process.wait()
    reader.start_extraction(page)
    assert reader.extract(page) == read_here(page)
    assert not reader.start_extraction(page)


def test_a_portal_with_a_delay_needs_no_other_process() -> None:
    with ExtractionProcess(SOURCE, aside=False) as made:
        for number in range(40):
            page = answer(PAGES[0], number)
            assert not made.start_extraction(page)
            assert made.extract(page).article.title
        assert made._process is None

"""Articles and alerts that fail are left out of files and mails, counted, and told to whoever asked."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from apiflask import APIFlask
from click.testing import CliRunner
from sqlalchemy import update as change
from warcio.archiveiterator import ArchiveIterator
from whoosh.index import open_dir

from archive import tables as t
from archive.articles.archive import Archive
from archive.articles.checksums import Fingerprint
from archive.attempts import ExportReport
from archive.exchange.json_lines import export_articles, record_of
from archive.exchange.warc import METADATA, export_warc
from archive.failures import FACTS, FILE, STEPS, Failure, Failures
from archive.model import RawResponse, StoredArticle
from cli import failures as told_by_commands
from cli.main import cli
from columnar.export import stock_document
from columnar.segment.reader import Segment
from database.transactions import writing
from indexer.analysis.analyzer import Texts
from indexer.published import export_whoosh
from jobs import failure_messages as told_by_jobs
from jobs.public_view import PublicView
from jobs.worker.worker import run_pending
from site_data.site import Site
from tests.conftest import a_few_articles
from tests.support.form_client import first_admin
from vietnamese.masking import Masker
from web.app import close_app, create_app
from web.formats.citation import cite
from web.pages.exports import FORMATS, Entry, ExportEntries
from web.view.search_params import SearchParams

WHY = "IndexError: list index out of range"
BAD = 2


@pytest.fixture
def data(indexed_data: Path, tmp_path: Path) -> Path:
    shutil.copytree(indexed_data, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def failed(data: Path) -> Path:
    """A data folder in which two steps failed for article BAD, and one for another article."""
    with Archive.open(data) as archive:
        rows = [Failure(BAD, FACTS, "1", WHY), Failure(BAD, FILE, "1", WHY), Failure(3, FACTS, "1", WHY)]
        Failures(archive.engine).record_outcome([BAD, 3], [FACTS, FILE], rows)
    return data


def record(stored: StoredArticle) -> dict[str, Any]:
    """What an article is exported as; BAD cannot be."""
    if stored.id == BAD:
        raise IndexError("list index out of range")
    return record_of(stored)


def test_every_step_has_its_words() -> None:
    assert set(told_by_commands.STEPS) == set(told_by_jobs.STEPS) == set(STEPS)


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_an_article_without_a_line_is_left_out_of_an_export(data: Path, form: str) -> None:
    out, whole = io.StringIO(newline=""), io.StringIO(newline="")
    with Archive.open(data) as archive:
        assert export_articles(archive, out, form, record=record) == ExportReport(3, {BAD: WHY})
        assert export_articles(archive, whole, form) == ExportReport(4)
    lines = whole.getvalue().splitlines(keepends=True)
    assert out.getvalue() == "".join(line for line in lines if "Bắt giữ đối tượng" not in line)


def test_an_article_is_left_out_of_a_warc_with_all_its_records(data: Path) -> None:
    out = io.BytesIO()
    with Archive.open(data) as archive:
        for number, stored in archive.get_many([1, BAD, 3]).items():
            address = stored.article.url or ""
            raw = RawResponse(address, 200, {}, f"<p>{number}</p>".encode(), datetime.now(UTC))
            archive.put(replace(stored.article, byline="Nguyễn Văn Mẫu"), raw)
        assert export_warc(archive, out, record=record) == ExportReport(3, {BAD: WHY})
    out.seek(0)
    found = [(r.rec_type, r.rec_headers.get_header("WARC-Target-URI")) for r in ArchiveIterator(out)]
    bad = a_few_articles()[BAD - 1].url
    assert [kind for kind, _ in found].count("response") == 2 and bad not in [url for _, url in found]


def test_a_document_is_left_out_of_a_whoosh_index(data: Path, tmp_path: Path) -> None:
    def document(segment: Segment, texts: Mapping[str, Texts], doc: int) -> dict[str, object]:
        made = stock_document(segment, texts, doc)
        if made["key"] == BAD:
            raise IndexError("list index out of range")
        return made

    assert export_whoosh(data, tmp_path / "whoosh", document_of=document) == ExportReport(3, {BAD: WHY})
    with open_dir(str(tmp_path / "whoosh")).searcher() as searcher:
        assert {fields["key"] for fields in searcher.all_stored_fields()} == {1, 3, 4}


class Uncitable:
    """A citation that breaks whatever writes it."""

    def __getattr__(self, name: str) -> Any:
        raise IndexError("list index out of range")


@pytest.fixture
def app(data: Path) -> Iterator[APIFlask]:
    made = create_app(data, testing=True)
    yield made
    close_app(made)


@pytest.mark.parametrize("name", FORMATS)
def test_an_article_that_cannot_be_written_is_left_out_of_a_file(app: APIFlask, data: Path, name: str) -> None:
    with Archive.open(data) as archive:
        stored = list(archive.get_many([1, 2, 3]).values())
    mark = Fingerprint(1, "0" * 64, datetime.now(UTC))
    entries: list[Entry] = [
        (s, cite(s, mark, publisher="Cổng", permanent=f"/bai/{s.id}/ban/1", accessed=date(2024, 1, 2))) for s in stored
    ]
    broken: Any = Uncitable()
    with app.test_request_context("/"):
        whole = "".join(FORMATS[name].write(ExportEntries([entries[0], entries[2]], 2), SearchParams("", {})))
        writing = ExportEntries([entries[0], (stored[1], broken), entries[2]], 3)
        text = "".join(FORMATS[name].write(writing, SearchParams("", {})))
    assert (writing.written, writing.missing) == (2, 1)
    if name in ("trich-dan.bib", "ho-so.html"):
        assert "Tệp này thiếu 1 bài không ghi được." in text and "Tệp này thiếu" not in whole
    else:
        assert text == whole
    if name.endswith(".json"):
        assert len(json.loads(text)) == 2


def test_an_article_whose_names_cannot_be_hidden_is_not_shown(data: Path) -> None:
    class Broken(Masker):
        """Breaks at one article."""

        def mask(self, text: str) -> str:
            if "ma túy" in text:
                raise IndexError("list index out of range")
            return super().mask(text)

    with Archive.open(data) as archive:
        assert list(PublicView(archive, {}, Broken(["Trần Thị Mẫu"])).articles([1, 2, 3])) == [1, 3]


def run(data: Path, *words: str, code: int = 0) -> str:
    result = CliRunner().invoke(cli, ["--data", str(data), *words])
    assert result.exit_code == code, result.output
    return result.output


def test_the_commands_count_and_name_what_failed(failed: Path) -> None:
    lines = run(failed, "index").splitlines()
    # Nothing failed under these rules: facts are made now, and only the file is still unread.
    assert lines[-1] == "1 bài có tệp đính kèm không đọc được: `run.py check` nêu từng bài"
    assert run(failed, "check").splitlines() == [
        f"bài {BAD} (https://congan.hatinh.gov.vn/bai-2.html), có tệp đính kèm không đọc được: {WHY}",
        "không thấy hư hỏng",
    ]


def test_an_export_that_lacks_articles_says_so(data: Path, tmp_path: Path) -> None:
    with Archive.open(data) as archive:
        stored = archive.get(BAD)
        assert stored is not None
        raw = RawResponse(stored.article.url or "", 200, {}, b"<p>x</p>", datetime.now(UTC))
        archive.put(replace(stored.article, byline="Nguyễn Văn Mẫu"), raw)
        with writing(archive.engine) as connection:
            connection.execute(change(t.responses).values(body=b"damaged"))
    target = tmp_path / "a.warc"
    told = run(data, "export", "--format", "warc", "-o", str(target), code=1)
    assert f"bỏ qua bài {BAD}: error: " in told and "đã bỏ qua 1 bài (nêu ở trên), đã ghi 3 bài" in told
    with target.open("rb") as file:
        kinds = [r.rec_headers.get_header("Content-Type") for r in ArchiveIterator(file)]
    assert kinds.count(METADATA) == 3
    assert run(data, "export", "-o", str(tmp_path / "a.jsonl")) == ""


def test_a_job_and_the_page_of_the_admin_tell_what_failed(failed: Path) -> None:
    app = create_app(failed)
    admin = first_admin(app, failed)
    text = admin.get("/quan-tri/").text
    assert "2 bài chưa rút được dữ kiện; 1 bài có tệp đính kèm chưa đọc được" in text
    assert text.count(WHY) == 3 and "Bắt giữ đối tượng vận chuyển ma túy" in text and "/bai/2" in text
    with Site.open(failed) as site:
        site.jobs.submit("index", {})
        run_pending(failed)
        job = site.jobs.list(1)[0]
    assert job.state == "done" and job.result.endswith("; 1 bài có tệp đính kèm chưa đọc được")
    assert admin.get("/quan-tri/").text.count(WHY) == 1
    with Archive.open(failed) as archive:
        Failures(archive.engine).record_outcome([BAD], [FILE], [])
    assert "Bài chưa xử lý được" not in admin.get("/quan-tri/").text
    close_app(app)

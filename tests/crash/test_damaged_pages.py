"""Damaged pages of both databases: each costs what stands on it, never a page of hits, a whole export, or the start."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from archive import tables as archive_tables
from archive.articles.archive import NAME, Archive
from archive.crawling.crawl_log import CrawlLog
from archive.exchange.json_lines import export_articles
from archive.exchange.warc import export_warc
from archive.failures import STORAGE, Failures
from archive.model import Article, Block
from database.damage import open_what_is_left
from database.errors import ArchiveDamaged
from indexer import index_archive
from jobs.notices.troubles import find_troubles
from jobs.tasks.examine_data import examine_data
from jobs.worker.worker import run_pending, utc_now
from search import Searcher
from site_data import tables as site_tables
from site_data.site import NAME as SITE
from site_data.site import Site
from web.app import close_app, create_app
from web.serving.process import open_index

PAGE = 4096
COUNT = 400

NEEDED = {"hidden_names", "tombstones"}
"""Tables without which nothing is shown rather than what must be hidden."""


def overwrite_page(path: Path, number: int) -> None:
    """Overwrite one page (from 1), as a failing disk does."""
    with path.open("r+b") as file:
        file.seek((number - 1) * PAGE)
        file.write(b"\xa5" * PAGE)


def flush_log(path: Path) -> None:
    """Bring what the log holds into the database file."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def root_of(path: Path, name: str) -> int:
    """The first page of a table or index."""
    with closing(sqlite3.connect(path)) as raw:
        return int(raw.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0])


def objects_of(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as raw:
        return [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE rootpage > 1")]


@pytest.fixture(scope="module")
def sound(indexed_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The indexed data with a site's database, everything in the files themselves."""
    data = tmp_path_factory.mktemp("sound") / "data"
    shutil.copytree(indexed_data, data)
    close_app(create_app(data, testing=True))
    for name in (NAME, SITE):
        flush_log(data / name)
    return data


PAGES = ("/", "/tim-kiem?q=ma+túy", "/bai/1", "/suc-khoe", "/readyz", "/livez", "/xuat/bai.jsonl?q=ma+túy", "/tim-kiem.atom?q=ma+túy", "/quan-tri/dang-nhap", "/api/v1/search?q=ma+túy", "/goi-y?q=ma", "/su-kien/", "/tim-hang-loat")  # fmt: skip


def statuses_of(client: FlaskClient) -> dict[str, int]:
    """The status of each page; what is sent piece by piece is closed as a server does."""
    found = {}
    for path in PAGES:
        with client.get(path) as answer:
            found[path] = answer.status_code
    return found


def answers_of(data: Path) -> dict[str, int]:
    """The status of the pages of a site over a data folder; it must start."""
    app = create_app(data, testing=True)
    try:
        open_index(app)
        client = app.test_client()
        return statuses_of(client)
    finally:
        close_app(app)


@pytest.mark.parametrize("name", sorted(set(archive_tables.content.tables) - {"alembic_version"}))
def test_a_damaged_table_of_the_archive(name: str, sound: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(sound, data)
    overwrite_page(data / NAME, root_of(data / NAME, name))
    answers = answers_of(data)
    assert all(status < 500 or status == 503 for status in answers.values()), answers
    assert answers["/livez"] == 200
    assert answers["/tim-kiem?q=ma+túy"] == (503 if name in NEEDED else 200), answers
    assert examine_data(data).problems
    with Site.open(data) as site, Archive.open(data, readonly=True) as archive:
        find_troubles(data, site, CrawlLog(archive.engine), utc_now())


@pytest.mark.parametrize("name", sorted(site_tables.site.tables))
def test_a_damaged_table_of_the_site(name: str, sound: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(sound, data)
    overwrite_page(data / SITE, root_of(data / SITE, name))
    answers = answers_of(data)
    assert all(status < 500 or status == 503 for status in answers.values()), answers
    assert [answers[path] for path in ("/", "/tim-kiem?q=ma+túy", "/bai/1", "/livez")] == [200] * 4, answers
    assert examine_data(data).problems


def test_damaged_indexes_of_the_archive(sound: Path, tmp_path: Path) -> None:
    tables = {*archive_tables.content.tables, "alembic_version"}
    names = [name for name in objects_of(sound / NAME) if name not in tables]
    assert len(names) > 20
    for name in names:
        data = tmp_path / name
        shutil.copytree(sound, data)
        overwrite_page(data / NAME, root_of(data / NAME, name))
        answers = answers_of(data)
        assert all(status < 500 or status == 503 for status in answers.values()), (name, answers)
        assert answers["/tim-kiem?q=ma+túy"] == 200, (name, answers)
        shutil.rmtree(data)


def test_an_archive_that_does_not_tell_its_schema_is_read_alone(sound: Path, tmp_path: Path) -> None:
    """Nobody can say what its tables mean: what can be read is, nothing is written, and writing is a clear error."""
    data = tmp_path / "data"
    shutil.copytree(sound, data)
    overwrite_page(data / NAME, root_of(data / NAME, "alembic_version"))
    before = (data / NAME).read_bytes()
    answers = answers_of(data)
    assert {path: status for path, status in answers.items() if status != 200} == {}
    with pytest.raises(ArchiveDamaged, match="restore"):
        Archive.open(data)
    with pytest.raises(ArchiveDamaged, match="restore"), open_what_is_left(Archive.open, data) as archive:
        archive.put(Article("thu", "Tin"))
    assert (data / NAME).read_bytes() == before


def overwrite_pages(path: Path, numbers: Iterable[int]) -> None:
    for number in numbers:
        overwrite_page(path, number)


def every_second(path: Path, first: int) -> range:
    return range(first, path.stat().st_size // PAGE + 1, 2)


@pytest.mark.parametrize("first", [1, 2], ids=["first page too", "but the first page"])
def test_a_site_without_its_own_database(first: int, sound: Path, tmp_path: Path) -> None:
    """Every second page of accounts, jobs and decisions is lost: readers search and read, and the rest says what to do."""
    data = tmp_path / "data"
    shutil.copytree(sound, data)
    overwrite_pages(data / SITE, every_second(data / SITE, first))
    before = (data / SITE).read_bytes()
    app = create_app(data)
    try:
        open_index(app)
        client = app.test_client()
        answers = statuses_of(client)
        lost = {"/quan-tri/dang-nhap", "/tim-kiem.atom?q=ma+túy"}
        assert {path for path, status in answers.items() if status != 200} <= lost, answers
        with client.session_transaction() as session:
            session["token"] = "of-another-day"
        assert client.get("/tim-kiem?q=ma+túy").status_code == 200
        for path in ("/quan-tri/", "/quan-tri/dang-nhap", "/quan-tri/nguon", "/quan-tri/thiet-lap"):
            refused = client.get(path)
            assert (refused.status_code, "site.sqlite3" in refused.text, "restore DIR" in refused.text) == (
                503,
                True,
                True,
            )
        assert client.get("/readyz").json["parts"]["site"] == "broken"
        assert "restore DIR" in client.get("/suc-khoe").text
        assert "timtin_databases_damaged 1.0" in client.get("/metrics").text
        assert client.get("/api/v1/search?q=ma", headers={"Authorization": "Bearer x"}).status_code == 503
    finally:
        close_app(app)
    assert (data / SITE).read_bytes() == before
    assert any("site.sqlite3" in line for line in examine_data(data).problems)


@pytest.mark.parametrize("first", [1, 2], ids=["first page too", "but the first page"])
def test_a_site_without_its_archive(first: int, sound: Path, tmp_path: Path) -> None:
    """What is hidden can no longer be told, so nothing is found; people sign in, and every page says what to do."""
    data = tmp_path / "data"
    shutil.copytree(sound, data)
    overwrite_pages(data / NAME, every_second(data / NAME, first))
    before = (data / NAME).read_bytes()
    app = create_app(data, testing=True)
    try:
        open_index(app)
        client = app.test_client()
        answers = statuses_of(client)
        assert all(status in (200, 503) for status in answers.values()), answers
        assert (answers["/livez"], answers["/quan-tri/dang-nhap"]) == (200, 200)
        refused = client.get("/tim-kiem?q=ma+túy")
        assert (refused.status_code, "archive.sqlite3" in refused.text, "restore DIR" in refused.text) == (
            503,
            True,
            True,
        )
        assert client.get("/readyz").json["parts"]["archive"] == "broken"
        assert "restore DIR" in client.get("/suc-khoe").text
    finally:
        close_app(app)
    assert (data / NAME).read_bytes() == before
    assert any("archive.sqlite3" in line for line in examine_data(data).problems)


def articles() -> Iterator[Article]:
    for number in range(COUNT):
        blocks = tuple(Block("paragraph", f"Đoạn {at} của tin {number} về giao thông. " * 8) for at in range(4))
        yield Article("thu", f"Tin giao thông số {number}", external_id=str(number), blocks=blocks)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An indexed archive of some hundred pages."""
    data = tmp_path_factory.mktemp("many") / "data"
    with Archive.open(data) as archive, Site.open(data):
        archive.put_many(list(articles()))
    index_archive(data, processes=1)
    flush_log(data / NAME)
    return data


def pages_holding(path: Path, wanted: bytes) -> list[int]:
    """The pages on which a text stands."""
    content = path.read_bytes()
    return [at // PAGE + 1 for at in range(0, len(content), PAGE) if wanted in content[at : at + PAGE]]


PLACES = {
    "block": "Đoạn 2 của tin 200 ".encode(),
    "head": json.dumps("Tin giao thông số 200", ensure_ascii=False).encode(),
    "row": b"",
}


@pytest.mark.parametrize("where", PLACES)
def test_a_damaged_page_costs_what_stands_on_it(where: str, many: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(many, data)
    path, wanted = data / NAME, PLACES[where]
    if where == "row":
        # The row of the list holds two sums one after the other: the text's and the whole content's.
        with closing(sqlite3.connect(path)) as raw:
            wanted = raw.execute("SELECT text_hash || sha256 FROM articles WHERE id = 200").fetchone()[0].encode()
    page = pages_holding(path, wanted)[0]
    overwrite_page(path, page)

    with Archive.open(data, readonly=True) as archive:
        out = io.StringIO()
        report = export_articles(archive, out)
        lost = set(report.left_out)
        assert 0 < len(lost) < 60 and lost & {200, 201}
        written = {json.loads(line)["id"] for line in out.getvalue().splitlines()}
        assert written == {str(n - 1) for n in range(1, COUNT + 1) if n not in lost}
        assert set(export_warc(archive, io.BytesIO()).left_out) == lost
        assert archive.count() >= COUNT - len(lost)
    with Searcher.open(data) as searcher:
        shown = searcher.matching("giao thông").articles
        assert len(shown) >= COUNT - len(lost)
        for offset in range(0, COUNT, 50):
            hits = searcher.search("giao thông", n=50, offset=offset).hits
            assert 50 - len(lost) <= len(hits) <= 50
            assert all(hit.title for hit in hits)  # what a hit shows stands in the index as well
    found = examine_data(data)
    assert set(found.damaged) == lost and found.problems

    # The admin is told, and finds the articles by number.
    with Site.open(data) as site:
        number = site.jobs.submit("examine", {})
        run_pending(data)
        job = site.jobs.get(number)
        assert job is not None and job.state == "failed" and str(len(lost)) in job.result
        with Archive.open(data) as archive:
            assert "job:examine" in find_troubles(data, site, CrawlLog(archive.engine), utc_now())
            listed = {f.article for f in Failures(archive.engine).list() if f.step == STORAGE}
            assert listed <= lost  # those whose row is lost have no line, but stand in the job's log
    # An update goes on around it, and what was published stays found.
    with Archive.open(data) as archive:
        archive.put(Article("thu", "Tin giao thông mới", external_id="mới"))
    index_archive(data, processes=1)
    with Searcher.open(data) as searcher:
        assert searcher.search('"giao thông mới"').total == 1


def test_readers_who_meet_damage_have_it_examined(many: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(many, data)
    app = create_app(data, testing=True)
    try:
        client = app.test_client()
        assert client.get("/tim-kiem?q=%22giao+thông+số+200%22").status_code == 200
        page = pages_holding(data / NAME, PLACES["block"])[0]
        overwrite_page(data / NAME, page)
    finally:
        close_app(app)
    app = create_app(data, testing=True)
    try:
        client = app.test_client()
        assert client.get("/bai/201").status_code == 503
        assert client.get("/bai/202").status_code == 200
        assert client.get("/readyz").json["parts"]["archive"] == "partly"
        page_of_health = client.get("/suc-khoe")
        assert page_of_health.status_code == 200 and "có bài không đọc được" in page_of_health.text
        with Site.open(data) as site:
            assert [job.kind for job in site.jobs.list()] == ["examine"]
    finally:
        close_app(app)


def test_bits_that_changed_in_a_text_are_told(many: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(many, data)
    content = (data / NAME).read_bytes()
    place = content.index("Đoạn 2 của tin 200 ".encode())
    (data / NAME).write_bytes(content[:place] + "Đoạn 9".encode() + content[place + len("Đoạn 9".encode()) :])
    found = examine_data(data)
    assert found.problems == [] and list(found.damaged) == [201]

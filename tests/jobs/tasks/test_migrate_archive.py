"""An archive moves between a folder and PostgreSQL row by row, goes on where it was cut off, and arrives as it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from archive.articles.archive import Archive
from archive.erasure import erase
from archive.model import Article, RawResponse
from database.connection import open_database
from database.errors import ArchiveError
from database.transactions import writing
from indexer import CacheDatabase
from jobs.tasks.backup import backup, restore
from jobs.tasks.migrate_archive import migrate_archive
from progress import Cancelled
from site_data.site import Site
from tests.support import postgres
from tests.support.articles import a_few_articles
from tools.postgres_server import PostgresServer

pytestmark = pytest.mark.sqlite_files  # A folder is one end of each move, the other one is chosen here.


@pytest.fixture
def url(postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an empty database; folders stay files."""
    monkeypatch.setenv("TIMTIN_DATABASE_PREFIX", "moved")
    yield postgres_server.url
    postgres.drop_schemas(postgres_server)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with an erased article, raw pages, odd text, an account's job and an analysis."""
    data = tmp_path / "from"
    with Archive.open(data) as archive:
        archive.put_many(a_few_articles())
        raw = RawResponse("http://a/1", 200, {"etag": "x\0"}, b"<html>\0" * 100, datetime.now(UTC))
        last = archive.put(Article("s", "Đến lượt", url="http://a/1", extra={"số": 1}), raw)
        gone = archive.put(Article("s", "Bị xóa", url="http://a/2"))
        erase(archive.engine, gone.id, who="x", reason="y")
        assert (last.id, gone.id) == (5, 6)
    with Site.open(data) as site:
        site.jobs.submit("index", {"a": 1})
    with CacheDatabase.open(data) as cache:
        cache.terms.put_many({"x": bytes(range(256))}, "1")
    return data


def digests(moved: list[object]) -> list[object]:
    """What tables hold."""
    return [(table.name, table.rows, table.sha256) for table in moved]  # type: ignore[attr-defined]


def test_there_and_back(tmp_path: Path, folder: Path, url: str) -> None:
    there = migrate_archive(str(folder), url, tmp_path / "here")
    back = migrate_archive(url, str(tmp_path / "to"), tmp_path / "here")
    assert digests([*there]) == digests([*back])
    assert {table.name for table in there if table.rows} >= {
        "articles",
        "versions",
        "responses",
        "tombstones",
        "jobs",
        "terms",
    }
    with Archive.open(folder) as old, Archive.open(tmp_path / "to") as new:
        assert [s for batch in new.changed_since(0) for s in batch] == [
            s for batch in old.changed_since(0) for s in batch
        ]
        assert new.raw(5) == old.raw(5)
        done = new.put(Article("s", "Mới", url="http://a/3"))
        assert done.id == 7, "the number of an erased article is given again"
        assert new.last_change() == 8
    with pytest.raises(ArchiveError, match="đã có dữ liệu"):
        migrate_archive(str(folder), url, tmp_path / "here")


def test_numbers_go_on_there(tmp_path: Path, folder: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    migrate_archive(str(folder), url, tmp_path / "here")
    monkeypatch.setenv("TIMTIN_DATABASE", url)
    with Archive.open(tmp_path / "here") as archive, Site.open(tmp_path / "here") as site:
        assert archive.put(Article("s", "Mới", url="http://a/3")).id == 7
        assert archive.last_change() == 8
        assert site.jobs.submit("index", {}) == 2
    kept = backup(tmp_path / "here", tmp_path / "backups")
    with pytest.raises(ArchiveError, match="TIMTIN_DATABASE"):
        restore(tmp_path / "backups", tmp_path / "restored")
    monkeypatch.delenv("TIMTIN_DATABASE")
    restore(kept, tmp_path / "restored")
    with Archive.open(tmp_path / "restored") as archive:
        assert archive.count() == 6


def test_what_was_cut_off_goes_on(tmp_path: Path, folder: Path, url: str) -> None:
    arrived: set[str] = set()

    def cut(table: str, rows: int) -> None:
        arrived.add(table)
        if arrived >= {"articles", "versions", "blocks"}:
            raise Cancelled("jobs.stopped")

    with pytest.raises(Cancelled):
        migrate_archive(str(folder), url, tmp_path / "here", cut)
    with Archive.open(folder) as archive:  # What changed meanwhile is moved as it is now.
        archive.put(Article("s", "Đổi tên", url="http://a/1"))
        erase(archive.engine, 1, who="x", reason="y")
    moved = {table.name: table for table in migrate_archive(str(folder), url, tmp_path / "here")}
    assert moved["articles"].rows == 4
    assert moved["articles"].written == 1
    assert moved["versions"].written == 1


def test_a_row_that_arrives_changed_is_told(tmp_path: Path, folder: Path, url: str) -> None:
    def spoil(table: str, rows: int) -> None:
        if table == "audit":  # After the articles were written, before they are compared.
            engine = open_database(tmp_path / "here" / "archive.sqlite3", None, url=url)
            with writing(engine) as connection:
                connection.execute(text("UPDATE articles SET sha256 = 'x' WHERE id = 3"))
            engine.dispose()

    with pytest.raises(ArchiveError, match=r"dòng \(3,\) của bảng articles"):
        migrate_archive(str(folder), url, tmp_path / "here", spoil)


def test_what_cannot_be_moved_is_told(tmp_path: Path, folder: Path, url: str) -> None:
    with pytest.raises(ArchiveError, match="không có kho bài"):
        migrate_archive(str(tmp_path / "none"), url, tmp_path / "here")
    with pytest.raises(ArchiveError, match="hai nơi khác nhau"):
        migrate_archive(url, url, tmp_path / "here")

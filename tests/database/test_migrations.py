"""The databases' tables: a new one has those of the code, one of another version is refused and stays as it is."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import MetaData, create_engine

import archive.crawling.tables  # noqa: F401
import facts.store.tables  # noqa: F401
from archive.articles.archive import NAME as ARCHIVE
from archive.articles.archive import Archive
from archive.migrations import FOLDER
from archive.tables import content
from database.errors import ArchiveError
from database.migrate import migrate, revision_of
from site_data.site import NAME as SITE
from site_data.site import Site
from site_data.tables import site
from tests.support.paths import ROOT

pytestmark = pytest.mark.sqlite_files

OPENINGS: dict[str, Callable[[Path], Archive | Site]] = {ARCHIVE: Archive.open, SITE: Site.open}
OF_ANOTHER_VERSION = "was made by another version of Tìm Tin: export its articles there with `run.py export`"


def schema_of(path: Path) -> dict[str, object]:
    """Columns with types, defaults and keys, indexes, foreign keys and options of every table, by name."""
    with closing(sqlite3.connect(path)) as connection:

        def rows(pragma: str, name: str) -> list[tuple[object, ...]]:
            return connection.execute(f'PRAGMA {pragma}("{name}")').fetchall()

        def indexes(table: str) -> list[tuple[object, ...]]:
            found = []
            for _, name, unique, origin, partial in rows("index_list", table):
                columns = tuple(row[2] for row in rows("index_info", str(name)))
                # SQLite numbers the indexes of UNIQUE and PRIMARY KEY as they come.
                found.append((name if origin == "c" else "", unique, origin, partial, columns))
            return sorted(found)

        tables = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
        ).fetchall()
        return {
            name: (
                rows("table_xinfo", name),
                indexes(name),
                sorted(row[2:] for row in rows("foreign_key_list", name)),
                [option for option in ("AUTOINCREMENT", "WITHOUT ROWID") if option in sql],
            )
            for name, sql in tables
        }


@pytest.mark.parametrize(("name", "tables"), [(ARCHIVE, content), (SITE, site)], ids=["archive", "site"])
def test_the_migrations_make_the_tables_of_the_code(tmp_path: Path, name: str, tables: MetaData) -> None:
    OPENINGS[name](tmp_path).close()
    engine = create_engine(f"sqlite:///{tmp_path / 'expected'}")
    tables.create_all(engine)
    engine.dispose()
    made, expected = schema_of(tmp_path / name), schema_of(tmp_path / "expected")
    assert len(expected) >= 10
    assert made == expected


def set_revision(path: Path, revision: str) -> bytes:
    """Give a database another revision; returns the file as it then is."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    return path.read_bytes()


@pytest.mark.parametrize("revision", ["0009", "archive_9999"], ids=["older", "newer"])
@pytest.mark.parametrize("name", [ARCHIVE, SITE])
def test_a_database_of_another_version_is_refused_and_stays_as_it_is(tmp_path: Path, name: str, revision: str) -> None:
    OPENINGS[name](tmp_path).close()
    before = set_revision(tmp_path / name, revision)
    with pytest.raises(ArchiveError, match=OF_ANOTHER_VERSION):
        OPENINGS[name](tmp_path)
    assert (tmp_path / name).read_bytes() == before


def test_an_older_archive_is_refused_to_readers_too(tmp_path: Path) -> None:
    Archive.open(tmp_path).close()
    set_revision(tmp_path / ARCHIVE, "0009")
    with pytest.raises(ArchiveError, match=OF_ANOTHER_VERSION):
        Archive.open(tmp_path, readonly=True)


@pytest.mark.parametrize("command", ["migrate", "export", "index"])
def test_the_command_line_says_so_in_one_line(tmp_path: Path, command: str) -> None:
    Archive.open(tmp_path).close()
    set_revision(tmp_path / ARCHIVE, "0009")
    program = [sys.executable, str(ROOT / "run.py"), "--data", str(tmp_path), command]
    done = subprocess.run(program, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert OF_ANOTHER_VERSION in done.stderr


def test_a_later_migration_runs_once_on_a_database_with_data(tmp_path: Path) -> None:
    folder = tmp_path / "100% odd:name"
    folder.mkdir()
    path = tmp_path / "some.sqlite3"
    (folder / "v0001_baseline.py").write_text((FOLDER / "v0001_baseline.py").read_text("utf-8"))
    engine = create_engine(f"sqlite:///{path}")
    migrate(engine, path, folder)
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO counters VALUES ('change', 7)")
    later = tmp_path / "100% odd:name, later"
    folder.rename(later)
    (later / "v0002_more.py").write_text(
        'from alembic import op\nrevision = "archive_0002"\ndown_revision = "archive_0001"\n'
        'def upgrade() -> None:\n    op.execute("ALTER TABLE counters ADD COLUMN more INTEGER NOT NULL DEFAULT 3")\n'
    )
    for _ in range(2):
        migrate(engine, path, later)
        assert revision_of(engine) == "archive_0002"
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT * FROM counters").all() == [("change", 7, 3)]
    engine.dispose()

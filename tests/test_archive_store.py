"""The archive: round trips, versions, gone articles, jobs in line, import, export, backup and kills."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.backup import backup, check, restore
from archive.errors import ArchiveError
from archive.frontier_table import Frontier
from archive.model import Article, Block, RawResponse
from archive.site import Site
from archive.store import Archive
from archive.transfer import export, import_files
from tests.archive_kill_child import BATCHES, SIZE, batch

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
ARTICLES = st.builds(
    Article,
    source=TEXT,
    title=TEXT,
    external_id=st.uuids().map(str),
    lead=TEXT,
    byline=TEXT,
    blocks=st.lists(st.builds(Block, st.sampled_from(["paragraph", "heading", "caption"]), TEXT)).map(tuple),
)


def exported(archive: Archive) -> str:
    """Return the whole archive as JSON Lines."""
    out = io.StringIO()
    export(archive, out)
    return out.getvalue()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The export of an archive that took every batch."""
    with Archive.open(tmp_path_factory.mktemp("undisturbed")) as archive:
        for number in range(BATCHES):
            archive.put_many(batch(number))
        return exported(archive)


@settings(max_examples=15, deadline=None)
@given(st.lists(ARTICLES, max_size=4, unique_by=lambda a: a.external_id))
def test_articles_come_back_as_given(articles: list[Article]) -> None:
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder)) as archive:
        puts = archive.put_many(articles)
        kept = archive.get_many([put.id for put in puts])
        assert [replace(kept[put.id].article, fetched_at=None) for put in puts] == articles
        assert {put.outcome for put in archive.put_many(articles)} <= {"same"}


def test_versions_gone_and_raw(tmp_path: Path) -> None:
    raw = RawResponse("http://a/1", 200, {"etag": "x"}, b"<html>" * 100, datetime.now(UTC))
    first = Article("s", "Một", url="http://a/1")
    with Archive.open(tmp_path) as archive:
        put = archive.put(first, raw)
        assert archive.raw(put.id) == raw
        assert archive.put(replace(first, title="Hai")).outcome == "changed"
        assert [v.article.title for v in archive.versions(put.id)] == ["Một", "Hai"]
        archive.mark_gone(put.id)
        assert [s.gone for found in archive.changed_since(2) for s in found] == [True]
        assert (archive.count(), archive.last_change()) == (0, 3)


def test_jobs_of_one_kind_wait_in_line(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    with Site.open(tmp_path) as site:
        first, second, other = (site.jobs.submit(kind, {}) for kind in ("crawl", "crawl", "index"))
        claimed = [site.jobs.claim("w", now) for _ in range(3)]
        assert [job.id if job else None for job in claimed] == [first, other, None]
        site.jobs.finish(first, "done", "")
        job = site.jobs.claim("w", now)
        assert job is not None
        assert job.id == second


def test_frontier_resumes(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        frontier = Frontier(archive.engine)
        assert frontier.add("s", [("http://a", "article", 1), ("http://a", "article", 2)]) == 1
        assert frontier.take("s") is not None
        assert frontier.take("s") is None
        assert frontier.release_all("s") == 1
        assert frontier.take("s") is not None


def test_import_keeps_unknown_keys_and_names_bad_lines(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(
        '{"id":"1","title":"A","published":"24/5/2023","tags":[1]}\n{bad\n{"id":"2","title":"B"}\n', "utf-8"
    )
    with Archive.open(tmp_path / "one") as one, Archive.open(tmp_path / "two") as two:
        report = import_files(one, [file])
        assert (report.new, len(report.errors)) == (2, 1)
        assert report.errors[0].startswith(f"{file}:2: ")
        again = tmp_path / "b.jsonl"
        again.write_text(exported(one), "utf-8")
        import_files(two, [again])
        assert exported(one) == exported(two)
        assert '"tags": [1]' in exported(two)


def test_backup_and_restore(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a") as archive:
        archive.put_many(batch(1))
        before = exported(archive)
        backup(tmp_path / "a", tmp_path / "b")
    restore(tmp_path / "b", tmp_path / "c")
    assert check(tmp_path / "c") == []
    with Archive.open(tmp_path / "c") as archive:
        assert exported(archive) == before
    with pytest.raises(ArchiveError):
        restore(tmp_path / "nothing", tmp_path / "c")


@pytest.mark.parametrize("seed", [*range(10), *(pytest.param(n, marks=pytest.mark.full) for n in range(10, 20))])
def test_a_kill_loses_nothing_acknowledged(seed: int, undisturbed: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.archive_kill_child", str(tmp_path)]
    root = Path(__file__).parent.parent
    acknowledged: list[int] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as child:
        assert child.stdout is not None
        for _ in range(random.Random(seed).randrange(1, BATCHES)):
            acknowledged.append(int(child.stdout.readline()))
        child.kill()
        acknowledged += [int(line) for line in child.stdout]
    with Archive.open(tmp_path) as archive:
        assert all(archive.by_external("kill", a.external_id or "") for n in acknowledged for a in batch(n))
        assert archive.count() % SIZE == 0
        for number in range(BATCHES):
            archive.put_many(batch(number))
        assert exported(archive) == undisturbed
    assert check(tmp_path) == []

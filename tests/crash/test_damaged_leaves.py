"""One damaged leaf of each table of a whole site: what stands on it is missing, every list answers, the index goes through."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from archive import tables as archive_tables
from archive.around_damage import covered_tables
from archive.articles.archive import NAME, Archive
from archive.model import Article
from archive.moderation import Moderation
from cli.main import cli
from facts.reading.facts import FactReader
from jobs.tasks.examine_data import examine_data, request_examination
from jobs.worker.worker import run_pending
from search import Searcher
from site_data import tables as site_tables
from site_data.site import NAME as SITE
from site_data.site import Site
from tests.crash.test_damaged_pages import PAGE, flush_log, root_of
from web.app import close_app, create_app
from web.serving.process import open_index

LISTS = (
    "/", "/tim-kiem?q=ma+túy", "/tim-kiem.atom?q=ma+túy", "/tim-kiem.json?q=ma+túy", "/tim-kiem/loc/nguoi?q=ma", "/xuat/bai.jsonl?q=ma",
    "/su-kien/", "/su-kien/?q=hội+nghị", "/nguoi/", "/nguoi/?q=giám+đốc", "/van-ban/", "/so-lieu?q=ma", "/dot-cao-diem", "/nguon/",
    "/goi-y?q=ma", "/sitemap.xml", "/suc-khoe", "/readyz", "/metrics", "/api/v1/search?q=ma", "/api/v1/events", "/api/v1/people",
    "/api/v1/documents", "/api/v1/sources", "/api/v1/campaigns", "/api/v1/changes",
)  # fmt: skip
"""A list of each kind that readers ask for."""

BY_ARTICLE = {"articles", "blocks", "versions", "files"}
"""Tables whose damaged rows are an article's own: it cannot be shown."""

HIDING = {"hidden_names", "tombstones"}
"""Tables without which nothing is shown rather than what must be hidden."""


def leaves_of(path: Path, name: str) -> list[int]:
    """The pages with the rows of a table, in their order."""
    content = path.read_bytes()

    def visit(number: int) -> Iterator[int]:
        page = content[(number - 1) * PAGE : number * PAGE]
        if page[0] in (10, 13):
            yield number
            return
        for at in range(12, 12 + 2 * int.from_bytes(page[3:5]), 2):
            cell = int.from_bytes(page[at : at + 2])
            yield from visit(int.from_bytes(page[cell : cell + 4]))
        yield from visit(int.from_bytes(page[8:12]))

    return list(visit(root_of(path, name)))


def damage_leaves(path: Path, name: str, *which: int) -> set[int]:
    """Overwrite leaves of a table, the middle one unless told; return the articles that cannot be read from the list any more."""
    leaves = leaves_of(path, name)
    for number in which or (len(leaves) // 2,):
        with path.open("r+b") as file:
            file.seek((leaves[number] - 1) * PAGE)
            file.write(b"\xa5" + random.Random(number).randbytes(PAGE - 1))
    if name != "articles":
        return set()
    with closing(sqlite3.connect(path)) as raw:
        return {number for number in range(1, 152) if not is_readable(raw, number)}


def is_readable(raw: sqlite3.Connection, number: int) -> bool:
    try:
        return raw.execute("SELECT source FROM articles NOT INDEXED WHERE id = ?", (number,)).fetchone() is not None
    except sqlite3.DatabaseError:
        return False


@pytest.fixture(scope="module")
def whole(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration with a site's database, everything in the files themselves."""
    data = tmp_path_factory.mktemp("whole") / "data"
    shutil.copytree(demo_data, data)
    close_app(create_app(data, testing=True))
    for name in (NAME, SITE):
        flush_log(data / name)
    return data


@pytest.fixture
def data(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy to damage; what is told of it is told in Vietnamese."""
    monkeypatch.setenv("TIMTIN_LANG", "vi")
    return Path(shutil.copytree(whole, tmp_path / "data"))


@contextmanager
def reader_of(data: Path) -> Iterator[FlaskClient]:
    """A reader of the site over a data folder."""
    app = create_app(data, testing=True)
    try:
        open_index(app)
        yield app.test_client()
    finally:
        close_app(app)


def statuses(client: FlaskClient, pages: Iterable[str]) -> dict[str, int]:
    found = {}
    for page in pages:
        with client.get(page) as answer:
            answer.get_data()
            found[page] = answer.status_code
    return found


@pytest.mark.parametrize("name", sorted(set(archive_tables.content.tables) - HIDING))
def test_a_leaf_of_the_archive_costs_what_stands_on_it(name: str, data: Path) -> None:
    lost = damage_leaves(data / NAME, name)
    numbers = {1, 30, 60, 75, 76, 90, 120, 151} | set(sorted(lost)[:2])
    with reader_of(data) as client:
        articles = statuses(client, (f"/bai/{number}" for number in numbers))
        lists = statuses(client, LISTS)
    assert {page: status for page, status in lists.items() if status != 200} == {}
    unread = {int(page[5:]) for page, status in articles.items() if status != 200}
    assert set(articles.values()) <= {200, 503}
    if name == "articles":
        assert 5 < len(lost) < 40 and unread == lost & numbers
    elif name not in BY_ARTICLE:
        assert unread == set()


@pytest.mark.parametrize("name", sorted(site_tables.site.tables))
def test_a_leaf_of_the_site_costs_readers_nothing(name: str, data: Path) -> None:
    damage_leaves(data / SITE, name)
    with reader_of(data) as client:
        answers = statuses(
            client, ("/", "/tim-kiem?q=ma+túy", "/bai/1", "/su-kien/", "/van-ban/", "/sitemap.xml", "/nguon/")
        )
    assert set(answers.values()) == {200}, answers


def test_every_article_but_those_on_the_page_is_shown(data: Path) -> None:
    """The box of related articles and the facts look at the rows of others."""
    lost = damage_leaves(data / NAME, "articles")
    with reader_of(data) as client:
        answers = statuses(client, (f"/bai/{number}" for number in range(1, 152)))
    assert {int(page[5:]) for page, status in answers.items() if status == 503} == lost
    assert set(answers.values()) == {200, 503}


def test_what_is_hidden_stays_hidden_when_pages_are_read_around(data: Path) -> None:
    with reader_of(data) as client:
        event = next(n for n in range(1, 90) if client.get(f"/su-kien/{n}").status_code == 200)
    with Archive.open(data) as archive:
        seen = FactReader(archive.engine).read_event(event)
        assert seen is not None
        told = {report.proof.article for report in seen.coverage}
        for number in told:
            Moderation(archive.engine).hide_article(number, who="lan", reason="thử")
    flush_log(data / NAME)
    damage_leaves(data / NAME, "fact_events", 0)
    with reader_of(data) as client:
        assert client.get(f"/su-kien/{event}").status_code == 404


def test_what_is_written_later_is_read_as_well(data: Path) -> None:
    """The copies of damaged tables are made anew after each change."""
    lost = damage_leaves(data / NAME, "articles")
    with Archive.open(data) as archive:
        reader = FactReader(archive.engine)
        before = reader.count_events()
        assert covered_tables(archive.engine) == ["articles"]
        number = next(n for n in range(1, 152) if n not in lost and reader.events_of([n]))
        with Archive.open(data) as other:
            Moderation(other.engine).hide_article(number, who="lan", reason="thử")
        assert reader.facts_of(number) is None and reader.count_events() <= before


@pytest.mark.parametrize("which", [(4,), (2, 6)], ids=["one page", "two pages"])
@pytest.mark.parametrize("rebuild", [False, True], ids=["update", "rebuild"])
def test_the_index_goes_through_and_names_what_it_leaves_out(
    data: Path, which: tuple[int, ...], rebuild: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIMTIN_PROCESSES", "1")
    lost = damage_leaves(data / NAME, "articles", *which)
    if not rebuild:  # Something to do, of articles around the damaged ones.
        with Archive.open(data) as archive:
            archive.put(Article("mau", "Tin giao thông mới", external_id="mới"))
    with Site.open(data) as site:
        number = site.jobs.submit("index", {"rebuild": rebuild})
        run_pending(data)
        job = site.jobs.get(number)
        assert job is not None and job.state == "done", job
        lines = [line for line in site.jobs.lines(number) if line.startswith("bỏ qua bài")]
    if rebuild:
        assert len(lines) == len(lost) and f"{len(lost)} bài nằm trên trang bị hỏng" in job.result
        done = CliRunner().invoke(cli, ["--data", str(data), "index", "--rebuild"])
        assert done.exit_code == 1 and "its row" not in done.output
        assert [done.stderr.count(f"bài {article}:") for article in lost] == [1] * len(lost)
        assert "mọi bài khác đã được công bố" in done.stderr
    with Searcher.open(data) as searcher:
        assert searcher.matching("mới").articles if not rebuild else not lost & set(searcher.matching("").articles)


def test_the_list_for_the_admin_is_true_and_told_once(data: Path) -> None:
    lost = damage_leaves(data / NAME, "articles", 2, 6)
    found = examine_data(data)
    assert set(found.damaged) == lost
    done = CliRunner().invoke(cli, ["--data", str(data), "check"])
    assert done.exit_code == 1
    assert [done.stderr.count(f"bài {article}:") for article in lost] == [1] * len(lost)
    assert "is on a damaged page" not in done.stderr and "its row" not in done.stderr


def test_whoever_watches_is_told_the_same_everywhere(data: Path) -> None:
    def told(client: FlaskClient) -> tuple[str, bool]:
        parts = json.loads(client.get("/readyz").text)["parts"]
        return parts["archive"], "timtin_databases_damaged 1.0" in client.get("/metrics").text

    with reader_of(data) as client:
        assert told(client) == ("ok", False)
    lost = damage_leaves(data / NAME, "articles")
    with reader_of(data) as client:
        assert client.get(f"/bai/{min(lost)}").status_code == 503
        assert told(client) == ("partly", True)
    with Site.open(data) as site:
        request_examination(site)
        run_pending(data)
    with reader_of(data) as client:
        assert told(client) == ("partly", True), "another process, in which nobody has met it"

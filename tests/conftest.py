"""Shared fixtures (data folders with a few indexed articles), and the language in which what is tested speaks."""

from __future__ import annotations

import os
import random
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support import postgres
from tests.support.articles import a_few_articles
from tests.support.paths import ROOT, build_once
from tools.postgres_server import PostgresServer

ENGLISH = (
    "tests/archive", "tests/cli/language", "tests/cli/test_commands.py", "tests/crash/test_", "tests/database", "tests/indexer", "tests/site_data",
    "tests/cluster", "tests/jobs/tasks/test_backup.py", "tests/journeys/test_whoosh_index.py", "tests/journeys/warc", "tests/web/admin/test_users.py", "tests/web/serving/test_supervisor.py", "tests/test_settings.py", "tests/test_words.py", "tests/test_workers.py",
)  # fmt: skip
"""Tests of rooms whose errors are read in English there; everything else speaks as an operator in Vietnam meets it."""


ON_BOTH = ("tests/archive", "tests/crawler", "tests/database", "tests/facts/store", "tests/jobs", "tests/site_data")
"""Rooms whose tests run on PostgreSQL as well: all of them with --postgresql, those marked ``smoke_postgresql`` without."""
_OF_SQLITE = ("indexed_data", "demo_data")  # made once for all tests

settings.register_profile("untimed", deadline=None)
settings.register_profile("long", settings.get_profile("untimed"), max_examples=6000)  # tests.search.query.examples
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that runs the tests of ``ON_BOTH`` twice."""
    parser.addoption("--postgresql", action="store_true", help="run the archive's tests on PostgreSQL as well")
    parser.addoption("--shuffle", type=int, metavar="SEED", help="run files, and the tests of each, in another order")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the tests into the order of ``--shuffle``: those of a file stay together, for what they share takes long to make."""
    if (seed := config.getoption("--shuffle")) is None:
        return
    draw = random.Random(seed)
    place = {path: draw.random() for path in sorted({item.path for item in items})}
    items.sort(key=lambda item: (place[item.path], draw.random()))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test on both databases, unless it is about the files of one."""
    item = metafunc.definition
    wanted = (
        metafunc.config.getoption("--postgresql", default=False)
        or item.get_closest_marker("smoke_postgresql") is not None
    )
    ours = str(item.path.relative_to(ROOT)).startswith(ON_BOTH) and item.get_closest_marker("sqlite_files") is None
    if wanted and ours and not set(metafunc.fixturenames) & set(_OF_SQLITE):
        metafunc.parametrize("database", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL server; where it is not installed what needs it is skipped with a line that says so."""
    if why := postgres.missing():
        pytest.skip(why)
    with postgres.running_server() as server:
        yield server


@pytest.fixture(autouse=True)
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """The kind of database that data folders have during a test."""
    kind = str(getattr(request, "param", "sqlite"))
    if kind == "sqlite":
        yield kind
        return
    with postgres.chosen(request.getfixturevalue("postgres_server")):
        yield kind


def pytest_configure() -> None:
    """Let Ctrl-C reach the commands under test: a job in the background ignores it, and its children would too."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Set TIMTIN_LANG for a test and all its fixtures."""
    before = os.environ.get("TIMTIN_LANG")
    os.environ["TIMTIN_LANG"] = "en" if str(item.path.relative_to(ROOT)).startswith(ENGLISH) else "vi"
    try:
        return (yield)
    finally:
        if before is None:
            del os.environ["TIMTIN_LANG"]
        else:
            os.environ["TIMTIN_LANG"] = before


@pytest.fixture(scope="session")
def indexed_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with ``a_few_articles``, indexed; tests must not change it."""
    from archive.articles.archive import Archive
    from indexer.update import index_archive

    data = tmp_path_factory.mktemp("indexed")
    with Archive.open(data) as archive:
        archive.put_many(a_few_articles())
    index_archive(data, processes=1)
    return data


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as ``run.py demo`` makes it: the sample portal crawled, its facts and its index; not to be changed."""
    from tools.served_site import make_demo

    # A copy for each worker: whoever opens its databases makes and removes files beside them, which others would miss while they copy.
    made = build_once(tmp_path_factory, "demo", make_demo)
    return Path(shutil.copytree(made, tmp_path_factory.mktemp("demo") / "data"))


@pytest.fixture(scope="session")
def demo_site(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address, which is its public one too, of a served copy of the demonstration; one article has a second version, ADMIN an account."""
    from search import refresh_suggestions
    from tools.served_site import add_admin, add_version, serve_folder
    from tools.site_pages import ADMIN, CHANGED, PASSWORD

    data = tmp_path_factory.mktemp("demo-served") / "data"
    shutil.copytree(demo_data, data)
    refresh_suggestions(data)
    add_version(data, CHANGED)
    add_admin(data, ADMIN, PASSWORD)
    with serve_folder(data, public=True) as site:
        yield site.address

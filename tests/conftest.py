"""Shared fixture: a data folder with a few indexed articles."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.support.articles import a_few_articles


def pytest_configure() -> None:
    """Let Ctrl-C reach the commands under test: a job in the background ignores it, and its children would too."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


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
    from archive.articles.archive import Archive
    from crawler.crawl import crawl
    from crawler.sources.sample import sample_source
    from jobs.tasks.update_index import update_index
    from sample.server import serve_portal

    data = tmp_path_factory.mktemp("demo")
    with serve_portal() as base_url, Archive.open(data) as archive:
        crawl(archive, [sample_source(base_url)])
    update_index(data)
    return data

"""Indexing, publishing with merging, rebuilding, backing up and crawling in processes that are killed (``tests.crash.crawl_child``)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.articles.archive import Archive
from indexer import index_archive
from jobs.tasks.backup import backup
from tests.crash.crawl_child import Work, crawl_portal, fork_work, tell
from tests.support.archives import batch
from tests.support.crawling import big_site_source


def update_index(data: Path, rest: str, *, rebuild: bool = False) -> None:
    """Index what is new, which merges segments whenever their turn has come; tell the end."""
    index_archive(data, processes=1, rebuild=rebuild)
    tell("done index")


def back_up(data: Path, into: str) -> None:
    """Make one more backup, of which two are kept; tell its name."""
    tell(f"done {backup(data, Path(into), keep=2).name}")


def crawl_site(data: Path, base: str) -> None:
    """Crawl a portal; tell each visit and the end."""
    crawl_portal(big_site_source, data, base)
    tell("done crawl")


WORKS: dict[str, Work] = {
    "index": update_index,
    "rebuild": partial(update_index, rebuild=True),
    "backup": back_up,
    "crawl": crawl_site,
}


def prepare() -> None:
    """Load what all of them load, once before they are forked."""
    with TemporaryDirectory() as folder:
        with Archive.open(Path(folder)) as archive:
            archive.put_many(batch(0))
        index_archive(Path(folder), processes=1)


if __name__ == "__main__":
    prepare()
    fork_work(WORKS)

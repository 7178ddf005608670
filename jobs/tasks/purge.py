"""Makes index and caches again without what was erased: no older generation, no kept analysis holds it afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from archive.articles.archive import Archive
from archive.articles.tombstones import mark_purged, unpurged_articles
from indexer import CacheDatabase, builder_of, index_archive
from progress import Progress
from search import discard_suggestions


def purge(
    data: Path,
    *,
    processes: int = 0,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> int:
    """Finish what erasing began, also after a kill; return how many articles that was. Raises what ``update`` raises."""
    with Archive.open(data) as archive:
        waiting = unpurged_articles(archive.engine)
        if not waiting:
            return 0
        discard_suggestions(data)
        with CacheDatabase.open(data) as cache:
            cache.forget([text_hash for _, text_hash in waiting])
        index_archive(data, rebuild=True, processes=processes, progress=progress, cancelled=cancelled)
        with builder_of(data) as builder:
            builder.drop_previous()
        mark_purged(archive.engine, [article for article, _ in waiting])
    return len(waiting)

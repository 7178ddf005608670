"""Makes index and caches again without what was erased: no older generation, no kept analysis holds it afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from archive.analyses import AnalysisCache
from archive.erasing import mark_purged, unpurged
from archive.store import Archive
from indexer.build import Progress, update
from indexer.generations import clear_old, indexing_lock


def purge(
    data: Path,
    *,
    processes: int = 0,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> int:
    """Finish what erasing began, also after a kill; return how many articles that was. Raises what ``update`` raises."""
    with Archive.open(data) as archive:
        waiting = unpurged(archive.engine)
        if not waiting:
            return 0
        with AnalysisCache.open(data) as cache:
            cache.forget([text_hash for _, text_hash in waiting])
        update(data, rebuild=True, processes=processes, progress=progress, cancelled=cancelled)
        with indexing_lock(data):
            clear_old(data, None)
        mark_purged(archive.engine, [article for article, _ in waiting])
    return len(waiting)

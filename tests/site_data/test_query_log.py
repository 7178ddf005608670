"""The query log: written soon after, beside the searches, and pruned."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from database.transactions import reading
from site_data.query_log import QueryLog
from site_data.site import Site
from site_data.tables import queries


def kept_queries(site: Site) -> list[str]:
    """Return the queries that were written."""
    with reading(site.engine) as connection:
        return list(connection.execute(select(queries.c.query).order_by(queries.c.id)).scalars())


def eventually(true: Callable[[], bool], seconds: float = 20.0) -> bool:
    """Tell whether something becomes true in time."""
    end, tick = time.monotonic() + seconds, threading.Event()
    while not (found := true()) and time.monotonic() < end:
        tick.wait(0.02)
    return found


def test_a_few_queries_are_written_without_more_of_them(tmp_path: Path) -> None:
    with Site.open(tmp_path) as site:
        log = QueryLog(site.engine, seconds=0.05)
        for query in ("một", "hai"):
            log.add(query, 1, 1.0, datetime.now(UTC))
            assert eventually(lambda query=query: kept_queries(site)[-1:] == [query])  # type: ignore[misc]
        log.close()


def test_what_is_noted_last_is_written_at_the_end(tmp_path: Path) -> None:
    with Site.open(tmp_path) as site:
        log = QueryLog(site.engine, seconds=3600)
        log.add("cuối", 1, 1.0, datetime.now(UTC))
        assert kept_queries(site) == []
        log.close()
        assert kept_queries(site) == ["cuối"]


def test_query_log_is_buffered_and_pruned(tmp_path: Path) -> None:
    with Site.open(tmp_path) as site:
        site.queries.add("cũ", 1, 2.6, datetime.now(UTC) - timedelta(days=91))
        assert kept_queries(site) == []
        for number in range(49):
            site.queries.add(f"q{number}", number, 1.0, datetime.now(UTC))
        assert eventually(lambda: len(kept_queries(site)) == 50)
        site.queries.prune()
        assert len(kept_queries(site)) == 49
        site.queries.add("cuối", 0, 1.0, datetime.now(UTC))
    with Site.open(tmp_path) as site:
        assert kept_queries(site)[-1] == "cuối"
        with reading(site.engine) as connection:
            assert connection.execute(select(func.max(queries.c.total))).scalar() == 48

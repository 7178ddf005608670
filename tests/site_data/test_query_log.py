"""The query log: buffered and pruned."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from database.transactions import reading
from site_data.site import Site
from site_data.tables import queries


def kept_queries(site: Site) -> list[str]:
    """Return the queries that were written."""
    with reading(site.engine) as connection:
        return list(connection.execute(select(queries.c.query).order_by(queries.c.id)).scalars())


def test_query_log_is_buffered_and_pruned(tmp_path: Path) -> None:
    with Site.open(tmp_path) as site:
        site.queries.add("cũ", 1, 2.6, datetime.now(UTC) - timedelta(days=91))
        assert kept_queries(site) == []
        for number in range(49):
            site.queries.add(f"q{number}", number, 1.0, datetime.now(UTC))
        assert len(kept_queries(site)) == 50
        site.queries.prune()
        assert len(kept_queries(site)) == 49
        site.queries.add("cuối", 0, 1.0, datetime.now(UTC))
    with Site.open(tmp_path) as site:
        assert kept_queries(site)[-1] == "cuối"
        with reading(site.engine) as connection:
            assert connection.execute(select(func.max(queries.c.total))).scalar() == 48

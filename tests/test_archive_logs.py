"""Round trips of what stands beside the articles: learned abbreviations, the crawl log, the query log."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from archive.crawl_log import CrawlLog, Visit
from archive.database import reading
from archive.decisions import Decisions
from archive.learned import Learned, LearnedAbbreviation
from archive.site import Site
from archive.store import Archive
from archive.tables import queries

NOW = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)


def test_learned_pairs(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        learned = Learned(archive.engine)
        learned.replace_many({})
        learned.replace_many(
            {1: [("ANTQ", "an ninh Tổ quốc")] * 2, 2: [("ANTQ", "an ninh Tổ quốc"), ("TT", "x")], 3: ()}
        )
        learned.replace_many({4: [("TT", "x")]}, {4: date(2023, 5, 25)})
        Decisions(archive.engine).decide("TT", "x", "rejected", by="an")
        assert learned.pairs() == [
            LearnedAbbreviation("ANTQ", "an ninh Tổ quốc", 2, ""),
            LearnedAbbreviation("TT", "x", 2, "rejected", "2023-05-25", "2023-05-25"),
        ]
        learned.replace_many({2: [], 4: [("TT", "y")]})
        assert learned.pairs(2) == []
        assert [(p.expansion, p.count) for p in learned.pairs()] == [("an ninh Tổ quốc", 1), ("y", 1)]
        decisions = Decisions(archive.engine)
        decisions.decide("TT", "y", "rejected")
        before = decisions.change()
        decisions.decide("TT", " y ", "accepted", by="bình", weight=0.5)
        assert decisions.change() > before
        assert [p.status for p in learned.pairs()] == ["", "accepted"]
        assert [(d.status, d.by, d.weight) for d in decisions.log(2)] == [
            ("accepted", "bình", 0.5),
            ("rejected", "", 1.0),
        ]
        with pytest.raises(ValueError, match="weight"):
            decisions.decide("TT", "y", "", weight=0)


def test_many_learned_pairs(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        learned = Learned(archive.engine)
        learned.replace_many({n: [("A", "a"), ("B", "b")] for n in range(3000)})
        assert [p.count for p in learned.pairs()] == [3000, 3000]
        learned.replace_many(dict.fromkeys(range(3000), ()))
        assert learned.pairs() == []


def test_crawl_log(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        log = CrawlLog(archive.engine)
        log.record(None, "a", "http://a/1", "new", "", NOW)
        log.record(7, "a", "http://a/2", "failed", "DNS", NOW + timedelta(hours=1))
        log.record(7, "b", "http://b/1", "new", "", NOW + timedelta(hours=2))
        assert log.recent("a") == [
            Visit(7, "a", "http://a/2", "failed", "DNS", NOW + timedelta(hours=1)),
            Visit(None, "a", "http://a/1", "new", "", NOW),
        ]
        assert [visit.url for visit in log.recent(n=1)] == ["http://b/1"]
        assert log.totals() == {"new": 2, "failed": 1}
        assert log.totals(NOW + timedelta(minutes=1)) == {"new": 1, "failed": 1}


def kept_queries(site: Site) -> list[str]:
    """Return the queries that were written."""
    with reading(site.engine) as connection:
        return list(connection.execute(select(queries.c.query).order_by(queries.c.id)).scalars())


def test_query_log_is_buffered_and_pruned(tmp_path: Path) -> None:
    with Site.open(tmp_path) as site:
        site.queries.log("cũ", 1, 2.6, datetime.now(UTC) - timedelta(days=91))
        assert kept_queries(site) == []
        for number in range(49):
            site.queries.log(f"q{number}", number, 1.0, datetime.now(UTC))
        assert len(kept_queries(site)) == 50
        site.queries.prune()
        assert len(kept_queries(site)) == 49
        site.queries.log("cuối", 0, 1.0, datetime.now(UTC))
    with Site.open(tmp_path) as site:
        assert kept_queries(site)[-1] == "cuối"
        with reading(site.engine) as connection:
            assert connection.execute(select(func.max(queries.c.total))).scalar() == 48

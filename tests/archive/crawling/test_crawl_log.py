"""The crawl log: visits and totals."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.articles.archive import Archive
from archive.crawling.crawl_log import CrawlLog, Visit

NOW = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)


def test_crawl_log(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        log = CrawlLog(archive.engine)
        log.record(None, "a", "http://a/1", "new", "", NOW)
        log.record(7, "a", "http://a/2", "failed", "DNS", NOW + timedelta(hours=1))
        log.record(7, "b", "http://b/1", "new", "", NOW + timedelta(hours=2))
        assert log.recent_visits("a") == [
            Visit(7, "a", "http://a/2", "failed", "DNS", NOW + timedelta(hours=1)),
            Visit(None, "a", "http://a/1", "new", "", NOW),
        ]
        assert [visit.url for visit in log.recent_visits(n=1)] == ["http://b/1"]
        assert log.count_outcomes() == {"new": 2, "failed": 1}
        assert log.count_outcomes(NOW + timedelta(minutes=1)) == {"new": 1, "failed": 1}

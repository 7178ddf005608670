"""Deletes what is kept for a time only: queries, old jobs with their lines, crawl log, audit log, notices that are over, raw pages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import settings
from archive.articles.archive import NAME as ARCHIVE
from archive.articles.archive import Archive
from archive.crawling.crawl_log import CrawlLog
from archive.crawling.kept_pages import prune_responses
from database.connection import database_exists
from site_data.site import Site


def prune_records(data: Path, site: Site, now: datetime | None = None) -> None:
    """Delete what is older than the settings say; 0 days means for ever, but for queries (``keep_queries_days``).

    Raises SettingError for a number of days that cannot be, before anything is deleted.
    """
    moment = now or datetime.now(UTC)
    queries, jobs, audit, visits, responses = (
        int(settings.number(f"keep_{kept}_days")) for kept in ("queries", "jobs", "audit", "crawl_log", "responses")
    )
    site.queries.prune(queries)
    if jobs:
        site.jobs.prune(moment - timedelta(days=jobs))
    if audit:
        site.audit.prune(audit)
        site.notices.prune(moment - timedelta(days=audit))
    if (visits or responses) and database_exists(data / ARCHIVE):
        with Archive.open(data) as archive:
            if visits:
                CrawlLog(archive.engine).prune(moment - timedelta(days=visits))
            if responses:
                prune_responses(archive.engine, moment - timedelta(days=responses))

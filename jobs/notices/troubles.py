"""What is wrong with a site right now: a failed job, a silent source, a full disk, an old backup, no index."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import settings
from archive.articles.archive import NAME as ARCHIVE
from archive.crawling.crawl_log import CrawlLog
from archive.model import VIETNAM
from crawler.sources.source import Source
from database.errors import ArchiveDamaged
from indexer import published_at
from jobs.failure_messages import describe_error
from jobs.source_list import known_sources, source_title
from site_data.jobs import Job
from site_data.site import Site

_QUIET = ("check", "preview", "notify")
"""Kinds of jobs whose failure is told to who asked for them only."""

_TITLES = {
    "examine": "Kiểm tra dữ liệu",
    "crawl": "Thu thập bài mới",
    "index": "Lập chỉ mục",
    "mail": "Gửi thư",
    "backup": "Sao lưu",
}

_RECENT_JOBS = 500


def find_troubles(data: Path, site: Site, log: CrawlLog, now: datetime) -> dict[str, str]:
    """Return what is wrong now: a key that stays the same while it lasts -> what is told."""
    looks: tuple[Callable[[], dict[str, str]], ...] = (
        lambda: _failed_jobs(site.jobs.list(_RECENT_JOBS)),
        lambda: _silent_sources(known_sources(data, site), log.newest_by_source("new"), now),
        lambda: _full_disk(data),
        lambda: _old_backup(data, now),
        lambda: _no_index(data),
    )
    found: dict[str, str] = {}
    for look in looks:
        try:
            found |= look()
        except ArchiveDamaged as error:
            # What one page held hides none of the other troubles, and is one itself.
            found["damage"] = f"Cơ sở dữ liệu bị hỏng: {describe_error(error)}."
    return found


def _no_index(data: Path) -> dict[str, str]:
    missing = (data / ARCHIVE).exists() and published_at(data) is None
    return {"index": "Chưa có chỉ mục nào trả lời: hãy lập chỉ mục (`run.py index`)."} if missing else {}


def _failed_jobs(newest_first: list[Job]) -> dict[str, str]:
    """A kind of work whose last job that ended has failed; a later one that is done ends the trouble."""
    last: dict[str, Job] = {}
    for job in newest_first:
        if job.state in ("done", "failed", "dead") and job.kind not in _QUIET:
            last.setdefault(job.kind, job)
    return {
        f"job:{kind}": f"Công việc {job.id} ({_TITLES.get(kind, kind)}) không xong: {job.result or 'bị ngắt giữa chừng'}"
        for kind, job in last.items()
        if job.state != "done"
    }


def _silent_sources(sources: Mapping[str, Source], newest: Mapping[str, datetime], now: datetime) -> dict[str, str]:
    """Crawled sources that have brought something before, and nothing new for longer than the setting says."""
    days = settings.number("silent_days")
    crawled = {name: source for name, source in sources.items() if not source.paused and source.status != "unverified"}
    return {
        f"silent:{name}": f"{source_title(source)} không có bài mới nào từ {newest[name].astimezone(VIETNAM):%d/%m/%Y}."
        for name, source in crawled.items()
        if days and name in newest and now - newest[name] > timedelta(days=days)
    }


def _full_disk(data: Path) -> dict[str, str]:
    free, least = shutil.disk_usage(data).free // 10**6, settings.number("disk_free_mb")
    # No figure that changes: one trouble is told once.
    return {"disk": f"Đĩa của {data} còn dưới {least:g} MB trống."} if free < least else {}


def _old_backup(data: Path, now: datetime) -> dict[str, str]:
    folder, days = settings.get("backup_dir"), settings.number("backup_days")
    if not folder or not days or not (data / ARCHIVE).exists():
        return {}
    made = [path.stat().st_mtime for path in Path(folder).rglob(ARCHIVE)]
    newest = datetime.fromtimestamp(max(made), UTC) if made else None
    if newest is not None and now - newest <= timedelta(days=days):
        return {}
    since = f"từ {newest.astimezone(VIETNAM):%d/%m/%Y}" if newest else "bao giờ"
    return {"backup": f"Chưa có bản sao lưu nào trong {folder} {since}: chạy `run.py backup {folder}`."}

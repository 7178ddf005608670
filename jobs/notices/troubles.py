"""What is wrong with a site right now: a failed job, a silent source, a full disk, an old backup, no index."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import settings
from archive.articles.archive import NAME as ARCHIVE
from archive.crawling.crawl_log import CrawlLog
from archive.model import VIETNAM
from crawler.sources.registry import find_faults
from crawler.sources.source import Source
from database.connection import database_exists
from database.errors import ArchiveDamaged
from indexer import is_damaged, published_at
from jobs.failure_messages import describe_error
from jobs.kept_backups import list_kept_backups
from jobs.source_list import known_sources, source_title
from jobs.words import STATES, TITLES
from site_data.jobs import Job
from site_data.site import Site
from translations import N_, gettext, lookup, write_day, write_number

_QUIET = ("check", "preview", "notify")
"""Kinds of jobs whose failure is told to who asked for them only."""

_RECENT_JOBS = 500


def find_troubles(data: Path, site: Site, log: CrawlLog, now: datetime) -> dict[str, str]:
    """Return what is wrong now: a key that stays the same while it lasts -> what is told."""
    looks: tuple[Callable[[], dict[str, str]], ...] = (
        lambda: _failed_jobs(site.jobs.list(_RECENT_JOBS)),
        lambda: _silent_sources(known_sources(data, site), log.newest_by_source("new"), now),
        lambda: {f"source:{name}": str(fault) for name, fault in find_faults(data).items()},
        lambda: find_full_disk(data),
        lambda: _old_backup(data, now),
        lambda: _no_index(data),
        lambda: _damaged_index(data),
    )
    found: dict[str, str] = {}
    for look in looks:
        try:
            found |= look()
        except ArchiveDamaged as error:
            # What one page held hides none of the other troubles, and is one itself.
            found["damage"] = gettext("Cơ sở dữ liệu bị hỏng: {why}.", why=describe_error(error))
    return found


def _no_index(data: Path) -> dict[str, str]:
    missing = database_exists(data / ARCHIVE) and published_at(data) is None
    return {"index": gettext("Chưa có chỉ mục nào trả lời: hãy lập chỉ mục (`run.py index`).")} if missing else {}


def _damaged_index(data: Path) -> dict[str, str]:
    if not is_damaged(data):
        return {}
    told = gettext(
        "Chỉ mục mới nhất bị hỏng, bản trước đó đang trả lời: hãy lập lại chỉ mục (`run.py index --rebuild`) và kiểm tra đĩa."
    )
    return {"index_damaged": told}


def _failed_jobs(newest_first: list[Job]) -> dict[str, str]:
    """A kind of work whose last job that ended has failed; a later one that is done ends the trouble."""
    last: dict[str, Job] = {}
    for job in newest_first:
        if job.state in ("done", "failed", "dead") and job.kind not in _QUIET:
            last.setdefault(job.kind, job)
    return {
        f"job:{kind}": gettext(
            "Công việc {number} ({title}) không xong: {reason}",
            number=job.id,
            title=lookup(TITLES.get(kind, kind)),
            reason=job.result or lookup(STATES["dead"]),
        )
        for kind, job in last.items()
        if job.state != "done"
    }


def _silent_sources(sources: Mapping[str, Source], newest: Mapping[str, datetime], now: datetime) -> dict[str, str]:
    """Crawled sources that have brought something before, and nothing new for longer than the setting says."""
    days = settings.number("silent_days")
    crawled = {name: source for name, source in sources.items() if not source.paused and source.status != "unverified"}
    return {
        f"silent:{name}": gettext(
            "{source} không có bài mới nào từ {day}.",
            source=source_title(source),
            day=write_day(newest[name].astimezone(VIETNAM)),
        )
        for name, source in crawled.items()
        if days and name in newest and now - newest[name] > timedelta(days=days)
    }


def find_full_disk(data: Path) -> dict[str, str]:
    """Return the trouble of a disk with less room than the settings want, none while it has enough."""
    free, least = shutil.disk_usage(data).free // 10**6, settings.number("disk_free_mb")
    # No figure that changes: one trouble is told once.
    if free >= least:
        return {}
    return {"disk": gettext("Đĩa của {folder} còn dưới {size} MB trống.", folder=data, size=write_number(int(least)))}


def _old_backup(data: Path, now: datetime) -> dict[str, str]:
    folder, days = settings.get("backup_dir"), settings.number("backup_days")
    if not folder or not days or not database_exists(data / ARCHIVE):
        return {}
    # What a wrong clock dated into the future says nothing of today.
    newest = max((kept.made for kept in list_kept_backups(Path(folder)) if kept.made <= now), default=None)
    if newest is not None and now - newest <= timedelta(days=days):
        return {}
    if newest is None:
        return {
            "backup": gettext("Chưa có bản sao lưu nào trong {folder}: chạy `run.py backup {folder}`.", folder=folder)
        }
    told = N_("Từ {day} chưa có bản sao lưu nào trong {folder}: chạy `run.py backup {folder}`.")
    return {"backup": gettext(told, folder=folder, day=write_day(newest.astimezone(VIETNAM)))}

"""Reads the databases whole: what SQLite finds wrong, and which articles cannot be read or are not what was stored.

The nightly job and ``run.py check`` are both this. Damaged articles are listed with those that lack something
(``archive.failures``), so that the admin finds them; the index is hashed by the process that serves.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from archive.articles.archive import NAME, Archive
from archive.failures import STORAGE, Failure, Failures
from database.connection import database_exists
from database.errors import ArchiveDamaged, ArchiveError
from jobs.context import JobContext
from jobs.errors import DataDamaged
from jobs.tasks.backup import check_databases
from progress import Cancelled
from site_data.site import Site
from translations import N_, gettext, ngettext

_BATCH = 200
ALTERED = N_("nội dung không còn như mã kiểm của nó nói")


@dataclass(slots=True)
class DataReport:
    """What is wrong with the databases, one line each; the articles concerned, with the reason; how many were read."""

    problems: list[str]
    damaged: dict[int, str] = field(default_factory=dict)
    articles: int = 0


def examine_data(data: Path, check: Callable[[int], None] = lambda _: None) -> DataReport:
    """Read both databases and every article. ``check`` gets the number read so far and may raise.

    Raises ArchiveError when the archive cannot even be opened.
    """
    found = DataReport(check_databases(data))
    if database_exists(data / NAME):
        try:
            _read_articles(data, found, check)
        except ArchiveDamaged as error:
            # Not even its list can be read: SQLite has said so already, in more words.
            found.problems += [] if found.problems else [str(error)]
    return found


def _read_articles(data: Path, found: DataReport, check: Callable[[int], None]) -> None:
    with Archive.open(data, readonly=True) as archive:
        for batch in archive.changed_since(0, _BATCH):
            found.articles += len(batch)
            check(found.articles)
            with suppress(ArchiveDamaged):  # It could be read a moment ago: the next night tells.
                found.damaged |= dict.fromkeys(archive.find_altered([s.id for s in batch]), gettext(ALTERED))
        found.damaged |= archive.damaged


def run_examine_job(context: JobContext) -> str:
    """Examine the databases and list the damaged articles. Raises DataDamaged when anything is wrong."""

    def check(read: int) -> None:
        context.report_progress(read, 0, gettext("đang đọc lại từng bài"))
        if context.is_cancelled():
            raise Cancelled("jobs.stopped")

    found = examine_data(context.data, check)
    _list_damaged(context.data, found.damaged)
    for line in found.problems:
        context.add_line(line)
    for article, error in list(found.damaged.items())[:200]:
        context.add_line(gettext("bài {number}: {error}", number=article, error=error))
    if found.damaged:
        raise DataDamaged("jobs.articles_damaged", count=len(found.damaged))
    if found.problems:
        raise DataDamaged("jobs.data_damaged", problem=found.problems[0])
    return ngettext("cơ sở dữ liệu nguyên vẹn, đã đọc lại {n} bài", found.articles)


def request_examination(site: Site) -> bool:
    """Put the job into the table unless one waits or runs; tell whether it was put there."""
    if any(job.state in ("waiting", "running") for job in site.jobs.list(1, kind="examine")):
        return False
    site.jobs.submit("examine", {})
    return True


def _list_damaged(data: Path, damaged: dict[int, str]) -> None:
    """Have the list of damaged articles say what is true now, as far as it can still be written."""
    with suppress(ArchiveError), Archive.open(data) as archive:
        failures = Failures(archive.engine)
        known = [f.article for f in failures.list() if f.step == STORAGE]
        failed = [Failure(article, STORAGE, "", error) for article, error in damaged.items()]
        failures.record_outcome([*known, *damaged], [STORAGE], failed)

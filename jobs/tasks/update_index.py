"""Brings facts and index up to date and asks for the mails that follow: one way for the command line and the site's jobs."""

from __future__ import annotations

import logging
import sqlite3
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import settings
from database.connection import database_exists
from database.damage import read_or
from database.errors import ArchiveError
from jobs.context import JobContext
from jobs.errors import NotPublished
from progress import Cancelled, IsCancelled, Progress
from translations import N_, N_count, gettext, lookup, ngettext, write_decimal, write_number

if TYPE_CHECKING:
    from facts.update import FactsReport
    from indexer import IndexReport
    from search import Regressed


_log = logging.getLogger(__name__)

NOT_REFRESHED = N_("Từ gần nghĩa và gợi ý khi gõ chưa được làm mới; lần lập chỉ mục sau sẽ thử lại.")

_MANY = 1500
"""Articles that are indexed as a whole within a minute or so."""


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What became of the facts and of the index; ``not_refreshed``: why words and typing help are still of the index before, "" when not."""

    facts: FactsReport
    index: IndexReport
    not_refreshed: str = ""


def update_index(
    data: Path,
    *,
    rebuild: bool = False,
    anyway: bool = False,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
    many: int = _MANY,
) -> UpdateReport:
    """Finish erasures, update facts, publish the index, ask for the mails that are due, refresh typing help.

    Where no index answers, one of terms alone is published first, of ``many`` articles or more: facts and words take most of the time.
    Raises Cancelled, IndexBusy, Regressed and the archive's errors; whatever ends it, the published index stays.
    """
    from facts.update import FactsReport, update_facts
    from indexer import FIRST_STEPS, can_be_opened, index_archive, learn_words
    from jobs.tasks.mail_request import request_mails
    from jobs.tasks.purge import purge
    from search import examine, refresh_suggestions
    from site_data.site import NAME, Site

    processes = int(settings.number("processes"))
    purge(data, processes=processes, progress=progress, cancelled=cancelled)
    if not can_be_opened(data) and _count_articles(data) >= many:
        index_archive(data, processes=processes, progress=progress, cancelled=cancelled, steps=FIRST_STEPS)
    # Where they cannot be written, the facts stay as they were.
    none = FactsReport(0, 0, 0, 0.0)
    facts = read_or(
        none, partial(update_facts, data, processes=processes, progress=progress, cancelled=cancelled), "new facts"
    )
    index = index_archive(
        data,
        rebuild=rebuild,
        processes=processes,
        progress=progress,
        cancelled=cancelled,
        examine=partial(examine, data, anyway=anyway),
    )
    if database_exists(data / NAME):
        with Site.open(data) as site:
            request_mails(site)
    try:
        learn_words(data, check=partial(_check, cancelled))
        refresh_suggestions(data, anyway=rebuild)
    except (OSError, sqlite3.Error, ArchiveError, Cancelled) as error:
        # What was published stays published: words and typing help are as before, and are tried again at the next update.
        return UpdateReport(facts, index, str(error))
    return UpdateReport(facts, index)


def _check(cancelled: IsCancelled | None) -> None:
    if cancelled is not None and cancelled():
        raise Cancelled("indexer.cancelled")


def _count_articles(data: Path) -> int:
    from archive.articles.archive import Archive

    with Archive.open(data) as archive:
        return archive.count()


_STEPS = {
    "facts": N_("đang rút sự kiện, nhân vật, số liệu"),
    "analysing": N_("đang phân tích bài"),
    "indexing": N_("đang lập chỉ mục bài"),
    "merging": N_("đang gộp chỉ mục"),
}


_CHANGES = {
    "added": N_count("thêm {n}"),
    "removed": N_count("bớt {n}"),
    "analysed": N_count("phân tích {n}"),
}


def run_index_job(context: JobContext) -> str:
    """Bring facts and index up to date; ``args["rebuild"]`` builds a fresh generation from everything."""
    from archive.articles.archive import Archive
    from archive.failures import Failures
    from jobs.failure_messages import describe_failures
    from search import Regressed

    def progress(done: int, total: int, step: str) -> None:
        context.report_progress(done, total, describe_step(step))

    try:
        report = update_index(
            context.data,
            rebuild=bool(context.args.get("rebuild")),
            anyway=bool(context.args.get("anyway")),
            progress=progress,
            cancelled=context.is_cancelled,
        )
    except Regressed as error:
        _log_losses(context, error)
        raise NotPublished("jobs.not_published", count=len(error.losses)) from None
    with Archive.open(context.data, readonly=True) as archive:
        failed = describe_failures(Failures(archive.engine).count_by_step())
    facts, index = report.facts, report.index
    if facts.made or facts.removed:
        context.add_line(describe_facts(facts))
    if report.not_refreshed:
        _log.warning("words or typing help not refreshed: %s", report.not_refreshed)
        context.add_line(lookup(NOT_REFRESHED))
    for article, why in index.left_out.items():
        context.add_line(describe_left_out(article, why))
    lost = [ngettext("{n} bài nằm trên trang bị hỏng của kho", len(index.left_out))] if index.left_out else []
    return "; ".join([describe_index(index), *lost, *failed])


def describe_step(step: str) -> str:
    """Return what is being done, for people."""
    return lookup(_STEPS.get(step, step))


def describe_facts(report: FactsReport) -> str:
    """Return what became of the facts, in one line."""
    return gettext(
        "Dữ kiện: rút từ {made} bài, bỏ của {removed} bài, mất {seconds} giây",
        made=write_number(report.made),
        removed=write_number(report.removed),
        seconds=write_decimal(report.seconds),
    )


def describe_index(report: IndexReport) -> str:
    """Return what became of the index, in one line that leaves out what did not happen."""
    told = (("added", report.added), ("removed", report.removed), ("analysed", report.analysed))
    parts = [ngettext(_CHANGES[name], count) for name, count in told if count]
    parts.append(gettext("mất {seconds} giây", seconds=write_decimal(report.seconds)))
    return f"{ngettext('Tìm được {n} bài', report.articles)}: {', '.join(parts)}"


def describe_left_out(article: int, error: str) -> str:
    """Return that an article was left out, and why, in one line."""
    return gettext("bỏ qua bài {article}: {error}", article=article, error=error)


def _log_losses(context: JobContext, error: Regressed) -> None:
    for loss in error.losses:
        query, rank = loss.outcome.kept, loss.outcome.rank
        now = gettext("nay ở vị trí {rank}", rank=rank) if rank else gettext("nay không thấy")
        context.add_line(
            gettext(
                "Câu tìm mẫu “{query}”: bài {article} trước ở vị trí {before}, {now}, cần trong {top} kết quả đầu",
                query=query.query,
                article=query.article,
                before=loss.before,
                now=now,
                top=query.top,
            )
        )

"""The job that reads kept pages again after an update."""

from __future__ import annotations

from jobs.context import JobContext
from translations import gettext


def run_reextract_job(context: JobContext) -> str:
    """Read the kept pages of ``args["source"]`` again, else of every source; ``args["failed"]``: only those that were not read.

    ``args["then_index"]`` asks for an index job at the end.
    """
    from archive.articles.archive import Archive
    from crawler.reextract import reextract
    from jobs.source_list import known_sources

    def advanced(done: int, total: int) -> None:
        context.report_progress(done, total, gettext("đọc lại các trang đã giữ"))

    with Archive.open(context.data) as archive:
        report = reextract(
            archive,
            known_sources(context.data, context.site),
            source=str(context.args.get("source") or ""),
            failed=bool(context.args.get("failed")),
            advanced=advanced,
            cancelled=context.is_cancelled,
        )
    for line in report.last_refusals:
        context.add_line(line)
    if context.args.get("then_index") and not context.is_cancelled() and (report.new or report.changed):
        context.site.jobs.submit("index", {})
    return report.line

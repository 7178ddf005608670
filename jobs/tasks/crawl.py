"""The job that crawls."""

from __future__ import annotations

from crawler.reporting.progress import Advance, describe_outcomes
from jobs.context import JobContext
from jobs.errors import NothingFetched, NothingToCrawl
from translations import gettext, ngettext


def run_crawl_job(context: JobContext) -> str:
    """Crawl the sources named in ``args["sources"]``, else every source that is not paused.

    ``args["scheduled"]`` leaves out unverified sources: nobody asked for those portals. ``args["then_index"]`` asks for
    an index job at the end. Sources whose files cannot be read are told and left out. Raises NothingToCrawl, NothingFetched,
    UnknownSource when nothing but such sources is named.
    """
    from archive.articles.archive import Archive
    from crawler.crawl import crawl
    from crawler.http.fetcher import Clock
    from crawler.visit.source_crawl import FRUITLESS
    from jobs.source_list import known_sources

    known = known_sources(context.data, context.site)
    names = context.args.get("sources")
    chosen = [s for s in known.values() if (s.name in names if isinstance(names, list) and names else not s.paused)]
    for fault in filter(None, (source.fault for source in known.values())):
        context.add_line(str(fault))
    wanted = [source for source in chosen if source.fault is None]
    if context.args.get("scheduled"):
        wanted = [s for s in wanted if s.status != "unverified"]
    if not wanted:
        if context.args.get("scheduled"):
            return gettext("chưa có nguồn nào được kiểm tra; dùng `run.py source check TÊN` để đưa một nguồn vào lịch")
        raise next(filter(None, (s.fault for s in chosen)), NothingToCrawl("jobs.nothing_to_crawl"))
    context.add_line(gettext("Nguồn: {names}", names=", ".join(s.name for s in wanted)))

    def advanced(advance: Advance) -> None:
        context.report_progress(advance.done, advance.done + advance.waiting, advance.line)
        context.add_line(advance.line)

    with Archive.open(context.data) as archive:
        report = crawl(
            archive,
            wanted,
            progress=context.add_line,
            advanced=advanced,
            cancelled=context.is_cancelled,
            clock=Clock(sleep=context.sleep),
            job=context.job_id,
        )
    if context.args.get("then_index") and not context.is_cancelled():
        context.site.jobs.submit("index", {})
    if report.outcomes and set(report.outcomes) <= FRUITLESS:
        raise NothingFetched("jobs.nothing_fetched")
    told = describe_outcomes(report.outcomes)
    return ngettext("đã thăm {n} địa chỉ: {told}", sum(report.outcomes.values()), told=told)

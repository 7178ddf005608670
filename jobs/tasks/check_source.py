"""The jobs that look at a portal for an admin: trying a declared source, and previewing one before it is declared."""

from __future__ import annotations

from collections.abc import Callable

from jobs.context import JobContext
from jobs.errors import NothingFetched, NothingToCrawl
from translations import gettext


def run_check_job(context: JobContext) -> str:
    """Try the source ``args["source"]`` on its live portal and mark it verified when articles were read.

    Raises NothingToCrawl when there is none of that name, UnknownSource when its file cannot be read, and the crawler's errors.
    """
    from crawler.source_check import check_source
    from jobs.source_list import known_sources

    source = known_sources(context.data, context.site).get(str(context.args.get("source")))
    if source is None:
        raise NothingToCrawl("jobs.nothing_to_crawl")
    if source.fault is not None:
        raise source.fault
    return check_source(context.data, source, context.add_line)


def run_preview_job(context: JobContext) -> str:
    """Show what would be extracted of the portal at ``args["url"]``: nothing is stored. Raises the crawler's errors."""
    from crawler.http.fetcher import Clock
    from crawler.source_check import preview_portal
    from crawler.sources.registry import source_for_url

    source = source_for_url(str(context.args.get("url")))
    say: Callable[[str], None] = context.add_line
    say(gettext("Tên miền: {domain}", domain=source.domain))
    understood, tried = preview_portal(source, say, Clock(sleep=context.sleep))
    if not tried:
        raise NothingFetched("jobs.nothing_fetched")
    return gettext("đọc được {read}/{tried} bài thử; chưa lưu gì", read=understood, tried=tried)

"""Crawls any number of sources, one after the other, and resumes where a crawl was killed.

``crawler.visit.source_crawl`` goes from address to address: ``crawler.visit.download`` fetches, ``crawler.visit.store`` stores.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import httpcore

from archive.articles import near_duplicates as reprints
from archive.articles.archive import Archive
from archive.crawling.crawl_log import CrawlLog, Visit
from archive.crawling.host_claims import LEASE_SECONDS
from crawler.errors import CrawlRunning, CrawlStopped
from crawler.http.fetcher import Clock
from crawler.http.ssrf_guard import Resolver, resolve_host
from crawler.reporting.progress import Advance, CrawlReport, describe_outcomes
from crawler.scheduling.source_turns import SourceTurn, take_turns
from crawler.sources.source import Source
from crawler.visit.source_crawl import REVISIT, CrawlOptions, SourceCrawl


def crawl(
    archive: Archive,
    sources: Sequence[Source],
    *,
    limit: int | None = None,
    since: date | None = None,
    progress: Callable[[str], None] = lambda text: None,
    advanced: Callable[[Advance], None] = lambda advance: None,
    cancelled: Callable[[], bool] = lambda: False,
    clock: Clock | None = None,
    revisit: timedelta = REVISIT,
    job: int | None = None,
    visited: Callable[[Visit], None] = lambda visit: None,
    network: httpcore.NetworkBackend | None = None,
    resolver: Resolver = resolve_host,
    lease: float = LEASE_SECONDS,
) -> CrawlReport:
    """Crawl ``sources`` one after the other, at most ``limit`` addresses each, and return what happened.

    Articles published before ``since`` are not stored. Known articles are visited again after ``revisit``. ``progress`` is
    told lines in Vietnamese, ``advanced`` every twenty addresses how far the crawl is; ``visited`` each line of the log once it is
    kept. ``lease``: seconds after which another machine takes over what this one, killed, was crawling. ``network`` opens
    connections to the addresses that ``resolver`` finds, after they are checked.
    Raises ArchiveError when the archive cannot be written; faults of a portal are outcomes, not errors.
    """
    options = CrawlOptions(
        limit, since, progress, advanced, cancelled, clock or Clock(), revisit, job, visited, network, resolver
    )
    report = CrawlReport(first_line=CrawlLog(archive.engine).newest_number())
    for turn in take_turns(archive, sources, cancelled, options.clock.sleep, lease):
        source, own = turn.source, report.by_source.setdefault(turn.source.name, Counter())
        source_crawl = SourceCrawl(archive, source, _options_of(options, turn), own)
        try:
            with turn:
                source_crawl.run()
                if source_crawl.options.cancelled():
                    turn.keep_unfinished()
        except CrawlRunning:
            source_crawl.report("running")
            continue
        report.outcomes.update(source_crawl.counts)
        reprints.link_near_duplicates(archive)
        source_crawl.report("summary", outcomes=describe_outcomes(source_crawl.counts))
        source_crawl.report_completeness()
    return report


def _options_of(options: CrawlOptions, turn: SourceTurn) -> CrawlOptions:
    """Return the options for one source: its crawl ends when its turn does, between two requests at the latest."""

    def sleep(seconds: float) -> None:
        options.clock.sleep(seconds)
        if not turn.is_held():
            raise CrawlStopped("crawler.stopped")

    clock = replace(options.clock, sleep=sleep)
    return replace(options, clock=clock, cancelled=lambda: options.cancelled() or not turn.is_held())

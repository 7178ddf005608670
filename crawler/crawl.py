"""The crawl of any number of sources, one after the other; it resumes where it was killed.

``crawler.visit.source_crawl`` goes from address to address: ``crawler.visit.download`` asks the portal, ``crawler.visit.store`` keeps what came.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta

import httpcore

from archive.articles import near_duplicates as reprints
from archive.articles.archive import Archive
from archive.crawling.crawl_log import CrawlLog, Visit
from crawler.errors import CrawlRunning
from crawler.http.fetcher import Clock
from crawler.http.ssrf_guard import Resolver, resolve
from crawler.reporting.progress import Advance, CrawlReport, told
from crawler.scheduling.source_lock import one_crawler
from crawler.sources.source import Source
from crawler.visit.source_crawl import REVISIT, Options, SourceCrawl


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
    resolver: Resolver = resolve,
) -> CrawlReport:
    """Crawl ``sources`` one after the other, at most ``limit`` addresses each, and return what happened.

    Articles published before ``since`` are not stored. Known articles are visited again after ``revisit``. ``progress`` is
    told lines in Vietnamese, ``advanced`` every twenty addresses how far the crawl is; ``visited`` each line of the log once it is
    kept. ``network`` opens connections to the addresses that ``resolver`` finds, after they are checked.
    Raises ArchiveError when the archive cannot be written; faults of a portal are outcomes, not errors.
    """
    options = Options(
        limit, since, progress, advanced, cancelled, clock or Clock(), revisit, job, visited, network, resolver
    )
    report = CrawlReport(first_line=CrawlLog(archive.engine).newest())
    for source in sources:
        if cancelled():
            break
        run = SourceCrawl(archive, source, options, report.by_source.setdefault(source.name, Counter()))
        try:
            with one_crawler(archive.data, source):
                run.all()
        except CrawlRunning:
            run.say("running")
            continue
        report.outcomes.update(run.counts)
        reprints.link(archive)
        run.say("summary", told=told(run.counts))
        run.complete()
    return report

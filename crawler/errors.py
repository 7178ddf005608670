"""Errors of the crawler: ``CrawlError`` > ``FetchFailed`` (> ``HostUnreachable``, ``TooManyRedirects``, ``HostPaused``), ``RobotsForbidden``,
``UnsafeAddress``, ``TrapSkipped``, ``NotAnArticle`` (> ``HostilePage``), ``UnknownSource``, ``CrawlRunning``, ``CrawlStopped``.

Their words stand in ``words`` and say what to do, in Vietnamese: they are entries of the crawl log and lines of jobs, which admins read.
"""

from datetime import datetime

from coded_error import CodedError


class CrawlError(CodedError):
    """A page, a host or a source cannot be crawled."""


class FetchFailed(CrawlError):
    """No usable answer: DNS, connection, TLS, timeout, status, size or decompression limit."""


class HostUnreachable(FetchFailed):
    """The host gave no answer at all: DNS, connection, TLS, timeout."""


class TooManyRedirects(FetchFailed):
    """More redirects in a row than are followed."""


class HostPaused(FetchFailed):
    """The host asked (Retry-After) to be left alone until ``until``; nothing was sent."""

    def __init__(self, code: str, /, *, until: datetime, **data: object) -> None:
        super().__init__(code, until=until, **data)
        self.until = until


class RobotsForbidden(CrawlError):
    """robots.txt does not allow the URL."""


class UnsafeAddress(CrawlError):
    """The address is private, or the scheme or port is not allowed for this source."""


class TrapSkipped(CrawlError):
    """The address is left out: its kind leads to nothing."""


class NotAnArticle(CrawlError):
    """The page holds no article (a listing, a form, an error page)."""


class HostilePage(NotAnArticle):
    """The page was made to hurt a parser, or is as good as that: it is not parsed."""


class ExtractionFailed(CrawlError):
    """Reading the page failed in the process beside the crawl."""


class UnknownSource(CrawlError):
    """No source of that name: ``run.py source list`` shows them; a URL may be given instead."""


class CrawlRunning(CrawlError):
    """Another process crawls the source: two at once would be two connections to its host."""


class CrawlStopped(CrawlError):
    """The crawl was asked to end while it waited: raised by the sleep of a ``Clock``."""

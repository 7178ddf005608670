"""Errors of the crawler: ``CrawlError`` > ``FetchFailed``, ``Forbidden``, ``Unsafe``, ``NotAnArticle``, ``UnknownSource``.

Every message says what to do; where a URL is concerned it is also an entry of the crawl log.
"""


class CrawlError(Exception):
    """A page, a host or a source cannot be crawled."""


class FetchFailed(CrawlError):
    """No usable answer: DNS, connection, TLS, timeout, status, size or decompression limit."""


class Forbidden(CrawlError):
    """robots.txt does not allow the URL."""


class Unsafe(CrawlError):
    """The address is private, or the scheme or port is not allowed for this source."""


class NotAnArticle(CrawlError):
    """The page holds no article (a listing, a form, an error page)."""


class UnknownSource(CrawlError):
    """No source of that name: ``run.py source list`` shows them; a URL may be given instead."""

"""robots.txt by RFC 9309: what is allowed, for how long it is remembered, and what its absence means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego

from crawler.errors import FetchFailed, Forbidden, Unsafe
from crawler.fetch import Fetched, Fetcher

AGENT = "timtin"
LIFETIME = timedelta(hours=24)
MAX_BYTES = 500 * 1024
# Unknown lines do not end a group (RFC 9309, 2.2.1), but protego takes them for an end: only these are shown to it.
_RULE = re.compile(r"\s*(user-agent|allow|disallow|crawl-delay)\s*:", re.I)
_SITEMAP = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.I | re.M)


@dataclass(frozen=True, slots=True)
class Rules:
    """What one host's robots.txt says; ``parsed`` is None when everything is allowed or everything forbidden.

    ``failure`` is why the file could not be asked for: then nothing of the host is fetched.
    """

    parsed: Protego | None
    allow_all: bool
    reason: str
    fetched_at: datetime
    sitemaps: tuple[str, ...] = ()
    failure: FetchFailed | Unsafe | None = None

    def allows(self, url: str) -> bool:
        """Tell whether the crawler may fetch ``url``."""
        return self.allow_all if self.parsed is None else bool(self.parsed.can_fetch(url, AGENT))

    @property
    def delay(self) -> float:
        """The Crawl-delay in seconds, 0 without one, at most a minute."""
        delay = self.parsed.crawl_delay(AGENT) if self.parsed is not None else None
        return min(60.0, float(delay or 0))


def rules_from(status: int, body: bytes, fetched_at: datetime) -> Rules:
    """Return the rules that an answer with this status and body means; only the first 500 KiB count."""
    if 200 <= status < 300:
        text = body[:MAX_BYTES].decode("utf-8-sig", "replace")
        lines = [line for line in re.split(r"\r\n|\r|\n", text) if _RULE.match(line)]
        return Rules(
            Protego.parse("\n".join(lines)), True, "read", fetched_at, tuple(_SITEMAP.findall(text.replace("\r", "\n")))
        )
    if status == 429 or not 400 <= status < 500:
        return Rules(None, False, f"robots.txt answered {status}", fetched_at)
    return Rules(None, True, f"no robots.txt ({status})", fetched_at)


class Robots:
    """The rules of every host met, each fetched at most once a day through ``fetcher``."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._rules: dict[str, Rules] = {}
        self._fresh: list[str] = []

    def rules(self, url: str) -> Rules:
        """Return the rules of the URL's host, fetching robots.txt when unknown or a day old."""
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc.lower()}"
        now = self._fetcher.clock.now()
        known = self._rules.get(root)
        if known is None or now - known.fetched_at >= LIFETIME:
            known = self._rules[root] = self._fetched(root, now)
            self._fresh += known.sitemaps
            self._fetcher.delays[parts.netloc.lower()] = known.delay
        return known

    def sitemaps(self) -> list[str]:
        """Return the sitemaps named by the robots.txt files read since the last call."""
        fresh, self._fresh = self._fresh, []
        return fresh

    def _fetched(self, root: str, now: datetime) -> Rules:
        try:
            # A larger file is cut, not refused; the fetcher's own limit still bounds what is read.
            answer: Fetched = self._fetcher.fetch(f"{root}/robots.txt")
        except FetchFailed as error:
            if "redirects" in str(error):
                return Rules(None, True, "robots.txt redirects too often", now)
            return Rules(None, False, "robots.txt cannot be read", now, failure=error)
        except Unsafe as error:
            return Rules(None, False, "robots.txt cannot be read", now, failure=error)
        return rules_from(answer.status, answer.body, now)

    def check(self, url: str) -> None:
        """Raise Forbidden when robots.txt does not allow ``url``, FetchFailed or Unsafe when it cannot be asked for."""
        rules = self.rules(url)
        if rules.failure is not None:
            raise type(rules.failure)(str(rules.failure))
        if not rules.allows(url):
            why = "robots.txt forbids it" if rules.parsed is not None else rules.reason
            raise Forbidden(f"{url}: not fetched, {why}")

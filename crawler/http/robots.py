"""robots.txt by RFC 9309: parsed, cached for a day, and what its absence means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote, urlsplit

from protego import Protego

from archive.crawling.host_state import HostStates, StoredRobots
from crawler.errors import FetchFailed, HostUnreachable, RobotsForbidden, TooManyRedirects, UnsafeAddress
from crawler.http.fetcher import Fetcher
from words import Message

AGENT = "timtin"
LIFETIME = timedelta(hours=24)
UNREACHABLE = timedelta(hours=1)
"""How long a host whose robots.txt could not be read stays forbidden before it is asked again."""
MAX_BYTES = 500 * 1024
_LINE = re.compile(r"\s*(user-agent|allow|disallow|crawl-delay)\s*:\s*([^#]*)", re.I)
_SITEMAP = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.I | re.M)
_TOKEN = re.compile(r"[A-Za-z_-]+")
_BREAKS = re.compile(r"[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What ends a line for protego, and none of robots.txt."""


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """The rules of one host's robots.txt; ``parsed`` is None when everything is allowed or everything forbidden.

    ``failure`` is why the file could not be asked for: then nothing of the host is fetched.
    """

    parsed: Protego | None
    allow_all: bool
    reason: Message
    fetched_at: datetime
    sitemaps: tuple[str, ...] = ()
    failure: FetchFailed | UnsafeAddress | None = None

    def allows(self, url: str) -> bool:
        """Tell whether the crawler may fetch ``url``."""
        return self.allow_all if self.parsed is None else bool(self.parsed.can_fetch(url, AGENT))

    @property
    def delay(self) -> float:
        """The Crawl-delay in seconds, 0 without one, at most a minute."""
        delay = self.parsed.crawl_delay(AGENT) if self.parsed is not None else None
        return max(0.0, min(60.0, float(delay or 0)))

    @property
    def lifetime(self) -> timedelta:
        """How long these rules hold: a day, or an hour when the host could not be asked."""
        return LIFETIME if self.allow_all else UNREACHABLE


def parse_robots(status: int, body: bytes, fetched_at: datetime) -> RobotsRules:
    """Parse a robots.txt response with this status and body; only the first 500 KiB count."""
    if 200 <= status < 300:
        text = _cut_at_line(body).decode("utf-8-sig", "replace")
        lines = re.split(r"\r\n|\r|\n", text)
        sitemaps = tuple(_SITEMAP.findall("\n".join(lines)))
        return RobotsRules(
            Protego.parse("\n".join(_group_lines(lines))), True, Message("crawler.robots_read"), fetched_at, sitemaps
        )
    if status == 429 or not 400 <= status < 500:
        return RobotsRules(
            None,
            False,
            Message("crawler.robots_refused", status=status),
            fetched_at,
        )
    return RobotsRules(None, True, Message("crawler.robots_absent", status=status), fetched_at)


def _cut_at_line(body: bytes) -> bytes:
    """Cut at 500 KiB; half a line is no rule ("Disallow: /" of "Disallow: /admin" would forbid everything)."""
    if len(body) <= MAX_BYTES:
        return body
    kept = body[:MAX_BYTES]
    return kept[: max(kept.rfind(b"\n"), kept.rfind(b"\r")) + 1]


def _group_lines(lines: list[str]) -> Iterator[str]:
    """Group the lines for protego, so that it sees the groups of RFC 9309.

    Unknown lines (there: any but user-agent, allow and disallow) do not end a group, but protego takes them for an end: they
    are left out, and a Crawl-delay between two agents moves behind them. An agent's name is its product token as a whole,
    where protego looks for a part of ours.
    """
    waiting: list[str] = []
    naming = False
    for line in lines:
        match = _LINE.match(line)
        if not match:
            continue
        key, value = match[1].lower(), _BREAKS.sub(lambda found: quote(found[0]), match[2].strip())
        if key == "user-agent":
            naming = True
            yield f"User-agent: {_agent_of(value)}"
        elif key == "crawl-delay" and naming:
            waiting.append(f"Crawl-delay: {value}")
        else:
            naming = False
            yield from waiting
            waiting.clear()
            yield f"{key}: {value}"
    yield from waiting


def _agent_of(value: str) -> str:
    if value.startswith("*"):
        return "*"
    token = _TOKEN.match(value)
    return AGENT if token and token[0].lower() == AGENT else "another-robot"


class Robots:
    """The rules of every host met, each fetched at most once a day through ``fetcher`` and ``kept`` across crawls."""

    def __init__(self, fetcher: Fetcher, kept: HostStates | None = None) -> None:
        self._fetcher = fetcher
        self._host_states = kept
        self._rules: dict[str, RobotsRules] = {}
        self._fresh: list[str] = []

    def rules_of(self, url: str) -> RobotsRules:
        """Return the rules of the URL's host, fetching robots.txt when unknown or a day old."""
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc.lower()}"
        now = self._fetcher.clock.now()
        known = self._rules.get(root)
        if known is None or not _is_fresh(known, now):
            known = self._rules[root] = self._load_rules(root, now) or self._fetch_rules(root, now)
            self._fresh += known.sitemaps
            self._fetcher.throttle.set_crawl_delay(parts.netloc.lower(), known.delay)
        return known

    def take_sitemaps(self) -> list[str]:
        """Return the sitemaps named by the robots.txt files read since the last call."""
        fresh, self._fresh = self._fresh, []
        return fresh

    def _load_rules(self, root: str, now: datetime) -> RobotsRules | None:
        kept = self._host_states.robots(root) if self._host_states is not None else None
        rules = parse_robots(kept.status, kept.body, kept.fetched_at) if kept is not None else None
        return rules if rules is not None and _is_fresh(rules, now) else None

    def _fetch_rules(self, root: str, now: datetime) -> RobotsRules:
        try:
            # A larger file is cut, not refused.
            answer = self._fetcher.fetch(f"{root}/robots.txt", max_bytes=MAX_BYTES + 1, cut=True)
        except TooManyRedirects:
            return RobotsRules(None, True, Message("crawler.robots_endless"), now)
        except (FetchFailed, UnsafeAddress) as error:
            return RobotsRules(None, False, Message("crawler.robots_unread"), now, failure=error)
        # What cannot be read now may be readable soon: only definite answers outlive the crawl.
        rules = parse_robots(answer.status, answer.body, now)
        if self._host_states is not None and rules.allow_all:
            body = answer.body if rules.parsed is not None else b""
            self._host_states.store_robots(root, StoredRobots(answer.status, body, now))
        return rules

    def check_allowed(self, url: str) -> None:
        """Raise Forbidden when robots.txt does not allow ``url``, FetchFailed or Unsafe when it cannot be asked for."""
        rules = self.rules_of(url)
        if rules.failure is not None:
            kind = UnsafeAddress if isinstance(rules.failure, UnsafeAddress) else HostUnreachable
            raise kind(rules.failure.code, **rules.failure.data)
        if not rules.allows(url):
            why = Message("crawler.robots_disallow") if rules.parsed is not None else rules.reason
            raise RobotsForbidden("crawler.robots_forbid", url=url, why=why)


def _is_fresh(rules: RobotsRules, now: datetime) -> bool:
    return timedelta(0) <= now - rules.fetched_at < rules.lifetime

"""Portals of a country as a simulation needs them: how large, how busy, how slow; crawled on a virtual clock by the crawler's own rules.

The delay between requests (``crawler.http.throttle``) and when an address is due again (``crawler.scheduling.revisit``) are the
crawler's code; the frontier is lists of moments, and nothing is read from pages.
"""

from __future__ import annotations

import heapq
import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

from archive.crawling.frontier import FrontierUrl
from crawler.http.throttle import Throttle
from crawler.scheduling.revisit import VisitFindings, plan_revisit

DELAY = 2.0
REVISIT = timedelta(days=1)
DAY = 86_400.0
_A_LIST, _ON_FRONT, _SECTIONS = 20, 15, 8
_YEARS = 10
_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
_BUSY = 0.002
"""The share of requests that a portal has no time for."""


@dataclass(slots=True)
class Clock:
    """Seconds since the beginning."""

    now: float = 0.0

    def monotonic(self) -> float:
        """The moment."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds


@dataclass(slots=True)
class _List:
    """A list that is visited again and again."""

    due: float = 0.0
    visited: float | None = None
    news: float = 0.0
    watched: float = 0.0


@dataclass
class Portal:
    """One portal; ``articles`` when the crawl begins, ``slow``: the median seconds of an answer."""

    name: str
    articles: int
    slow: float
    chance: random.Random
    clock: Clock = field(default_factory=Clock)
    complete: float | None = None
    first: float | None = None
    requests: int = 0
    least_gap: float = float("inf")
    waits: list[tuple[float, float]] = field(default_factory=list)
    """(published, seconds until it was stored) of each article that came later."""

    def __post_init__(self) -> None:
        self._throttle = Throttle(DELAY, self.clock.monotonic, self.clock.sleep)
        self._ended: float | None = None
        self._pause = _YEARS * 365 * DAY / self.articles
        self._next = self.chance.expovariate(1 / self._pause)
        self._unseen: list[list[float]] = [[] for _ in range(_SECTIONS)]
        self._newest: deque[tuple[float, int]] = deque(maxlen=_ON_FRONT)
        self._sections = [_List() for _ in range(_SECTIONS)]
        self._again: list[tuple[float, float]] = []

    def crawl(self, begin: float, horizon: float) -> float:
        """Crawl what is due from a moment on and return when that was over; ``horizon``: nothing later is of interest."""
        self.clock.now = begin
        self.first = begin if self.first is None else self.first
        if self.complete is None:
            self._read_history(horizon)
            self.complete = self.clock.now
        self._visit_front()
        while (visit := self._due()) is not None and self.clock.now < horizon:
            visit()
        return self.clock.now

    def _due(self) -> Callable[[], None] | None:
        for one, unseen in zip(self._sections, self._unseen, strict=True):
            if one.due <= self.clock.now:
                return partial(self._visit_section, one, unseen)
        return self._visit_again if self._again and self._again[0][0] <= self.clock.now else None

    def _ask(self) -> None:
        self._throttle.wait_for_turn(self.name)
        if self._ended is not None:
            self.least_gap = min(self.least_gap, self.clock.now - self._ended)
        seconds = self.chance.lognormvariate(0.0, 0.5) * self.slow
        self.clock.now += seconds
        self._throttle.record_request(self.name, seconds, 503 if self.chance.random() < _BUSY else 200)
        self.requests += 1
        self._ended = self.clock.now

    def _read_history(self, horizon: float) -> None:
        for number in range(self.articles):
            if not number % _A_LIST:
                self._ask()
            self._ask()
            self._plan_article(-self.chance.random() * _YEARS * 365 * DAY, horizon)

    def _plan_article(self, published: float, horizon: float = float("inf")) -> None:
        now = _BEGIN + timedelta(seconds=self.clock.now)
        item = FrontierUrl(self.name, self.name, "article", 2, 0, None, None)
        found = VisitFindings(published=_BEGIN + timedelta(seconds=published))
        wait = plan_revisit(item, "new", found, now, REVISIT).wait
        if wait is not None and self.clock.now + wait.total_seconds() < horizon:
            heapq.heappush(self._again, (self.clock.now + wait.total_seconds(), published))

    def _visit_again(self) -> None:
        _, published = heapq.heappop(self._again)
        self._ask()
        self._plan_article(published)

    def _publish(self) -> None:
        while self._next <= self.clock.now:
            section = self.chance.randrange(_SECTIONS)
            self._unseen[section].append(self._next)
            self._newest.append((self._next, section))
            self._next += self.chance.expovariate(1 / self._pause)

    def _visit_front(self) -> None:
        """The front page is due at every crawl and shows the newest of all sections."""
        self._ask()
        self._publish()
        for published, section in list(self._newest):
            if published in self._unseen[section]:
                self._unseen[section].remove(published)
                self._store(published)

    def _visit_section(self, one: _List, unseen: list[float]) -> None:
        self._ask()
        self._publish()
        found = unseen.copy()
        unseen.clear()
        visited = None if one.visited is None else _BEGIN + timedelta(seconds=one.visited)
        item = FrontierUrl(self.name, self.name, "listing", 1, 0, None, None, "ok", {}, visited, one.news, one.watched)
        now = _BEGIN + timedelta(seconds=self.clock.now)
        plan = plan_revisit(item, "ok", VisitFindings(news=bool(found)), now, REVISIT)
        wait = plan.wait or timedelta()
        one.visited, one.news, one.watched = self.clock.now, plan.news, plan.watched
        one.due = self.clock.now + wait.total_seconds()
        for published in found:
            self._store(published)

    def _store(self, published: float) -> None:
        self._ask()
        self.waits.append((published, self.clock.now - published))
        self._plan_article(published)


def make_portals(count: int, articles: int, seed: int = 1) -> list[Portal]:
    """Portals of very different size (by rank to the power of -0.8) in random order, with ``articles`` in all."""
    chance = random.Random(seed)
    shares = [(rank + 1) ** -0.8 for rank in range(count)]
    sizes = [max(round(articles * share / sum(shares)), 1) for share in shares]
    chance.shuffle(sizes)
    return [
        Portal(f"p{number:03}", size, chance.uniform(0.1, 0.8), random.Random(seed * 1000 + number))
        for number, size in enumerate(sizes)
    ]

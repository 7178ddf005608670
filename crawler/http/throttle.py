"""Throttles requests to a host: the delay of the settings, its Crawl-delay, and its load as its responses tell it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

SLOWEST = 60.0
"""The longest delay in seconds: beyond it a crawl would never end."""

_SHARE = 2.0
"""Rest for so many times as long as the answers take: the crawler keeps a server busy a third of the time at most."""

_STRAINED = frozenset({429, 500, 502, 503, 504})


@dataclass(slots=True)
class _HostLoad:
    last: float | None = None
    seconds: float = 0.0
    strain: float = 0.0
    asked: float = 0.0


@dataclass(slots=True)
class Throttle:
    """Delays between requests, by host. ``base`` is the least delay in seconds; 0 (loopback) adapts to nothing.

    Times that are none (nan, endless, below 0) count as ``SLOWEST``: no mistake elsewhere makes a crawl faster.
    """

    base: float
    monotonic: Callable[[], float]
    sleep: Callable[[float], None]
    _hosts: dict[str, _HostLoad] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the least delay one that can be waited."""
        self.base = _waitable(self.base)

    def _load_of(self, host: str) -> _HostLoad:
        return self._hosts.setdefault(host, _HostLoad())

    def delay_of(self, host: str) -> float:
        """Return the seconds from the end of one request to the start of the next."""
        state = self._load_of(host)
        adapted = min(SLOWEST, max(_SHARE * state.seconds, state.strain)) if self.base else 0.0
        return max(self.base, state.asked, adapted)

    def set_crawl_delay(self, host: str, crawl_delay: float) -> None:
        """Set the Crawl-delay of a host's robots.txt, in seconds."""
        self._load_of(host).asked = min(SLOWEST, _waitable(crawl_delay))

    def record_earlier_request(self, host: str, age: float) -> None:
        """Record that an earlier crawl sent a request to the host ``age`` seconds ago."""
        self._load_of(host).last = self.monotonic() - max(0.0, age)

    def wait_for_turn(self, host: str) -> None:
        """Sleep until the host may get another request."""
        last = self._load_of(host).last
        if last is not None and (rest := last + self.delay_of(host) - self.monotonic()) > 0:
            self.sleep(rest)

    def record_request(self, host: str, seconds: float, status: int | None) -> None:
        """Record a request that took ``seconds`` and adapt the delay; ``status`` is None when there was no response."""
        state = self._load_of(host)
        if status is None or status in _STRAINED:
            state.strain = min(SLOWEST, 2 * self.delay_of(host))
        else:
            state.strain = state.strain / 2 if state.strain > self.base else 0.0
        took = _waitable(seconds)
        state.seconds = took if not state.seconds else (state.seconds + took) / 2
        state.last = self.monotonic()


def _waitable(seconds: float) -> float:
    return seconds if 0 <= seconds < math.inf else SLOWEST

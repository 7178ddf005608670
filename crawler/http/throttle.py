"""How fast a host is asked: the delay of the settings, its Crawl-delay, and what its answers tell of its load."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

SLOWEST = 60.0
"""The longest delay in seconds: beyond it a crawl would never end."""

_SHARE = 2.0
"""Rest for so many times as long as the answers take: the crawler keeps a server busy a third of the time at most."""

_STRAINED = frozenset({429, 500, 502, 503, 504})


@dataclass(slots=True)
class _Host:
    last: float | None = None
    seconds: float = 0.0
    strain: float = 0.0
    asked: float = 0.0


@dataclass(slots=True)
class Pace:
    """The rhythm of one crawler over its hosts. ``base`` is the least delay in seconds; 0 (loopback) adapts to nothing."""

    base: float
    monotonic: Callable[[], float]
    sleep: Callable[[float], None]
    _hosts: dict[str, _Host] = field(default_factory=dict)

    def _of(self, host: str) -> _Host:
        return self._hosts.setdefault(host, _Host())

    def delay(self, host: str) -> float:
        """Return the seconds from the end of one request to the start of the next."""
        state = self._of(host)
        adapted = min(SLOWEST, max(_SHARE * state.seconds, state.strain)) if self.base else 0.0
        return max(self.base, state.asked, adapted)

    def ask(self, host: str, crawl_delay: float) -> None:
        """Keep to the Crawl-delay of a host's robots.txt."""
        self._of(host).asked = min(SLOWEST, crawl_delay)

    def resume(self, host: str, age: float) -> None:
        """Say that an earlier crawl asked the host ``age`` seconds ago."""
        self._of(host).last = self.monotonic() - max(0.0, age)

    def wait(self, host: str) -> None:
        """Sleep until the host may be asked again."""
        last = self._of(host).last
        if last is not None and (rest := last + self.delay(host) - self.monotonic()) > 0:
            self.sleep(rest)

    def ended(self, host: str, seconds: float, status: int | None) -> None:
        """Learn from a request that took ``seconds``; ``status`` is None when there was no answer."""
        state = self._of(host)
        if status is None or status in _STRAINED:
            state.strain = min(SLOWEST, 2 * self.delay(host))
        else:
            state.strain = state.strain / 2 if state.strain > self.base else 0.0
        state.seconds = seconds if not state.seconds else (state.seconds + seconds) / 2
        state.last = self.monotonic()

"""What a crawl tells: the report of its outcomes, and its lines of progress in the words of whoever listens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

ENGLISH: Mapping[str, str] = {
    "summary": "{source}: {told}",
    "complete": "{source}: {found} of {expected} known articles are stored, {missing} missing; {unread} lists unread, {silent} silent months",
    "none": "nothing due",
    "progress": "{source}: {count} addresses, last {path}",
    "unreachable": "{source}: nothing could be fetched: {detail}",
    "running": "{source}: another process is crawling it; left out this time",
    "hours": "{source}: its hours are {start}:00 to {end}:00 in Vietnam; what is due waits",
    "budget": "{source}: its {budget} requests of today are spent; what is due waits until tomorrow",
    "paused": "{source}: {host} gives no answer or asked to be left alone; it is asked again after {until}",
}
"""Lines of progress by what happened; an outcome that is not named here is told by its own name."""


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """What happened: ``outcomes`` counts every address tried exactly once for each visit; ``by_source`` the same.

    ``first_line`` is the number in the crawl log after which the lines of this crawl begin.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    by_source: dict[str, Counter[str]] = field(default_factory=dict)
    first_line: int = 0


def told(counts: Mapping[str, int], words: Mapping[str, str]) -> str:
    """Return the outcomes with their counts in one line."""
    parts = (f"{count} {words.get(name, name)}" for name, count in sorted(counts.items()) if count)
    return ", ".join(parts) or words["none"]

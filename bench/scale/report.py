"""Frontier and schedule for many portals on a virtual clock: ``python -m bench.scale.report --help``.

Crawlers are started at every full hour unless they are still at work. Each takes one portal after the other that no other has, as those of
several machines do, and crawls all that is due there, at first its whole history.
"""

from __future__ import annotations

import argparse
import heapq
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.scale.portals import DAY, DELAY, Portal, make_portals
from bench.speed.queries_report import p95, write_into

_PAGE = Path(__file__).parents[2] / "docs" / "scale.md"
_HOUR = 3600.0


@dataclass(frozen=True)
class Outcome:
    """What a simulation tells: seconds, and the spread of waits."""

    crawlers: int
    history: float
    half: float
    last_begun: float
    waits: Sequence[float]
    by_portal: Sequence[float]
    fairness: float
    least_gap: float
    requests: int


def simulate(portals: Sequence[Portal], crawlers: int, days: float) -> Outcome:
    """Run until every history is complete, and so many days more."""
    held: dict[str, float] = {}
    done: dict[str, float] = {}
    workers = [(0.0, number, 0.0) for number in range(crawlers)]  # when free, who, when its crawl began
    horizon = float("inf")
    while workers:
        now, number, begun = heapq.heappop(workers)
        if now >= horizon:
            continue
        free = next((p for p in portals if held.get(p.name, 0.0) <= now and done.get(p.name, -1.0) < begun), None)
        if free is None:
            later = (now // _HOUR + 1) * _HOUR
            heapq.heappush(workers, (later, number, later))
            continue
        over = free.crawl(now, horizon)
        held[free.name] = done[free.name] = over
        if horizon == float("inf") and all(p.complete is not None for p in portals):
            horizon = max(p.complete or 0.0 for p in portals) + days * DAY
        heapq.heappush(workers, (over, number, begun))
    return _outcome(portals, crawlers, horizon - days * DAY)


def _outcome(portals: Sequence[Portal], crawlers: int, since: float) -> Outcome:
    own = {p.name: [wait for published, wait in p.waits if published >= since] for p in portals}
    means = [statistics.mean(waits) for waits in own.values() if waits]
    complete = sorted(p.complete or 0.0 for p in portals)
    return Outcome(
        crawlers,
        complete[-1],
        complete[len(complete) // 2],
        max(p.first or 0.0 for p in portals),
        sorted(wait for waits in own.values() for wait in waits),
        sorted(means),
        sum(means) ** 2 / (len(means) * sum(mean**2 for mean in means)) if means else 1.0,
        min(p.least_gap for p in portals),
        sum(p.requests for p in portals),
    )


def as_row(one: Outcome) -> str:
    """Markdown."""
    waits = one.waits or [0.0]
    cells = (
        f"{one.crawlers}",
        f"{one.half / DAY:.1f}",
        f"{one.history / DAY:.1f}",
        f"{one.last_begun / DAY:.1f}",
        f"{statistics.median(waits) / 60:.0f}",
        f"{p95(waits) / _HOUR:.1f}",
        f"{(one.by_portal or [0.0])[-1] / _HOUR:.1f}",
        f"{one.fairness:.2f}",
        f"{one.least_gap:.2f}",
    )
    return f"| {' | '.join(cells)} |"


HEAD = (
    "| crawlers | half of the portals complete, days | all complete, days | last portal begun, days | new article stored after, minutes (median) | 95 %, hours "
    "| mean of the slowest portal, hours | fairness (Jain, of the means) | least gap, s |"
)


def main() -> None:
    """Simulate and tell."""
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--portals", type=int, default=100)
    flags.add_argument("--articles", type=int, default=6_000_000)
    flags.add_argument("--crawlers", type=int, nargs="*", default=[4, 16, 100])
    flags.add_argument("--days", type=float, default=14, help="days simulated after the last history is complete")
    flags.add_argument("--write", action="store_true", help="write the table into docs/scale.md")
    chosen = flags.parse_args()
    largest = max(p.articles for p in make_portals(chosen.portals, chosen.articles))
    lines = [
        f"{chosen.portals} portals with {chosen.articles:,} articles, the largest {largest:,}; {DELAY:.0f} s between requests and twice the time of an answer at least.",
        "",
        HEAD,
        "|" + " ---: |" * 9,
    ]
    for crawlers in chosen.crawlers:
        lines.append(as_row(simulate(make_portals(chosen.portals, chosen.articles), crawlers, chosen.days)))
        print(lines[-1], flush=True)
    print("\n" + "\n".join(lines))
    if chosen.write:
        write_into(_PAGE, f"schedule-{chosen.articles}", lines)


if __name__ == "__main__":
    main()

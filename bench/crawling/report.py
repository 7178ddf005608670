"""How fast, how small and how gentle a crawl is, beside Scrapy on the same loopback site: ``python -m bench.crawling.report --help``.

Both fetch, extract with the same function, follow links and store (this crawler: article, versions, raw response, frontier and
log in its archive, one durable transaction a page; Scrapy: JSON Lines). No delay; robots.txt is asked by both.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from bench.speed.queries_report import write_into

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
Result = dict[str, Any]
_SHOWN = {"ours": "Tìm Tin", "scrapy": "Scrapy, same extraction"}


@contextmanager
def site(module: str, articles: int) -> Iterator[tuple[str, Callable[[], str]]]:
    """Serve a portal of so many articles in a process of its own; yield its address, and what ends it and tells its words."""
    command = [sys.executable, "-m", module, str(articles)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None and server.stdout is not None
        try:
            yield f"http://127.0.0.1:{server.stdout.readline().strip()}", lambda: server.communicate()[0]
        finally:
            server.stdin.close()


def job(*arguments: object) -> Result:
    """Run one job in a process of its own."""
    command = [sys.executable, "-m", "bench.crawling.jobs", *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def turns(articles: int, repeats: int, base: Path) -> dict[str, list[Result]]:
    """Crawl a site with each crawler in turn, so that other load falls on both alike."""
    results: dict[str, list[Result]] = {name: [] for name in _SHOWN}
    with site("tests.support.big_site", articles) as (address, _):
        for turn in range(repeats):
            for name, found in results.items():
                found.append(job(name, address, base / f"{name}-{articles}-{turn}"))
                assert found[-1]["articles"] == articles, found[-1]
                print(name, found[-1], file=sys.stderr, flush=True)
    return results


def _spread(values: Sequence[float], digits: int) -> str:
    return " / ".join(f"{value:.{digits}f}" for value in (min(values), median(values), max(values)))


def speed(sizes: Sequence[int], repeats: int, base: Path) -> list[str]:
    """The table of pages a second, and how the crawlers compare within each turn."""
    lines = [
        "| articles | crawler | pages a second | pages a processor second | most memory |",
        "| ---: | --- | ---: | ---: | ---: |",
    ]
    ratios = []
    for articles in sizes:
        results = turns(articles, repeats, base)
        for name, found in results.items():
            clock, processor = ([articles / r[key] for r in found] for key in ("s", "cpu"))
            memory = max(r["mib"] + r.get("beside", 0.0) for r in found)
            row = (f"{articles:,}", _SHOWN[name], _spread(clock, 1), _spread(processor, 1), f"{memory:.0f} MiB")
            lines.append(f"| {' | '.join(row)} |")
        pairs = list(zip(results["ours"], results["scrapy"], strict=True))
        clock, processor = ([theirs[key] / mine[key] for mine, theirs in pairs] for key in ("s", "cpu"))
        ratios.append(
            f"{articles:,} articles: {_spread(clock, 2)} by the clock, {_spread(processor, 2)} by processor time"
        )
    told = (
        f"Least / median / most of {repeats} turns; memory with that of the process that reads pages beside the crawl."
    )
    return [
        *lines,
        "",
        told,
        "Pages of ours for each of Scrapy's within a turn:",
        "",
        *(f"- {line}" for line in ratios),
    ]


def memory(urls: int, base: Path) -> list[str]:
    """What a long crawl holds, by thousand addresses."""
    with site("tests.support.big_site", urls) as (address, _):
        found = job("ours", address, base / "memory", urls)
    held = ", ".join(f"{value:.0f}" for value in found["memory"])
    return [
        f"Most memory held after each thousand of {found['urls']:,} addresses, in MiB: {held}; the process beside: "
        f"{found['beside']:.0f}. {found['urls'] / found['s']:.1f} addresses a second."
    ]


def gentleness(requests: int, delay: float, base: Path) -> list[str]:
    """What a portal's server sees of a crawl with a delay."""
    with site("bench.crawling.watched_site", requests) as (address, ended):
        found = job("ours", address, base / "gentle", requests - 1, delay)
        seen = json.loads(ended())
    return [
        f"A crawl of {found['urls']:,} addresses with a delay of {delay * 1000:.0f} ms, as its server saw it: {seen['requests']:,} "
        f"requests, at least {seen['least'] * 1000:.1f} ms from an answer to the next request, {seen['connections']} connections "
        f"in all, at most {seen['open']} open at a time."
    ]


def main() -> None:
    """Run everything the flags ask for."""
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument(
        "--articles", type=int, nargs="*", default=[400, 1000], help="sizes of the sites crawled by both"
    )
    flags.add_argument("--repeats", type=int, default=3, help="turns of each crawler a size")
    flags.add_argument("--memory", type=int, default=20_000, help="addresses of the long crawl; 0 leaves it out")
    flags.add_argument(
        "--requests", type=int, default=10_000, help="requests whose gaps are measured; 0 leaves them out"
    )
    flags.add_argument("--delay", type=float, default=0.01, help="seconds between those requests")
    flags.add_argument("--write", action="store_true", help="write the result into docs/performance.md")
    chosen = flags.parse_args()
    with TemporaryDirectory(prefix="bench-crawl-") as folder:
        base = Path(folder)
        lines = speed(chosen.articles, chosen.repeats, base) if chosen.articles else []
        if chosen.memory:
            lines += ["", *memory(chosen.memory, base)]
        if chosen.requests:
            lines += ["", *gentleness(chosen.requests, chosen.delay, base)]
    print("\n".join(lines))
    if chosen.write:
        write_into(PAGE, "crawl", lines)


if __name__ == "__main__":
    main()

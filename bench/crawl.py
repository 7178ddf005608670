"""How fast, how small and how gentle a crawl is, beside Scrapy on the same loopback site: ``python -m bench.crawl --help``.

Both fetch, extract with the same function, follow links and store (this crawler: article, versions, raw response, frontier and
log in its archive, one durable transaction a page; Scrapy: JSON Lines). No delay; robots.txt is asked by both.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from bench.run import write_into

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
Result = dict[str, Any]


@contextmanager
def site(articles: int) -> Iterator[str]:
    """Serve a portal of so many articles in a process of its own and yield its address."""
    command = [sys.executable, "-m", "tests.big_site", str(articles)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None and server.stdout is not None
        try:
            yield f"http://127.0.0.1:{server.stdout.readline().strip()}"
        finally:
            server.stdin.close()


def job(*arguments: object) -> Result:
    """Run one job in a process of its own."""
    command = [sys.executable, "-m", "bench.crawl_jobs", *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def speed(articles: int, repeats: int, base: Path) -> list[str]:
    """The table of pages a second; every crawler once a turn, so that other load falls on both alike."""
    results: dict[str, list[Result]] = {"ours": [], "scrapy": []}
    with site(articles) as address:
        for turn in range(repeats):
            for name in results:
                found = job(name, address, base / f"{name}-{turn}")
                assert found["articles"] == articles, found
                results[name].append(found)
                print(name, found, file=sys.stderr, flush=True)

    def rate(name: str, key: str) -> float:
        return float(median(r["articles"] / r[key] for r in results[name]))

    lines = ["| crawler | pages a second | pages a processor second | most memory |", "| --- | --- | --- | --- |"]
    for name, shown in (("ours", "Tìm Tin"), ("scrapy", "Scrapy, same extraction")):
        memory = max(r["mib"] for r in results[name])
        lines.append(f"| {shown} | {rate(name, 's'):.1f} | {rate(name, 'cpu'):.1f} | {memory:.0f} MiB |")
    ratio, busy = (rate("ours", key) / rate("scrapy", key) for key in ("s", "cpu"))
    return [
        *lines,
        "",
        f"{articles} articles, {repeats} turns: ratio {ratio:.2f} by the clock, {busy:.2f} by processor time.",
    ]


def memory(urls: int, base: Path) -> str:
    """One line on what a long crawl holds."""
    with site(urls) as address:
        found = job("ours", address, base / "memory")
    held = found["memory"] or [found["mib"]]
    middle = held[len(held) // 2]
    return (
        f"Memory over {found['urls']:,} addresses: {held[0]:.0f} MiB after the first thousand, {middle:.0f} MiB half way, "
        f"{held[-1]:.0f} MiB at the end."
    )


def gentleness(requests: int, delay: float) -> str:
    """One line on what a portal's server sees."""
    found = job("pace", requests, delay)
    return (
        f"{found['requests']:,} requests with a delay of {found['delay'] * 1000:.0f} ms: the smallest gap its server saw is "
        f"{found['least'] * 1000:.1f} ms, at most {found['open']} connection open at a time."
    )


def main() -> None:
    """Run everything the flags ask for."""
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--articles", type=int, default=1000)
    flags.add_argument("--repeats", type=int, default=3)
    flags.add_argument("--memory", type=int, default=20_000, help="addresses of the long crawl; 0 leaves it out")
    flags.add_argument(
        "--requests", type=int, default=10_000, help="requests whose gaps are measured; 0 leaves them out"
    )
    flags.add_argument("--delay", type=float, default=0.01, help="seconds between those requests")
    flags.add_argument("--write", action="store_true", help="write the table into docs/performance.md")
    chosen = flags.parse_args()
    with TemporaryDirectory(prefix="bench-crawl-") as base:
        lines = speed(chosen.articles, chosen.repeats, Path(base))
        if chosen.memory:
            lines += ["", memory(chosen.memory, Path(base))]
    if chosen.requests:
        lines += ["", gentleness(chosen.requests, chosen.delay)]
    print("\n".join(lines))
    if chosen.write:
        write_into(PAGE, "crawl", lines)


if __name__ == "__main__":
    main()

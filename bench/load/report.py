"""The served site under load: one process and several, a rebuild, four times saturation, idle connections. ``python -m bench.load.report --help``.

Everything is asked over HTTP by other processes on the same machine, whose processor time is told: what a client takes, the site
cannot have. The ratios are taken in turns, so that whatever else runs falls on both sides.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from archive.articles.archive import Archive
from bench.load.mix import draw_paths
from bench.load.rush import Rush, rush
from bench.load.wrk import Told, run_wrk
from bench.speed.queries_report import PAGE, write_into
from bench.speed.stages import questions
from site_data.site import Site
from tools.served_site import ROOT, ServedSite, serve_folder

CLIENTS = (1, 4, 16, 64)
IDLE = 2000

Rows = dict[int, list[Told]]


def _told(rows: Sequence[Told]) -> str:
    """The medians of some turns."""
    rate, median, p99, client = (
        statistics.median(getattr(r, name) for r in rows) for name in ("rate", "median", "p99", "client")
    )
    refused, errors = (sum(getattr(r, name) for r in rows) for name in ("refused", "errors"))
    return f"{rate:.1f} | {median:.0f} | {p99:.0f} | {refused} | {errors} | {client:.0%}"


def serve_with(data: Path, processes: int) -> AbstractContextManager[ServedSite]:
    """Serve a data folder with so many web processes; the addresses that readers say they have are believed as those of a proxy."""
    settings = {"TIMTIN_WEB_PROCESSES": str(processes), "TIMTIN_TRUSTED_PROXIES": "1"}
    return serve_folder(data, environment=settings)


def clients_in_turns(data: Path, paths: Sequence[str], seconds: int, turns: int, most: int) -> list[str]:
    """A table: one process beside one a processor, by the number of clients."""
    measured: dict[int, Rows] = {1: {}, most: {}}
    for _ in range(turns):
        for processes, rows in measured.items():
            with serve_with(data, processes) as site:
                run_wrk(site.port, paths[:200], 4, seconds)  # What a process opens once belongs to nobody's time.
                for clients in CLIENTS:
                    rows.setdefault(clients, []).append(run_wrk(site.port, paths, clients, seconds))
    lines = [
        "| clients | processes | answered a second | median ms | p99 ms | refused (503) | errors | client's processor |"
    ]
    lines.append("| ---: | ---: |" + " ---: |" * 6)
    for clients in CLIENTS:
        lines += [f"| {clients} | {n} | {_told(rows[clients])} |" for n, rows in measured.items()]
    ratios = [
        statistics.median(r.rate for r in measured[most][n]) / statistics.median(r.rate for r in measured[1][n])
        for n in CLIENTS
    ]
    told = ", ".join(f"{ratio:.2f} at {n}" for n, ratio in zip(CLIENTS, ratios, strict=True))
    return [*lines, "", f"{most} processes answer so many times what one answers: {told} clients (goal 1.5)."]


@contextmanager
def rebuilding(data: Path) -> Iterator[None]:
    """Have the index built afresh again and again meanwhile, at the priority of a job."""
    command = "while true; do nice -n 5 {} run.py --data {} index --rebuild; done"
    with subprocess.Popen(
        ["sh", "-c", command.format(sys.executable, data)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            yield
        finally:
            os.killpg(process.pid, 9)


def under_rebuild(data: Path, port: int, paths: Sequence[str], seconds: int, turns: int) -> str:
    """What is answered while the index is built afresh, beside what is answered otherwise."""
    idle, busy = [], []
    for _ in range(turns):
        idle.append(run_wrk(port, paths, 4, seconds))
        with rebuilding(data):
            busy.append(run_wrk(port, paths, 4, seconds))
    share = statistics.median(t.rate for t in busy) / statistics.median(t.rate for t in idle)
    errors = sum(t.errors for t in (*idle, *busy))
    return (
        f"While the index is built afresh, 4 clients are answered {share:.0%} as often as otherwise (goal 50 %);"
        f" median {statistics.median(t.median for t in busy):.0f} ms beside {statistics.median(t.median for t in idle):.0f} ms, {errors} errors."
    )


def at_rest(port: int, paths: Sequence[str], seconds: int) -> float:
    """Milliseconds that half of the readers wait who come alone, two a second."""
    return rush(port, paths, 2, seconds).median


def at_saturation(port: int, paths: Sequence[str], seconds: int) -> list[str]:
    """What readers wait who come at four times the rate that can be answered."""
    alone = at_rest(port, paths, max(seconds, 10))
    most = max(run_wrk(port, paths, clients, seconds).rate for clients in (4, 16))
    crowded = rush(port, paths, 4 * most, seconds)
    return [
        f"Readers who come alone (2 a second) wait {alone:.0f} ms in the median. {most:.0f} a second can be answered; of readers who come at"
        f" four times that rate half wait {crowded.median:.0f} ms, 95 of 100 at most {crowded.share(0.95):.0f} ms and 99 at most {crowded.share(0.99):.0f} ms for an answer or a"
        f" refusal ({crowded.median / alone:.1f}, {crowded.share(0.95) / alone:.1f} and {crowded.share(0.99) / alone:.1f} times; goal 5): {_statuses(crowded)}; the client took {crowded.client:.0%} of a processor."
    ]


def _statuses(told: Rush) -> str:
    return ", ".join(f"{count} {status}" for status, count in sorted(told.statuses.items()))


def beside_idle(port: int, paths: Sequence[str], seconds: int, turns: int) -> str:
    """What readers wait while thousands of connections are open that ask nothing."""
    alone, crowded = [], []
    for _ in range(turns):
        alone.append(rush(port, paths, 4, seconds).median)
        command = ["-m", "bench.load.crowd", "--port", str(port), "--kind", "idle"]
        wanted = ["--connections", str(IDLE), "--seconds", str(seconds * 2 + 6)]
        with subprocess.Popen(
            [sys.executable, *command, *wanted], cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as crowd:
            assert crowd.stdout is not None
            opened = crowd.stdout.readline().strip()
            crowded.append(rush(port, paths, 4, seconds).median)
            crowd.kill()
    ratio = statistics.median(crowded) / statistics.median(alone)
    return f"With {IDLE:,} idle connections ({opened}) the median is {statistics.median(crowded):.0f} ms, without {statistics.median(alone):.0f} ms: {ratio:.2f} times (goal 1.5)."


def main() -> None:
    """Run everything."""
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--data", type=Path, required=True, help="a data folder with an index; it is written to")
    flags.add_argument("--seconds", type=int, default=8, help="of each measurement")
    flags.add_argument("--turns", type=int, default=3, help="how often each is taken; medians are told")
    flags.add_argument("--write", action="store_true", help="write into docs/performance.md")
    chosen = flags.parse_args()
    most = max(2, len(os.sched_getaffinity(0)))
    with Archive.open(chosen.data) as archive, Site.open(chosen.data):
        articles = archive.count()
    paths = draw_paths(questions(75), articles, 4000)
    lines = [f"{articles:,} articles, {most} processors, load {os.getloadavg()[0]:.0f} when it began.", ""]
    lines += clients_in_turns(chosen.data, paths, chosen.seconds, chosen.turns, most)
    print("\n".join(lines), flush=True)
    with serve_with(chosen.data, most) as site:
        port = site.port
        run_wrk(port, paths[:200], 4, chosen.seconds)
        more = ["", *at_saturation(port, paths, chosen.seconds), ""]
        more += [beside_idle(port, paths, chosen.seconds, chosen.turns), ""]
        print("\n".join(more), flush=True)
        more += [under_rebuild(chosen.data, port, paths, chosen.seconds, chosen.turns)]
        print(more[-1], flush=True)
    if chosen.write:
        write_into(PAGE, f"load-{articles}", [*lines, *more])


if __name__ == "__main__":
    main()

"""Work in processes that are killed: ``python -m tests.crash.crawl_child`` forks a crawl for each line it is given.

Forked, for importing everything takes many times as long as the work that is killed. A child tells what is acknowledged; a
crawl tells each address.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from archive.articles.archive import Archive
from crawler.crawl import crawl
from crawler.sources.sample import sample_source
from crawler.sources.source import Source
from tests.support.crawling import big_site_source
from tests.support.paths import ROOT

Acknowledged = list[tuple[str, str]]
Work = Callable[[Path, str], None]
"""Is given a data folder and the address of a portal, or anything else it needs; tells what is acknowledged by ``tell``."""

KINDS = {"big": big_site_source, "sample": sample_source}


@dataclass(frozen=True, slots=True)
class Nursery:
    """Starts work and kills it."""

    process: subprocess.Popen[bytes]

    def killed(self, data: Path, base: str, kind: str, visits: int, seconds: float) -> Acknowledged:
        """Crawl, and SIGKILL ``seconds`` after so many ``visits`` were acknowledged; return the acknowledged (outcome, url).

        Other work as well: for it a visit is whatever it tells.
        """
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps([str(data), base, kind]).encode() + b"\n")
        child, told = int(self._line()), list[str]()
        while len(told) < visits:
            if (line := self._line()) == "ended":
                return _pairs(told)
            told.append(line)
        waiting = select.poll()  # Not select(), which knows no file above 1,023.
        waiting.register(self.process.stdout, select.POLLIN)
        waiting.poll(seconds * 1000)
        with suppress(ProcessLookupError):  # it has just ended
            os.kill(child, signal.SIGKILL)
        return _pairs([*told, *iter(self._line, "ended")])

    def _line(self) -> str:
        """Read up to the end of a line, byte by byte: nothing waits in a buffer that ``select`` does not see."""
        assert self.process.stdout is not None
        found = bytearray()
        while (byte := self.process.stdout.read(1)) not in (b"\n", b""):
            found += byte
        return found.decode()


def _pairs(lines: list[str]) -> Acknowledged:
    return [(outcome, url) for outcome, _, url in (line.partition(" ") for line in lines)]


@contextmanager
def nursery(module: str = "tests.crash.crawl_child") -> Iterator[Nursery]:
    """Start the process that work is forked from; ``module`` calls ``fork_work``."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-m", module]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, cwd=ROOT, bufsize=0) as process:
        try:
            yield Nursery(process)
        finally:
            process.kill()


def tell(text: str) -> None:
    """Write a line at once: what is that short arrives whole or not at all."""
    os.write(1, text.encode() + b"\n")


def crawl_portal(source_of: Callable[[str], Source], data: Path, base: str) -> None:
    """Crawl a portal, telling each visit."""
    with Archive.open(data) as archive:
        crawl(archive, [source_of(base)], visited=lambda line: tell(f"{line.outcome} {line.url}"))


def fork_work(works: Mapping[str, Work]) -> None:
    """Fork the work that each line of stdin names, and tell when it has ended."""
    for line in sys.stdin:
        data, base, kind = json.loads(line)
        child = os.fork()
        if child == 0:
            tell(str(os.getpid()))
            works[kind](Path(data), base)
            os._exit(0)
        os.waitpid(child, 0)
        tell("ended")


if __name__ == "__main__":
    fork_work({kind: partial(crawl_portal, source_of) for kind, source_of in KINDS.items()})

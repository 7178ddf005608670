"""Crawls in processes that are killed: ``python -m tests.crash.crawl_child`` forks one for each line it is given.

Forked, for importing everything takes many times as long as the crawl that is killed. A child tells each address once it
is acknowledged.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from archive.articles.archive import Archive
from crawler.crawl import crawl
from crawler.sources.sample import sample_source
from tests.support.crawling import big_site_source
from tests.support.paths import ROOT

Acknowledged = list[tuple[str, str]]


KINDS = {"big": big_site_source, "sample": sample_source}


@dataclass(frozen=True, slots=True)
class Nursery:
    """Starts crawls and kills them."""

    process: subprocess.Popen[bytes]

    def killed(self, data: Path, base: str, kind: str, visits: int, seconds: float) -> Acknowledged:
        """Crawl, and SIGKILL ``seconds`` after so many ``visits`` were acknowledged; return the acknowledged (outcome, url)."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps([str(data), base, kind]).encode() + b"\n")
        child, told = int(self._line()), list[str]()
        while len(told) < visits:
            if (line := self._line()) == "ended":
                return _pairs(told)
            told.append(line)
        select.select([self.process.stdout], [], [], seconds)
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
def nursery() -> Iterator[Nursery]:
    """Start the process that crawls are forked from."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-m", "tests.crash.crawl_child"]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, cwd=ROOT, bufsize=0) as process:
        try:
            yield Nursery(process)
        finally:
            process.kill()


def _told(text: str) -> None:
    """Write a line at once: what is that short arrives whole or not at all."""
    os.write(1, text.encode() + b"\n")


def _crawl(data: str, base: str, kind: str) -> None:
    _told(str(os.getpid()))
    with Archive.open(Path(data)) as archive:
        crawl(archive, [KINDS[kind](base)], visited=lambda line: _told(f"{line.outcome} {line.url}"))


def _serve() -> None:
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _crawl(*json.loads(line))
            os._exit(0)
        os.waitpid(child, 0)
        _told("ended")


if __name__ == "__main__":
    _serve()

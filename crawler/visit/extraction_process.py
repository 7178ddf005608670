"""Extracts articles in a process beside the crawl: while one page is extracted, the next is fetched and the one before is stored.

Worth its memory only where pages come faster than they are read, so with next to no delay; the first pages are read in the
crawl's own process, also while the other one (``crawler.visit.extraction_worker``) starts. It ends with its standard input, so also when the
crawl is killed.
"""

from __future__ import annotations

import os
import pickle
import select
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from archive.attempts import FailedStep
from crawler.errors import CrawlError, ExtractionFailed
from crawler.extraction.extract import Extraction, read_page
from crawler.http.fetcher import Response
from crawler.sources.source import Source
from crawler.visit.extraction_worker import send_value

SLOW = 0.1
"""Seconds of delay from which the reading is done before the next page may be asked for anyway."""
_FEW = 20  # articles: a visit to what is new is over before a process has started

_ROOT = Path(__file__).resolve().parents[2]


@dataclass(slots=True)
class ExtractionProcess:
    """Extracts the articles of one source. Use as a context manager. ``aside`` allows the second process."""

    source: Source
    aside: bool
    _count: int = 0
    _pending: Response | None = None
    _ready: tuple[Response, Extraction | FailedStep | CrawlError | None] | None = None
    _process: subprocess.Popen[bytes] | None = field(default=None)
    _started: bool = False

    def __enter__(self) -> ExtractionProcess:
        return self

    def __exit__(self, *raised: object) -> None:
        self._close()

    def start_extraction(self, answer: Response) -> bool:
        """Start extracting a page aside, once the one before is done; False when ``extract`` had better be called at once."""
        if not self.aside or self._count < _FEW:
            return False
        if self._pending is not None:
            self._ready = self._pending, self._receive()
        try:
            if not self._is_started():
                return False
            assert self._process is not None and self._process.stdin is not None
            send_value(self._process.stdin, (answer.body, answer.url, answer.content_type, answer.fetched_at))
        except OSError:
            self._give_up()
            return False
        self._pending = answer
        return True

    def extract(self, answer: Response) -> Extraction:
        """Return what a page says, started aside or not. Raises what ``read_page`` raises, ExtractionFailed for what broke it aside."""
        self._count += 1
        found = None
        if self._ready is not None and answer is self._ready[0]:
            (_, found), self._ready = self._ready, None
        elif answer is self._pending:
            found = self._receive()
        if isinstance(found, CrawlError):
            raise found
        if isinstance(found, FailedStep):
            raise ExtractionFailed("crawler.page_breaks_reader", why=found.error)
        return found or read_page(answer.body, answer.url, answer.content_type, self.source, answer.fetched_at)

    def _is_started(self) -> bool:
        """Tell whether the other process is ready; start it when there is none. Raises OSError."""
        if self._process is None:
            path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
            command = [sys.executable, "-m", "crawler.visit.extraction_worker"]
            pipe = subprocess.PIPE
            # A group of its own: Ctrl-C reaches the crawl alone, which ends this process.
            self._process = subprocess.Popen(
                command, stdin=pipe, stdout=pipe, env={**os.environ, "PYTHONPATH": path}, process_group=0
            )
            assert self._process.stdin is not None
            send_value(self._process.stdin, self.source)
        assert self._process.stdout is not None
        if not self._started and _has_line(self._process.stdout):  # it says a line when it is ready
            if not self._process.stdout.readline():
                raise BrokenPipeError("the other process has ended")
            self._started = True
        return self._started

    def _receive(self) -> Extraction | FailedStep | CrawlError | None:
        """Return what the page that was begun says; None when the other process died over it, or nothing was begun."""
        if self._pending is None or self._process is None:
            return None
        self._pending = None
        assert self._process.stdout is not None
        try:
            found: Extraction | FailedStep | CrawlError = pickle.load(self._process.stdout)  # noqa: S301 (our own process)
        except (OSError, EOFError, pickle.UnpicklingError):
            self._give_up()
            return None
        return found

    def _give_up(self) -> None:
        self.aside = False
        self._close()

    def _close(self) -> None:
        other, self._process, self._pending = self._process, None, None
        if other is None:
            return
        other.kill()
        for pipe in (other.stdin, other.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        other.wait()


def _has_line(stream: IO[bytes]) -> bool:
    # Not select(): it knows no file numbers above 1,023.
    poller = select.poll()
    poller.register(stream, select.POLLIN | select.POLLHUP)
    return bool(poller.poll(0))

"""Reads articles in a process beside the crawl: while one page is read, the next is fetched and the one before is stored.

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

from archive.attempts import Failed
from archive.model import Article
from crawler.errors import BREAKING, CrawlError, Unreadable
from crawler.extraction.extract import extract
from crawler.http.fetcher import Fetched
from crawler.sources.source import Source
from crawler.visit.extraction_worker import send

SLOW = 0.1
"""Seconds of delay from which the reading is done before the next page may be asked for anyway."""
_FEW = 20  # articles: a visit to what is new is over before a process has started

_ROOT = Path(__file__).resolve().parents[2]


@dataclass(slots=True)
class ExtractionProcess:
    """Extracts the articles of one source. Use as a context manager. ``aside`` allows the second process."""

    source: Source
    aside: bool
    _read: int = 0
    _begun: Fetched | None = None
    _ready: tuple[Fetched, Article | Failed | CrawlError | None] | None = None
    _other: subprocess.Popen[bytes] | None = field(default=None)
    _started: bool = False

    def __enter__(self) -> ExtractionProcess:
        return self

    def __exit__(self, *raised: object) -> None:
        self._close()

    def begin(self, answer: Fetched) -> bool:
        """Begin to read a page aside, when the one begun before is read; False when ``article`` had better be asked at once."""
        if not self.aside or self._read < _FEW:
            return False
        if self._begun is not None:
            self._ready = self._begun, self._finish()
        try:
            if not self._is_started():
                return False
            assert self._other is not None and self._other.stdin is not None
            send(self._other.stdin, (answer.body, answer.url, answer.content_type))
        except OSError:
            self._give_up()
            return False
        self._begun = answer
        return True

    def article(self, answer: Fetched) -> Article:
        """Return the article of a page, begun aside or not. Raises what ``extract`` raises, Unreadable for what broke it aside."""
        self._read += 1
        found = None
        if self._ready is not None and answer is self._ready[0]:
            (_, found), self._ready = self._ready, None
        elif answer is self._begun:
            found = self._finish()
        if isinstance(found, CrawlError):
            raise found
        if isinstance(found, Failed):
            raise Unreadable(BREAKING.format(found.error))
        return found or extract(answer.body, answer.url, answer.content_type, self.source)

    def _is_started(self) -> bool:
        """Tell whether the other process is ready; start it when there is none. Raises OSError."""
        if self._other is None:
            path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
            command = [sys.executable, "-m", "crawler.visit.extraction_worker"]
            pipe = subprocess.PIPE
            # A group of its own: Ctrl-C reaches the crawl alone, which ends this process.
            self._other = subprocess.Popen(
                command, stdin=pipe, stdout=pipe, env={**os.environ, "PYTHONPATH": path}, process_group=0
            )
            assert self._other.stdin is not None
            send(self._other.stdin, self.source)
        assert self._other.stdout is not None
        if not self._started and select.select([self._other.stdout], [], [], 0)[0]:  # it says a line when it is ready
            if not self._other.stdout.readline():
                raise BrokenPipeError("the other process has ended")
            self._started = True
        return self._started

    def _finish(self) -> Article | Failed | CrawlError | None:
        """Return what the page that was begun says; None when the other process died over it, or nothing was begun."""
        if self._begun is None or self._other is None:
            return None
        self._begun = None
        assert self._other.stdout is not None
        try:
            found: Article | Failed | CrawlError = pickle.load(self._other.stdout)  # noqa: S301 (our own process)
        except (OSError, EOFError, pickle.UnpicklingError):
            self._give_up()
            return None
        return found

    def _give_up(self) -> None:
        self.aside = False
        self._close()

    def _close(self) -> None:
        other, self._other, self._begun = self._other, None, None
        if other is None:
            return
        other.kill()
        for pipe in (other.stdin, other.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        other.wait()

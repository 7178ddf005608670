"""The extraction worker beside a crawl: ``python -m crawler.visit.extraction_worker``, started by ``crawler.visit.extraction_process``.

It imports what extraction needs and no more, as every crawl that starts it waits for that.
"""

from __future__ import annotations

import gc
import pickle
import sys
from contextlib import suppress
from functools import partial
from typing import IO

from archive.attempts import FailedStep, attempt
from crawler.errors import CrawlError
from crawler.extraction.extract import Extraction, read_page

_OBJECTS = 20_000
"""New objects after which Python looks for unreachable ones."""


def send_value(out: IO[bytes], value: object) -> None:
    """Send a value to the process at the other end."""
    pickle.dump(value, out, pickle.HIGHEST_PROTOCOL)
    out.flush()


def serve_pages() -> None:
    """Read the source from standard input, say "ready", then answer every page with its article or the error it raises."""
    asked, out = sys.stdin.buffer, sys.stdout.buffer
    source = pickle.load(asked)  # noqa: S301 (our own process)
    # What was imported stays; a page makes thousands of objects that live until it is read.
    gc.freeze()
    gc.set_threshold(_OBJECTS)
    out.write(b"ready\n")
    out.flush()
    while True:
        try:
            body, url, content_type, fetched_at = pickle.load(asked)  # noqa: S301 (our own process)
        except EOFError:
            return
        found: Extraction | FailedStep | CrawlError
        try:
            # One line of an error goes back: not every exception can be sent, and none may end this process.
            found = attempt(
                partial(read_page, url=url, content_type=content_type, source=source, fetched_at=fetched_at),
                body,
                (CrawlError,),
            )
        except CrawlError as error:  # handed over to the crawl, which knows what to do with each
            found = error
        send_value(out, found)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt, BrokenPipeError):
        serve_pages()

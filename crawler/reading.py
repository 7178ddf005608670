"""The process beside a crawl that reads pages: ``python -m crawler.reading``, started and spoken to by ``crawler.reader``.

It imports what extraction needs and no more, as every crawl that starts it waits for that.
"""

from __future__ import annotations

import pickle
import sys
from contextlib import suppress
from typing import IO

from archive.model import Article
from crawler.extract import extract


def send(out: IO[bytes], value: object) -> None:
    """Send a value to the process at the other end."""
    pickle.dump(value, out, pickle.HIGHEST_PROTOCOL)
    out.flush()


def serve() -> None:
    """Say that it is ready, then answer every page on standard input with its article or the error it raises."""
    asked, out = sys.stdin.buffer, sys.stdout.buffer
    out.write(b"ready\n")
    out.flush()
    while True:
        try:
            page = pickle.load(asked)  # noqa: S301 (our own process)
        except EOFError:
            return
        found: Article | Exception
        try:
            found = extract(*page)
        except Exception as error:  # handed over to the crawl, which knows what to do with each
            found = error
        send(out, found)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt, BrokenPipeError):
        serve()

"""Gives back the mapped part of an index while nobody searches.

Pages of a mapped file that one process alone has touched are counted as its private memory, by the kernel's out-of-memory killer too,
although they are only the page cache seen through a mapping; one query maps 180 MB of an index of 650, as the kernel maps what lies
around each page as well. So when searching pauses everything is unmapped: it stays in the cache, and mapping it again costs the next
query a millisecond or two. Several processes on one index share its pages anyway.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

PAUSE_SECONDS = 0.2


class IdleUnmap:
    """Calls ``unmap`` in a thread of its own once nothing was ``used`` for a while; the thread begins with the first use."""

    def __init__(self, unmap: Callable[[], None], *, seconds: float = PAUSE_SECONDS) -> None:
        self._unmap, self._seconds = unmap, seconds
        self._used, self._ending = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    def used(self) -> None:
        """Say that the index was just read. To be called by one thread at a time."""
        self._used.set()
        if self._thread is None:
            self._thread = threading.Thread(target=self._loop, name="idle unmap", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """End the thread."""
        self._ending.set()
        self._used.set()
        if self._thread is not None:
            self._thread.join()

    def _loop(self) -> None:
        while True:
            self._used.wait()
            while self._used.is_set():
                self._used.clear()
                if self._ending.wait(self._seconds):
                    return
            self._unmap()

"""One writer at a time."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from columnar.errors import IndexBusy
from columnar.generations.names import index_folder


@contextmanager
def writing_lock(data: Path) -> Iterator[None]:
    """Hold the one writer's lock. Raises IndexBusy when another process (or thread) writes."""
    folder = index_folder(data)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise IndexBusy("columnar.busy") from None
        yield

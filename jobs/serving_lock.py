"""Tells whether a data folder is being served: by ``serve``, or by a worker of its own."""

from __future__ import annotations

import fcntl
from pathlib import Path
from types import TracebackType
from typing import IO, Self

_FILE = ".serving"


class ServingLock:
    """A lock on a data folder for as long as it is served; several may hold it. A context manager."""

    def __init__(self, data: Path) -> None:
        self._path = data / _FILE
        self._file: IO[bytes] | None = None
        self.is_alone = False
        """Whether nobody else served the folder when this one began."""

    def __enter__(self) -> Self:
        """Take the lock, beside others that have it."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("ab")
        except OSError:
            self.is_alone = True  # A folder for reading alone: nobody can bring a backup back into it either.
            return self
        self.is_alone = _lock(self._file, fcntl.LOCK_EX)
        fcntl.flock(self._file, fcntl.LOCK_SH)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give it back."""
        if self._file is not None:
            self._file.close()


class ExclusiveLock(ServingLock):
    """The lock of who replaces what is served: while it is held, nobody else has it, and ``is_alone`` tells whether it is."""

    def __enter__(self) -> Self:
        """Take the lock when nobody has it."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._path.open("ab")
        self.is_alone = _lock(self._file, fcntl.LOCK_EX)
        return self


def _lock(file: IO[bytes], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except OSError:
        return False
    return True

"""Fills an archive under a limit on the size of files, prints what happened, lifts the limit and goes on."""

import resource
import sys
from pathlib import Path

from archive.articles.archive import Archive
from database.errors import ArchiveError
from tests.support.archives import batch

_ROOM = 300_000
"""Bytes that a file may grow beyond an empty archive."""


def fill(folder: Path) -> None:
    """Print each acknowledged batch, the error, and after it the batch that then went through."""
    with Archive.open(folder) as archive:
        limit = max(path.stat().st_size for path in folder.iterdir()) + _ROOM
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        number = 0
        try:
            for number in range(10_000):
                archive.put_many(batch(number))
                print(number, flush=True)
        except ArchiveError as error:
            print(f"{type(error).__name__}: {error}", flush=True)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        archive.put_many(batch(number))
        print(number, flush=True)


if __name__ == "__main__":
    fill(Path(sys.argv[1]))

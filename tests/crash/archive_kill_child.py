"""Imports made-up articles batch by batch and prints each batch once it is acknowledged."""

import sys
from pathlib import Path

from archive.articles.archive import Archive
from tests.support.archives import BATCHES, batch

if __name__ == "__main__":
    with Archive.open(Path(sys.argv[1])) as archive:
        for number in range(BATCHES):
            archive.put_many(batch(number))
            print(number, flush=True)

"""Imports made-up articles batch by batch and prints each batch once it is acknowledged."""

import sys
from pathlib import Path

from archive.model import Article, Block
from archive.store import Archive

BATCHES, SIZE = 20, 10


def batch(number: int) -> list[Article]:
    """Return the articles of one batch."""
    return [
        Article(
            "kill", f"Tin {number}-{at}", external_id=f"{number}-{at}", blocks=(Block("paragraph", f"Nội dung {at}"),)
        )
        for at in range(SIZE)
    ]


if __name__ == "__main__":
    with Archive.open(Path(sys.argv[1])) as archive:
        for number in range(BATCHES):
            archive.put_many(batch(number))
            print(number, flush=True)

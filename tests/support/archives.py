"""Made-up articles in batches, and the whole of an archive as text."""

from __future__ import annotations

import io

from archive.articles.archive import Archive
from archive.exchange.json_lines import export_articles
from archive.model import Article, Block

BATCHES, SIZE = 20, 10


def batch(number: int) -> list[Article]:
    """Return the articles of one batch."""
    return [
        Article(
            "kill", f"Tin {number}-{at}", external_id=f"{number}-{at}", blocks=(Block("paragraph", f"Nội dung {at}"),)
        )
        for at in range(SIZE)
    ]


def exported(archive: Archive, form: str = "jsonl") -> str:
    """Return the whole archive."""
    out = io.StringIO(newline="")
    export_articles(archive, out, form)
    return out.getvalue()

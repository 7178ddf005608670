"""The texts of the gates: the shared police corpus with the seed article, else the sample portal's articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

from archive.model import VIETNAM, Article, Block
from sample.articles import load_articles
from search.quality.metrics import passage, read_lines
from search.searcher import Searcher

SEED_ID = "seed"


@dataclass(frozen=True)
class Collection:
    """What the gates search: ``shared`` says the shared texts are there; ``known`` are questions with the right ids."""

    searcher: Searcher
    shared: bool
    known: Sequence[tuple[str, frozenset[str], str]]


def seed_article(path: Path) -> Article:
    """The seed article from its text as copied off the page: title, day, lead, then paragraphs among captions."""
    lines = [" ".join(line.split()) for line in path.read_text("utf-8").splitlines()]
    title, day, lead, *rest = [line for line in lines if line]
    byline = rest.index("Tìm kiếm") - 1
    blocks = [Block("paragraph" if len(t) > 200 else "caption", t) for t in dict.fromkeys(rest[:byline])]
    published = datetime.strptime(day, "%d/%m/%Y").replace(tzinfo=VIETNAM)
    return Article(
        "ha_tinh", title, None, SEED_ID, lead, tuple(blocks), rest[byline], rest[byline + 2], published=published
    )


def shared_articles(texts: Path) -> list[Article]:
    """The police corpus and the seed article."""
    lines = read_lines(texts / "corpus/security-news.jsonl.xz", ("id", "title", "body"))
    return [*(passage(i, item).article for i, item in enumerate(lines)), seed_article(texts / "seed/article.txt")]


def sample_articles() -> list[Article]:
    """The sample portal's articles, named by their number."""
    return [
        Article(
            "sample",
            a.title,
            external_id=str(a.number),
            lead=a.lead,
            blocks=(*(Block("paragraph", t) for t in a.paragraphs), *(Block("caption", t) for t in a.captions)),
            byline=a.byline,
            section=a.section,
            published=datetime.combine(a.day, time(), VIETNAM),
        )
        for a in load_articles()
    ]

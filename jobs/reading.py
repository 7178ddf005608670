"""What a reader may see of an article: the one place where short sources are respected, for pages, files, feeds and mails.

Nothing that leaves the project takes articles from the archive itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from archive.model import Article, StoredArticle
from archive.store import Archive
from crawler.sources import Source
from jobs.portals import source_titles

OPENING = 400
"""Characters shown of an article whose source does not allow its full text."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The archive as readers see it."""

    archive: Archive
    sources: Mapping[str, Source]

    def article(self, number: int) -> StoredArticle | None:
        """Return an article as readers see it, None when there is none."""
        return self.articles([number]).get(number)

    def articles(self, numbers: Sequence[int]) -> dict[int, StoredArticle]:
        """Return articles by number as readers see them; unknown ones are left out."""
        found = self.archive.get_many([n for n in numbers if 0 < n < 2**63])
        return {number: replace(stored, article=self.shown(stored.article)) for number, stored in found.items()}

    def shown(self, article: Article) -> Article:
        """Return what readers may see: the whole article, or its opening where the source allows no more."""
        return article if self.full(article) else replace(article, lead=opening(article), blocks=())

    def full(self, article: Article) -> bool:
        """Tell whether the source allows the full text."""
        source = self.sources.get(article.source)
        return source is None or source.show_full_text

    def publisher(self, article: Article) -> str:
        """Return how the article's source is called."""
        return source_titles(self.sources).get(article.source, article.source)


def opening(article: Article) -> str:
    """Return the lead, else the first paragraph, cut at a blank to OPENING characters."""
    text = article.lead or article.body
    return text if len(text) <= OPENING else text[:OPENING].rsplit(" ", 1)[0] + "…"


def permanent_path(number: int, version: int) -> str:
    """Return the path of one version of an article on the site; it never changes."""
    return f"/bai/{number}/ban/{version}"

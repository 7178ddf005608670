"""What a reader may see of an article: the one place that respects hidden articles, hidden names and short sources.

Pages, files, feeds, mails and the API take articles from here, never from the archive itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import structlog

from archive.articles.archive import Archive
from archive.attempts import FailedStep, attempt
from archive.model import Article, StoredArticle
from archive.moderation import Moderation
from archive.redaction import mask_article
from crawler.sources.source import Source
from jobs.source_list import IMPORTED, source_titles
from vietnamese.masking import Masker

_log = structlog.get_logger("reading")

OPENING = 400
"""Characters shown of an article whose source does not allow its full text."""


@dataclass(frozen=True, slots=True)
class PublicView:
    """The archive as readers see it."""

    archive: Archive
    sources: Mapping[str, Source]
    masker: Masker

    def article(self, number: int) -> StoredArticle | None:
        """Return an article as readers see it, None when there is none."""
        return self.articles([number]).get(number)

    def articles(self, numbers: Sequence[int]) -> dict[int, StoredArticle]:
        """Return articles by number as readers see them; unknown and hidden ones are left out.

        So is one whose names cannot be hidden: no article is shown as it is instead.
        """
        found = self.archive.get_many([n for n in numbers if 0 < n < 2**63])
        shown = {n: attempt(self.redact, s.article) for n, s in found.items() if not s.hidden}
        for number, article in shown.items():
            if isinstance(article, FailedStep):
                _log.warning("article not shown", article=number, error=article.error)
        return {n: replace(found[n], article=a) for n, a in shown.items() if not isinstance(a, FailedStep)}

    def redact(self, article: Article) -> Article:
        """Return what readers may see: without hidden names, and only the opening where the source allows no more."""
        allowed = mask_article(article, self.masker)
        allowed = allowed if allowed.title.strip() else replace(allowed, title=allowed.name)
        if self.allows_full_text(article):
            return allowed
        return replace(allowed, lead=opening_of(allowed), blocks=(), extra={})

    def allows_full_text(self, article: Article) -> bool:
        """Tell whether the source allows the full text."""
        source = self.sources.get(article.source)
        return source is None or source.show_full_text

    def publisher(self, article: Article) -> str:
        """Return how the article's source is called; of articles from a file whom they are taken from, "" when nobody says."""
        if article.source == IMPORTED:
            return article.credit
        return source_titles(self.sources).get(article.source, article.source)


def masker_of(archive: Archive) -> Masker:
    """Return the masker of the names hidden now."""
    return Masker(Moderation(archive.engine).hidden_names())


def opening_of(article: Article) -> str:
    """Return the lead, else the first paragraph, cut at a blank to OPENING characters."""
    text = article.lead or article.body
    return text if len(text) <= OPENING else text[:OPENING].rsplit(" ", 1)[0] + "…"


def permanent_path(number: int, version: int) -> str:
    """Return the path of one version of an article on the site; it never changes."""
    return f"/bai/{number}/ban/{version}"

"""What a reader may see of an article: the one place where hidden names, hidden articles and short sources are respected.

Pages, exports, feeds, alerts and the API take articles from here, never from the archive itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from flask import request

import settings
from archive.fingerprints import fingerprints
from archive.model import VIETNAM, Article, Block, StoredArticle
from archive.store import Archive
from crawler.sources import Source
from web.formats.citation import Citation, cite
from web.state import state

OPENING = 400
"""Characters shown of an article whose source does not allow its full text."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The archive as readers see it. ``base``: the site's address without a slash at its end."""

    archive: Archive
    sources: Mapping[str, Source]
    titles: Mapping[str, str]
    base: str
    today: date

    def article(self, number: int) -> StoredArticle | None:
        """Return an article as readers see it, None when there is none."""
        return self.articles([number]).get(number)

    def articles(self, numbers: Sequence[int]) -> dict[int, StoredArticle]:
        """Return articles by number as readers see them; unknown ones are left out."""
        found = self.archive.get_many([n for n in numbers if 0 < n < 2**63])
        return {number: replace(stored, article=self.shown(stored.article)) for number, stored in found.items()}

    def shown(self, article: Article) -> Article:
        """Return what readers may see: the whole article, or its opening where the source allows no more."""
        return article if self.full(article) else replace(article, lead=opening(article), blocks=_captions(article))

    def full(self, article: Article) -> bool:
        """Tell whether the source allows the full text."""
        source = self.sources.get(article.source)
        return source is None or source.show_full_text

    def cited(self, numbers: Sequence[int]) -> Iterator[tuple[StoredArticle, Citation]]:
        """Yield articles in the order given with their citations."""
        found, marks = self.articles(numbers), fingerprints(self.archive.engine, numbers)
        for number in numbers:
            if number in found and number in marks:
                stored = found[number]
                publisher = self.titles.get(stored.article.source, stored.article.source)
                permanent = self.base + permanent_path(number, marks[number].version)
                yield stored, cite(stored, marks[number], publisher=publisher, permanent=permanent, accessed=self.today)


def opening(article: Article) -> str:
    """Return the lead, else the first paragraph, cut at a blank to OPENING characters."""
    text = article.lead or article.body
    return text if len(text) <= OPENING else text[:OPENING].rsplit(" ", 1)[0] + "…"


def _captions(article: Article) -> tuple[Block, ...]:
    return tuple(block for block in article.blocks if block.kind == "byline")


def permanent_path(number: int, version: int) -> str:
    """Return the address of one version of an article; it never changes."""
    return f"/bai/{number}/ban/{version}"


def base_address() -> str:
    """Return the site's public address: the setting, else the address of the present request; no slash at its end."""
    return (settings.get("public_url") or request.url_root).rstrip("/")


def reading() -> Reading:
    """Return the archive as the reader of the present request sees it."""
    held = state()
    return Reading(
        held.archive, held.sources(), held.source_titles(), base_address(), datetime.now(UTC).astimezone(VIETNAM).date()
    )

"""What a feed of a search is, whichever format it is written in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid5

from archive.articles.checksums import Fingerprint
from archive.model import StoredArticle
from web.formats.citation import Citation

_SUMMARY = 400


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An article of a feed as readers may see it."""

    stored: StoredArticle
    citation: Citation
    fingerprint: Fingerprint

    @property
    def summary(self) -> str:
        """What a reader sees of the article before opening it."""
        return self.citation.abstract or self.stored.article.body[:_SUMMARY] or self.citation.title

    @property
    def updated(self) -> str:
        """When the version was recorded; the article's number makes it one of its own, as validators want of each entry."""
        return f"{self.fingerprint.recorded_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{self.stored.id % 1_000_000:06d}Z"


@dataclass(frozen=True, slots=True)
class Feed:
    """``site`` (a UUID made once per archive) makes the ids; ``address`` is the feed's own, ``page`` the search's.

    ``icon`` is the address of the site's picture. ``started`` is the time of a feed without entries. Where the site has no
    public address they are relative.
    """

    site: UUID
    name: str
    title: str
    address: str
    page: str
    icon: str
    hub: str
    started: datetime
    entries: Sequence[FeedEntry]

    @property
    def id(self) -> str:
        """The feed's identity, the same under any address of the site."""
        return uuid5(self.site, "search " + self.page.partition("?")[2]).urn

    @property
    def updated(self) -> str:
        """The newest entry's time: equal content has equal bytes."""
        newest = max((entry.updated for entry in self.entries), default="")
        return newest or moment_text(self.started)

    def entry_id(self, entry: FeedEntry) -> str:
        """Return an entry's identity."""
        return uuid5(self.site, f"article {entry.stored.id}").urn

    def authors(self, entry: FeedEntry) -> tuple[str, ...]:
        """Return who wrote an entry, else who published it, else the site."""
        return entry.citation.authors or (entry.citation.publisher or self.name,)


def moment_text(value: datetime) -> str:
    """Write a time as RFC 3339 has it."""
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"

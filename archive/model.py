"""What flows between the crawler, the archive and the indexer: ``Article`` and its parts, all frozen.

The crawler and the importer make articles, the archive keeps them, the indexer and the site read them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_NAME_WORDS = 12
"""Words that stand for a title."""

BlockKind = Literal["paragraph", "heading", "caption", "table", "byline", "attachment"]
Precision = Literal["day", "minute"]


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of an article's body in page order; ``text`` is as published (encoding repaired, nothing else).

    An "attachment" holds the text of a file linked from the article; it follows everything else.
    """

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file linked from the article."""

    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Article:
    """One news article as published.

    ``published`` is aware (Asia/Ho_Chi_Minh); with ``precision`` "day" its time is midnight. ``url`` (canonical) and
    ``published`` may be absent (imports). ``byline`` names who wrote it, ``credit`` whom it is taken from. ``external_id`` is the id given by an import, unique per source.
    ``extra`` keeps the unknown keys of an import.
    """

    source: str
    title: str
    url: str | None = None
    external_id: str | None = None
    lead: str = ""
    blocks: tuple[Block, ...] = ()
    byline: str = ""
    credit: str = ""
    section: str = ""
    published: datetime | None = None
    precision: Precision = "day"
    attachments: tuple[Attachment, ...] = ()
    fetched_at: datetime | None = None
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def published_day(self) -> date | None:
        """The day of publication, in Vietnam."""
        return self.published.astimezone(VIETNAM).date() if self.published else None

    @property
    def body(self) -> str:
        """Paragraphs, headings, tables and the text of attached files, one a line."""
        return "\n".join(b.text for b in self.blocks if b.kind in ("paragraph", "heading", "table", "attachment"))

    @property
    def name(self) -> str:
        """What the article is called: its title, else its first words, so that nobody meets one without a name."""
        if self.title.strip():
            return self.title
        words = (self.lead or self.body or self.captions).split()
        return " ".join(words[:_NAME_WORDS]) + ("…" if len(words) > _NAME_WORDS else "")

    @property
    def captions(self) -> str:
        """Photo captions, one a line."""
        return "\n".join(b.text for b in self.blocks if b.kind == "caption")


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article in the archive. ``id`` is the archive's number; ``change`` grows with every change of any article.

    ``gone`` says the page disappeared, ``hidden`` that an admin hid it: such articles are kept but not searchable.
    ``text_hash`` is the sha256 (hex) of title, lead, body and captions as published.
    """

    id: int
    article: Article
    version: int
    change: int
    gone: bool
    text_hash: str
    hidden: bool = False

    @property
    def searchable(self) -> bool:
        """Whether readers may find it."""
        return not self.gone and not self.hidden

    @property
    def public_id(self) -> str:
        """The id shown in search results: the imported one, else the archive's number."""
        return self.article.external_id or str(self.id)


@dataclass(frozen=True, slots=True)
class RawResponse:
    """What a server answered, byte for byte (``body`` decompressed), kept so that a better extractor needs no new fetch."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """One kept version of an article; ``sha256`` (hex) is over its whole content."""

    number: int
    article: Article
    recorded_at: datetime
    sha256: str


@dataclass(frozen=True, slots=True)
class PutResult:
    """What became of an article given to the archive. ``erased``: it was erased for good before, and nothing was kept.

    ``merged``: it is known under another address, which it keeps.
    """

    id: int
    outcome: Literal["new", "changed", "same", "erased"]
    merged: bool = False

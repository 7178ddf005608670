"""Article <-> rows: JSON for what describes an article, rows for its blocks, and the hashes over both."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from archive.model import VIETNAM, Article, Attachment, Block


def head_of(article: Article) -> dict[str, Any]:
    """Return everything of an article but its blocks and the moment it was fetched, as plain values."""
    return {
        "source": article.source,
        "title": article.title,
        "url": article.url,
        "external_id": article.external_id,
        "lead": article.lead,
        "byline": article.byline,
        "section": article.section,
        "published": article.published.isoformat() if article.published else None,
        "precision": article.precision,
        "attachments": [[a.url, a.title] for a in article.attachments],
        "extra": dict(article.extra),
    } | ({"credit": article.credit} if article.credit else {})


def article_of(head: dict[str, Any], blocks: Iterable[tuple[str, str]], fetched_at: datetime | None) -> Article:
    """Undo ``head_of``; ``blocks`` are (kind, text) in page order."""
    return Article(
        source=head["source"],
        title=head["title"],
        url=head["url"],
        external_id=head["external_id"],
        lead=head["lead"],
        blocks=tuple(Block(kind, text) for kind, text in blocks),  # type: ignore[arg-type]
        byline=head["byline"],
        credit=head.get("credit", ""),
        section=head["section"],
        published=_published(head["published"]),
        precision=head["precision"],
        attachments=tuple(Attachment(url, title) for url, title in head["attachments"]),
        fetched_at=fetched_at,
        extra=head["extra"],
    )


def _published(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text).astimezone(VIETNAM) if text else None
    except OverflowError:
        # The first and last days of the calendar have no neighbour to shift to: no article may keep its batch from being read.
        return None


def sha256_of(article: Article) -> str:
    """Return the sha256 (hex) of the whole content; the moment it was fetched is no part of it."""
    return sha256_of_rows(head_of(article), [(b.kind, b.text) for b in article.blocks])


def sha256_of_rows(head: dict[str, Any], blocks: Iterable[tuple[str, str]]) -> str:
    """Return the same of what is kept of an article: ``head_of`` it, and its blocks (kind, text) in page order."""
    whole = [head, [[kind, text] for kind, text in blocks]]
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def text_hash_of(article: Article) -> str:
    """Return the sha256 (hex) of title, lead, body and captions: the key of the analysis."""
    parts = (article.title, article.lead, article.body, article.captions)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()

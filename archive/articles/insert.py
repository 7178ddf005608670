"""How articles come into the archive: whether each says anything new, and the rows of its version.

Called by ``archive.articles.archive`` within its transaction. The statements are made once, and rows of many articles go in together.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, bindparam, insert, update

from archive import tables as t
from archive.articles import attachments as files
from archive.articles import identity
from archive.articles import listing_metadata as listed
from archive.articles.rows import head_of, sha256_of, text_hash_of
from archive.articles.tombstones import tombstone_of
from archive.change_counter import next_change
from archive.cleaning import clean_article
from archive.model import Article, PutResult
from database.prepared import PreparedStatement
from database.times import now_text, text_of

_NEW = PreparedStatement(insert(t.articles).returning(t.articles.c.id))
_RENEW = PreparedStatement(update(t.articles).where(t.articles.c.id == bindparam("number")))
_VERSIONS = PreparedStatement(insert(t.versions))
_BLOCKS = PreparedStatement(insert(t.blocks))


def insert_articles(connection: Connection, articles: Sequence[Article], gone: Sequence[bool] = ()) -> list[PutResult]:
    """Insert articles or new versions of them; ``gone`` (one for each) tells whose page disappeared."""
    rows = _PendingRows(connection)
    done = [rows.add(article, lost) for article, lost in zip(articles, gone or [False] * len(articles), strict=True)]
    rows.write()
    return done


@dataclass(slots=True)
class _PendingRows:
    """The rows of versions and blocks that wait to be written together."""

    connection: Connection
    recorded: str = field(default_factory=now_text)
    versions: list[dict[str, object]] = field(default_factory=list)
    blocks: list[dict[str, object]] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)
    """Hashes of the texts of new articles among them."""

    def add(self, article: Article, lost: bool) -> PutResult:
        """Insert or update one article, but for its version and blocks."""
        article = clean_article(files.without_files(article))
        text_hash = text_hash_of(article)
        if (erased := tombstone_of(self.connection, article, text_hash)) is not None:
            return PutResult(erased, "erased")
        if article.external_id is None and text_hash in self.texts:
            self.write()  # Whether it is the same article is told by the moment that its version keeps.
        known = identity.find_known_article(self.connection, article, text_hash)
        if known is None:
            return self._insert_new(article, text_hash, lost)
        return self._update_known(article, known, lost)

    def _insert_new(self, article: Article, text_hash: str, lost: bool) -> PutResult:
        digest = sha256_of(article)
        values = self._article_row(article, digest, text_hash, lost)
        names = {"url": article.url, "external_id": article.external_id, "version": 1}
        number = int(_NEW.first(self.connection, **values, **names).id)
        identity.remember_address(self.connection, number, article.url)
        if article.attachments:
            files.register_attachments(self.connection, number, article.attachments)
        self._add_version(article, number, 1, digest)
        self.texts.add(text_hash)
        return PutResult(number, "new")

    def _update_known(self, article: Article, known: Any, lost: bool) -> PutResult:
        merged = False
        if article.external_id is None and known.url and article.url and known.url != article.url:
            kept = identity.choose_address(self.connection, known, article.url)
            article, merged = replace(article, url=kept), kept != article.url
        article = listed.without_listing_metadata(article, known)
        digest = sha256_of(article)
        if known.sha256 == digest and bool(known.gone) == lost:
            return PutResult(known.id, "same", merged)
        # Nothing but the page disappeared: no new version.
        fresh = known.sha256 != digest or not lost
        text_hash = files.text_hash_with_files(self.connection, known.id, article)
        values = self._article_row(article, digest, text_hash, lost)
        names = identity.choose_names(self.connection, article, known)
        version = known.version + fresh
        _RENEW.run(self.connection, **values, **names, version=version, number=known.id)
        if fresh:
            identity.remember_address(self.connection, known.id, article.url)
            files.register_attachments(self.connection, known.id, article.attachments)
            self._add_version(article, known.id, version, digest)
        return PutResult(known.id, "changed", merged)

    def _article_row(self, article: Article, digest: str, text_hash: str, lost: bool) -> dict[str, object]:
        change = next_change(self.connection)
        return {
            "gone": int(lost),
            "change": change,
            "sha256": digest,
            "text_hash": text_hash,
            "source": article.source,
        }

    def _add_version(self, article: Article, number: int, version: int, digest: str) -> None:
        recorded = text_of(article.fetched_at) if article.fetched_at else self.recorded
        head = json.dumps(head_of(article), ensure_ascii=False)
        self.versions.append(
            {"article": number, "number": version, "recorded_at": recorded, "sha256": digest, "head": head}
        )
        self.blocks += (
            {"article": number, "version": version, "position": at, "kind": block.kind, "text": block.text}
            for at, block in enumerate(article.blocks)
        )

    def write(self) -> None:
        """Write what waits."""
        _VERSIONS.run_many(self.connection, self.versions)
        _BLOCKS.run_many(self.connection, self.blocks)
        for waiting in (self.versions, self.blocks, self.texts):
            waiting.clear()

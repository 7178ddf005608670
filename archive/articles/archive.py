"""The archive's articles: every version, their raw responses, and the change counter the indexer follows.

Used by the crawler and the importer to write, by the indexer and the site to read. Every change is one transaction.
"""

from __future__ import annotations

import json
import logging
import zlib
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, Engine, Row, bindparam, func, insert, select, update

from archive import tables as t
from archive.articles import attachments as files
from archive.articles import listing_metadata as listed
from archive.articles.insert import insert_articles
from archive.articles.rows import article_of, sha256_of_rows
from archive.attempts import error_line
from archive.change_counter import next_change, settled_only
from archive.migrations import FOLDER
from archive.model import Article, PutResult, RawResponse, StoredArticle, Version
from archive.salvage import SalvagedRows, salvage_rows
from database.connection import OpenDatabase, open_database, open_to_read
from database.dialect import numbers_of
from database.errors import ArchiveDamaged
from database.prepared import PreparedStatement
from database.times import parse_moment, text_of
from database.transactions import reading, writing
from words import sentence

NAME = "archive.sqlite3"

_DAMAGE = (ArchiveDamaged, ValueError, KeyError, TypeError)
"""How a damaged page shows: SQLite tells it, or what stands on it cannot be read as what it was."""

_log = logging.getLogger(__name__)


class Archive(OpenDatabase):
    """The open archive of a data folder; ``engine`` is for the other repositories on the same database."""

    def __init__(self, engine: Engine, data: Path) -> None:
        super().__init__(engine)
        self.data = data
        self.damaged: dict[int, str] = {}
        """Articles that could not be read since it was opened, with the reason; every other one is read all the same."""

    @classmethod
    def open(cls, data: Path, *, readonly: bool = False) -> Self:
        """Open the archive, made and migrated when missing. Raises ArchiveUnwritable, ArchiveDamaged, ArchiveBusy."""
        return cls(open_database(data / NAME, FOLDER, readonly=readonly), data)

    @classmethod
    def open_to_read(cls, data: Path) -> Self:
        """Open the archive for reading alone, an empty one where there is none yet. Raises as ``open``."""
        return cls(open_to_read(data / NAME, FOLDER, t.content), data)

    def put(self, article: Article, raw: RawResponse | None = None) -> PutResult:
        """Store an article (and the response it came from): a new one, a new version, or nothing when it is the same."""
        with writing(self.engine, article.source) as connection:
            done = insert_articles(connection, [article])[0]
            if raw is not None and done.outcome != "same":
                _RESPONSE.run(connection, article=done.id, **raw_row(raw))
        return done

    def put_many(self, articles: Sequence[Article], gone: Sequence[bool] = ()) -> list[PutResult]:
        """Store many articles in one transaction: all or none. ``gone`` (one for each) tells whose page disappeared."""
        with writing(self.engine) as connection:
            return insert_articles(connection, articles, gone)

    def get(self, article: int) -> StoredArticle | None:
        """Return the newest version of an article, None when there is none of that number."""
        return self.get_many([article]).get(article)

    def get_many(self, articles: Sequence[int]) -> dict[int, StoredArticle]:
        """Return the newest versions by article number; unknown numbers, and those on damaged pages, are left out."""
        return self._read_many(articles)

    def _read_many(self, articles: Sequence[int], *, blocks: bool = True) -> dict[int, StoredArticle]:
        """Read articles at once; one by one when that fails, so that a damaged page costs what stands on it alone."""
        try:
            return self._read_all(articles, blocks)
        except _DAMAGE:
            found: dict[int, StoredArticle] = {}
            for number in articles:
                try:
                    found |= self._read_all([number], blocks)
                except _DAMAGE as error:
                    self._note_damage(int(number), error)
            return found

    def _read_all(self, articles: Sequence[int], blocks: bool) -> dict[int, StoredArticle]:
        with reading(self.engine) as connection:
            # One parameter, not one for each number: building those statements took longer than running them.
            numbers = json.dumps([int(number) for number in articles])
            rows = _CURRENT_OF.rows(connection, numbers=numbers)
            return {stored.id: stored for stored in _read_stored(connection, rows, blocks=blocks)}

    def find_altered(self, articles: Sequence[int]) -> list[int]:
        """Return those of some articles whose newest version is not what its checksum says."""
        with reading(self.engine) as connection:
            rows = _CURRENT_OF.rows(connection, numbers=json.dumps(articles))
            blocks = _read_blocks(connection, articles)
            return [
                row.id
                for row in rows
                if sha256_of_rows(json.loads(row.head), blocks.get((row.id, row.version), [])) != row.sha256
            ]

    def _note_damage(self, number: int, error: Exception) -> None:
        if number not in self.damaged:
            self.damaged[number] = error_line(error)
            # Whoever reads many tells of them all at the end; a site logs those that its readers met.
            _log.info("article %s is on a damaged page", number)

    def _salvage_rows(self) -> SalvagedRows:
        found = salvage_rows(self.engine)
        for number in found.lost:
            self._note_damage(number, ArchiveDamaged("archive.row_damaged"))
        return found

    def by_url(self, url: str) -> StoredArticle | None:
        """Return the article of a canonical URL."""
        return self._find_one(t.articles.c.url == url)

    def by_external(self, source: str | None, external_id: str) -> StoredArticle | None:
        """Return the article of an imported id, of one source or of any."""
        where = t.articles.c.external_id == external_id
        return self._find_one(where if source is None else where & (t.articles.c.source == source))

    def _find_one(self, where: Any) -> StoredArticle | None:
        with reading(self.engine) as connection:
            rows = connection.execute(_CURRENT.where(where).limit(1)).all()
            return next(iter(_read_stored(connection, rows)), None)

    def has_twin(self, article: int) -> bool:
        """Tell whether another article of the same source has the same text."""
        with reading(self.engine) as connection:
            return _TWIN.first(connection, article=article) is not None

    def versions(self, article: int) -> list[Version]:
        """Return every version of an article, the oldest first."""
        with reading(self.engine) as connection:
            v = t.versions.c
            known = connection.execute(select(t.articles).where(t.articles.c.id == article)).first()
            rows = connection.execute(select(t.versions).where(v.article == article).order_by(v.number)).all()
            blocks = _read_blocks(connection, [article])
            return [
                Version(
                    row.number,
                    listed.with_listing_metadata(_article_of_row(row, blocks.get((article, row.number), [])), known),
                    parse_moment(row.recorded_at) or _raise_missing_time(),
                    row.sha256,
                )
                for row in rows
                if known is not None
            ]

    def mark_gone(self, article: int) -> None:
        """Record that the page disappeared: the article is kept but no longer searchable."""
        with writing(self.engine) as connection:
            alive = (t.articles.c.id == article) & (t.articles.c.gone == 0)
            if connection.execute(select(t.articles.c.id).where(alive)).first():
                values = {"gone": 1, "change": next_change(connection)}
                connection.execute(update(t.articles).where(alive).values(**values))

    def changed_since(self, change: int, batch: int = 500, *, blocks: bool = True) -> Iterator[list[StoredArticle]]:
        """Yield the articles changed after a change number, ascending by change, the gone included (and flagged).

        Without ``blocks`` they are not read (their text is most of an archive): title, lead and labels are there.
        """
        c = t.articles.c.change
        settled = settled_only(self.engine, c)
        while True:
            try:
                with reading(self.engine) as connection:
                    rows = connection.execute(_CURRENT.where(c > change, *settled).order_by(c).limit(batch)).all()
                    found = list(_read_stored(connection, rows, blocks=blocks))
            except _DAMAGE:
                yield from self._salvage_since(change, batch, blocks)
                return
            if not found:
                return
            yield found
            change = found[-1].change

    def _salvage_since(self, change: int, batch: int, blocks: bool) -> Iterator[list[StoredArticle]]:
        """Go on as ``changed_since`` does, around damaged pages: ``damaged`` has what is left out."""
        numbers = [row.id for row in self._salvage_rows().changed_since(change)]
        for at in range(0, len(numbers), batch):
            found = self._read_many(numbers[at : at + batch], blocks=blocks)
            if found:
                yield sorted(found.values(), key=lambda stored: stored.change)

    def texts_since(self, change: int) -> dict[str, int]:
        """Return one article (its number) for each text hash among the articles changed after a change number, the gone left out."""
        a = t.articles.c
        wanted = select(a.text_hash, a.id).where(
            (a.change > change) & (a.gone == 0), *settled_only(self.engine, a.change)
        )
        try:
            with reading(self.engine) as connection:
                rows = connection.execute(wanted)
                return {row[0]: row[1] for row in rows.all()}
        except ArchiveDamaged:
            return {row.text_hash: row.id for row in self._salvage_rows().changed_since(change) if not row.gone}

    def last_change(self) -> int:
        """Return the number of the newest change, 0 in an empty archive."""
        with reading(self.engine) as connection:
            return connection.execute(select(func.max(t.articles.c.change))).scalar() or 0

    def count(self) -> int:
        """Count the articles readers may find: without the gone and the hidden."""
        try:
            with reading(self.engine) as connection:
                return connection.execute(
                    select(func.count()).where(t.articles.c.gone == 0, t.articles.c.hidden == 0)
                ).scalar_one()
        except ArchiveDamaged:
            return len(self._salvage_rows().seen())

    def find_visible(self, numbers: Collection[int]) -> set[int]:
        """Return those of some articles that readers may find."""
        try:
            with reading(self.engine) as connection:
                rows = _SEEN_OF.rows(connection, numbers=json.dumps([*numbers]))
                return {number for number, gone, hidden in rows if not (gone or hidden)}
        except ArchiveDamaged:
            return {row.id for row in self._salvage_rows().seen()} & set(numbers)

    def sources(self) -> dict[str, int]:
        """Count articles by source, without the gone and the hidden."""
        a = t.articles.c
        counted = select(a.source, func.count()).where(a.gone == 0, a.hidden == 0).group_by(a.source).order_by(a.source)
        try:
            with reading(self.engine) as connection:
                return {row[0]: row[1] for row in connection.execute(counted)}
        except ArchiveDamaged:
            return dict(sorted(Counter(row.source for row in self._salvage_rows().seen()).items()))

    def raw(self, article: int) -> RawResponse | None:
        """Return the newest raw response of an article."""
        with reading(self.engine) as connection:
            r = t.responses.c
            row = connection.execute(
                select(t.responses).where(r.article == article).order_by(r.id.desc()).limit(1)
            ).first()
        return raw_of(row) if row is not None else None


_RESPONSE = PreparedStatement(insert(t.responses))
_SELF, _OTHER = t.articles.alias(), t.articles.alias()
_TWIN = PreparedStatement(
    select(_OTHER.c.id)
    .join(_SELF, (_SELF.c.text_hash == _OTHER.c.text_hash) & (_SELF.c.source == _OTHER.c.source))
    .where((_SELF.c.id == bindparam("article")) & (_OTHER.c.id != _SELF.c.id))
    .limit(1)
)
_CURRENT = select(t.articles, t.versions.c.head, t.versions.c.recorded_at).join(
    t.versions, (t.versions.c.article == t.articles.c.id) & (t.versions.c.number == t.articles.c.version)
)


_WANTED = numbers_of("numbers")
_SEEN_OF = PreparedStatement(
    select(t.articles.c.id, t.articles.c.gone, t.articles.c.hidden).where(t.articles.c.id.in_(_WANTED))
)
"""Whether readers find some articles: asked at every key that is typed."""
# Ten articles are read for every search.
_CURRENT_OF = PreparedStatement(_CURRENT.where(t.articles.c.id.in_(_WANTED)))
_BLOCKS_OF = PreparedStatement(
    select(t.blocks.c.article, t.blocks.c.version, t.blocks.c.kind, t.blocks.c.text)
    .where(t.blocks.c.article.in_(_WANTED))
    .order_by(t.blocks.c.article, t.blocks.c.version, t.blocks.c.position)
)


def _raise_missing_time() -> Any:
    raise ValueError(sentence("archive.time_missing"))


def raw_of(row: Row[Any]) -> RawResponse:
    """Return the raw response of a row of ``responses``."""
    fetched = parse_moment(row.fetched_at) or _raise_missing_time()
    return RawResponse(row.url, row.status, json.loads(row.headers), zlib.decompress(row.body), fetched)


def raw_row(raw: RawResponse) -> dict[str, object]:
    """Return the row of ``responses`` of a raw response, but for its article."""
    return {
        "url": raw.url,
        "status": raw.status,
        "headers": json.dumps(dict(raw.headers)),
        "body": zlib.compress(raw.body),
        "fetched_at": text_of(raw.fetched_at),
    }


def _read_blocks(connection: Connection, articles: Sequence[int]) -> dict[tuple[int, int], list[tuple[str, str]]]:
    found: dict[tuple[int, int], list[tuple[str, str]]] = {}
    for article, version, kind, text in _BLOCKS_OF.rows(connection, numbers=json.dumps(articles)):
        found.setdefault((article, version), []).append((kind, text))
    return found


def _article_of_row(version: Row[Any], blocks: Sequence[tuple[str, str]]) -> Article:
    """Return an article as a row of ``versions`` and its blocks have it."""
    return article_of(json.loads(version.head), blocks, parse_moment(version.recorded_at))


def _read_stored(connection: Connection, rows: Sequence[Row[Any]], *, blocks: bool = True) -> Iterator[StoredArticle]:
    found = _read_blocks(connection, [row.id for row in rows]) if blocks else {}
    plain = [
        listed.with_listing_metadata(_article_of_row(row, found.get((row.id, row.version), [])), row) for row in rows
    ]
    attached = [row.id for row, article in zip(rows, plain, strict=True) if article.attachments]
    read = files.texts_of(connection, attached) if blocks and attached else {}
    for row, article in zip(rows, plain, strict=True):
        whole = files.with_files(article, read[row.id]) if row.id in read else article
        yield StoredArticle(row.id, whole, row.version, row.change, bool(row.gone), row.text_hash, bool(row.hidden))

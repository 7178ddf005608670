"""Files attached to articles: what was read from them, kept beside the article so that it stays as published.

Their text joins the newest version as blocks of kind "attachment", and so its body in the index; versions, their
hashes and their comparison know nothing of it. A file that brings text counts as a change of the article.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal
from urllib.parse import urlsplit

from sqlalchemy import Connection, Engine, delete, select, update

from archive import tables as t
from archive.articles.rows import article_of, text_hash_of
from archive.change_counter import next_change
from archive.failures import FILE, Failure, Failures
from archive.model import Article, Attachment, Block
from database.dialect import upsert
from database.times import text_of
from database.transactions import reading, writing

FileState = Literal["waiting", "text", "scanned", "unreadable", "too-large"]
_READABLE = re.compile(r"(?i)\.(?:pdf|docx)$")


@dataclass(frozen=True, slots=True)
class FileText:
    """What was read from a file: ``state`` "scanned" is a PDF of pictures without a text layer.

    ``error`` says in one line why reading it failed, "" when it did not.
    """

    state: FileState
    text: str = ""
    pages: int = 0
    sha256: str = ""
    error: str = ""


def is_readable_file(url: str) -> bool:
    """Tell whether files like this one are read: PDF and DOCX."""
    return bool(_READABLE.search(urlsplit(url).path))


def register_attachments(connection: Connection, article: int, attachments: Sequence[Attachment]) -> None:
    """Record which files an article has now; what was read from those it no longer has is dropped."""
    urls = [a.url for a in attachments if is_readable_file(a.url)]
    f = t.files.c
    connection.execute(delete(t.files).where((f.article == article) & f.url.not_in(urls)))
    if urls:
        rows = [{"article": article, "url": url, "state": "waiting"} for url in dict.fromkeys(urls)]
        connection.execute(upsert(t.files).on_conflict_do_nothing(), rows)
    _record_failure(connection, article)


def store_file_text(engine: Engine, url: str, found: FileText, fetched_at: datetime, reader: str = "") -> list[int]:
    """Store what was read from a file for every article it is attached to; return the articles that changed by it.

    ``reader`` is the version of what read it: a file that could not be read is listed with it (``archive.failures``).
    """
    f = t.files.c
    values = {"state": found.state, "text": found.text, "pages": found.pages, "sha256": found.sha256}
    changed = []
    with writing(engine) as connection:
        for row in connection.execute(select(f.article, f.text).where(f.url == url)).all():
            mine = (f.article == row.article) & (f.url == url)
            connection.execute(update(t.files).where(mine).values(**values, fetched_at=text_of(fetched_at)))
            if row.text != found.text:
                _renew_text_hash(connection, row.article)
                changed.append(row.article)
            _record_failure(
                connection, row.article, [Failure(row.article, FILE, reader, found.error)] if found.error else []
            )
    return changed


def _record_failure(connection: Connection, article: int, failed: Sequence[Failure] = ()) -> None:
    """Record that a file of an article could not be read; without ``failed`` forget it, unless that is true of another file."""
    f = t.files.c
    unread = select(f.url).where((f.article == article) & (f.state == "unreadable"))
    if failed or connection.execute(unread).first() is None:
        Failures(connection.engine).record_outcome([article], [FILE], failed)


def files_to_retry(engine: Engine, source: str, reader: str) -> list[str]:
    """Return the files of a source to read again: those that another version of the reader failed for: once for each version."""
    f, x = t.files.c, t.article_failures
    older = (x.c.article == f.article) & (x.c.step == FILE) & (x.c.version != reader)
    mine = (t.articles.c.id == f.article) & (t.articles.c.source == source)
    chosen = select(f.article, f.url).join(x, older).join(t.articles, mine).where(f.state == "unreadable")
    with writing(engine) as connection:
        rows = connection.execute(chosen).all()
        for article in {row.article for row in rows}:
            asked = (x.c.article == article) & (x.c.step == FILE)
            connection.execute(update(x).where(asked).values(version=reader))
    return sorted({row.url for row in rows})


def _renew_text_hash(connection: Connection, article: int) -> None:
    """Give an article the text hash and the change number that its files call for."""
    a, v, b = t.articles.c, t.versions.c, t.blocks.c
    newest = (v.article == a.id) & (v.number == a.version)
    row = connection.execute(select(t.articles, v.head).join(t.versions, newest).where(a.id == article)).first()
    if row is None:
        return
    own = (b.article == article) & (b.version == row.version)
    blocks = connection.execute(select(b.kind, b.text).where(own).order_by(b.position)).all()
    plain = article_of(json.loads(row.head), [(x.kind, x.text) for x in blocks], None)
    text_hash = text_hash_with_files(connection, article, plain)
    connection.execute(
        update(t.articles).where(a.id == article).values(text_hash=text_hash, change=next_change(connection))
    )


def text_hash_with_files(connection: Connection, number: int, article: Article) -> str:
    """Return the text hash of an article with the texts of those of its files that are read."""
    kept = texts_of(connection, [number]).get(number, {})
    return text_hash_of(with_files(article, kept))


def texts_of(connection: Connection, articles: Sequence[int]) -> dict[int, dict[str, str]]:
    """Return the texts of files by article and address."""
    found: dict[int, dict[str, str]] = {}
    f = t.files.c
    few = 500
    for at in range(0, len(articles), few):
        chosen = select(f.article, f.url, f.text).where(f.article.in_(articles[at : at + few]) & (f.text != ""))
        for row in connection.execute(chosen):
            found.setdefault(row.article, {})[row.url] = row.text
    return found


def with_files(article: Article, texts: dict[str, str]) -> Article:
    """Return an article with the texts of its files as blocks behind everything else, in the order of its attachments."""
    blocks = [Block("attachment", texts[a.url]) for a in article.attachments if texts.get(a.url)]
    return replace(article, blocks=(*article.blocks, *blocks)) if blocks else article


def without_files(article: Article) -> Article:
    """Return an article as it was published."""
    return replace(article, blocks=tuple(b for b in article.blocks if b.kind != "attachment"))


def states_of(engine: Engine, article: int) -> dict[str, FileText]:
    """Return what is known of an article's files by address, without their text."""
    f = t.files.c
    with reading(engine) as connection:
        rows: Sequence[Any] = connection.execute(select(t.files).where(f.article == article)).all()
    return {row.url: FileText(row.state, "", row.pages, row.sha256) for row in rows}

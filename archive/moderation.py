"""What readers must not see: hidden articles and hidden names, who hid them and why. Every change leaves an audit line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from archive import tables as t
from archive.change_counter import next_change
from archive.salvage import salvage_rows
from database.dialect import upsert
from database.errors import ArchiveDamaged, ArchiveError
from database.times import now_text, parse_moment
from database.transactions import reading, writing
from vietnamese.abbreviations.dictionary import key_of

MIN_SYLLABLES = 2
"""A hidden name has at least so many: one syllable would blacken half the archive."""


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One decision. ``action``: hide article, show article, hide name, show name, erase; ``subject``: number or name."""

    at: datetime
    who: str
    action: str
    subject: str
    reason: str


class Moderation:
    """The decisions of an archive."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def hide_article(self, article: int, *, who: str, reason: str) -> None:
        """Hide an article from every reader; it stays in the archive. Raises ArchiveError when there is none, or it is hidden."""
        self._set_hidden(article, True, who, reason)

    def show_article(self, article: int, *, who: str, reason: str) -> None:
        """Show a hidden article again. Raises ArchiveError when there is none, or it is not hidden."""
        self._set_hidden(article, False, who, reason)

    def hide_name(self, name: str, *, who: str, reason: str) -> None:
        """Hide a name wherever readers meet it. Raises ArchiveError for a name of one syllable, or a hidden one."""
        shown = " ".join(name.split())
        key = key_of(shown)
        if len(key.split()) < MIN_SYLLABLES:
            raise ArchiveError("archive.name_too_short", name=name)
        with writing(self._engine) as connection:
            added = connection.execute(upsert(t.hidden_names).values(key=key, name=shown).on_conflict_do_nothing())
            if not added.rowcount:
                raise ArchiveError("archive.name_hidden_already", name=name)
            add_audit_line(connection, who, "hide name", shown, reason)

    def show_name(self, name: str, *, who: str, reason: str) -> None:
        """Show a hidden name again. Raises ArchiveError when it is not hidden."""
        with writing(self._engine) as connection:
            found = connection.execute(delete(t.hidden_names).where(t.hidden_names.c.key == key_of(name)))
            if not found.rowcount:
                raise ArchiveError("archive.name_not_hidden", name=name)
            add_audit_line(connection, who, "show name", " ".join(name.split()), reason)

    def hidden_names(self) -> list[str]:
        """Return the hidden names as they were given."""
        with reading(self._engine) as connection:
            return list(connection.execute(select(t.hidden_names.c.name).order_by(t.hidden_names.c.name)).scalars())

    def hidden_articles(self) -> frozenset[int]:
        """Return the numbers of the hidden articles."""
        try:
            with reading(self._engine) as connection:
                return frozenset(connection.execute(select(t.articles.c.id).where(t.articles.c.hidden == 1)).scalars())
        except ArchiveDamaged:
            # Those on a damaged page are lost to readers as well, hidden or not.
            found = salvage_rows(self._engine)
            return frozenset([row.id for row in found.rows if row.hidden] + found.lost)

    def last_change(self) -> int:
        """Return a number that grows with every decision: who keeps names or articles asks again when it has changed."""
        try:
            with reading(self._engine) as connection:
                return connection.execute(select(func.max(t.audit.c.id))).scalar() or 0
        except ArchiveDamaged:
            return -1  # Nothing can be decided either, until the archive is mended: each decision is written there.

    def last_name_change(self) -> int:
        """Return a number that grows when a name is hidden or shown again, which no change number of an article tells."""
        named = t.audit.c.action.in_(("hide name", "show name"))
        try:
            with reading(self._engine) as connection:
                return connection.execute(select(func.max(t.audit.c.id)).where(named)).scalar() or 0
        except ArchiveDamaged:
            return -1  # As with every decision.

    def audit_trail(self, n: int = 100) -> list[AuditLine]:
        """Return the newest decisions, the newest first."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(t.audit).order_by(t.audit.c.id.desc()).limit(n)).all()
        return [_audit_line(row) for row in rows]

    def _set_hidden(self, article: int, hidden: bool, who: str, reason: str) -> None:
        a = t.articles.c
        with writing(self._engine) as connection:
            # A change number of its own: the index leaves it out, or takes it up again, at its next update.
            values = {"hidden": int(hidden), "change": next_change(connection)}
            before = connection.execute(select(a.hidden).where(a.id == article)).scalar()
            if before is None:
                raise ArchiveError("archive.article_unknown", article=article)
            if bool(before) == hidden:
                if hidden:
                    raise ArchiveError("archive.article_hidden_already", article=article)
                raise ArchiveError("archive.article_not_hidden", article=article)
            connection.execute(update(t.articles).where(a.id == article).values(**values))
            add_audit_line(connection, who, "hide article" if hidden else "show article", str(article), reason)


def add_audit_line(connection: Connection, who: str, action: str, subject: str, reason: str) -> None:
    """Add an audit line within a transaction. Raises ArchiveError without a reason."""
    if not reason.strip():
        raise ArchiveError("archive.reason_needed")
    row = {"at": now_text(), "who": who, "action": action, "subject": subject, "reason": reason.strip()}
    connection.execute(insert(t.audit).values(row))


def _audit_line(row: Any) -> AuditLine:
    at = parse_moment(row.at)
    assert at is not None
    return AuditLine(at, row.who, row.action, row.subject, row.reason)

"""What whoever looks after the site has to know: each trouble once when it begins, and once when it is over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, delete, insert, select, update

from database.times import parse_moment, text_of
from database.transactions import reading, writing
from site_data import tables as t


@dataclass(frozen=True, slots=True)
class Notice:
    """One trouble: its key, what is told, when it began and (None: it goes on) ended; aware, UTC."""

    id: int
    key: str
    text: str
    began: datetime
    ended: datetime | None


class Notices:
    """The notices of a site."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def update(self, troubles: Mapping[str, str], now: datetime) -> None:
        """Take note of the troubles there are now (key -> text): new ones begin, those that are gone end."""
        c = t.notices.c
        at = text_of(now)
        with writing(self._engine) as connection:
            open_ = connection.execute(select(c.key, c.text).where(c.ended == "")).all()
            known = {row.key: row.text for row in open_}
            for key, text in troubles.items():
                if key not in known:
                    row = {"key": key, "text": text, "began": at, "ended": "", "told_began": 0, "told_ended": 0}
                    connection.execute(insert(t.notices).values(row))
                elif known[key] != text:
                    connection.execute(update(t.notices).where((c.key == key) & (c.ended == "")).values(text=text))
            gone = [key for key in known if key not in troubles]
            connection.execute(update(t.notices).where(c.key.in_(gone) & (c.ended == "")).values(ended=at))

    def untold(self) -> tuple[list[Notice], list[Notice]]:
        """Return what nobody has been told of: troubles that began, and told ones that are over."""
        c = t.notices.c
        with reading(self._engine) as connection:
            began = connection.execute(select(t.notices).where((c.told_began == 0) & (c.ended == "")).order_by(c.id))
            over = select(t.notices).where((c.told_began == 1) & (c.ended != "") & (c.told_ended == 0)).order_by(c.id)
            return [_notice_of(r) for r in began], [_notice_of(r) for r in connection.execute(over)]

    def mark_told(self, began: Sequence[Notice], over: Sequence[Notice]) -> None:
        """Record that somebody was told."""
        c = t.notices.c
        with writing(self._engine) as connection:
            connection.execute(update(t.notices).where(c.id.in_([n.id for n in began])).values(told_began=1))
            connection.execute(update(t.notices).where(c.id.in_([n.id for n in over])).values(told_ended=1))

    def list(self, n: int = 50) -> list[Notice]:
        """Return the newest notices, those that go on first."""
        c = t.notices.c
        order = (c.ended != "", c.id.desc())
        with reading(self._engine) as connection:
            return [_notice_of(r) for r in connection.execute(select(t.notices).order_by(*order).limit(n))]

    def prune(self, before: datetime) -> None:
        """Delete notices that were over before a moment."""
        c = t.notices.c
        with writing(self._engine) as connection:
            connection.execute(delete(t.notices).where((c.ended != "") & (c.ended < text_of(before))))


def _notice_of(row: object) -> Notice:
    began = parse_moment(getattr(row, "began"))  # noqa: B009
    assert began is not None
    return Notice(row.id, row.key, row.text, began, parse_moment(row.ended))  # type: ignore[attr-defined]

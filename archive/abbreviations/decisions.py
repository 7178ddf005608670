"""What admins decided about abbreviations and words of one meaning: accepted, rejected, weighed; who and when.

Read at query time, so it acts at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Engine, insert, select

from archive.tables import counters, decision_log, decisions
from database.dialect import upsert
from database.errors import ArchiveError
from database.times import now_text
from database.transactions import reading, writing

Status = Literal["accepted", "rejected", ""]
Kind = Literal["abbreviation", "related"]
"""What a pair is: a short form and its long form, or two words of one meaning (in alphabetical order)."""

_COUNTER = "decisions"
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about a pair: ``status`` "" only weighs it; ``weight`` 1 is as it came. ``at`` is UTC, ISO 8601."""

    abbreviation: str
    expansion: str
    status: Status
    weight: float
    by: str
    at: str


class Decisions:
    """The decisions of an archive about one kind of pairs, and their log."""

    def __init__(self, engine: Engine, kind: Kind = "abbreviation") -> None:
        self._engine, self._kind = engine, kind

    def last_change(self) -> int:
        """Return a number that grows with every decision, whatever its kind."""
        chosen = select(counters.c.value).where(counters.c.name == _COUNTER)
        with reading(self._engine) as connection:
            return int(connection.execute(chosen).scalar() or 0)

    def all(self) -> list[Decision]:
        """Return what holds now, the newest first."""
        d = decisions.c
        chosen = select(d.abbreviation, d.expansion, d.status, d.weight, d.by, d.at).where(d.kind == self._kind)
        with reading(self._engine) as connection:
            return [Decision(*row) for row in connection.execute(chosen.order_by(d.at.desc()))]

    def log(self, n: int = 100) -> list[Decision]:
        """Return the last ``n`` decisions, overruled ones too, the newest first."""
        d = decision_log.c
        chosen = select(d.abbreviation, d.expansion, d.status, d.weight, d.by, d.at).where(d.kind == self._kind)
        with reading(self._engine) as connection:
            return [Decision(*row) for row in connection.execute(chosen.order_by(d.id.desc()).limit(n))]

    def read_pair(self, abbreviation: str, expansion: str, weight: float = 1.0) -> tuple[str, str]:
        """Return a pair as it is kept. Raises ArchiveError for forms that mean nothing or a weight out of 0 to 10."""
        short, long = " ".join(abbreviation.split()), " ".join(expansion.split())
        if self._kind == "related":
            short, long = sorted((short.lower(), long.lower()))
        if not short or not long or not 0 < weight <= 10:
            raise ArchiveError("archive.decision_incomplete")
        if short.lower() == long.lower() or not (short + long).isprintable() or not _LETTER.search(long):
            raise ArchiveError("archive.decision_meaningless", short=short, long=long)
        return short, long

    def decide(self, abbreviation: str, expansion: str, status: Status, *, by: str = "", weight: float = 1.0) -> None:
        """Decide about a pair and log it, in one transaction. Raises what ``read_pair`` raises, and ArchiveError when it is so already."""
        short, long = self.read_pair(abbreviation, expansion, weight)
        row = {"abbreviation": short, "expansion": long, "status": status, "weight": weight, "by": by, "at": now_text()}
        row["kind"] = self._kind
        add = upsert(decisions).values(row)
        count = upsert(counters).values(name=_COUNTER, value=1)
        d = decisions.c
        mine = (d.abbreviation == short) & (d.expansion == long) & (d.kind == self._kind)
        with writing(self._engine) as connection:
            before = connection.execute(select(d.status, d.weight).where(mine)).first()
            if (status, weight) == (tuple(before) if before else ("", 1.0)):
                raise ArchiveError("archive.decision_holds", short=short, long=long)
            connection.execute(
                add.on_conflict_do_update(set_={k: add.excluded[k] for k in ("status", "weight", "by", "at", "kind")})
            )
            connection.execute(insert(decision_log), [row])
            connection.execute(count.on_conflict_do_update(set_={"value": counters.c.value + 1}))

"""Abbreviations that the archive's own texts define, and what admins decided about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Engine, and_, bindparam, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from archive.database import now_text, reading, writing
from archive.tables import abbreviations, decisions


@dataclass(frozen=True, slots=True)
class LearnedAbbreviation:
    """A pair, the number of articles that define it, and its ``status``: "" (undecided) or what an admin decided."""

    abbreviation: str
    expansion: str
    count: int
    status: str


class Learned:
    """The learned pairs."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def replace_for(self, article_id: int, pairs: Iterable[tuple[str, str]]) -> None:
        """Set the (abbreviation, expansion) pairs that one article defines."""
        self.replace_many({article_id: pairs})

    def replace_many(self, pairs: Mapping[int, Iterable[tuple[str, str]]]) -> None:
        """Set the (abbreviation, expansion) pairs of many articles, by article number, in one transaction."""
        if not pairs:
            return
        rows = [
            {"article": article, "abbreviation": a, "expansion": e}
            for article, defined in pairs.items()
            for a, e in sorted(set(defined))
        ]
        with writing(self._engine) as connection:
            connection.execute(
                delete(abbreviations).where(abbreviations.c.article == bindparam("number")),
                [{"number": article} for article in pairs],
            )
            if rows:
                connection.execute(insert(abbreviations), rows)

    def pairs(self, min_count: int = 1) -> list[LearnedAbbreviation]:
        """Return the pairs that at least ``min_count`` articles define, the most frequent first."""
        a, d = abbreviations.c, decisions.c
        count = func.count().label("count")
        decided = and_(a.abbreviation == d.abbreviation, a.expansion == d.expansion)
        chosen = (
            select(a.abbreviation, a.expansion, count, func.coalesce(func.max(d.status), ""))
            .select_from(abbreviations.outerjoin(decisions, decided))
            .group_by(a.abbreviation, a.expansion)
            .having(count >= min_count)
            .order_by(count.desc(), a.abbreviation, a.expansion)
        )
        with reading(self._engine) as connection:
            return [LearnedAbbreviation(*row) for row in connection.execute(chosen)]

    def decide(self, abbreviation: str, expansion: str, status: str) -> None:
        """Keep an admin's decision about a pair."""
        row = {"abbreviation": abbreviation, "expansion": expansion, "status": status, "at": now_text()}
        add = upsert(decisions).values(row)
        with writing(self._engine) as connection:
            connection.execute(add.on_conflict_do_update(set_={"status": add.excluded.status, "at": add.excluded.at}))

"""Abbreviations that the archive's own texts define, with their evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, and_, bindparam, delete, func, insert, select

from archive.tables import abbreviations, decisions
from database.transactions import reading, writing


@dataclass(frozen=True, slots=True)
class LearnedAbbreviation:
    """A pair, the number of articles that define it, and its ``status``: "" (undecided) or what an admin decided.

    ``first`` and ``last`` are the days (ISO) of the first and last dated article that defines it; None when none is dated.
    """

    abbreviation: str
    expansion: str
    count: int
    status: str
    first: str | None = None
    last: str | None = None


class LearnedAbbreviations:
    """The learned pairs."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def replace_many(
        self, pairs: Mapping[int, Iterable[tuple[str, str]]], days: Mapping[int, date | None] | None = None
    ) -> None:
        """Set the (abbreviation, expansion) pairs of many articles, by article number, in one transaction.

        ``days`` are the articles' days of publication.
        """
        if not pairs:
            return
        known = days or {}
        rows = [
            {"article": article, "abbreviation": a, "expansion": e, "day": day.isoformat() if day else None}
            for article, defined in pairs.items()
            for day in (known.get(article),)
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
            select(
                a.abbreviation,
                a.expansion,
                count,
                func.coalesce(func.max(d.status), ""),
                func.min(a.day),
                func.max(a.day),
            )
            .select_from(abbreviations.outerjoin(decisions, decided))
            .group_by(a.abbreviation, a.expansion)
            .having(count >= min_count)
            .order_by(count.desc(), a.abbreviation, a.expansion)
        )
        with reading(self._engine) as connection:
            return [LearnedAbbreviation(*row) for row in connection.execute(chosen)]

    def articles(self, abbreviation: str, expansion: str, n: int = 5) -> list[int]:
        """Return the numbers of up to ``n`` articles that define a pair, the newest number first."""
        a = abbreviations.c
        chosen = select(a.article).where(a.abbreviation == abbreviation, a.expansion == expansion)
        with reading(self._engine) as connection:
            return list(connection.execute(chosen.order_by(a.article.desc()).limit(n)).scalars())

"""Queries whose answer is known: each new index must answer them as well as the one before (``search.quality.golden_queries``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, delete, insert, select, update

from database.dialect import number_of
from database.errors import ArchiveError
from database.times import now_text, parse_moment
from database.transactions import reading, writing
from site_data import tables as t

MOST_TOP = 100
MOST = 1000
"""Kept queries of one site: an index must not wait minutes for them."""


@dataclass(frozen=True, slots=True)
class GoldenQuery:
    """``article`` (the archive's number) must be among the first ``top`` results of ``query``.

    ``rank``: where the newest index had it (0: not among the first MOST_TOP; None: not asked yet), ``checked`` when, in ``generation``.
    """

    id: int
    query: str
    article: int
    top: int
    who: str
    rank: int | None = None
    generation: str = ""
    checked: datetime | None = None

    @property
    def is_answered(self) -> bool:
        """Whether the newest index that was asked answers it."""
        return self.rank is not None and 0 < self.rank <= self.top


class GoldenQueries:
    """The kept queries of a site."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, query: str, article: int, top: int, who: str) -> int:
        """Store a query; return its number. Raises ArchiveError when it cannot be kept so."""
        query = " ".join(query.replace("\x00", " ").split())
        if not query or not 1 <= top <= MOST_TOP or article < 1:
            raise ArchiveError("site_data.kept_query_incomplete", most=MOST_TOP)
        row = {
            "query": query[:500],
            "article": article,
            "top": top,
            "who": who,
            "generation": "",
            "created": now_text(),
        }
        c = t.kept_queries.c
        with writing(self._engine) as connection:
            known = connection.execute(select(c.query, c.article)).all()
            if (row["query"], article) in {tuple(k) for k in known}:
                raise ArchiveError("site_data.query_kept_already")
            if len(known) >= MOST:
                raise ArchiveError("site_data.kept_queries_full", most=MOST)
            return number_of(connection.execute(insert(t.kept_queries).values(row)))

    def remove(self, number: int) -> str | None:
        """Delete a query and return it; None when it was not kept."""
        c = t.kept_queries.c
        with writing(self._engine) as connection:
            query: str | None = connection.execute(select(c.query).where(c.id == number)).scalar()
            connection.execute(delete(t.kept_queries).where(c.id == number))
            return query

    def list(self) -> list[GoldenQuery]:
        """Return every kept query, oldest first."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(t.kept_queries).order_by(t.kept_queries.c.id))
            return [
                GoldenQuery(r.id, r.query, r.article, r.top, r.who, r.rank, r.generation, parse_moment(r.checked))
                for r in rows
            ]

    def record_ranks(self, ranks: Mapping[int, int], generation: str) -> None:
        """Record the rank of each query number in a generation."""
        now = now_text()
        with writing(self._engine) as connection:
            for number, rank in ranks.items():
                values = {"rank": rank, "generation": generation, "checked": now}
                connection.execute(update(t.kept_queries).where(t.kept_queries.c.id == number).values(values))

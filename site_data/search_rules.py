"""What admins decided for single queries: an article first, an article not at all, another query meant, never corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

from sqlalchemy import Engine, bindparam, delete, func, insert, select

from database.dialect import number_of
from database.errors import ArchiveError
from database.times import now_text
from database.transactions import reading, writing
from site_data import tables as t
from vietnamese.spelling.normalise import fold

RuleKind = Literal["pin", "block", "means", "never"]

KINDS: tuple[RuleKind, ...] = ("pin", "block", "means", "never")

# Made once, as every search asks it: making a statement costs several times what running it does.
_OF_A_QUERY = select(t.search_rules).where(t.search_rules.c.key == bindparam("key")).order_by(t.search_rules.c.id)

MOST = 5000
MOST_PINS = 5
"""Pinned articles of one query: more would be a page that no search made."""


@dataclass(frozen=True, slots=True)
class SearchRule:
    """One decision. ``article`` for pin and block, ``target`` (a query) for means; who decided it."""

    id: int
    kind: RuleKind
    query: str
    article: int
    target: str
    who: str


def query_key(query: str) -> str:
    """Return what the ways to type one query have in common: letter case, accents and blanks do not count."""
    return " ".join(fold(_line(query)).split())


def _line(text: str) -> str:
    """Return a query as it is searched: NUL is a blank."""
    return " ".join(text.replace("\x00", " ").split())


class SearchRules:
    """The decisions of a site."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, kind: RuleKind, query: str, who: str, *, article: int = 0, target: str = "") -> int:
        """Store a decision and return its number. Raises ArchiveError when it says nothing, or too many are stored."""
        key, meant = query_key(query), _line(target)
        needs_article, needs_target = kind in ("pin", "block"), kind == "means"
        if (
            not any(map(str.isalnum, key))
            or (needs_article and article < 1)
            or (needs_target and query_key(meant) in ("", key))
        ):
            raise ArchiveError("site_data.rule_incomplete")
        c = t.search_rules.c
        row = {
            "kind": kind,
            "key": key[:500],
            "query": _line(query)[:500],
            "article": article if needs_article else 0,
            "target": meant[:500] if needs_target else "",
            "who": who,
            "created": now_text(),
        }
        with writing(self._engine) as connection:
            if connection.execute(select(func.count(c.id))).scalar_one() >= MOST:
                raise ArchiveError("site_data.rules_full", most=MOST)
            same = (c.key == row["key"]) & (c.kind == kind)
            if needs_article:
                pinned = connection.execute(select(func.count(c.id)).where(same)).scalar_one()
                if kind == "pin" and pinned >= MOST_PINS:
                    raise ArchiveError("site_data.pins_full", most=MOST_PINS)
                same &= c.article == article
            connection.execute(delete(t.search_rules).where(same))
            return number_of(connection.execute(insert(t.search_rules).values(row)))

    def of(self, query: str) -> list[SearchRule]:
        """Return the decisions on a query, the oldest first."""
        with reading(self._engine) as connection:
            return [_rule_of(row) for row in connection.execute(_OF_A_QUERY, {"key": query_key(query)[:500]})]

    def list(self, wanted: str = "", n: int = -1, offset: int = 0) -> Sequence[SearchRule]:
        """Return the decisions whose query holds ``wanted`` (accents may lack), the newest first."""
        c = t.search_rules.c
        chosen = select(t.search_rules).where(c.key.contains(query_key(wanted), autoescape=True)).order_by(c.id.desc())
        with reading(self._engine) as connection:
            return [_rule_of(row) for row in connection.execute(chosen.limit(n if n >= 0 else None).offset(offset))]

    def remove(self, number: int) -> SearchRule | None:
        """Delete a decision and return it; None when there was none."""
        mine = t.search_rules.c.id == number
        with writing(self._engine) as connection:
            row = connection.execute(select(t.search_rules).where(mine)).first()
            connection.execute(delete(t.search_rules).where(mine))
        return _rule_of(row) if row is not None else None


def _rule_of(row: object) -> SearchRule:
    kind = cast(RuleKind, row.kind)  # type: ignore[attr-defined]
    return SearchRule(row.id, kind, row.query, row.article, row.target, row.who)  # type: ignore[attr-defined]

"""The fingerprint of an article's newest version: what a citation names and a reader can check."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select

from archive import tables as t
from database.errors import ArchiveDamaged
from database.times import parse_moment
from database.transactions import reading

_FEW = 500
"""Values in one IN (…): below SQLite's limit on variables."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Version number (from 1), sha256 (hex) over its whole content, and when it was recorded (aware, UTC)."""

    version: int
    sha256: str
    recorded_at: datetime


def fingerprints_of(engine: Engine, articles: Sequence[int]) -> dict[int, Fingerprint]:
    """Return the fingerprints of the newest versions by article number; unknown numbers, and those on damaged pages, are left out."""
    found: dict[int, Fingerprint] = {}
    for at in range(0, len(articles), _FEW):
        few = articles[at : at + _FEW]
        try:
            found |= _read_fingerprints(engine, few)
        except ArchiveDamaged:
            for number in few:
                with suppress(ArchiveDamaged):
                    found |= _read_fingerprints(engine, [number])
    return found


def _read_fingerprints(engine: Engine, articles: Sequence[int]) -> dict[int, Fingerprint]:
    a, v = t.articles.c, t.versions.c
    both = select(a.id, v.number, v.sha256, v.recorded_at).join(
        t.versions, (v.article == a.id) & (v.number == a.version)
    )
    with reading(engine) as connection:
        return {
            row.id: Fingerprint(row.number, row.sha256, recorded)
            for row in connection.execute(both.where(a.id.in_(articles)))
            if (recorded := parse_moment(row.recorded_at)) is not None
        }


def changes_since(engine: Engine, articles: Sequence[int], change: int) -> dict[int, int]:
    """Return the newest change number of those of the articles that changed after ``change``, in the order given."""
    a = t.articles.c
    found: dict[int, int] = {}
    with reading(engine) as connection:
        for at in range(0, len(articles), _FEW):
            few = select(a.id, a.change).where(a.id.in_(articles[at : at + _FEW]) & (a.change > change))
            found.update((row.id, row.change) for row in connection.execute(few))
    return {number: found[number] for number in articles if number in found}

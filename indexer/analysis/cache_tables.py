"""The tables of analysis.sqlite3, a cache."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    LargeBinary,
    MetaData,
    String,
    Table,
)

analysis = MetaData()


def _kept(name: str) -> Table:
    return Table(
        name,
        analysis,
        Column("text_hash", String, primary_key=True),
        Column("version", String, nullable=False),
        Column("packed", LargeBinary, nullable=False),
    )


kept_terms = _kept("terms")


kept_words = _kept("words")

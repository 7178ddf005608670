"""Kept analyses: a cache by text hash and analyser version, in a database of its own that may be deleted at any time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine, select
from sqlalchemy.dialects.sqlite import insert

from archive.database import open_database, reading, writing
from archive.tables import analyses, analysis

NAME = "analysis.sqlite3"
_FEW = 500


class AnalysisCache:
    """The open cache of a data folder."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @classmethod
    def open(cls, data: Path) -> Self:
        """Open the cache, made when missing. Raises ArchiveUnwritable, ArchiveDamaged."""
        engine = open_database(data / NAME, None)
        try:
            # Under the write lock: of two processes that start together one makes the table, the other finds it.
            with writing(engine) as connection:
                analysis.create_all(connection)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def get_many(self, keys: Sequence[tuple[str, str]]) -> dict[str, bytes]:
        """Packed analyses by text hash, for (text hash, analyser version) keys; unknown ones are left out."""
        wanted = set(keys)
        hashes = sorted({key for key, _ in wanted})
        found: dict[str, bytes] = {}
        with reading(self.engine) as connection:
            for at in range(0, len(hashes), _FEW):
                chosen = select(analyses).where(analyses.c.text_hash.in_(hashes[at : at + _FEW]))
                found |= {
                    r.text_hash: r.packed for r in connection.execute(chosen) if (r.text_hash, r.analyser) in wanted
                }
        return found

    def put_many(self, items: Sequence[tuple[str, str, bytes]]) -> None:
        """Keep (text hash, analyser version, packed analysis); those of other versions of the same texts are dropped."""
        if not items:
            return
        rows = [{"text_hash": key, "analyser": version, "packed": packed} for key, version, packed in items]
        with writing(self.engine) as connection:
            for row in rows:
                stale = (analyses.c.text_hash == row["text_hash"]) & (analyses.c.analyser != row["analyser"])
                connection.execute(analyses.delete().where(stale))
            add = insert(analyses)
            connection.execute(add.on_conflict_do_update(set_={"packed": add.excluded.packed}), rows)

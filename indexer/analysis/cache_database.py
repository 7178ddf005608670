"""What analysis made of texts: a cache by text hash and version, in a database of its own that may be deleted at any time.

Terms and words are kept apart: cutting a text into terms is cheap and changes often, segmenting it into words takes nearly
all the time and changes with the segmenter only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Engine, Table, delete, select, text

from database.connection import OpenDatabase, open_database
from database.dialect import upsert, values_of
from database.erasing import empty_journal, overwrite_deleted
from database.transactions import reading, writing
from indexer.analysis.cache_tables import analysis, kept_terms, kept_words

CACHE_NAME = "analysis.sqlite3"


class CacheTable:
    """One kind of kept things: packed bytes by text hash, each made by one version of its maker."""

    def __init__(self, engine: Engine, table: Table) -> None:
        self._engine, self._table = engine, table

    def _chosen(self, hashes: Sequence[str], version: str, *columns: str) -> Sequence[Any]:
        c = self._table.c
        # One parameter, not one for each hash: building those statements took longer than running them.
        chosen = select(*(c[name] for name in columns)).where(
            c.text_hash.in_(values_of("hashes")), c.version == version
        )
        with reading(self._engine) as connection:
            return connection.execute(chosen, {"hashes": json.dumps(sorted(set(hashes)))}).all()

    def known(self, hashes: Sequence[str], version: str) -> set[str]:
        """Those of the text hashes for which something of this version is kept."""
        return {text_hash for (text_hash,) in self._chosen(hashes, version, "text_hash")}

    def get_many(self, hashes: Sequence[str], version: str) -> dict[str, bytes]:
        """What is kept by text hash; unknown ones and those of other versions are left out."""
        return dict(self._chosen(hashes, version, "text_hash", "packed"))

    def put_many(self, packed: Mapping[str, bytes], version: str) -> None:
        """Keep packed bytes by text hash, in place of what other versions made of the same texts."""
        if not packed:
            return
        rows = [{"text_hash": key, "version": version, "packed": data} for key, data in packed.items()]
        add = upsert(self._table)
        renewed = {"version": add.excluded.version, "packed": add.excluded.packed}
        with writing(self._engine) as connection:
            connection.execute(add.on_conflict_do_update(set_=renewed), rows)


class CacheDatabase(OpenDatabase):
    """The open cache of a data folder."""

    tables = analysis

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.terms = CacheTable(engine, kept_terms)
        self.words = CacheTable(engine, kept_words)

    @classmethod
    def open(cls, data: Path, url: str | None = None) -> Self:
        """Open the cache, made when missing; ``url`` as in ``open_database``. Raises ArchiveUnwritable, ArchiveDamaged."""
        engine = open_database(data / CACHE_NAME, None, url=url)
        try:
            # Under the write lock: of two processes that start together one makes the tables, the other finds them.
            with writing(engine) as connection:
                connection.execute(text("DROP TABLE IF EXISTS analyses"))  # Terms and words in one, before version 2.
                connection.execute(text("DROP TABLE IF EXISTS events"))  # Main events are kept by the facts.
                analysis.create_all(connection)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine)

    def forget(self, hashes: Sequence[str]) -> None:
        """Throw away what is kept of some texts, overwritten in the file: they were erased from the archive."""
        with writing(self.engine) as connection:
            overwrite_deleted(connection)
            for table in (kept_terms, kept_words):
                connection.execute(delete(table).where(table.c.text_hash.in_(hashes)))
        empty_journal(self.engine)

"""Erases an article from everything that is kept of it; the next ``update_index`` takes it out of index and caches."""

from __future__ import annotations

from functools import partial

from sqlalchemy import Engine

from archive import erasure
from facts.entity_linking import FactLinker
from facts.store.writer import forget_article


def erase(engine: Engine, article: int, *, who: str, reason: str) -> None:
    """Remove an article with its facts for good, leaving a tombstone. Raises ArchiveError."""
    erasure.erase(engine, article, who=who, reason=reason, also=(partial(forget_article, linker=FactLinker()),))

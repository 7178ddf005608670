"""Conditions -> restrictions: what articles state is looked up in the archive, where words stand in the index."""

from __future__ import annotations

from collections.abc import Sequence

from archive.fact_lookup import articles_that_state
from archive.store import Archive
from indexer.conditions import Condition, Near, Start
from indexer.model import Engine
from indexer.plan import Among, Restriction
from indexer.positional import near, start


def restricted(archive: Archive, engine: Engine, conditions: Sequence[Condition]) -> tuple[Restriction, ...]:
    """Return a restriction for each condition; a condition that nothing fits lets nothing through."""
    found = []
    for one in conditions:
        if isinstance(one, (Near, Start)):
            docs = near(engine, one) if isinstance(one, Near) else start(engine, one)
            found.append(Among(tuple(engine.articles()[docs].tolist())))
        else:
            found.append(Among(tuple(articles_that_state(archive.engine, one.kind, one.value))))
    return tuple(found)

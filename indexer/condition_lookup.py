"""Conditions -> restrictions: what articles state is looked up in the archive, where words stand in the index."""

from __future__ import annotations

from collections.abc import Sequence

from archive.fact_lookup import articles_that_state
from archive.store import Archive
from indexer.conditions import Condition, Near, Start
from indexer.context import context_of
from indexer.model import Engine
from indexer.plan import Among, Restriction
from indexer.positional import near, start
from indexer.reading import Reader
from vietnamese.abbreviations import Dictionary


def restricted(
    archive: Archive, engine: Engine, dictionary: Dictionary, conditions: Sequence[Condition]
) -> tuple[Restriction, ...]:
    """Return a restriction for each condition; a condition that nothing fits lets nothing through."""
    reader = Reader(dictionary, context_of(engine))
    found = []
    for one in conditions:
        if isinstance(one, Near):
            docs = near(engine, _written(reader, one.first), _written(reader, one.second), one.apart)
        elif isinstance(one, Start):
            docs = start(engine, _written(reader, one.phrase), one.words)
        else:
            found.append(Among(tuple(articles_that_state(archive.engine, one.kind, one.value))))
            continue
        found.append(Among(tuple(engine.articles()[docs].tolist())))
    return tuple(found)


def _written(reader: Reader, phrase: str) -> list[str]:
    """Every way to write a phrase, abbreviations and long forms alike; to the letter after "+"."""
    if phrase.startswith("+"):
        return [phrase[1:]]
    units = reader.phrase(phrase).units
    return [" ".join(t.text for t in form) for unit in units for form in (unit.terms, *unit.forms)] or [phrase]

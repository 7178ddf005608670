"""What a person typed -> the hits of both tiers: keys composed, query parsed and ranked, corrected where nothing is found.

The site, the command line, the evaluation and the kept queries all answer through this one function.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.context import context_of
from indexer.engines.found import FIRST_PAGE, Found, Wanted
from indexer.model import Engine, Understood
from indexer.plan import Restriction
from indexer.query import parse
from indexer.questions import asking
from indexer.ranking import Ranker
from indexer.suggest import Reading, help_of
from indexer.units import Query
from vietnamese.abbreviations import Dictionary

_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Answer:
    """A query executed: the tree, what was understood, its hits, and the correction that is offered."""

    query: Query
    understood: tuple[Understood, ...]
    hits: Found
    offered: str | None = None

    @property
    def found(self) -> bool:
        """Whether an article holds every unit."""
        return self.hits.total > 0


def read(engine: Engine, text: str, dictionary: Dictionary) -> tuple[Query, tuple[Understood, ...]]:
    """Return what was typed as the site executes it, and what was understood of the keys: nothing is corrected."""
    spelling = help_of(engine)
    typed, notes = spelling.composed(text[:_LONGEST], dictionary)
    query = asking(parse(typed, dictionary, context_of(engine)))
    return replace(query, reading=spelling.reading(query)), notes


def as_typed(
    ranker: Ranker,
    text: str,
    dictionary: Dictionary,
    restrictions: Sequence[Restriction] = (),
    wanted: Wanted = FIRST_PAGE,
) -> Answer:
    """Answer what was typed; raw keys are composed, nothing is corrected."""
    query, notes = read(ranker.engine, text, dictionary)
    # Nothing is missing from an empty query when filters say what is wanted.
    understood = () if query.empty and restrictions and not text.strip() else (*notes, *query.understood)
    return Answer(query, understood, ranker.find(query, wanted, restrictions))


def _corrections(
    ranker: Ranker,
    answer: Answer,
    likeliest: Reading | None,
    dictionary: Dictionary,
    given: Sequence[Restriction],
    wanted: Wanted,
) -> Iterator[Answer]:
    """Answers to other readings of a query that finds nothing: the likeliest if it finds something, else the sure one."""
    text = answer.query.text
    for sure in (False, True):
        reading = help_of(ranker.engine).correction(text) if sure else likeliest
        if reading is not None:
            other = as_typed(ranker, reading.text, dictionary, given, wanted)
            if other.found or (sure and other.hits.shown):
                said = f"không có bài nào cho “{text}”, đã tìm “{reading.text}”"
                note = Understood("correction", text, said, reading.off)
                yield replace(other, understood=(note, *other.understood), offered=reading.text)


def answer(
    ranker: Ranker,
    text: str,
    dictionary: Dictionary,
    restrictions: Sequence[Restriction] = (),
    wanted: Wanted = FIRST_PAGE,
) -> Answer:
    """Answer a query; when it finds nothing as typed, a correction applies by itself, else it is only offered."""
    typed = as_typed(ranker, text, dictionary, restrictions, wanted)
    if not typed.query.clauses:
        return typed
    reading = help_of(ranker.engine).suggestion(typed.query.text)
    if not typed.found:
        others = _corrections(ranker, typed, reading, dictionary, restrictions, wanted)
        if (corrected := next(others, None)) is not None:
            return corrected
    return replace(typed, offered=reading.text if reading else None)

"""What a decision on an abbreviation, or on words of one meaning, would change: the queries that readers type often, asked with and without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.abbreviations.decisions import Decision, Decisions, Kind
from archive.abbreviations.learned_words import LearnedWords
from indexer.dictionary import effective_dictionary
from search.query.related import effective_related
from search.searcher import Searcher

_FIRST = 10


@dataclass(frozen=True, slots=True)
class ChangedQuery:
    """A query that is answered otherwise: complete hits before and after, and how many of the first ten are others."""

    query: str
    before: int
    after: int
    others: int


def preview_decision(
    searcher: Searcher, decision: Decision, queries: Sequence[str], kind: Kind = "abbreviation"
) -> list[ChangedQuery]:
    """Return those of some queries whose first hits or totals a decision on a pair of a kind would change, in their order.

    Raises IndexDamaged and the archive's errors.
    """
    decided = Decisions(searcher.archive.engine, kind).all()
    pair = (decision.abbreviation.lower(), decision.expansion.lower())
    others = [d for d in decided if (d.abbreviation.lower(), d.expansion.lower()) != pair]
    now, then = (_searcher_with(searcher, kind, chosen) for chosen in (decided, [decision, *others]))
    compared = (_compare(now, then, query) for query in queries)
    return [one for one in compared if one.before != one.after or one.others]


def _searcher_with(searcher: Searcher, kind: Kind, decided: Sequence[Decision]) -> Searcher:
    """Return a searcher of the same index that heeds some decisions."""
    archive, backend = searcher.archive, searcher.backend
    if kind == "related":
        learned = tuple(LearnedWords(archive.engine).all())
        return Searcher(archive, backend, searcher.dictionary, effective_related(learned, tuple(decided)))
    return Searcher(archive, backend, effective_dictionary(backend.definitions(), decisions=list(decided)))


def _compare(now: Searcher, then: Searcher, query: str) -> ChangedQuery:
    before, after = now.search(query, n=_FIRST), then.search(query, n=_FIRST)
    known = {hit.article for hit in before.hits}
    order = [hit.article for hit in before.hits] == [hit.article for hit in after.hits]
    others = sum(hit.article not in known for hit in after.hits) or int(not order)
    return ChangedQuery(query, before.total, after.total, others)

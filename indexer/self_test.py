"""Self-testing search: every new generation answers the kept queries before it is published.

One that loses an article which the generation before had in its place is refused with the list; the generation before goes on
answering. ``anyway`` publishes by an explicit decision. Articles that are no longer searchable are nobody's fault.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.decisions import Decisions
from archive.kept_queries import MOST_TOP, KeptQuery
from archive.site import NAME, Site
from archive.store import Archive
from indexer.errors import IndexDamaged, IndexMissing, Regressed
from indexer.generations import Generation, open_current
from indexer.learned_words import dictionary_of


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a generation has the article of a kept query: ``rank`` 0 is not among the first MOST_TOP.

    ``searchable``: whether the generation holds the article at all.
    """

    kept: KeptQuery
    rank: int
    searchable: bool = True

    @property
    def passed(self) -> bool:
        """Whether the article stands where it must, or cannot stand anywhere any more."""
        return not self.searchable or 0 < self.rank <= self.kept.top


@dataclass(frozen=True, slots=True)
class Loss:
    """A kept query that the generation before answered at ``before`` and the new one does not."""

    outcome: Outcome
    before: int


def ask(data: Path, generation: Generation, kept: Sequence[KeptQuery]) -> list[Outcome]:
    """Ask a generation the kept queries, as the site would answer a reader: conditions and decisions on abbreviations included."""
    from indexer.search import Searcher  # Publishing without kept queries needs none of it.

    articles = generation.articles()
    outcomes = []
    with Archive.open(data, readonly=True) as archive:
        decisions = Decisions(archive.engine).all()
        searcher = Searcher(archive, generation, dictionary_of(generation.definitions(), decisions=decisions))
        for one in kept:
            if not (generation.live & (articles == one.article)).any():
                outcomes.append(Outcome(one, 0, searchable=False))
                continue
            found = [hit.article for hit in searcher.search(one.query, n=MOST_TOP).hits]
            outcomes.append(Outcome(one, found.index(one.article) + 1 if one.article in found else 0))
    return outcomes


def kept_queries(data: Path) -> list[KeptQuery]:
    """The kept queries of a data folder; none where there is no site."""
    if not (data / NAME).exists():
        return []
    with Site.open(data) as site:
        return site.kept_queries.list()


def _before(data: Path, failed: Sequence[Outcome]) -> dict[int, int]:
    """Rank of failed queries in the generation that answers now, where it passes; empty without one."""
    try:
        current = open_current(data, full=False)
    except (IndexMissing, IndexDamaged):
        return {}
    return {o.kept.id: o.rank for o in ask(data, current, [f.kept for f in failed]) if o.searchable and o.passed}


def examine(data: Path, generation: Generation, *, anyway: bool = False) -> None:
    """Ask a generation that is not published yet, and note the ranks. Raises Regressed when it loses an article."""
    kept = kept_queries(data)
    if not kept:
        return
    outcomes = ask(data, generation, kept)
    failed = [o for o in outcomes if not o.passed]
    if failed and not anyway:
        before = _before(data, failed)
        losses = [Loss(o, before[o.kept.id]) for o in failed if o.kept.id in before]
        if losses:
            raise Regressed(tuple(losses))
    with Site.open(data) as site:
        site.kept_queries.note({o.kept.id: o.rank for o in outcomes}, generation.manifest.generation)

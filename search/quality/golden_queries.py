"""Self-testing search: every new generation answers the kept queries before it is published.

One that loses an article which the generation before had in its place is refused with the list; the generation before goes on
answering. ``anyway`` publishes by an explicit decision. Articles that are no longer searchable are nobody's fault.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from archive.abbreviations.decisions import Decisions
from archive.articles.archive import Archive
from database.connection import database_exists
from indexer.dictionary import effective_dictionary
from indexer.errors import IndexDamaged, IndexMissing
from search.backend import Backend, BackendSource
from search.quality.regression import Loss, Outcome, Regressed
from site_data.golden_queries import MOST_TOP, GoldenQuery
from site_data.site import NAME, Site


def ask(data: Path, backend: Backend, kept: Sequence[GoldenQuery]) -> list[Outcome]:
    """Ask an index the kept queries, as the site would answer a reader: conditions and decisions on abbreviations included."""
    from search.searcher import Searcher  # Publishing without kept queries needs none of it.

    held = backend.holding([one.article for one in kept])
    outcomes = []
    with Archive.open(data, readonly=True) as archive:
        decisions = Decisions(archive.engine).all()
        searcher = Searcher(archive, backend, effective_dictionary(backend.definitions(), decisions=decisions))
        for one in kept:
            if one.article not in held:
                outcomes.append(Outcome(one, 0, searchable=False))
                continue
            found = [hit.article for hit in searcher.search(one.query, n=MOST_TOP).hits]
            outcomes.append(Outcome(one, found.index(one.article) + 1 if one.article in found else 0))
    return outcomes


def ask_published(data: Path, kept: Sequence[GoldenQuery]) -> list[Outcome]:
    """Ask the published index the kept queries. Raises IndexMissing, IndexDamaged."""
    return ask(data, _source(data).open(), kept) if kept else []


def _source(data: Path) -> BackendSource:
    from search.backends.choice import source_of  # Publishing without kept queries needs none of it.

    return source_of(data)


def kept_queries(data: Path, *, readonly: bool = False) -> list[GoldenQuery]:
    """The kept queries of a data folder; none where there is no site. With ``readonly`` nothing is written there."""
    if not database_exists(data / NAME):
        return []
    with Site.open(data, readonly=readonly) as site:
        return site.golden_queries.list()


def _before(data: Path, failed: Sequence[Outcome]) -> dict[int, int]:
    """Rank of failed queries in the index that answers now, where it passes; empty without one."""
    try:
        outcomes = ask_published(data, [f.kept for f in failed])
    except (IndexMissing, IndexDamaged):
        return {}
    return {o.kept.id: o.rank for o in outcomes if o.searchable and o.passed}


def examine(data: Path, location: str, *, anyway: bool = False) -> None:
    """Ask an index that is not published yet, and note the ranks. Raises Regressed when it loses an article."""
    kept = kept_queries(data)
    if not kept:
        return
    backend = _source(data).open_candidate(location)
    outcomes = ask(data, backend, kept)
    failed = [o for o in outcomes if not o.passed]
    if failed and not anyway:
        before = _before(data, failed)
        losses = [Loss(o, before[o.kept.id]) for o in failed if o.kept.id in before]
        if losses:
            raise Regressed(tuple(losses))
    with Site.open(data) as site:
        site.golden_queries.record_ranks({o.kept.id: o.rank for o in outcomes}, backend.version.name)

"""What one served site holds open: its databases and the searcher; one ``SiteState`` an application."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from flask import current_app

from archive.abbreviations.decisions import Decision, Kind
from archive.around_damage import covered_tables
from archive.articles.archive import Archive
from archive.crawling.crawl_log import CrawlLog
from archive.failures import STORAGE, Failures
from crawler.sources.registry import load_sources
from crawler.sources.source import Source
from database.change_watch import ChangeWatch
from database.connection import OpenDatabase
from database.damage import open_what_is_left, read_or
from database.errors import ArchiveDamaged, ArchiveError
from facts.reading.nameable import find_held
from indexer import IndexDamaged, IndexMissing, published_at
from jobs.source_list import known_sources, source_titles
from jobs.tasks.examine_data import request_examination
from search import (
    ChangedQuery,
    Filters,
    IdleUnmap,
    Indexed,
    Matching,
    Query,
    RelaxedSearch,
    Searcher,
    Sort,
    Suggestion,
    SuggestionFile,
    mix_kinds,
    preview_decision,
    search_tuned,
)
from site_data.search_rules import SearchRule
from site_data.site import Site
from web.overview import Overview, OverviewCache, SourceOverview

if TYPE_CHECKING:
    from search import Results


_log = structlog.get_logger("web")


class SiteState:
    """The open archive, site database and searcher of a data folder. ``close`` closes them."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.archive = open_what_is_left(Archive.open, data)
        self.site = open_what_is_left(Site.open, data)
        self._suggestions = SuggestionFile(data)
        self._searcher: Searcher | None = None
        self._watch = ChangeWatch(self.site.engine)
        self._overview = OverviewCache(self.archive, lambda n, filters: self._newest_searcher().newest(n, filters))
        self._titles: Mapping[str, str] = {}
        self._seen: tuple[object, ...] = ()
        self._titles_lock = threading.Lock()
        # Held while the newest generation is looked for, never during a search.
        self._lock = threading.Lock()
        self._idle = IdleUnmap(self._unmap)
        self._damage_met: set[object] = set()
        """Articles by number, tables by name."""

    def close(self) -> None:
        """Close everything; the application answers no more."""
        self._idle.close()
        self.close_index()
        self._suggestions.close()
        self._watch.close()
        self.site.close()
        self.archive.close()

    def close_index(self) -> None:
        """Close the index: the next request opens the newest sound generation."""
        with self._lock:
            if self._searcher is not None:
                self._searcher.close()
                self._searcher = None

    def open_index(self) -> None:
        """Open the index before the first request needs it; a missing or damaged one is told to those who ask."""
        with suppress(IndexMissing, IndexDamaged):
            self._newest_searcher()

    def search(self, text: str, *, n: int, offset: int, sort: Sort, filters: Filters) -> Results:
        """Answer a query from the newest generation and note it in the query log. Raises IndexMissing, IndexDamaged."""
        rules: Sequence[SearchRule] = read_or([], lambda: self.site.search_rules.of(text), "decisions on queries")
        results = search_tuned(self._newest_searcher(), rules, text, n=n, offset=offset, sort=sort, filters=filters)
        if offset == 0 and text.strip():
            self.site.queries.add(text[:500], results.total, results.took_ms, datetime.now(UTC))
        return results

    def unknown_filters(self, filters: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
        """Return the filters whose value no article has, each with the values there are. Raises IndexMissing, IndexDamaged."""
        return self._newest_searcher().unknown_filters(filters)

    def count_facets(self, text: str, filters: Filters) -> Mapping[str, Mapping[str, int]]:
        """Return the facets of a search; the query log does not hear of it. Raises IndexMissing, IndexDamaged."""
        return self._newest_searcher().search(text, n=0, filters=filters).facets

    def relax(self, text: str, filters: Filters) -> list[RelaxedSearch]:
        """Return what a search without hits can give up to find something. Raises IndexMissing, IndexDamaged."""
        return self._newest_searcher().relax(text, filters)

    def search_with(self, rules: Sequence[SearchRule], text: str, *, n: int) -> Results:
        """Answer a query as it would be answered with these rules; the query log does not hear of it."""
        return search_tuned(self._newest_searcher(), rules, text, n=n, offset=0, sort="relevance", filters={})

    def preview_decision(self, decision: Decision, queries: Sequence[str], kind: Kind) -> list[ChangedQuery]:
        """Return which of some queries a decision on a pair would change. Raises IndexMissing, IndexDamaged."""
        return preview_decision(self._newest_searcher(), decision, queries, kind)

    def matching(self, text: str, *, sort: Sort, filters: Filters) -> Matching:
        """Return every complete hit, for feeds and exports. Raises IndexMissing, IndexDamaged."""
        return self._newest_searcher().matching(text, sort=sort, filters=filters)

    def matches(self, text: str) -> bool:
        """Tell whether a query has a complete hit; the query log does not hear of it. Raises IndexMissing, IndexDamaged."""
        return self._newest_searcher().search(text, n=0, correct=False).total > 0

    def partial_articles(self, text: str, n: int, filters: Filters) -> list[int]:
        """Return the first articles that hold a part of a query only. Raises IndexMissing, IndexDamaged."""
        return self._newest_searcher().partial_articles(text, n, filters)

    def suggest(self, typed: str) -> list[Suggestion]:
        """Return what may be offered to who typed this, best first; nothing of what is hidden. Nothing without an index."""
        try:
            found = self._suggestions.find(typed)
        except sqlite3.Error:  # A damaged file: it is written anew after the next publication.
            found = []
        if not found:
            return []
        try:
            masker = self._newest_searcher().masker
        except (IndexMissing, IndexDamaged):
            return []
        seen = self.archive.find_visible({one.article for one in found if one.article})
        held = find_held(self.archive.engine, {int(one.key) for one in found if one.kind == "person"})
        shown = (one for one in found if not one.article or one.article in seen)
        shown = (one for one in shown if one.kind != "person" or int(one.key) not in held)
        return mix_kinds(one for one in shown if masker.mask(one.text) == one.text)

    def parse_query(self, text: str) -> Query | None:
        """Return a query as it is searched; None for none, or when there is no index to read it with."""
        if not text:
            return None
        try:
            return self._newest_searcher().read(text)
        except (IndexMissing, IndexDamaged):
            return None

    def indexed(self) -> Indexed:
        """Return how far the newest generation reaches. Raises IndexMissing, IndexDamaged."""
        return self._newest_searcher().indexed()

    def overview(self) -> Overview:
        """Return what the archive holds, as of the newest generation. Raises IndexMissing, IndexDamaged."""
        return self._overview.read((self._newest_searcher().backend.version,))

    def source_overview(self, name: str) -> SourceOverview:
        """Return what is known of one source, as of the newest generation. Raises IndexMissing, IndexDamaged."""
        return self._overview.read_source((self._newest_searcher().backend.version,), name)

    def index_holds(self) -> Callable[[int], bool] | None:
        """Return what tells whether the newest generation holds an article; None when there is no index."""
        try:
            backend = self._newest_searcher().backend
        except (IndexMissing, IndexDamaged):
            return None
        return lambda article: article in backend.holding([article])

    def _newest_searcher(self) -> Searcher:
        with self._lock:
            if self._searcher is None:
                self._searcher = Searcher.open(self.data)
            else:
                self._searcher.refresh()
            self._idle.used()
            return self._searcher

    def _unmap(self) -> None:
        with self._lock:
            if self._searcher is not None:
                self._searcher.unmap()

    def sources(self) -> dict[str, Source]:
        """Return the sources by name: the declared ones, or a demonstration's sample."""
        return read_or(None, lambda: known_sources(self.data, self.site), "settings") or load_sources(self.data)

    def note_damage(self) -> None:
        """Have the databases examined when readers met damaged pages that they had not met before."""
        archives = [self.archive, *([self._searcher.archive] if self._searcher else [])]
        met: set[object] = {number for archive in archives for number in archive.damaged}
        met |= {table for archive in archives for table in covered_tables(archive.engine)}
        if met <= self._damage_met:
            return
        _log.error("damaged pages met", what=sorted(met - self._damage_met, key=str))
        self._damage_met |= met
        try:
            request_examination(self.site)
        except ArchiveError as error:
            _log.error("examination not asked for", reason=str(error))

    def examine_archive(self) -> str:
        """Return "ok", "partly" (some articles are damaged) or "broken"; ``/readyz`` and ``/metrics`` tell it."""
        found = _examine(self.archive, self.archive.last_change)
        return "partly" if found == "ok" and self.damage_met else found

    def examine_site(self) -> str:
        """Return "ok", or "broken" when accounts or jobs cannot be read; ``/readyz`` and ``/metrics`` tell it."""
        return _examine(self.site, lambda: (self.site.users.list(), self.site.jobs.list(50)))

    @property
    def damage_met(self) -> bool:
        """Whether a damaged page of the archive was met: by readers since the process began, or when all was last examined."""
        if self._damage_met:
            return True
        nothing: dict[str, int] = {}
        return STORAGE in read_or(nothing, Failures(self.archive.engine).count_by_step, "list of damaged articles")

    def source_titles(self) -> Mapping[str, str]:
        """Return how each declared source is called on the page; read again when a setting or a file of sources has changed."""
        with self._titles_lock:
            files = sorted((self.data / "sources").glob("*.toml"))
            seen = (read_or(0, self._watch.version, "settings"), *((f.name, f.stat().st_mtime_ns) for f in files))
            if seen != self._seen:
                self._titles, self._seen = source_titles(self.sources()), seen
            return self._titles

    def index_age(self) -> timedelta | None:
        """Return how long ago the newest generation was published; None without one."""
        published = published_at(self.data)
        return datetime.now(UTC) - published if published else None

    def crawl_age(self) -> timedelta | None:
        """Return how long ago the last page was fetched; None when nothing was crawled yet."""
        newest = CrawlLog(self.archive.engine).recent_visits(n=1)
        latest = newest[0].at if newest else None
        return datetime.now(UTC) - latest if latest else None


def _examine(database: OpenDatabase, read: Callable[[], object]) -> str:
    try:
        read()
        if database.damage is not None:
            raise database.damage
    except ArchiveDamaged as error:
        _log.error("unhealthy", reason=str(error))
        return "broken"
    return "ok"


def current_state() -> SiteState:
    """Return the state of the application that answers the present request."""
    found = current_app.extensions["timtin"]
    assert isinstance(found, SiteState)
    return found

"""A query in, results out: parsing, ranking, typing help, facets, hits with snippets."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import Self, TypeVar

from archive.articles.archive import Archive
from archive.model import Article
from archive.redaction import mask_article
from columnar import NO_DAY
from database.change_watch import ChangeWatch
from database.damage import read_or
from indexer.errors import IndexDamaged
from search.answers.find import find_answer
from search.backend import Backend, BackendSource, PageRequest, ScoredArticle, Sort
from search.backends.choice import source_of
from search.correction import Answer, answer, execute_literal, matching_as_typed, parse_query
from search.filter_parameters import Filters
from search.filters.facet_filters import PERIODS, UNDATED, is_period, restrictions, with_undated
from search.filters.stated import stating_of
from search.highlight.explanation import Explainer, asked_units, asked_words
from search.highlight.matcher import FormMatcher, FormPatterns
from search.highlight.snippets import MatchedArticle, snippet, title
from search.query.collocations import evidence_of
from search.query.names import join_names
from search.query.parser import parse
from search.query.pasted import unwrap_pasted
from search.query.related import notes_of
from search.query.tree import Query
from search.ranking.ranker import Ranker
from search.relaxation import RelaxedSearch, count_relaxed, relax_search
from search.results import Hit, Results
from search.snapshot import SearchSnapshot
from search.spelling.suggestion import corrector_of
from search.understood import Understood
from vietnamese.abbreviations.dictionary import Dictionary
from vietnamese.masking import Masker
from vietnamese.related_words.pairs import RelatedWords

T = TypeVar("T")

_log = logging.getLogger(__name__)

_EPOCH = date(1970, 1, 1)

MAX_TEXT = 20_000
"""Characters of a query that are looked at."""

_COMING = Understood("notice", "", "terms_only")

_FIRST = "công an tinh"
"""Asked when an index is opened, so that no reader waits for what is read once a process: kernels, place names, typing help."""


def _newest(archive: Archive, source: BackendSource) -> SearchSnapshot:
    """Open the newest index that can be read. Raises IndexMissing, IndexDamaged when none can."""
    try:
        return SearchSnapshot.newest(archive, source)
    except IndexDamaged as error:
        _log.error("index damaged, the one before answers: %s", error)
        source.distrust()
        return SearchSnapshot.newest(archive, source)


@dataclass(frozen=True, slots=True)
class Matching:
    """The archive's numbers of the articles that hold every unit, in order, and what was understood of the query.

    ``published``: their days of publication since 1970-01-01, None where undated.
    """

    articles: tuple[int, ...]
    published: tuple[int | None, ...]
    understood: tuple[Understood, ...]


@dataclass(frozen=True, slots=True)
class Newest:
    """The numbers of the newest articles, how many there are in all, and their facets."""

    articles: tuple[int, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Indexed:
    """How far an index reaches: the archive's highest article number in it, and the last change it holds."""

    article: int
    change: int


class Searcher:
    """Answers queries over one index generation and the archive behind it. Use as a context manager."""

    _source: BackendSource | None = None
    _seen: tuple[int, ...] | None = None
    _watch: ChangeWatch | None = None

    def __init__(
        self, archive: Archive, backend: Backend, dictionary: Dictionary, related: RelatedWords | None = None
    ) -> None:
        self.archive = archive
        ranker = Ranker(backend, related=related, stating=stating_of(archive.engine, backend))
        self._snapshot = SearchSnapshot(ranker, dictionary, Masker(()))

    @classmethod
    def open(cls, data: Path, source: BackendSource | None = None) -> Self:
        """Open the published index and the archive, ready for the first query; ``source``: that of the settings when None.

        Raises IndexMissing, IndexDamaged.
        """
        source = source or source_of(data)
        source.published()  # An index that is missing is what to tell first: it says how to go on.
        archive = Archive.open(data, readonly=True)
        searcher = cls.__new__(cls)
        searcher.archive, searcher._source = archive, source
        try:
            searcher._snapshot = _newest(archive, source)
            searcher.search(_FIRST, n=1)
        except BaseException:
            archive.close()
            raise
        return searcher

    @property
    def backend(self) -> Backend:
        """The opened index."""
        return self._snapshot.backend

    @property
    def ranker(self) -> Ranker:
        """What executes queries over it."""
        return self._snapshot.ranker

    @property
    def dictionary(self) -> Dictionary:
        """The short forms it knows."""
        return self._snapshot.dictionary

    @property
    def masker(self) -> Masker:
        """The names that are hidden."""
        return self._snapshot.masker

    def _ask(self, question: Callable[[SearchSnapshot], T]) -> T:
        """Ask the opened index; where it turns out damaged, which the log tells, the one before. Raises IndexDamaged when none is sound."""
        try:
            return question(self._snapshot)
        except IndexDamaged as error:
            if self._source is None:
                raise
            _log.error("index damaged, the one before answers: %s", error)
            self._source.distrust()
            self._snapshot = _newest(self.archive, self._source)
            return question(self._snapshot)

    def unmap(self) -> None:
        """Unmap what was read of the index: it stays in the system's cache."""
        self.backend.unmap()

    def refresh(self) -> bool:
        """Open the index published since, or what was hidden or decided since; tell whether there was anything.

        Searches that run in other threads end with what they began with; this method itself is for one thread at a time.
        """
        if self._source is None:
            return False
        seen = self._stamp(self._source)
        if seen is not None and seen == self._seen:
            return False
        newest = self._snapshot.is_newest(self.archive, self._source)
        if not newest:
            self._snapshot = _newest(self.archive, self._source)
        self._seen = seen
        return not newest

    def _stamp(self, source: BackendSource) -> tuple[int, ...] | None:
        """What changes whenever something is published, hidden or decided (and at other times); looked at before every search."""
        published = source.stamp()
        if published is None:
            return None
        if self._watch is None:
            self._watch = ChangeWatch(self.archive.engine)
        return self._watch.version(), *published

    def close(self) -> None:
        """Let go of the archive."""
        if self._watch is not None:
            self._watch.close()
        close = getattr(self.archive, "close", None)
        if close is not None:
            close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @staticmethod
    def _allowed(now: SearchSnapshot, text: str) -> tuple[str, tuple[Understood, ...]]:
        """Return the query without hidden names, and what the page says about that."""
        # What is hidden may not be asked for in the escapes of an address either.
        typed = unwrap_pasted(text[:MAX_TEXT])
        allowed = now.masker.mask(typed, " ")
        return allowed, (Understood("notice", "", "name_hidden"),) if allowed != typed else ()

    def search(
        self,
        text: str,
        *,
        n: int = 10,
        offset: int = 0,
        sort: Sort = "relevance",
        filters: Filters | None = None,
        correct: bool = True,
    ) -> Results:
        """Return hits ``offset`` to ``offset + n``; ``filters``: source, section, year, month, day, event_kind. Never a syntax error.

        ``correct`` False: the query is taken as typed, and no other is offered.
        """
        wanted = PageRequest(max(n, 0), max(offset, 0), sort)
        return self._ask(lambda now: self._search(now, text, wanted, filters, correct))

    def _search(
        self,
        now: SearchSnapshot,
        text: str,
        wanted: PageRequest,
        filters: Filters | None,
        correct: bool,
    ) -> Results:
        begun = perf_counter()
        asked, notes = self._allowed(now, text)
        ask = answer if correct else execute_literal
        found = ask(now.ranker, asked, now.dictionary, restrictions(filters or {}), wanted)
        hits = self._hits(now, found, asked)
        box = None
        if not wanted.offset and not filters:
            complete = [h.article for h in hits if h.complete]
            box = read_or(None, partial(find_answer, self.archive.engine, asked, complete, now.masker), "facts")
        took = round((perf_counter() - begun) * 1000, 2)
        related = notes_of(
            found.query, {why.unit for hit in hits for why in hit.why if why.how in ("related", "offered")}
        )
        coming = (_COMING,) if now.backend.version.first else ()
        understood = (*coming, *notes, *found.understood, *related)
        facets = with_undated(found.hits)
        return Results(
            text, found.hits.total, found.hits.total_partial, took, hits, understood, found.offered, facets, box
        )

    def newest(self, n: int, filters: Filters) -> Newest:
        """Return the newest articles of all or of some filters, with the facets over all of them: what an archive holds."""

        def find(now: SearchSnapshot) -> Newest:
            # Without words and restrictions nothing is asked for: every source is.
            narrowed = restrictions(filters or {"source": now.backend.labels("source")})
            found = now.ranker.find(Query(""), PageRequest(n, 0, "date"), narrowed)
            return Newest(tuple(hit.article for hit in found.hits), found.total, found.facets)

        return self._ask(find)

    def partial_articles(self, text: str, n: int, filters: Filters) -> list[int]:
        """Return the numbers of the first articles of the second tier of what was typed, in order; none while there are complete hits."""

        def find(now: SearchSnapshot) -> list[int]:
            wanted = PageRequest(n, 0, "relevance", facets=False)
            asked = self._allowed(now, text)[0]
            found = execute_literal(now.ranker, asked, now.dictionary, restrictions(filters), wanted)
            return [] if found.found else [hit.article for hit in found.hits.hits]

        return self._ask(find)

    def relax(self, text: str, filters: Filters) -> list[RelaxedSearch]:
        """Return the searches with one condition less that find something, most first: what a search without hits can give up."""
        return self._ask(lambda now: self._relax(now, text, filters))

    def _relax(self, now: SearchSnapshot, text: str, filters: Filters) -> list[RelaxedSearch]:
        def count(other: str, chosen: Filters) -> int:
            query, _ = parse_query(now.backend, other, now.dictionary)
            return now.ranker.count(query, restrictions(chosen))

        asked, _ = self._allowed(now, text)
        query, _ = parse_query(now.backend, asked, now.dictionary)
        return count_relaxed(relax_search(asked, query, query.understood, filters), count)

    def read(self, text: str) -> Query:
        """Return the query as it is executed when nothing is corrected: what an article page marks."""
        return self._ask(lambda now: self._read(now, text))

    def _read(self, now: SearchSnapshot, text: str) -> Query:
        spelling, evidence = corrector_of(now.backend), evidence_of(now.backend)
        typed, _ = spelling.decode_keystrokes(self._allowed(now, text)[0], now.dictionary)
        return join_names(parse(typed, now.dictionary, evidence), evidence, spelling.reading)

    def indexed(self) -> Indexed:
        """Return how far the opened generation reaches."""
        now = self._snapshot
        version = now.backend.version
        return Indexed(version.highest, version.change)

    def unknown_filters(self, filters: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
        """Return the filters whose value no article has, by name, each with the values there are; a period by how it is written."""
        backend = self._snapshot.backend
        unknown: dict[str, tuple[str, ...]] = {}
        for name, value in filters.items():
            if name in PERIODS:
                if not is_period(value):
                    unknown[name] = ("2023", "2023-05", "2023-05-24", UNDATED)
            elif value not in (known := tuple(backend.labels(name))):
                unknown[name] = known
        return unknown

    def matching(self, text: str, *, sort: Sort = "date", filters: Filters | None = None) -> Matching:
        """Return every complete hit, in order; no correction is applied: feeds, alerts and exports mean what was typed."""
        return self._ask(lambda now: self._matching(now, text, sort, filters))

    def _matching(self, now: SearchSnapshot, text: str, sort: Sort, filters: Filters | None) -> Matching:
        asked, notes = self._allowed(now, text)
        narrowed = restrictions(filters or {})
        found, understood = matching_as_typed(now.ranker, asked, now.dictionary, narrowed, sort)
        days = tuple(None if day == NO_DAY else day for _, day in found)
        return Matching(tuple(article for article, _ in found), days, (*notes, *understood))

    @staticmethod
    def _hits(now: SearchSnapshot, answer: Answer, text: str) -> tuple[Hit, ...]:
        articles = [mask_article(article, now.masker) for article in now.backend.articles(answer.hits.hits)]
        patterns = FormPatterns.of(answer.query)
        reasons = Explainer(asked_units(answer.query, text), patterns, asked_words(answer.query))
        read = MatchedArticle.all(articles, FormMatcher(patterns))
        return tuple(_hit(*one, reasons) for one in zip(answer.hits.hits, articles, read, strict=True))


def _hit(shown: ScoredArticle, article: Article, read: MatchedArticle, reasons: Explainer) -> Hit:
    event = None if shown.event_day == NO_DAY else _EPOCH + timedelta(days=shown.event_day)
    return Hit(
        id=article.external_id or str(shown.article),
        article=shown.article,
        url=article.url,
        title=article.name,
        title_marked=title(read),
        source=article.source,
        section=article.section,
        published=article.published.isoformat() if article.published else None,
        event_kind=shown.event_kind,
        event_day=event.isoformat() if event else None,
        score=round(shown.score, 4),
        snippet=snippet(read),
        complete=shown.complete,
        why=reasons.why(read, article.published_day, event, shown.lacks),
    )

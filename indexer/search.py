"""A query in, results out: parsing, ranking, typing help, facets, hits with snippets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from archive.change_watch import ChangeWatch
from archive.masking import masked
from archive.model import StoredArticle
from archive.store import Archive
from indexer.answers import Answer, answer, as_typed
from indexer.condition_lookup import restricted
from indexer.conditions import Conditioned, conditioned
from indexer.context import context_of
from indexer.engines.columnar import ColumnarEngine
from indexer.engines.found import Shown, Sort, Wanted
from indexer.facets import restrictions
from indexer.generations import current
from indexer.matching import Finder, Patterns
from indexer.model import NO_DAY, Engine, Hit, Results, Understood
from indexer.occasions import published_day
from indexer.opened import Opened
from indexer.plan import Restriction
from indexer.query import parse
from indexer.ranking import Ranker
from indexer.snippets import ReadArticle, snippet, title
from indexer.suggest import help_of
from indexer.units import Query
from indexer.why import Reasons, asked_units
from vietnamese.abbreviations import Dictionary
from vietnamese.masking import Masker

_EPOCH = date(1970, 1, 1)

_FIRST = "công an tinh"
"""Asked when an index is opened, so that no reader waits for what is read once a process: kernels, place names, typing help."""


@dataclass(frozen=True, slots=True)
class Matching:
    """The archive's numbers of the articles that hold every unit, in order, and what was understood of the query.

    ``published``: their days of publication since 1970-01-01, NO_DAY where undated.
    """

    articles: NDArray[np.int64]
    published: NDArray[np.int32]
    understood: tuple[Understood, ...]


@dataclass(frozen=True, slots=True)
class Indexed:
    """How far an index reaches: the archive's highest article number in it, and the last change it holds."""

    article: int
    change: int


def _kept(understood: Sequence[Understood], asked: Conditioned) -> Iterator[Understood]:
    """What was understood of the rest of a query, its switches keeping the conditions."""
    return (replace(u, off=asked.whole(u.off)) if u.off else u for u in understood)


class Searcher:
    """Answers queries over one index generation and the archive behind it. Use as a context manager."""

    _data: Path | None = None
    _seen: tuple[int, ...] | None = None
    _watch: ChangeWatch | None = None

    def __init__(self, archive: Archive, engine: Engine, dictionary: Dictionary) -> None:
        self.archive = archive
        self._opened = Opened(engine, Ranker(engine), dictionary, Masker(()))

    @classmethod
    def open(cls, data: Path) -> Self:
        """Open the published index and the archive, ready for the first query. Raises IndexMissing, IndexDamaged."""
        current(data)  # An index that is missing is what to tell first: it says how to go on.
        archive = Archive.open(data, readonly=True)
        searcher = cls.__new__(cls)
        searcher.archive, searcher._data = archive, data
        try:
            searcher._opened = Opened.newest(archive, data)
            searcher.search(_FIRST, n=1)
        except BaseException:
            archive.close()
            raise
        return searcher

    @property
    def engine(self) -> Engine:
        """The opened generation."""
        return self._opened.engine

    @property
    def ranker(self) -> Ranker:
        """What executes queries over it."""
        return self._opened.ranker

    @property
    def dictionary(self) -> Dictionary:
        """The short forms it knows."""
        return self._opened.dictionary

    @property
    def masker(self) -> Masker:
        """The names that are hidden."""
        return self._opened.masker

    def trim(self) -> None:
        """Unmap what was read of the index: it stays in the system's cache (``indexer.residency``)."""
        if isinstance(self.engine, ColumnarEngine):
            self.engine.let_go()

    def refresh(self) -> bool:
        """Open the generation published since, or what was hidden or decided since; tell whether there was anything.

        Searches that run in other threads end with what they began with; this method itself is for one thread at a time.
        """
        if self._data is None:
            return False
        seen = self._look(self._data)
        if seen is not None and seen == self._seen:
            return False
        newest = self._opened.is_newest(self.archive, self._data)
        if not newest:
            self._opened = Opened.newest(self.archive, self._data)
        self._seen = seen
        return not newest

    def _look(self, data: Path) -> tuple[int, ...] | None:
        """What changes whenever something is published, hidden or decided (and at other times); looked at before every search."""
        try:
            published = (data / "CURRENT").stat()
        except OSError:
            return None
        if self._watch is None:
            self._watch = ChangeWatch(self.archive.engine)
        return self._watch.version(), published.st_ino, published.st_mtime_ns

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

    def _asked(
        self, now: Opened, text: str, filters: Mapping[str, str] | None
    ) -> tuple[Conditioned, tuple[Understood, ...], tuple[Restriction, ...]]:
        """Return the query without hidden names, what the page says about it, and what narrows it."""
        allowed = now.masker.mask(text[:20_000], " ")
        hidden = Understood("notice", "", "một tên trong câu tìm đã được ẩn nên không được tìm")
        asked = conditioned(allowed)
        notes = ((hidden,) if allowed != text[:20_000] else ()) + asked.understood
        chosen = restrictions(filters or {})
        return asked, notes, (*chosen, *restricted(self.archive, now.engine, now.dictionary, asked.conditions))

    def search(
        self,
        text: str,
        *,
        n: int = 10,
        offset: int = 0,
        sort: Sort = "relevance",
        filters: Mapping[str, str] | None = None,
    ) -> Results:
        """Return hits ``offset`` to ``offset + n``; ``filters``: source, section, year, month, event_kind. Never a syntax error."""
        begun, now = perf_counter(), self._opened
        asked, notes, narrowed = self._asked(now, text, filters)
        wanted = Wanted(max(n, 0), max(offset, 0), sort)
        found = answer(now.ranker, asked.rest, now.dictionary, narrowed, wanted)
        hits = self._hits(now, found, asked.rest)
        took = round((perf_counter() - begun) * 1000, 2)
        totals = found.hits.total, found.hits.total_partial
        offered = asked.whole(found.offered) if found.offered else None
        understood = (*notes, *_kept(found.understood, asked))
        return Results(text, *totals, took, hits, understood, offered, found.hits.facets)

    def read(self, text: str) -> Query:
        """Return the query as it is executed when nothing is corrected: what an article page marks."""
        now = self._opened
        typed, _ = help_of(now.engine).composed(self._asked(now, text, None)[0].rest, now.dictionary)
        return parse(typed, now.dictionary, context_of(now.engine))

    def indexed(self) -> Indexed:
        """Return how far the opened generation reaches."""
        now = self._opened
        return Indexed(int(now.engine.articles().max(initial=0)), now.change)

    def matching(self, text: str, *, sort: Sort = "date", filters: Mapping[str, str] | None = None) -> Matching:
        """Return every complete hit, in order; no correction is applied: feeds, alerts and exports mean what was typed."""
        now = self._opened
        asked, notes, narrowed = self._asked(now, text, filters)
        wanted = Wanted(now.engine.size, 0, sort, facets=False)
        found = as_typed(now.ranker, asked.rest, now.dictionary, narrowed, wanted)
        docs = [shown.doc for shown in found.hits.shown if shown.complete]
        return Matching(
            now.engine.articles()[docs],
            now.engine.column("published_day")[docs],
            (*notes, *_kept(found.understood, asked)),
        )

    def _hits(self, now: Opened, answer: Answer, text: str) -> tuple[Hit, ...]:
        numbers = now.engine.articles()[[shown.doc for shown in answer.hits.shown]].tolist()
        stored = self.archive.get_many(numbers)
        if now.masker:
            stored = {n: replace(s, article=masked(s.article, now.masker)) for n, s in stored.items()}
        patterns = Patterns.of(answer.query)
        reasons = Reasons(asked_units(answer.query, text), patterns)
        held = [(shown, stored[n]) for shown, n in zip(answer.hits.shown, numbers, strict=True) if n in stored]
        read = ReadArticle.all([one.article for _, one in held], Finder(patterns))
        return tuple(_hit(now.engine, *one, own, reasons) for one, own in zip(held, read, strict=True))


def _hit(engine: Engine, shown: Shown, stored: StoredArticle, read: ReadArticle, reasons: Reasons) -> Hit:
    article, doc = stored.article, shown.doc
    event_day = int(engine.column("event_day")[doc])
    event = None if event_day == NO_DAY else _EPOCH + timedelta(days=event_day)
    return Hit(
        id=stored.public_id,
        article=stored.id,
        url=article.url,
        title=article.title,
        title_marked=title(read),
        source=article.source,
        section=article.section,
        published=article.published.isoformat() if article.published else None,
        event_kind=engine.labels("event_kind")[int(engine.column("event_kind")[doc])],
        event_day=event.isoformat() if event else None,
        score=round(shown.score, 4),
        snippet=snippet(read),
        complete=shown.complete,
        why=reasons.why(read, published_day(article), event),
    )

"""The default backend: generations of the columnar engine in the data folder."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from pathlib import Path
from zlib import decompress
from zlib import error as zlib_error

import numpy as np
from numpy.typing import NDArray

from archive.model import Article
from columnar import NO_DAY, Executor, Generation, IndexDamaged, IndexReader, check_index, open_current
from columnar.generations.distrusted import refuse_generation
from columnar.generations.names import current_folder, index_stamp
from columnar.query.collector import PageRequest as DocumentRequest
from columnar.query.collector import ScoredDoc
from columnar.query.plan import Plan, Run
from indexer.builder import FIRST_MARK
from indexer.schema import ACCENTED, EVENT_DAY, FOLDED, PUBLISHED
from indexer.stored_articles import unpack_article
from search.backend import Backend, Counting, Distances, Found, PageRequest, Pair, ScoredArticle, Sort, Version
from search.backends.columnar_language import BigramLanguage

_BEGUN = 64
"""Terms that ``begun`` returns at most."""

_KEPT_COUNTS = 1 << 15
"""Phrases whose counts are kept."""


class ColumnarBackend(Backend):
    """One opened generation (or any reader of one, for evaluation)."""

    def __init__(self, reader: IndexReader) -> None:
        """Answer from a reader of ``ARTICLE_SCHEMA``."""
        self.reader = reader
        self._executor = Executor(reader)
        self._counted: dict[Run, int] = {}

    @cached_property
    def version(self) -> Version:
        """Which generation this is; without a name when it is none."""
        highest, size = int(self.reader.keys().max(initial=0)), self.reader.size
        if not isinstance(self.reader, Generation):
            return Version("", 0, highest, size)
        manifest = self.reader.manifest
        return Version(manifest.generation, manifest.up_to, highest, size, manifest.made_by.endswith(FIRST_MARK))

    @cached_property
    def newest_day(self) -> int:
        """The newest day of publication."""
        return int(self.reader.column(PUBLISHED).max(initial=NO_DAY))

    def definitions(self) -> list[tuple[str, str, int]]:
        """What the payload counts: definitions of abbreviations."""
        if not isinstance(self.reader, Generation):
            return []
        return [(*_pair(line), count) for line, count in self.reader.payload()]

    def holding(self, articles: Collection[int]) -> set[int]:
        """Those of some articles that are live documents."""
        docs = self.reader.documents_of(articles)
        return set(self.reader.keys()[docs[self.reader.live[docs]]].tolist())

    def labels(self, column: str) -> Sequence[str]:
        """Every label of a column."""
        return [label for label in self.reader.labels(column) if label]

    def counts(self, runs: Sequence[Run]) -> list[int]:
        """How many live documents hold each run."""
        return [self._count(run) if len(run.terms) > 1 else self.reader.count(run.field, run.terms) for run in runs]

    def _count(self, run: Run) -> int:
        """How many live documents hold a phrase; kept, as names repeat from query to query and what was opened never changes."""
        known = self._counted.get(run)
        if known is None:
            if len(self._counted) >= _KEPT_COUNTS:
                self._counted.clear()
            known = self._counted[run] = self.reader.count(run.field, run.terms)
        return known

    def foresee(self, ask: Callable[[Counting], Plan]) -> None:
        """Count nothing beforehand: a call costs nothing here."""

    def begun(self, field: str, prefix: str, most: int = 0) -> list[str]:
        """The terms of a field that begin so, the most frequent first."""
        return self.reader.prefix(field, prefix, most or _BEGUN)

    def find(self, plan: Plan, wanted: PageRequest) -> Found:
        """Run a plan."""
        asked = DocumentRequest(wanted.n, wanted.offset, wanted.sort == "date", wanted.facets, wanted.spare)
        found = self._executor.find(plan, asked)
        return Found(found.total, found.total_partial, self._articles(found.shown), found.facets)

    def _articles(self, shown: Sequence[ScoredDoc]) -> list[ScoredArticle]:
        docs = np.array([one.doc for one in shown], np.int64)
        keys = self.reader.keys()[docs].tolist()
        published, held = (self.reader.column(name)[docs].tolist() for name in (PUBLISHED, EVENT_DAY))
        kinds, labels = self.reader.column("event_kind")[docs].tolist(), self.reader.labels("event_kind")
        return [
            ScoredArticle(key, one.score, one.complete, one.doc, day, event, labels[kind], one.lacks)
            for one, key, day, event, kind in zip(shown, keys, published, held, kinds, strict=True)
        ]

    def articles(self, hits: Sequence[ScoredArticle]) -> list[Article]:
        """What the index keeps of some hits. Raises IndexDamaged."""
        try:
            return [unpack_article(decompress(self.reader.stored(hit.place))) for hit in hits]
        except (zlib_error, ValueError, TypeError) as error:
            raise IndexDamaged("columnar.file_unreadable", file=self.version.name, why=error) from None

    def matching(self, plan: Plan, sort: Sort) -> list[tuple[int, int]]:
        """Every complete hit."""
        asked = DocumentRequest(self.reader.size, 0, sort == "date", False)
        docs = np.array([one.doc for one in self._executor.find(plan, asked).shown if one.complete], np.int64)
        keys, days = self.reader.keys()[docs].tolist(), self.reader.column(PUBLISHED)[docs].tolist()
        return list(zip(keys, days, strict=True))

    def distances(
        self, fields: Sequence[str], pairs: Sequence[Pair], hits: Sequence[ScoredArticle], window: int
    ) -> Distances:
        """How far apart the words of each pair stand in each hit."""
        docs: NDArray[np.int64] = np.array([hit.place for hit in hits], np.int64)
        found = self._executor.min_distances(fields, pairs, docs, window)
        listed: Distances = found.tolist()
        return listed

    @cached_property
    def _languages(self) -> dict[bool, BigramLanguage]:
        names = {True: ACCENTED, False: FOLDED}
        return {accented: BigramLanguage(self.reader.bigrams(name)) for accented, name in names.items()}

    def language(self, *, accented: bool) -> BigramLanguage:
        """Counts of terms and neighbouring pairs."""
        return self._languages[accented]

    def unmap(self) -> None:
        """Unmap the pages read so far: they stay in the system's cache."""
        self.reader.unmap()


def _pair(line: str) -> tuple[str, str]:
    short, _, long = line.partition("\t")
    return short, long


class ColumnarSource:
    """The generations of a data folder."""

    def __init__(self, data: Path) -> None:
        self._data, self._opened = data, ""

    def published(self) -> str:
        """The name of the generation that answers. Raises IndexMissing."""
        return current_folder(self._data).name

    def stamp(self) -> tuple[int, ...] | None:
        """Inode and time of the file that names it."""
        return index_stamp(self._data)

    def open(self, without: Collection[int] = ()) -> ColumnarBackend:
        """Open the newest sound generation. Raises IndexMissing, IndexDamaged."""
        backend = ColumnarBackend(open_current(self._data, without=without))
        self._opened = backend.version.name
        return backend

    def distrust(self) -> None:
        """Hash the published generation again; where every hash is right, what was opened last is not opened again."""
        if not check_index(self._data) and self._opened == self.published():
            refuse_generation(self._data, self._opened)

    def open_candidate(self, location: str) -> ColumnarBackend:
        """Open the folder of a generation that is not published. Raises IndexDamaged."""
        return ColumnarBackend(Generation(Path(location)))

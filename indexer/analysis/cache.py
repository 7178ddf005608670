"""Kept analyses: makes in parallel processes what the archive's texts still lack, keeps it, and reads it back in batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from archive.articles.archive import Archive
from archive.attempts import Attempts, FailedStep, attempt
from archive.failures import TERMS, WORDS
from archive.model import StoredArticle
from indexer.analysis.analyzer import ANALYSER_VERSION, Parts, Texts, analyse_texts, whole_text, zone_texts
from indexer.analysis.cache_database import CacheDatabase, CacheTable
from indexer.analysis.model import NO_WORDS, Analysis, Words
from indexer.analysis.serialization import pack, pack_words, unpack, unpack_words
from indexer.analysis.word_borders import keep_borders
from indexer.analysis.word_segmentation import SEGMENTER_VERSION, segment_text
from workers import Workers, count_processors, cut_chunks

T = TypeVar("T")

_KEEP_EVERY = 50
_CHUNK = 8
_ENDED = "the process that read the text ended"

_ENOUGH_WORDS = 48
_ENOUGH_TERMS = 4000
"""Below these many articles, starting processes costs more than it saves."""


@dataclass(frozen=True, slots=True)
class AnalysisTask:
    """A text to analyse, and what is wanted of it. ``kept``: its packed terms, where only words are wanted."""

    text_hash: str
    texts: Texts
    terms: bool
    words: bool
    kept: bytes | None = None


@dataclass(frozen=True, slots=True)
class PackedAnalysis:
    """Packed terms and words of a text; None where they were not wanted."""

    text_hash: str
    terms: bytes | None
    words: bytes | None


@dataclass(frozen=True, slots=True)
class Makers:
    """What makes terms and words of a text; other processes find the functions by their names."""

    parts: Parts = Parts()
    segment: Callable[[str], Words] = segment_text

    def make(self, task: AnalysisTask) -> PackedAnalysis:
        """Analyse one text. What fails is left empty, and says so where it is kept."""
        analysis = analyse_texts(task.texts, self.parts) if task.terms else None
        terms = None if analysis is None else pack(analysis)
        words = pack_words(self._words(task, analysis)) if task.words else None
        return PackedAnalysis(task.text_hash, terms, words)

    def make_nothing(self, task: AnalysisTask) -> PackedAnalysis:
        """Stand in for the analysis of a text that ends the process which makes it."""
        terms = pack(replace(analyse_texts(("", "", "", "")), failed={TERMS: _ENDED})) if task.terms else None
        words = pack_words(replace(NO_WORDS, failed={WORDS: _ENDED})) if task.words else None
        return PackedAnalysis(task.text_hash, terms, words)

    def _words(self, task: AnalysisTask, analysis: Analysis | None) -> Words:
        attempts = Attempts()
        words = attempts.run(WORDS, self.segment, whole_text(task.texts), NO_WORDS)
        # Where this fails it fails again when the document is made, and is told there.
        kept = attempt(lambda made: keep_borders(analysis or unpack(task.kept or b""), made), words)
        return replace(words if isinstance(kept, FailedStep) else kept, failed=attempts.failed)


_MAKERS = Makers()


def analyse_many(tasks: Iterator[AnalysisTask], processes: int, makers: Makers = _MAKERS) -> Iterator[PackedAnalysis]:
    """Yield what is made of each task in order; ``processes`` processes work while the tasks are read a little ahead."""
    with Workers(processes) as workers:
        yield from workers.map(makers.make, tasks, chunk=_CHUNK, lost=makers.make_nothing)


class AnalysisCache:
    """The analyses of an archive's texts, of one analyser and one segmenter version."""

    def __init__(
        self,
        cache: CacheDatabase,
        analyser: str = ANALYSER_VERSION,
        segmenter: str = SEGMENTER_VERSION,
        *,
        processes: int = 0,
        makers: Makers = _MAKERS,
        words: bool = True,
    ) -> None:
        """``processes`` 0: one for each processor. Without ``words`` only terms are made and read."""
        self._makers, self._with_words = makers, words
        self._cache, self._analyser, self._segmenter = cache, analyser, segmenter
        self._processes = processes or count_processors()

    def complete(self, archive: Archive, since: int, check: Callable[[int], None]) -> int:
        """Make and keep what the articles changed after ``since`` lack; return how many were analysed.

        ``check`` is called with the number made so far, about every 50 articles, and may raise; what was made is kept.
        """
        articles = archive.texts_since(since)
        lacking = _Lacking(self._cache, list(articles), self._analyser, self._segmenter)
        if not self._with_words:
            lacking.words.clear()
        many = len(lacking.words) >= _ENOUGH_WORDS or len(lacking.terms) >= _ENOUGH_TERMS
        made: list[PackedAnalysis] = []
        count = 0
        try:
            for one in analyse_many(lacking.tasks(archive, articles), self._processes if many else 1, self._makers):
                made.append(one)
                count += 1
                if len(made) == _KEEP_EVERY:
                    self._keep(made)
                    made = []
                    check(count)
        finally:
            # Also when cancelled: what was analysed is not analysed again.
            self._keep(made)
        return count

    def _keep(self, made: Sequence[PackedAnalysis]) -> None:
        terms = {m.text_hash: m.terms for m in made if m.terms is not None}
        words = {m.text_hash: m.words for m in made if m.words is not None}
        self._cache.terms.put_many(terms, self._analyser)
        self._cache.words.put_many(words, self._segmenter)

    def read(self, stored: Sequence[StoredArticle], archive: Archive) -> dict[str, tuple[Analysis, Words]]:
        """(analysis, words) by text hash. What is damaged, or appeared since ``complete``, is made now.

        A text on a damaged page of the archive that was not analysed before is left out.
        """
        hashes = [s.text_hash for s in stored]
        terms = _sound(self._cache.terms, hashes, self._analyser, unpack)
        if self._with_words:
            words = _sound(self._cache.words, hashes, self._segmenter, unpack_words)
        else:
            words = dict.fromkeys(hashes, NO_WORDS)
        for one in stored:
            if one.text_hash not in terms or one.text_hash not in words:
                newest = archive.get(one.id)
                if newest is None:
                    continue
                made = self._makers.make(
                    AnalysisTask(newest.text_hash, zone_texts(newest.article), terms=True, words=True)
                )
                self._keep([made])
                terms[one.text_hash] = unpack(made.terms or b"")
                words[one.text_hash] = unpack_words(made.words or b"")
        return {key: (terms[key], words[key]) for key in hashes if key in terms and key in words}


def _sound(shelf: CacheTable, hashes: Sequence[str], version: str, undo: Callable[[bytes], T]) -> dict[str, T]:
    found: dict[str, T] = {}
    for text_hash, packed in shelf.get_many(hashes, version).items():
        try:
            found[text_hash] = undo(packed)
        except ValueError:
            continue  # A damaged entry of a cache is made again.
    return found


class _Lacking:
    """Which texts lack terms and which lack words."""

    def __init__(self, cache: CacheDatabase, hashes: Sequence[str], analyser: str, segmenter: str) -> None:
        self._cache, self._analyser = cache, analyser
        self.terms = set(hashes) - cache.terms.known(hashes, analyser)
        self.words = set(hashes) - cache.words.known(hashes, segmenter)

    def tasks(self, archive: Archive, articles: dict[str, int]) -> Iterator[AnalysisTask]:
        """Read the texts concerned, a few hundred at a time."""
        lacking = self.terms | self.words
        wanted = [number for text_hash, number in articles.items() if text_hash in lacking]
        for some in cut_chunks(wanted, 200):
            read = archive.get_many(some).values()
            known = [one.text_hash for one in read if one.text_hash not in self.terms]
            kept = self._cache.terms.get_many(known, self._analyser)
            for one in read:
                key = one.text_hash
                yield AnalysisTask(key, zone_texts(one.article), key in self.terms, key in self.words, kept.get(key))

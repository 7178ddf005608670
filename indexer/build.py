"""Archive -> index: analyse what is new, write a segment of it, publish a generation.

An update adds one segment with the new and changed articles and marks the replaced and the gone as deleted; segment files
of the generation before are taken over by hard links. Afterwards small segments are merged (``merge``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from time import monotonic

import numpy as np

from archive.analyses import AnalysisCache
from archive.attempts import Attempts, Failed
from archive.failures import DEFINITIONS, EVENT, ROW, TERMS, WORDS, Failure, Failures
from archive.failures import MARKS as MARKS_STEP
from archive.learned import Learned
from archive.model import Article, StoredArticle
from archive.store import Archive
from indexer.analysis import ANALYSER_VERSION, analyse_texts, whole_text, zone_texts
from indexer.composing import Piece, compose, take_over
from indexer.engines.columnar import ColumnarEngine
from indexer.engines.content import Row
from indexer.engines.segment import SUFFIX, Segment
from indexer.engines.writing import write_segment
from indexer.errors import Cancelled, IndexDamaged, IndexMissing
from indexer.generations import Generation, Manifest, building, indexing_lock, open_current, publish
from indexer.kept import KeptAnalyses, Makers
from indexer.marks import marks_of_days
from indexer.merge import definitions_of, merge_once
from indexer.model import BYLINE, MARKS, NO_DAY, NO_WORDS, Analysis, Words
from indexer.occasions import event_of, kept_events, published_day
from indexer.segmentation import SEGMENTER_VERSION, segment_text
from indexer.self_test import examine
from vietnamese.events import EVENT_RULES, Event
from vietnamese.normalise import fold
from vietnamese.tokens import tokenize

Progress = Callable[[int, int, str], None]

_BATCH = 500
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What an update did: the generation that answers now, articles searchable, analysed, added, removed; seconds taken.

    ``searchable`` are the seconds until what is new could be found; merging came after.
    """

    generation: str
    articles: int
    analysed: int
    added: int
    removed: int
    seconds: float
    searchable: float = 0.0


@dataclass(slots=True)
class _Run:
    """What one update gathers while its rows stream into the segment."""

    total: int
    progress: Progress | None
    cancelled: Callable[[], bool] | None
    change: int
    steps: Steps
    seen: int = 0
    analysed: int = 0
    touched: set[int] = field(default_factory=set)
    place: dict[int, int] = field(default_factory=dict)
    """Article -> document number in the new segment."""
    superseded: list[int] = field(default_factory=list)
    written: int = 0

    def check(self) -> None:
        """Raise Cancelled when asked to stop."""
        if self.cancelled is not None and self.cancelled():
            raise Cancelled("indexing was cancelled: the index published before stays, and finished analyses are kept")

    def analysing(self, done: int) -> None:
        """Tell how many articles were analysed. Raises Cancelled when asked to stop."""
        self.check()
        if self.progress is not None:
            self.progress(done, max(self.total, done), "analysing")

    def merging(self) -> None:
        """Tell that segments are merged. Raises Cancelled when asked to stop."""
        self.check()
        if self.progress is not None:
            self.progress(self.seen, self.seen, "merging")

    def report(self, done: int) -> None:
        """Tell how many articles stand in the new segment."""
        self.seen += done
        if self.progress is not None:
            self.progress(self.seen, max(self.total, self.seen), "indexing")


def day_number(day: date | None) -> int:
    """Days since 1970-01-01, NO_DAY when absent."""
    return (day - _EPOCH).days if day is not None else NO_DAY


def row_of(stored: StoredArticle, event: Event | None, analysis: Analysis, words: Words = NO_WORDS) -> Row:
    """Everything the index holds of one article; ``event`` is its main event."""
    article = stored.article
    published = published_day(article)
    labels = {"source": article.source, "section": article.section, "event_kind": event.kind if event else ""}
    days = {"published_day": day_number(published), "event_day": day_number(event.day if event else None)}
    marks = [m for own in marks_of_days(published, event.day if event else None).values() for m in own]
    byline = [token.text for token in tokenize(article.byline)]
    return Row(stored.id, labels, days, analysis, words, {MARKS: list(dict.fromkeys(marks)), BYLINE: byline})


@dataclass(frozen=True, slots=True)
class Steps:
    """What an update does with each article, and the versions of it: of others the index is built afresh.

    A step that fails for an article leaves its part empty (``archive.failures``).
    """

    makers: Makers = Makers()
    event: Callable[[Article], Event | None] = event_of
    row: Callable[[StoredArticle, Event | None, Analysis, Words], Row] = row_of
    analyser: str = ANALYSER_VERSION
    segmenter: str = SEGMENTER_VERSION
    events: str = EVENT_RULES

    @property
    def version(self) -> str:
        """All versions, as an index's manifest keeps them."""
        return f"{self.analyser} {self.segmenter} events-{self.events}"

    @property
    def versions(self) -> dict[str, str]:
        """The version of each step whose failures are kept."""
        analysis = dict.fromkeys((TERMS, DEFINITIONS, MARKS_STEP), self.analyser)
        return analysis | {WORDS: self.segmenter, EVENT: self.events, ROW: self.version}


_STEPS = Steps()


def _made(
    stored: StoredArticle, event: Event | Failed | None, analysis: Analysis, words: Words, steps: Steps
) -> tuple[Row, list[Failure]]:
    """Make the row of an article, of what could be made; and tell what could not."""
    attempts = Attempts({**analysis.failed, **words.failed})
    if isinstance(event, Failed):
        attempts.failed[EVENT], event = event.error, None
    main = event  # Bound once, so that its type is known in what is called later.
    row = attempts.run(ROW, lambda s: steps.row(s, main, analysis, words), stored, _bare_row(stored, analysis, words))
    return row, [Failure(stored.id, step, steps.versions[step], error) for step, error in attempts.failed.items()]


def _bare_row(stored: StoredArticle, analysis: Analysis, words: Words) -> Row:
    """The least that the index holds of an article: its text and where it is from."""
    labels = {"source": stored.article.source, "section": stored.article.section, "event_kind": ""}
    days = {"published_day": NO_DAY, "event_day": NO_DAY}
    return Row(stored.id, labels, days, analysis, words, {MARKS: [], BYLINE: []})


def _rows(archive: Archive, cache: AnalysisCache, kept: KeptAnalyses, run: _Run) -> Iterator[Row]:
    """Rows of the articles changed since ``run.change``, ascending by change; gone ones give none."""
    learned, failures = Learned(archive.engine), Failures(archive.engine)
    for batch in archive.changed_since(run.change, batch=_BATCH, blocks=False):
        run.check()
        living = [s for s in batch if s.searchable]
        analyses = kept.read(living, archive)
        events = kept_events(cache, living, run.steps.event, run.steps.events)
        made = {s.id: _made(s, events[s.id], *analyses[s.text_hash], run.steps) for s in living}
        failures.settle(
            [s.id for s in batch], list(run.steps.versions), [f for _, failed in made.values() for f in failed]
        )
        # An article of one version that defines nothing has nothing to replace.
        pairs = {s.id: () if not s.searchable else analyses[s.text_hash][0].definitions for s in batch}
        learned.replace_many(
            {s.id: pairs[s.id] for s in batch if pairs[s.id] or not s.searchable or s.version > 1},
            {s.id: published_day(s.article) for s in batch},
        )
        for stored in batch:
            run.change = max(run.change, stored.change)
            run.touched.add(stored.id)
            # Seen before in this very run: it changed again while we were reading.
            if stored.id in run.place:
                run.superseded.append(run.place.pop(stored.id))
            if stored.searchable:
                run.place[stored.id] = run.written
                run.written += 1
                yield made[stored.id][0]
        run.report(len(batch))


def update(
    data: Path,
    *,
    rebuild: bool = False,
    processes: int = 0,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    steps: Steps = _STEPS,
    anyway: bool = False,
) -> IndexReport:
    """Bring the index up to date with the archive and publish it; ``rebuild`` builds everything afresh.

    ``anyway`` publishes even what answers kept queries worse than the generation before (``indexer.self_test``).
    ``steps``: what is done with each article; an index of other versions of it is built afresh.

    Raises IndexBusy, Cancelled, Regressed, and what the archive raises. A kill at any moment leaves the published index as it was.
    """
    begun = monotonic()
    with indexing_lock(data), Archive.open(data) as archive, AnalysisCache.open(data) as cache:
        base = None if rebuild else _base(data, steps.version)
        if base is not None and archive.last_change() < base.manifest.change:
            base = None  # The archive is an older one, brought back: what the index knows may never have happened.
        since = base.manifest.change if base else 0
        total = max(archive.last_change() - since, 0) if base else archive.count()
        run = _Run(total, progress, cancelled, since, steps)
        if base is not None and base.folder.name == _current_name(data) and archive.last_change() == since:
            name = _merged(data, run, base.folder.name)  # What a run before did not come to.
            return IndexReport(name, base.manifest.live, 0, 0, 0, monotonic() - begun)
        run.check()
        kept = KeptAnalyses(cache, steps.analyser, steps.segmenter, processes=processes, makers=steps.makers)
        run.analysed = kept.complete(archive, since, run.analysing)
        with building(data) as (name, aside):
            manifest = _build(aside, base, _rows(archive, cache, kept, run), run)
            run.check()
            publish(data, aside, manifest, base.folder.name if base else None, partial(examine, data, anyway=anyway))
        removed = len(run.touched - set(run.place)) if base else 0
        report = IndexReport(name, manifest.live, run.analysed, len(run.place), removed, monotonic() - begun)
        merged = _merged(data, run, name)
        return replace(report, generation=merged, seconds=monotonic() - begun, searchable=report.seconds)


def _merged(data: Path, run: _Run, published: str) -> str:
    """Merge while there is something to merge; return the generation that answers. A cancelled merge is no cancelled update."""
    try:
        while merge_once(data, run.merging):
            published = _current_name(data)
    except Cancelled:
        pass
    return published


def _current_name(data: Path) -> str:
    return (data / "CURRENT").read_text("utf-8").strip()


def _base(data: Path, version: str) -> Generation | None:
    """The generation to build on; None when there is none, it is damaged, or steps of other versions made it."""
    try:
        generation = open_current(data)
    except (IndexMissing, IndexDamaged):
        return None
    return generation if generation.manifest.analyser == version else None


def _build(aside: Path, base: Generation | None, rows: Iterable[Row], run: _Run) -> Manifest:
    """Fill the folder of a generation: segments taken over and a new one, deleted documents, definitions."""
    name = f"{aside.name.removeprefix('.building-')}{SUFFIX}"
    written = write_segment(aside / name, rows, fold)
    fresh = Segment(aside / name)
    pieces: list[Piece] = []
    definitions: Counter[tuple[str, str]] = Counter()
    if base is not None:
        deleted = [base.deleted_in(number, run.touched) for number in range(len(base.segments))]
        pieces = take_over(base, range(len(base.segments)), deleted)
        definitions = definitions_of(base)
        for segment, before, now in zip(base.segments, base.deleted, deleted, strict=True):
            gone = segment.definitions(np.setdiff1d(now, before)) if now.size > before.size else []
            definitions.subtract((d.abbreviation, d.expansion) for d in gone)
    if run.written or not pieces:
        superseded = set(run.superseded)
        pieces.append(Piece(name, fresh.documents, np.array(sorted(superseded), np.int32), written))
        made = (d for d in fresh.definitions() if d.doc not in superseded)
        definitions.update((d.abbreviation, d.expansion) for d in made)
    else:
        (aside / name).unlink()
    return compose(aside, base, pieces, definitions, (run.steps.version, run.change))


def engine_from_articles(articles: Iterable[StoredArticle], folder: Path, *, words: bool = True) -> ColumnarEngine:
    """Analyse and index articles in a folder (made when missing), outside every archive: for evaluation and tests.

    Without ``words`` underthesea's words, which take nearly all the time, are left out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"all{SUFFIX}"
    write_segment(path, (_row_made(s, words=words) for s in articles), fold)
    return ColumnarEngine([Segment(path)])


def _row_made(stored: StoredArticle, *, words: bool) -> Row:
    texts = zone_texts(stored.article)
    return row_of(
        stored, event_of(stored.article), analyse_texts(texts), segment_text(whole_text(texts)) if words else NO_WORDS
    )

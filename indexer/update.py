"""Archive -> index: analyse what is new, add it to the index, publish.

The engine that holds the index is the builder's matter (``indexer.builder``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic

from archive.abbreviations.definitions import LearnedAbbreviations
from archive.articles.archive import Archive
from archive.attempts import Attempts, FailedStep
from archive.failures import DEFINITIONS, EVENT, MARKS, ROW, TERMS, WORDS, Failure, Failures
from archive.model import Article, StoredArticle
from facts.extraction.article import RULES_VERSION
from facts.reading.main_events import MainEvent
from indexer.analysis.analyzer import ANALYSER_VERSION
from indexer.analysis.cache import AnalysisCache, Makers
from indexer.analysis.cache_database import CacheDatabase
from indexer.analysis.main_events import Find, event_of, main_events
from indexer.analysis.model import Analysis, Words
from indexer.analysis.word_borders import BORDERS_VERSION
from indexer.analysis.word_segmentation import SEGMENTER_VERSION
from indexer.builder import FIRST_MARK, Builder, Examine, Published
from indexer.builders.choice import builder_of
from indexer.documents import IndexedArticle, bare_document, document_of
from progress import Cancelled, IsCancelled, Progress
from vietnamese.entities.events import Event

_BATCH = 500


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What an update did: the generation that answers now, articles searchable, analysed, added, removed; seconds taken.

    ``searchable`` are the seconds until what is new could be found; merging came after. ``left_out``: the articles on damaged
    pages of the archive, with the reason.
    """

    generation: str
    articles: int
    analysed: int
    added: int
    removed: int
    seconds: float
    searchable: float = 0.0
    left_out: Mapping[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Run:
    """How far one update is."""

    total: int
    progress: Progress | None
    cancelled: IsCancelled | None
    change: int
    seen: int = 0
    analysed: int = 0

    def check(self) -> None:
        """Raise Cancelled when asked to stop."""
        if self.cancelled is not None and self.cancelled():
            raise Cancelled("indexer.cancelled")

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
        """Tell how many articles were added."""
        self.seen += done
        if self.progress is not None:
            self.progress(self.seen, max(self.total, self.seen), "indexing")


@dataclass(frozen=True, slots=True)
class Steps:
    """What an update does with each article, and the versions of it: of others the index is built afresh.

    A step that fails for an article leaves its part empty (``archive.failures``).
    """

    makers: Makers = Makers()
    event: Find = event_of
    document: Callable[[StoredArticle, Event | None, Analysis, Words], IndexedArticle] = document_of
    analyser: str = ANALYSER_VERSION
    segmenter: str = SEGMENTER_VERSION
    events: str = RULES_VERSION
    words: bool = True

    @property
    def version(self) -> str:
        """All versions, as an index's manifest keeps them."""
        made_by = f"{self.analyser} {self.segmenter} borders-{BORDERS_VERSION} events-{self.events}"
        return made_by if self.words else made_by + FIRST_MARK

    @property
    def versions(self) -> dict[str, str]:
        """The version of each step whose failures are kept."""
        analysis = dict.fromkeys((TERMS, DEFINITIONS, MARKS), self.analyser)
        return analysis | {WORDS: self.segmenter, EVENT: self.events, ROW: self.version}


def _no_event(article: Article, told: MainEvent | None = None, known: bool = False) -> None:
    """Find no main event: facts come later."""


STEPS = Steps()

FIRST_STEPS = Steps(event=_no_event, words=False)
"""What makes a first index that can be searched soon: terms alone. The next update builds afresh."""


def _make_document(
    stored: StoredArticle, event: Event | FailedStep | None, analysis: Analysis, words: Words, steps: Steps
) -> tuple[IndexedArticle, list[Failure]]:
    """Make the document of an article, of what could be made; and tell what could not."""
    attempts = Attempts({**analysis.failed, **words.failed})
    if isinstance(event, FailedStep):
        attempts.failed[EVENT], event = event.error, None
    main = event  # Bound once, so that its type is known in what is called later.
    document = attempts.run(ROW, lambda s: steps.document(s, main, analysis, words), stored, None)
    failed = [Failure(stored.id, step, steps.versions[step], error) for step, error in attempts.failed.items()]
    return document or bare_document(stored, analysis, words), failed


def _add_batch(
    builder: Builder,
    archive: Archive,
    kept: AnalysisCache,
    batch: list[StoredArticle],
    steps: Steps,
) -> None:
    """Add the articles of one batch, take away those that are gone or hidden, and keep what they define and lack."""
    living = [s for s in batch if s.searchable]
    analyses = kept.read(living, archive)
    # What a damaged page of the archive holds cannot be read, and stays in the index as it was.
    batch = [s for s in batch if not s.searchable or s.text_hash in analyses]
    living = [s for s in living if s.text_hash in analyses]
    events = main_events(archive.engine, living, steps.event)
    made = [_make_document(s, events[s.id], *analyses[s.text_hash], steps) for s in living]
    failed = [failure for _, own in made for failure in own]
    Failures(archive.engine).record_outcome([s.id for s in batch], list(steps.versions), failed)
    # An article of one version that defines nothing has nothing to replace.
    pairs = {s.id: () if not s.searchable else analyses[s.text_hash][0].definitions for s in batch}
    LearnedAbbreviations(archive.engine).replace_many(
        {s.id: pairs[s.id] for s in batch if pairs[s.id] or not s.searchable or s.version > 1},
        {s.id: s.article.published_day for s in batch},
    )
    builder.delete(s.id for s in batch if not s.searchable)
    builder.add([document for document, _ in made])


def index_archive(
    data: Path,
    *,
    rebuild: bool = False,
    processes: int = 0,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
    steps: Steps = STEPS,
    examine: Examine | None = None,
    builder: Builder | None = None,
) -> IndexReport:
    """Bring the index up to date with the archive and publish it; ``rebuild`` builds everything afresh.

    ``examine`` looks at the new index before it is published. ``steps``: what is done with each article; an index of other
    versions of it is built afresh. ``builder``: the engine that holds the index, that of the settings when None.

    Raises IndexBusy, Cancelled, and what ``examine`` and the archive raise. A kill at any moment leaves the published index as it was.
    """
    begun = monotonic()
    with (
        builder or builder_of(data, steps.version) as making,
        Archive.open(data) as archive,
        CacheDatabase.open(data) as cache,
    ):
        base = None if rebuild else making.previous()
        if base is not None and archive.last_change() < base.change:
            base = None  # The archive is an older one, brought back: what the index knows may never have happened.
        since = base.change if base else 0
        total = max(archive.last_change() - since, 0) if base else archive.count()
        run = _Run(total, progress, cancelled, since)
        if base is not None and archive.last_change() == since:
            name = _tidied(making, run, base)  # What a run before did not come to.
            return IndexReport(name, base.articles, 0, 0, 0, monotonic() - begun)
        run.check()
        kept = AnalysisCache(
            cache, steps.analyser, steps.segmenter, processes=processes, makers=steps.makers, words=steps.words
        )
        run.analysed = kept.complete(archive, since, run.analysing)
        making.begin(fresh=base is None)
        for batch in archive.changed_since(since, batch=_BATCH):
            run.check()
            _add_batch(making, archive, kept, batch, steps)
            run.change = max(run.change, batch[-1].change)
            run.report(len(batch))
        run.check()
        published = making.publish(run.change, examine)
        removed = making.removed if base else 0
        report = IndexReport(
            published.name, published.articles, run.analysed, making.added, removed, monotonic() - begun,
            left_out=dict(archive.damaged),
        )  # fmt: skip
        name = _tidied(making, run, published)
        return replace(report, generation=name, seconds=monotonic() - begun, searchable=report.seconds)


def _tidied(builder: Builder, run: _Run, published: Published) -> str:
    """Let the builder merge; return the name of what answers. A cancelled merge is no cancelled update."""
    try:
        return builder.tidy(run.merging).name
    except Cancelled:
        return published.name

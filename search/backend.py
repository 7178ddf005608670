"""The seam of reading an index: what a search asks of the engine that holds it. ``backends.columnar`` is the default.

Nothing above it names arrays, segments or generations. Plans (``columnar.query.plan``) say what a query means; a backend finds it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from archive.model import Article
from columnar.query.plan import Plan, Run
from search.spelling.language_model import LanguageModel

Sort = Literal["relevance", "fresh", "date"]
"""By score, by score with a liking for what is new, or the newest first."""


@dataclass(frozen=True, slots=True)
class Version:
    """Which index answers: its name, the archive's last change in it, the highest article number, the articles it holds.

    ``first``: it has terms alone, and another with words and events is being made.
    """

    name: str
    change: int
    highest: int
    articles: int
    first: bool = False


@dataclass(frozen=True, slots=True)
class PageRequest:
    """What of the hits is wanted: ``n`` from ``offset`` on, in which order, and whether facets are counted.

    By date only complete hits are shown, the newest first, undated ones last. ``spare`` hits more of each tier that is shown come
    with it, for a later stage to choose from: the complete ones first.
    """

    n: int = 10
    offset: int = 0
    sort: Sort = "relevance"
    facets: bool = True
    spare: int = 0


FIRST_PAGE = PageRequest()


@dataclass(frozen=True, slots=True)
class ScoredArticle:
    """One article that was found; ``complete``: it holds every unit. Days are days since 1970-01-01, NO_DAY where absent.

    ``place`` is the backend's own number of the article, for its later stages; ``lacks``: what of the plan's ``ahead`` it
    lacks, where it is complete.
    """

    article: int
    score: float
    complete: bool
    place: int
    published_day: int
    event_day: int
    event_kind: str
    lacks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """``total`` complete hits and ``total_partial`` others (0 when sorted by date); ``facets`` lack absent values."""

    total: int
    total_partial: int
    hits: Sequence[ScoredArticle]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


Pair = tuple[str, str]
"""Two neighbouring words of a query."""

Distances = Sequence[Sequence[Sequence[int]]]
"""[direction][pair][article]: the least number of places from a pair's first word on to its second (0), and back (1); 0: none near."""


class Counting(Protocol):
    """What understanding a query asks of an index."""

    def labels(self, column: str) -> Sequence[str]:
        """Every label of a column (indexer.schema.COLUMNS), sorted."""

    def counts(self, runs: Sequence[Run]) -> list[int]:
        """How many articles hold each run of terms: for senses, spelling, keyboard layouts and the rarity of neighbours."""

    def begun(self, field: str, prefix: str, most: int = 0) -> list[str]:
        """The terms of a field that begin so, the most frequent first: so many, a few when 0."""

    def language(self, *, accented: bool) -> LanguageModel:
        """How often terms and neighbouring pairs occur, with or without accents."""


class Backend(Counting, Protocol):
    """One opened index; it never changes, and is safe to ask from several threads."""

    @property
    def version(self) -> Version:
        """Which index this is."""

    @property
    def newest_day(self) -> int:
        """The newest day of publication in the index, NO_DAY without one."""

    def definitions(self) -> Sequence[tuple[str, str, int]]:
        """(abbreviation, long form, articles that define it so), most frequent first."""

    def holding(self, articles: Collection[int]) -> set[int]:
        """Those of some articles that the index holds."""

    def foresee(self, ask: Callable[[Counting], Plan]) -> None:
        """Count beforehand, in one call, what ``ask`` counts and its plan weighs by; for an engine to which each call is a way."""

    def find(self, plan: Plan, wanted: PageRequest) -> Found:
        """Run a plan: totals, hits in order, counts by facet over the complete ones."""

    def articles(self, hits: Sequence[ScoredArticle]) -> list[Article]:
        """What the index keeps of some hits to show them: title, lead, body, captions, byline, source, section, day, address."""

    def matching(self, plan: Plan, sort: Sort) -> list[tuple[int, int]]:
        """(article, day of publication) of every complete hit, in order."""

    def distances(
        self, fields: Sequence[str], pairs: Sequence[Pair], hits: Sequence[ScoredArticle], window: int
    ) -> Distances:
        """How far apart the words of each pair stand in each hit, in any of the fields, at most ``window`` places (254 at most)."""

    def unmap(self) -> None:
        """Give back memory that holds what was read; reading goes on as before."""


class BackendSource(Protocol):
    """Where the published index stands."""

    def published(self) -> str:
        """The name of the index that answers now. Raises IndexMissing."""

    def stamp(self) -> tuple[int, ...] | None:
        """What changes whenever another index is published (and maybe at other times), cheap to ask for; None without one."""

    def open(self, without: Collection[int] = ()) -> Backend:
        """Open the newest sound index; the articles ``without`` are in none of its answers. Raises IndexMissing, IndexDamaged."""

    def distrust(self) -> None:
        """Look at the whole of the published index: damage that is found is remembered, and ``open`` takes the one before."""

    def open_candidate(self, location: str) -> Backend:
        """Open an index that is not published yet, given what ``Builder.publish`` tells. Raises IndexDamaged."""

"""Views of the facts for pages, API and exports: frozen dataclasses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from facts.model import Sentence

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of the long lists of a page is read, so that a page costs what it shows.

    The first ``size`` items of every list; with a ``part``, ``size`` items of that list alone from ``offset`` on. None: all.
    """

    part: str = ""
    offset: int = 0
    size: int | None = None

    def cut(self, part: str, items: Sequence[T]) -> Sequence[T]:
        """Return the items of one list that are in the window."""
        if self.part and part != self.part:
            return ()
        offset = self.offset if self.part else 0
        return items[offset : None if self.size is None else offset + self.size]


EVERYTHING = Window()


@dataclass(frozen=True, slots=True)
class Proof:
    """Where something is said: the article (its number, source, title, published day) and the sentence."""

    article: int
    source: str
    title: str
    day: str | None
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class EventSummary:
    """An event as its reports tell it together. ``date`` may be "--05-24" (no year known) or None.

    ``articles`` counts its visible reports; ``first_day`` and ``last_day`` are when the first and the last were published.
    """

    id: int
    kind: str
    title: str
    date: str | None
    end_date: str | None
    precision: str
    place: str
    province: str
    hosts: tuple[str, ...]
    chairs: tuple[str, ...]
    articles: int
    sources: tuple[str, ...]
    first_day: str | None
    last_day: str | None
    state: str = "held"
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """One report of an event. ``stage``: announcement (before the day), day, follow-up (later) or undated.

    ``reprint_of`` is the number of the earlier article that says the same, None for a report of its own.
    """

    proof: Proof
    stage: str
    reprint_of: int | None


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person named in the reports of an event; ``person`` is None when nothing but the name is known."""

    person: int | None
    name: str
    rank: str
    role: str
    chair: bool
    proofs: tuple[Proof, ...]
    took_part: bool = True


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document as one article cites it."""

    number: str
    type: str
    title: str
    proof: Proof


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of one article; ``measure`` is the key by which figures of different years are compared.

    ``hedge``, ``text``, ``months`` and ``total`` as in ``facts.model.FigureFact``.
    """

    value: int | float
    unit: str
    what: str
    measure: str
    proof: Proof
    hedge: str = ""
    text: str = ""
    months: int | None = None
    total: int | float | None = None

    @property
    def is_exact(self) -> bool:
        """Tell whether the number alone says it: no term of years and months, no ratio."""
        return self.total is None and (self.months is None or self.text.count(" ") < 2)


@dataclass(frozen=True, slots=True)
class Period:
    """A reviewed or planned period of years."""

    begin: str
    end: str
    proof: Proof


@dataclass(frozen=True, slots=True)
class Quote:
    """Words somebody said; ``person`` is None when nothing but the name is known.

    ``office``: rank and office as the article tells them; ``event``: what it reports; ``version``: of the article.
    """

    person: int | None
    speaker: str
    text: str
    proof: Proof
    office: str = ""
    event: int | None = None
    event_title: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class EventPage:
    """Everything the archive knows of one event, grouped over articles and sources."""

    summary: EventSummary
    coverage: tuple[Coverage, ...]
    attendees: tuple[Attendee, ...]
    documents: tuple[CitedDocument, ...]
    figures: tuple[Figure, ...]
    periods: tuple[Period, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Holding:
    """An office of a person, the ranks told with it in order of days, and the days of the first and last article that say so.

    ``told`` counts the sentences that say so, of which ``proofs`` are some.
    """

    rank: str
    role: str
    place: str
    first: str | None
    last: str | None
    proofs: tuple[Proof, ...]
    former: bool = False
    told: int = 0


@dataclass(frozen=True, slots=True)
class PersonSummary:
    """A person with the newest rank and office, and how many articles say so."""

    id: int
    name: str
    rank: str
    role: str
    place: str
    articles: int
    first_day: str | None
    last_day: str | None


@dataclass(frozen=True, slots=True)
class PersonTotals:
    """How long the lists of a person are, of which a page may show a part."""

    holdings: int
    events: int
    quotes: int
    mentions: int


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person over articles and years: offices in order of time, events and mentions the newest first."""

    summary: PersonSummary
    holdings: tuple[Holding, ...]
    events: tuple[EventSummary, ...]
    quotes: tuple[Quote, ...]
    mentions: tuple[Proof, ...]
    totals: PersonTotals


@dataclass(frozen=True, slots=True)
class Holder:
    """Who held an office on a day. ``certainty``: proved (articles near before and after, or of that day, say so),
    unconfirmed (the last before or the first after, too far away or contradicted), or newest (no day asked).
    """

    person: PersonSummary
    certainty: str
    before: Holding | None
    after: Holding | None


@dataclass(frozen=True, slots=True)
class DocumentTotals:
    """How long the lists of a document are, of which a page may show a part."""

    citations: int
    events: int


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document over all articles that cite it, the earliest first; the newest of its events first."""

    number: str
    type: str
    title: str
    citations: tuple[CitedDocument, ...]
    events: tuple[EventSummary, ...]
    first_day: str | None
    last_day: str | None
    totals: DocumentTotals


@dataclass(frozen=True, slots=True)
class Point:
    """A measure in one year: ``event`` is the meeting that told it, None for an article outside events.

    ``contradicted`` says that reports of the same event or year give different values.
    """

    year: int
    event: int | None
    figure: Figure
    contradicted: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """The same measure over the years, the earliest first."""

    unit: str
    what: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class FoundMeasure:
    """A measure that a search of figures found: in how many articles, and its newest figure there."""

    measure: str
    unit: str
    what: str
    articles: int
    newest: Figure


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign of one province and its articles by day: a timeline."""

    key: str
    title: str
    province: str
    begin: str | None
    end: str | None
    steps: tuple[Proof, ...] = field(default=())

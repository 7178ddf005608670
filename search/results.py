"""What a search answers: hits with their reasons, what was understood, totals, facets and the answer above them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from facts.reading.views import Attendee, CitedDocument, EventSummary, Figure, Holder, Proof
from search.understood import Understood


@dataclass(frozen=True, slots=True)
class Explanation:
    """One reason of a hit: the ``unit`` of the query, the words that ``matched`` as they stand, and ``where`` they stand (fields).

    ``how``: word | folded (without accents) | phrase | prefix | abbreviation | long (its long form) | form (another form of it) |
    document | date | place | correction | related (a word of the same meaning) | offered (a spelling that is offered) |
    border (across a word's border).
    """

    unit: str
    matched: str
    how: str
    where: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One result. ``id`` is the imported id, else the archive's number as text; ``article`` the archive's number.

    ``snippet`` and ``title_marked`` are HTML: escaped text with <mark> around what matched. ``complete`` says the article holds every unit.
    """

    id: str
    article: int
    url: str | None
    title: str
    title_marked: str
    source: str
    section: str
    published: str | None
    event_kind: str
    event_day: str | None
    score: float
    snippet: str
    complete: bool
    why: tuple[Explanation, ...] = ()


AnswerKind = Literal["event", "holder", "document", "figure"]


@dataclass(frozen=True, slots=True)
class EventAnswer:
    """An event with its chairs, documents and figures; ``editions`` are the same conference in other years.

    ``others`` counts further events that fit the question as well.
    """

    summary: EventSummary
    chairs: tuple[Attendee, ...]
    documents: tuple[CitedDocument, ...]
    figures: tuple[Figure, ...]
    editions: tuple[EventSummary, ...]
    others: int
    proof: Proof


@dataclass(frozen=True, slots=True)
class HolderAnswer:
    """Who held ``role`` on ``day`` (YYYY-MM-DD, a year, "" for the newest article that tells), ``province`` "" for any."""

    role: str
    province: str
    day: str
    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class DocumentAnswer:
    """A document, how many articles cite it and when the first and the last did; ``others`` are numbers that fit as well, the newest first."""

    number: str
    type: str
    title: str
    articles: int
    first_day: str | None
    last_day: str | None
    proof: Proof
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query; the field that ``kind`` names is set."""

    kind: AnswerKind
    event: EventAnswer | None = None
    holder: HolderAnswer | None = None
    document: DocumentAnswer | None = None
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to one query: ``total`` counts the articles that hold every unit, ``total_partial`` those after them.

    ``answer`` stands above the hits of the first page, where the facts have one.
    """

    query: str
    total: int
    total_partial: int
    took_ms: float
    hits: tuple[Hit, ...]
    understood: tuple[Understood, ...] = ()
    suggestion: str | None = None
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    answer: Answer | None = None

"""What an article states: frozen dataclasses, each fact with the sentence it comes from and where that stands.

Made by ``facts.extraction``, stored by ``facts.store.writer``, read by the site.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Shown = Literal["yes", "no", "held"]
"""Whether a person is shown; held: an editor decides."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article: ``text`` is NFC on one line; ``part`` is title, lead, body or caption.

    ``start`` and ``end`` are offsets in that part as published (``Article.title``, ``lead``, ``body``, ``captions``).
    """

    text: str
    part: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class EventFact:
    """An event. Dates are "2023-05-24", "2023-05" or "--05-24" (no year known); ``precision`` day, month, year or "".

    ``state`` is announced, held, postponed or cancelled; ``province`` (folded) where it takes place, "" for the whole country.
    """

    kind: str
    title: str
    date: str | None
    end_date: str | None
    precision: str
    place: str
    hosts: tuple[str, ...]
    chairs: tuple[str, ...]
    sentence: Sentence
    state: str = "held"
    province: str = ""


@dataclass(frozen=True, slots=True)
class PersonFact:
    """A person with army or police rank and office as written; either may be empty.

    ``mentions`` are the other sentences that speak of the person, by name, by rank and last name, or by office alone.
    ``former``: rank and office were held once. ``took_part``: told as one who came, chaired or spoke, not only mentioned.
    ``shown`` is decided by ``facts.visibility``.
    """

    name: str
    rank: str
    role: str
    sentence: Sentence
    mentions: tuple[Sentence, ...] = ()
    shown: Shown = "yes"
    former: bool = False
    took_part: bool = False


@dataclass(frozen=True, slots=True)
class DocumentFact:
    """A document by its full number as written, its type in words and its announced title (may be empty)."""

    number: str
    type: str
    title: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class AgencyFact:
    """An agency as written, with the abbreviation the article defines for it (may be empty)."""

    name: str
    abbreviation: str


@dataclass(frozen=True, slots=True)
class FigureFact:
    """A number: ``value`` without separators, ``unit`` the words that count ("tỷ đồng", "%"), ``what`` is counted or measured.

    ``hedge`` is the word before it ("hơn", "" for none), ``text`` the number as written; ``months`` the whole of a term such as
    "23 năm 9 tháng"; ``total`` the second number of a ratio such as 76/84.
    """

    value: int | float
    unit: str
    what: str
    sentence: Sentence
    hedge: str = ""
    text: str = ""
    months: int | None = None
    total: int | float | None = None


@dataclass(frozen=True, slots=True)
class PeriodFact:
    """A reviewed or planned period: years as four digits."""

    begin: str
    end: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class QuoteFact:
    """Words quoted and who says them, by full name where the article gives it."""

    speaker: str
    text: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class CampaignFact:
    """A drive of some weeks ("đợt cao điểm trấn áp tội phạm"): its name, first and last day where the text tells them."""

    title: str
    begin: str | None
    end: str | None
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything read from one article; ``id`` is the article's public id, ``province`` what it is about ("" unknown).

    ``private_names`` are of victims, minors and accused people: sentences and titles on pages of facts mask them.
    """

    id: str
    events: tuple[EventFact, ...]
    people: tuple[PersonFact, ...]
    documents: tuple[DocumentFact, ...]
    agencies: tuple[AgencyFact, ...]
    figures: tuple[FigureFact, ...]
    periods: tuple[PeriodFact, ...]
    quotes: tuple[QuoteFact, ...]
    campaigns: tuple[CampaignFact, ...] = ()
    province: str = ""
    private_names: tuple[str, ...] = ()

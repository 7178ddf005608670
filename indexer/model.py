"""What flows inside the indexer: postings, hits and results, and the protocol every engine answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, Self

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from indexer.engines.neighbours import Neighbours

ZONES = ("title", "lead", "body", "caption")
"""The four parts of an article's text; each is indexed twice: ``<zone>`` (accented) and ``<zone>_folded``."""

WORDS = "words"
"""The field of underthesea's words of several syllables ("an_ninh"), all zones together."""

BYLINE = "byline"
"""The byline's terms, accented and folded; only ``tác giả:`` asks it."""

MARKS = "marks"
"""What the text names, whatever its form: documents, days and periods, senses of abbreviations (``indexer.marks``).

One term a mark; no phrase is asked of it.
"""

TEXT_ZONES = (*ZONES, MARKS)
"""The zones that the analysis of a text fills; the byline is no part of the text."""

COLUMNS = ("source", "section", "event_kind")
"""Label columns: one ordinal a document; ``labels(name)[ordinal]`` is the text, ordinal 0 is always "" (absent)."""

DAY_COLUMNS = ("published_day", "event_day")
"""Day columns: days since 1970-01-01 as int32; ``NO_DAY`` where absent."""

NO_DAY = -(2**31)

BREAK = -1
"""Stands between sentences in a zone's term numbers: no phrase crosses it."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Distinct terms in sorted order as one byte string: UTF-8, a newline between neighbours; no term is empty."""

    data: bytes = b""

    @classmethod
    def of(cls, terms: Iterable[str]) -> Self:
        """Take terms in any order, with or without repeats."""
        return cls("\n".join(sorted(set(terms))).encode())

    def __len__(self) -> int:
        return self.data.count(b"\n") + 1 if self.data else 0

    def texts(self) -> list[str]:
        """The terms as strings."""
        return self.data.decode().split("\n") if self.data else []


@dataclass(frozen=True, slots=True)
class Analysis:
    """The terms of one article, made once per text and analyser version.

    ``vocabulary``: the article's distinct accented terms and marks. ``zones``: for each of TEXT_ZONES the local term numbers (int16 or int32)
    in reading order, BREAK between sentences. ``definitions``: (abbreviation, expansion) pairs that the text itself defines.
    ``failed``: the steps that failed for this text (``archive.failures``) and why; what they would have given is missing.
    """

    vocabulary: Terms
    zones: Mapping[str, NDArray[Any]]
    definitions: tuple[tuple[str, str], ...] = ()
    failed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Words:
    """underthesea's words of several syllables (joined with "_") of one article, made once per text and segmenter version.

    ``numbers`` (int16 or int32) are places in ``vocabulary``, in reading order, with repeats. ``failed`` as in Analysis.
    """

    vocabulary: Terms
    numbers: NDArray[Any]
    failed: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, words: Sequence[str]) -> Self:
        """Number words given in reading order."""
        terms = Terms.of(words)
        number = {t: i for i, t in enumerate(terms.texts())}
        return cls(terms, np.array([number[w] for w in words], np.int32))

    def texts(self) -> list[str]:
        """The words in reading order."""
        terms = self.vocabulary.texts()
        return [terms[i] for i in self.numbers.tolist()]


NO_WORDS = Words(Terms(), np.zeros(0, np.int32))


@dataclass(frozen=True, slots=True)
class Postings:
    """Documents (int32, ascending, without the deleted) and how often the thing occurs in each (int32)."""

    docs: NDArray[np.int32]
    freqs: NDArray[np.int32]


class Engine(Protocol):
    """An opened index generation, read-only. Documents are numbered 0..size-1 over all segments; some may be deleted."""

    @property
    def size(self) -> int:
        """Document numbers given, the deleted included."""

    @property
    def live(self) -> NDArray[np.bool_]:
        """(size,) True where the document is not deleted."""

    def postings(self, field: str, term: str) -> Postings:
        """Documents with a term; empty postings for an unknown term."""

    def phrase(self, field: str, terms: Sequence[str]) -> Postings:
        """Documents with the terms side by side in this order, never over a BREAK."""

    def positions(self, field: str, term: str, docs: NDArray[np.int32]) -> Sequence[NDArray[np.int32]]:
        """For each document given, the ascending positions of the term in the field (empty where it lacks)."""

    def occurrences(
        self, field: str, terms: Sequence[str], docs: NDArray[np.int64]
    ) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
        """Occurrences of distinct terms in a few documents: places in ``docs`` and ``terms``, positions; in reading order."""

    def phrase_places(self, field: str, terms: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Every place at which the terms begin side by side: the live document and the position in it, ascending."""

    def sentences(self, field: str, docs: NDArray[np.int64], positions: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many sentences of an accented field end before each position; ``docs`` ascend, with or without repeats."""

    def neighbours(self, *, folded: bool) -> Sequence[Neighbours]:
        """For each part of the text, how often its terms, accented or folded, occur and stand side by side."""

    def prefix(self, field: str, prefix: str, limit: int) -> Sequence[str]:
        """Terms of the field that begin with the prefix, most frequent first, at most ``limit``."""

    def vocabulary(self, field: str) -> Mapping[str, int]:
        """Every term of the field and the number of documents that hold it."""

    def lengths(self, field: str) -> NDArray[np.int32]:
        """(size,) tokens of each document in the field."""

    def column(self, name: str) -> NDArray[np.int32]:
        """(size,) one of COLUMNS or DAY_COLUMNS."""

    def labels(self, name: str) -> Sequence[str]:
        """The texts behind the ordinals of a COLUMNS column."""

    def articles(self) -> NDArray[np.int64]:
        """(size,) the archive's article id of each document."""


@dataclass(frozen=True, slots=True)
class Why:
    """One reason of a hit: the ``unit`` of the query, the words that ``matched`` as they stand, and ``where`` they stand (fields).

    ``how``: word | folded (without accents) | phrase | prefix | abbreviation | long (its long form) | form (another form of it) |
    document | date | place | correction.
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
    why: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question about the query: its label, and the query that gives it."""

    label: str
    query: str


@dataclass(frozen=True, slots=True)
class Understood:
    """One thing the engine understood from the query, shown on the page with a switch.

    ``kind``: expansion | document | range | filter | excluded | alternatives | place | which | correction | ignored | telex | notice;
    ``text`` is a Vietnamese sentence for the page, ``unit`` the part of the query it speaks of, ``off`` the query text that switches it off
    ("" where it cannot be), ``on`` the query text that takes up an offer, ``choices`` the answers to a question (which place).
    """

    kind: str
    unit: str
    text: str
    off: str = ""
    on: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to one query: ``total`` counts the articles that hold every unit, ``total_partial`` those after them."""

    query: str
    total: int
    total_partial: int
    took_ms: float
    hits: tuple[Hit, ...]
    understood: tuple[Understood, ...] = ()
    suggestion: str | None = None
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

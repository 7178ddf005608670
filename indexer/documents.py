"""Articles as documents of an index, whatever engine holds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from archive.model import StoredArticle
from columnar import NO_DAY
from indexer.analysis.entity_terms import entity_terms_of_days
from indexer.analysis.model import NO_WORDS, Analysis, Words
from indexer.analysis.word_borders import border_terms
from indexer.schema import BYLINE, EVENT_DAY, MARKS, PUBLISHED, WORDS
from indexer.stored_articles import pack_article
from vietnamese.entities.events import Event
from vietnamese.spelling.normalise import normalise
from vietnamese.spelling.tokens import tokenize

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """Everything an index holds of one article: its number, labels (per COLUMNS), days since 1970-01-01, analysis and words.

    ``terms`` are terms beside the text's: the byline's, entity terms of days known from elsewhere, words across borders; by field.
    ``stored`` is what a page of hits shows of it (``indexer.stored_articles``).
    """

    number: int
    labels: Mapping[str, str]
    days: Mapping[str, int]
    analysis: Analysis
    words: Words
    terms: Mapping[str, Sequence[str]]
    stored: bytes = b""


def day_number(day: date | None) -> int:
    """Days since 1970-01-01, NO_DAY when absent."""
    return (day - _EPOCH).days if day is not None else NO_DAY


def document_of(
    stored: StoredArticle, event: Event | None, analysis: Analysis, words: Words = NO_WORDS
) -> IndexedArticle:
    """Everything an index holds of one article; ``event`` is its main event."""
    article = stored.article
    published = article.published_day
    labels = _labels_of(stored, event.kind if event else "")
    days = {PUBLISHED: day_number(published), EVENT_DAY: day_number(event.day if event else None)}
    marks = [m for own in entity_terms_of_days(published, event.day if event else None).values() for m in own]
    byline = [token.text for token in tokenize(article.byline)]
    terms = {MARKS: list(dict.fromkeys(marks)), BYLINE: byline, WORDS: border_terms(analysis, words)}
    return IndexedArticle(stored.id, labels, days, analysis, words, terms, pack_article(article))


def _labels_of(stored: StoredArticle, kind: str = "") -> dict[str, str]:
    # One section is one label however its letters are composed and its tones placed.
    return {"source": stored.article.source, "section": normalise(stored.article.section), "event_kind": kind}


def bare_document(stored: StoredArticle, analysis: Analysis, words: Words) -> IndexedArticle:
    """The least that an index holds of an article: its text and where it is from."""
    labels = _labels_of(stored)
    days = {PUBLISHED: NO_DAY, EVENT_DAY: NO_DAY}
    return IndexedArticle(stored.id, labels, days, analysis, words, {}, pack_article(stored.article))

"""The main event of each article: taken from the facts; found now only for an article whose facts are not made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy import Engine

from archive.attempts import FailedStep, attempt
from archive.model import Article, StoredArticle
from facts.extraction.events.events import find_event
from facts.extraction.sentences import sentences_of
from facts.reading.main_events import MainEvent, read_main_events
from vietnamese.entities.events import Event

Find = Callable[[Article, MainEvent | None, bool], Event | None]


def event_of(article: Article, told: MainEvent | None = None, known: bool = False) -> Event | None:
    """Return the main event of an article: what its facts tell when they are ``known``, else found now."""
    if known:
        return Event(told.kind, _day_of(told.day), _day_of(told.end_day)) if told else None
    found = find_event(article, sentences_of(article))
    return Event(found.kind, _day_of(found.date), _day_of(found.end_date)) if found else None


def _day_of(written: str | None) -> date | None:
    """Return a whole day; a day without a year, a month or a year alone is none that an index can sort by."""
    return date.fromisoformat(written) if written and len(written) == 10 and written[0] != "-" else None


def main_events(
    engine: Engine, stored: Sequence[StoredArticle], find: Find = event_of
) -> dict[int, Event | FailedStep | None]:
    """Return the main event of each article, by number."""
    told = read_main_events(engine, [s.id for s in stored])
    return {s.id: attempt(_finder(find, told.get(s.id), s.id in told), s.article) for s in stored}


def _finder(find: Find, told: MainEvent | None, known: bool) -> Callable[[Article], Event | None]:
    return lambda article: find(article, told, known)

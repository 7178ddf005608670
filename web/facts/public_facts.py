"""The facts as readers may see them: hidden names masked, and people only who hold a rank or an office.

Pages, files and API of facts call this, never the archive's reader itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from sqlalchemy import Engine

from facts.model import Facts
from facts.reading.facts import EventFilter, FactReader
from facts.reading.related import Related, related
from facts.reading.views import (
    Campaign,
    DocumentPage,
    EventPage,
    EventSummary,
    Holder,
    Measure,
    PersonPage,
    PersonSummary,
)
from jobs.public_view import masker_of
from vietnamese.masking import MASK, Masker
from web.state import state

T = TypeVar("T")


def masked(value: T, masker: Masker) -> T:
    """Return a frozen dataclass, tuple or text with every hidden name masked; the same object when it has none."""
    if isinstance(value, str):
        return cast(T, masker.mask(value))
    if isinstance(value, tuple):
        parts = tuple(masked(part, masker) for part in value)
        return value if all(a is b for a, b in zip(parts, value, strict=True)) else cast(T, parts)
    if is_dataclass(value) and not isinstance(value, type):
        new = {f.name: masked(getattr(value, f.name), masker) for f in fields(value)}
        changed = {name: part for name, part in new.items() if part is not getattr(value, name)}
        return cast(T, replace(cast(Any, value), **changed)) if changed else value
    return value


@dataclass(frozen=True, slots=True)
class FactsShown:
    """The reading side of the facts for readers. Each method answers as the one of ``FactReader`` with its name."""

    engine: Engine
    reader: FactReader
    masker: Masker

    def _seen(self, value: T) -> T:
        return masked(value, self.masker) if self.masker else value

    def _hidden(self, *names: str) -> bool:
        return any(next(self.masker.spans(name), None) is not None for name in names)

    def events(self, asked: EventFilter, limit: int, offset: int) -> tuple[int, list[EventSummary]]:
        """How many events fit, and some of them. A hidden name finds nothing."""
        if self._hidden(asked.person, asked.words, asked.host):
            return 0, []
        total, found = self.reader.events(asked, limit, offset)
        return total, [self._seen(event) for event in found]

    def event(self, number: int) -> EventPage | None:
        """One event; attendees whose name is hidden are left out."""
        page = self.reader.event(number)
        if page is None:
            return None
        known = tuple(a for a in page.attendees if (a.rank or a.role) and not self._hidden(a.name))
        return self._seen(replace(page, attendees=known))

    def recurrences(self, number: int) -> list[EventSummary]:
        """The same conference in other years."""
        return [self._seen(event) for event in self.reader.recurrences(number)]

    def measures_of(self, number: int) -> list[Measure]:
        """What the meetings of a series reported over the years."""
        return [self._seen(measure) for measure in self.reader.measures_of(number)]

    def events_of(self, articles: Sequence[int]) -> dict[int, list[int]]:
        """The events that some articles report."""
        return self.reader.events_of(articles)

    def people(self, words: str, limit: int, offset: int) -> tuple[int, list[PersonSummary]]:
        """People by name, rank or office."""
        total, found = self.reader.people(words, limit, offset)
        seen = [person for person in found if self._public(person)]
        return total - (len(found) - len(seen)), seen

    def person(self, number: int) -> PersonPage | None:
        """One person; None for who holds neither rank nor office, or whose name is hidden."""
        page = self.reader.person(number)
        return self._seen(page) if page is not None and self._public(page.summary) else None

    def holder_of(self, role: str, place: str, day: str) -> list[Holder]:
        """Who held an office on a day."""
        return [self._seen(h) for h in self.reader.holder_of(role, place, day) if self._public(h.person)]

    def document(self, number: str) -> DocumentPage | None:
        """A document over all articles that cite it."""
        return self._seen(self.reader.document(number))

    def documents(self, beginning: str, limit: int, offset: int) -> tuple[int, list[tuple[str, int]]]:
        """Documents whose number begins so."""
        return self.reader.documents(beginning, limit, offset)

    def figures(self, measure: str, province: str) -> Measure | None:
        """One measure over the years."""
        return self._seen(self.reader.figures(measure, province))

    def campaigns(self, words: str) -> list[Campaign]:
        """Campaigns whose names hold the words."""
        return [self._seen(campaign) for campaign in self.reader.campaigns(words)]

    def related(self, article: int) -> list[Related]:
        """Articles that share events, documents or people with one."""
        return [self._seen(other) for other in related(self.engine, article)]

    def facts_of(self, article: int) -> Facts | None:
        """What one article states; people without rank and office, suspects and victims among them, are left out."""
        told = self.reader.facts_of(article)
        if told is None:
            return None
        people = tuple(p for p in told.people if (p.rank or p.role) and not self._hidden(p.name))
        return self._seen(replace(told, people=people))

    def _public(self, person: PersonSummary) -> bool:
        return bool(person.rank or person.role) and person.name != MASK and not self._hidden(person.name)


def facts_shown() -> FactsShown:
    """Return the facts as the reader of the present request may see them."""
    archive = state().archive
    return FactsShown(archive.engine, FactReader(archive.engine), masker_of(archive))

"""The facts as readers may see them: hidden names masked, and people only who hold a rank or an office.

Pages, files and API of facts call this, never the archive's reader itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from sqlalchemy import Engine

from facts.keys import WordUnits
from facts.model import Facts
from facts.private_names import InitialsMasker
from facts.reading.facts import EventFilter, FactReader
from facts.reading.links import FactLinks, read_links
from facts.reading.related import Related, find_related
from facts.reading.series import Series
from facts.reading.views import (
    EVERYTHING,
    Attendee,
    Campaign,
    DocumentPage,
    EventPage,
    EventSummary,
    FoundMeasure,
    Holder,
    Measure,
    PersonPage,
    PersonSummary,
    Window,
)
from jobs.public_view import masker_of
from search import holding_texts
from vietnamese.entities.document_terms import find_query_documents
from vietnamese.masking import MASK, Masker, mask_value
from web.state import current_state

T = TypeVar("T")

SEARCHED = 1000
"""Articles, the newest ones, whose figures a search looks at."""


@dataclass(frozen=True, slots=True)
class PublicFacts:
    """The reading side of the facts for readers. Each method answers as the one of ``FactReader`` with its name."""

    engine: Engine
    reader: FactReader
    masker: Masker
    understand: Callable[[str], WordUnits]
    """The units of typed words, as a search of articles reads them."""

    def _mask(self, value: T) -> T:
        return mask_value(value, self.masker) if self.masker else value

    def _is_hidden(self, *names: str) -> bool:
        return any(next(self.masker.find_spans(name), None) is not None for name in names)

    def events(self, event_filter: EventFilter, limit: int, offset: int) -> tuple[int, list[EventSummary]]:
        """Return how many events fit, and some of them. A hidden name finds nothing."""
        if self._is_hidden(event_filter.person, event_filter.words, event_filter.host):
            return 0, []
        units = self.understand(event_filter.words)
        total, found = self.reader.search_events(replace(event_filter, units=units), limit, offset)
        return total, [self._mask(event) for event in found]

    def event(self, number: int) -> EventPage | None:
        """Return one event; attendees whose name is hidden are left out."""
        page = self.reader.read_event(number)
        if page is None:
            return None
        known = tuple(a for a in page.attendees if (a.rank or a.role) and not self._is_hidden(a.name))
        return self._mask(replace(page, attendees=known))

    def initials_masker(self, articles: Sequence[int]) -> InitialsMasker:
        """Return the masker of the private names of some articles, for texts that are quoted from them as they are."""
        return InitialsMasker(self.reader.names_to_mask(articles))

    def recurrences(self, number: int) -> list[EventSummary]:
        """Return the same conference in other years."""
        return [self._mask(event) for event in self.reader.find_recurrences(number)]

    def series_of(self, number: int) -> Series | None:
        """Return the meetings of a series side by side; people with a hidden name are left out."""
        series = self.reader.read_series(number)
        if series is None or not self.masker:
            return series
        editions = tuple(
            replace(edition, chairs=self._shown(edition.chairs), attendees=self._shown(edition.attendees))
            for edition in series.editions
        )
        return self._mask(replace(series, editions=editions))

    def _shown(self, people: Sequence[Attendee]) -> tuple[Attendee, ...]:
        return tuple(person for person in people if not self._is_hidden(person.name))

    def provinces_of_measure(self, measure: str) -> list[tuple[str, str, int]]:
        """Return (key, name, articles) of the provinces whose articles tell a measure."""
        return self.reader.provinces_of_measure(measure)

    def compare_years(self, number: int) -> tuple[list[EventSummary], list[Measure]]:
        """Return the same conference in other years, and what its meetings reported over the years."""
        others, measures = self.reader.compare_years(number)
        return [self._mask(event) for event in others], [self._mask(measure) for measure in measures]

    def events_of(self, articles: Sequence[int]) -> dict[int, list[int]]:
        """Return the events that some articles report."""
        return self.reader.events_of(articles)

    def links_of(self, articles: Sequence[int]) -> dict[int, FactLinks]:
        """Return where some articles lead: events, people and documents; people with a hidden name are left out."""
        found = read_links(self.engine, articles)
        if not self.masker:
            return found
        seen = {
            number: replace(links, people=tuple(p for p in links.people if not self._is_hidden(p.name)))
            for number, links in found.items()
        }
        return {number: self._mask(links) for number, links in seen.items()}

    def events_in_order(self, articles: Sequence[int]) -> list[EventSummary]:
        """Return the events that some articles report, each once, in the order of the articles."""
        told = self.reader.events_of(articles)
        return self.events_by_number(list(dict.fromkeys(e for article in articles for e in told.get(article, ()))))

    def events_by_number(self, numbers: Sequence[int]) -> list[EventSummary]:
        """Return some events in the order given; those without a visible report are left out."""
        return [self._mask(event) for event in self.reader.read_events(numbers)]

    def people(self, words: str, limit: int, offset: int) -> tuple[int, list[PersonSummary]]:
        """Return people by name, rank or office."""
        total, found = self.reader.search_people(words, limit, offset, self.understand(words))
        seen = [person for person in found if self._is_public(person)]
        return total - (len(found) - len(seen)), seen

    def person(self, number: int, window: Window = EVERYTHING) -> PersonPage | None:
        """Return one person; None for who holds neither rank nor office, or whose name is hidden."""
        page = self.reader.read_person(number, window)
        return self._mask(page) if page is not None and self._is_public(page.summary) else None

    def holder_of(self, role: str, place: str, day: str) -> list[Holder]:
        """Return who held an office on a day."""
        return [self._mask(h) for h in self.reader.find_holders(role, place, day) if self._is_public(h.person)]

    def document(self, number: str, window: Window = EVERYTHING) -> DocumentPage | None:
        """Return a document over all articles that cite it."""
        return self._mask(self.reader.read_document(number, window))

    def documents(self, beginning: str, limit: int, offset: int) -> tuple[int, list[tuple[str, int]]]:
        """Return documents whose number begins so; "kế hoạch số 15" names one by its number."""
        named = find_query_documents(beginning)
        figure = re.search(r"\d", beginning)
        number = beginning[figure.start() :] if named and figure else beginning
        return self.reader.search_documents(number, limit, offset)

    def figures(self, measure: str, province: str) -> Measure | None:
        """Return one measure over the years."""
        return self._mask(self.reader.read_measure(measure, province))

    def search_figures(self, words: str) -> list[FoundMeasure]:
        """Return the measures told in sentences that, with their title, hold the words as a search of articles reads them, in its newest articles."""
        state = current_state()
        query = state.parse_query(words)
        if query is None or not query.clauses:
            return []
        articles = state.matching(words, sort="date", filters={}).articles[:SEARCHED]
        return [self._mask(one) for one in self.reader.search_measures(articles, partial(holding_texts, query))]

    def campaigns(self, words: str) -> list[Campaign]:
        """Return campaigns whose names hold the words."""
        return [self._mask(campaign) for campaign in self.reader.search_campaigns(words, units=self.understand(words))]

    def related(self, article: int) -> list[Related]:
        """Return articles that share events, documents or people with one."""
        return [self._mask(other) for other in find_related(self.engine, article)]

    def facts_of(self, article: int) -> Facts | None:
        """Return what one article states; people without rank and office, suspects and victims among them, are left out."""
        stated = self.reader.facts_of(article)
        if stated is None:
            return None
        people = tuple(p for p in stated.people if (p.rank or p.role) and not self._is_hidden(p.name))
        return self._mask(replace(stated, people=people))

    def _is_public(self, person: PersonSummary) -> bool:
        return bool(person.rank or person.role) and person.name != MASK and not self._is_hidden(person.name)


def public_facts() -> PublicFacts:
    """Return the facts as the reader of the present request may see them."""
    archive = current_state().archive
    return PublicFacts(archive.engine, FactReader(archive.engine), masker_of(archive), _understand)


def _understand(words: str) -> WordUnits:
    """Words read as a search reads them; as they are where there is no index yet."""
    query = current_state().parse_query(words)
    return query.ways if query else ()

"""What an archive holds as of one index: counts, the newest articles and events. Worked out once an index, read by many pages.

Only numbers and counts are remembered; pages read articles and events by their numbers, so that what is hidden is gone at once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from sqlalchemy import Engine

from archive.articles.archive import Archive
from archive.crawling.crawl_log import CrawlLog
from archive.model import VIETNAM
from crawler.reporting.completeness import NOTHING_ANNOUNCED, Completeness, measure_completeness
from database.damage import read_or
from facts.reading.recent import count_provinces, find_coming_events, find_growing_stories, find_newest_events
from search import Newest

NEWEST = 10
EVENTS = 6


@dataclass(frozen=True, slots=True)
class Overview:
    """``index`` names the index it is of; ``newest``, ``news``: article numbers; ``events``, ``coming``: event numbers; ``growing``: (event, its reports of late).

    ``facets`` count by source, section, year, month and kind of event, ``provinces`` by the province's name.
    """

    index: tuple[object, ...]
    day: date
    total: int
    newest: tuple[int, ...]
    news: tuple[int, ...]
    facets: Mapping[str, Mapping[str, int]]
    events: tuple[int, ...]
    coming: tuple[int, ...]
    growing: tuple[tuple[int, int], ...]
    provinces: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class SourceOverview:
    """What is known of a source: articles, the newest of them, counts by year and section, how complete it is, the first and last month, the last crawl."""

    total: int
    newest: tuple[int, ...]
    facets: Mapping[str, Mapping[str, int]]
    completeness: Completeness
    crawled: datetime | None

    @property
    def months(self) -> list[str]:
        """The months with articles, the first ahead."""
        return sorted(self.facets.get("month", {}))


@dataclass(slots=True)
class OverviewCache:
    """The overview of the index that answers now, and of its sources as they are asked for."""

    archive: Archive
    find_newest: Callable[[int, Mapping[str, tuple[str, ...]]], Newest]
    _key: tuple[object, ...] = ()
    _overview: Overview | None = None
    _sources: dict[str, SourceOverview] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def read(self, index: tuple[object, ...]) -> Overview:
        """Return the overview; ``index`` names the index that answers now."""
        today = datetime.now(UTC).astimezone(VIETNAM).date()
        with self._lock:
            if self._overview is None or self._key != (index, today):
                self._sources.clear()
                self._overview, self._key = self._make(index, today), (index, today)
            return self._overview

    def read_source(self, index: tuple[object, ...], name: str) -> SourceOverview:
        """Return the overview of one source."""
        self.read(index)
        with self._lock:
            if name not in self._sources:
                found = self.find_newest(NEWEST, {"source": (name,)})
                visits = CrawlLog(self.archive.engine).recent_visits(name, 1)
                complete = read_or(
                    NOTHING_ANNOUNCED, lambda: measure_completeness(self.archive, name), "what a source announced"
                )
                self._sources[name] = SourceOverview(
                    found.total, found.articles, found.facets, complete, visits[0].at if visits else None
                )
            return self._sources[name]

    def _make(self, index: tuple[object, ...], today: date) -> Overview:
        engine, newest = self.archive.engine, self.find_newest(NEWEST, {})
        news = next((s for s in newest.facets.get("section", {}) if _is_news(s)), "")
        return Overview(
            index,
            today,
            newest.total,
            newest.articles,
            self.find_newest(NEWEST, {"section": (news,)}).articles if news else (),
            newest.facets,
            *read_or(_NO_FACTS, lambda: _read_facts(engine, today), "newest facts"),
        )


_Facts = tuple[tuple[int, ...], tuple[int, ...], tuple[tuple[int, int], ...], Mapping[str, int]]
_NO_FACTS: _Facts = ((), (), (), {})


def _read_facts(engine: Engine, today: date) -> _Facts:
    """Return the newest and the coming events, the stories that grow, and the articles by province."""
    return (
        tuple(find_newest_events(engine, today, EVENTS)),
        tuple(find_coming_events(engine, today, EVENTS)),
        tuple(find_growing_stories(engine, EVENTS)),
        count_provinces(engine),
    )


def _is_news(section: str) -> bool:
    """Tell whether a section is the one that portals call "Tin tức – Sự kiện", however the dash is written."""
    return [w for w in section.lower().split() if w.isalpha()] == ["tin", "tức", "sự", "kiện"]

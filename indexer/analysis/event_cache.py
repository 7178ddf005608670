"""Kept main events: what title and lead report, by text, published day and the rules' version.

An index run asks for the event of every article; finding it reads dates, which would take a third of a rebuild.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date

from archive.attempts import FailedStep, attempt
from archive.model import Article, StoredArticle
from indexer.analysis.cache_database import CacheDatabase
from vietnamese.entities.events import EVENT_RULES, Event, find_main_event

Listed = list[str | None] | str | None
Known = dict[str, Listed]
"""The events of one text by published day ("" when undated): [kind, day, last day], None when it reports none.

A text in place of it says why looking for it failed.
"""


def event_of(article: Article) -> Event | None:
    """The main event of an article, found now."""
    return find_main_event(article.title, article.lead, article.published_day)


def _key(article: Article) -> str:
    return str(article.published_day or "")


def _listed(event: Event | FailedStep | None) -> Listed:
    if isinstance(event, FailedStep):
        return event.error
    return [event.kind, *(str(d) if d else None for d in (event.day, event.end_day))] if event else None


def _event(listed: Listed) -> Event | FailedStep | None:
    if listed is None or isinstance(listed, str):
        return None if listed is None else FailedStep(listed)
    kind, *days = listed
    return Event(str(kind), *(date.fromisoformat(d) if d else None for d in days))


def _read(packed: bytes) -> Known:
    try:
        known = json.loads(packed)
        return known if isinstance(known, dict) else {}
    except ValueError:
        return {}  # A damaged entry of a cache is made again.


def cached_events(
    cache: CacheDatabase,
    stored: Sequence[StoredArticle],
    find: Callable[[Article], Event | None] = event_of,
    rules: str = EVENT_RULES,
) -> dict[int, Event | FailedStep | None]:
    """The main event of each article, by number; those not kept yet are found by ``find`` of these ``rules`` and kept."""
    packed = cache.events.get_many([s.text_hash for s in stored], rules)
    known = {text_hash: _read(data) for text_hash, data in packed.items()}
    fresh: dict[str, Known] = {}
    for one in stored:
        own = known.setdefault(one.text_hash, {})
        if _key(one.article) not in own:
            own[_key(one.article)] = _listed(attempt(find, one.article))
            fresh[one.text_hash] = own
    cache.events.put_many({key: json.dumps(own, ensure_ascii=False).encode() for key, own in fresh.items()}, rules)
    return {s.id: _event(known[s.text_hash][_key(s.article)]) for s in stored}

"""Collects what typing help offers from the archive, its facts and the dictionary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from math import log10

from sqlalchemy import Engine

from archive.around_damage import around_damage
from archive.articles.archive import Archive
from database.transactions import reading
from facts.reading.nameable import Nameable, count_provinces, iter_documents, iter_events, iter_people
from facts.visibility import find_names
from search.suggest.model import Kind, Suggestion
from vietnamese.abbreviations.dictionary import Dictionary
from vietnamese.spelling.normalise import fold, normalise

_WEIGHTS: dict[Kind, float] = {
    "abbreviation": 9.0, "place": 7.0, "section": 6.5, "event": 5.0, "person": 5.0, "document": 5.0, "title": 3.0,
}  # fmt: skip
"""What each kind begins with; what many articles tell gains up to one for each power of ten, a new title up to one."""


_BARE = 3
"""Syllables of an event's name that says no more than its kind ("Hội nghị", "Cuộc họp")."""

_LONG_FORM = 2.0
"""What a long form has less than its abbreviation: people who type it mostly mean a title or a place."""


def collect_suggestions(archive: Archive, dictionary: Dictionary) -> Iterator[Suggestion]:
    """Yield everything that may be offered, in no order."""
    yield from _abbreviations(dictionary)
    shown, of_facts = _suggest_facts(archive.engine)
    yield from of_facts
    yield from _articles(archive, shown)


@around_damage
def _suggest_facts(engine: Engine) -> tuple[set[str], list[Suggestion]]:
    """Return the folded names of the people who may be shown, and what the facts offer."""
    with reading(engine) as connection:
        people = list(iter_people(connection))
        shown = {fold(one.text) for one in people}
        events = (one for one in iter_events(connection) if _says_which(one.text) and _is_public(one.text, shown))
        return shown, [
            *_named("person", people),
            *_named("event", events),
            *_named("document", iter_documents(connection)),
            *_labels("place", count_provinces(connection)),
        ]


def _is_public(text: str, shown: set[str]) -> bool:
    """Tell whether a text names nobody but people who may be shown."""
    return all(fold(name) in shown for name in find_names(text))


def _says_which(name: str) -> bool:
    """Tell whether an event's name says more than its kind."""
    return len(name.split()) > _BARE


def _gain(count: int) -> float:
    return log10(max(count, 1))


def _named(kind: Kind, found: Iterable[Nameable]) -> Iterator[Suggestion]:
    for one in found:
        day = one.day if kind == "event" else ""
        yield Suggestion(kind, one.text, one.detail, one.key, one.article, _WEIGHTS[kind] + _gain(one.articles), day)


def _abbreviations(dictionary: Dictionary) -> Iterator[Suggestion]:
    for entry in dictionary.entries:
        short, long = entry.abbreviation, entry.expansion
        weight = _WEIGHTS["abbreviation"] - entry.ambiguous
        yield Suggestion("abbreviation", short, long, short, 0, weight)
        yield Suggestion("abbreviation", long, short, long, 0, weight - _LONG_FORM)


def _labels(kind: Kind, counts: Mapping[str, int]) -> Iterator[Suggestion]:
    for label, count in counts.items():
        query = f'mục:"{label}"' if kind == "section" else label
        yield Suggestion(kind, label, "", query, 0, _WEIGHTS[kind] + _gain(count))


def _articles(archive: Archive, shown: set[str]) -> Iterator[Suggestion]:
    """Yield the titles, the later changed the higher, and the sections."""
    last, sections = max(archive.last_change(), 1), Counter[str]()
    for batch in archive.changed_since(0, blocks=False):
        for stored in batch:
            article = stored.article
            if not stored.searchable:
                continue
            if article.section:
                sections[normalise(article.section)] += 1
            if article.title and _is_public(article.title, shown):
                day = "" if article.published_day is None else article.published_day.isoformat()
                weight = _WEIGHTS["title"] + stored.change / last
                yield Suggestion("title", article.title, "", str(stored.id), stored.id, weight, day)
    yield from _labels("section", sections)

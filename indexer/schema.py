"""The schema of the articles' index: which fields, vocabularies and columns there are, by name."""

from __future__ import annotations

from columnar import Field, Schema

ZONES = ("title", "lead", "body", "caption")
"""The four parts of an article's text; each is indexed twice: ``<zone>`` (accented) and ``<zone>_folded``."""

WORDS = "words"
"""The field of underthesea's words of several syllables ("an_ninh"), all zones together."""

BYLINE = "byline"
"""The byline's terms, accented and folded; only ``tác giả:`` asks it."""

MARKS = "marks"
"""What the text names, whatever its form: documents, days and periods, senses of abbreviations (``indexer.analysis.entity_terms``).

One term an entity; no phrase is asked of it.
"""

TEXT_ZONES = (*ZONES, MARKS)
"""The zones that the analysis of a text fills; the byline is no part of the text."""

COLUMNS = ("source", "section", "event_kind")
"""Label columns."""

PUBLISHED, EVENT_DAY = "published_day", "event_day"
"""Day columns."""

ACCENTED, FOLDED = "accented", "folded"
"""Vocabularies: terms as written, and the same without accents."""


def _fields() -> tuple[Field, ...]:
    running = (*ZONES, BYLINE)
    accented = tuple(Field(zone, zone, ACCENTED) for zone in running)
    folded = tuple(Field(f"{zone}_folded", zone, FOLDED) for zone in running)
    bags = (Field(WORDS, WORDS, WORDS, positions=False), Field(MARKS, MARKS, ACCENTED, positions=False))
    return (*accented, *folded, *bags)


ARTICLE_SCHEMA = Schema(
    _fields(),
    derived={FOLDED: ACCENTED},
    labels=COLUMNS,
    days=(PUBLISHED, EVENT_DAY),
    sort_column=PUBLISHED,
    bigrams=("title", "lead", "body"),
)

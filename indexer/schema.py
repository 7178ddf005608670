"""The fields of the index in one table: which zone each is made of and which vocabulary numbers its terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from indexer.model import BYLINE, MARKS, WORDS, ZONES

VocabularyName = Literal["accented", "folded", "words"]

VOCABULARIES: tuple[VocabularyName, ...] = ("accented", "folded", "words")


@dataclass(frozen=True, slots=True)
class Field:
    """One field: ``zone`` is the part of the article, ``vocabulary`` the term list of the segment that numbers it.

    Without ``positions`` only frequencies are kept, and no phrase can be looked for.
    """

    name: str
    zone: str
    vocabulary: VocabularyName
    positions: bool = True

    @property
    def folded(self) -> bool:
        """Whether its term numbers follow from the accented ones of its zone."""
        return self.vocabulary == "folded"


def _fields() -> tuple[Field, ...]:
    accented = tuple(Field(zone, zone, "accented") for zone in (*ZONES, BYLINE))
    folded = tuple(Field(f"{zone}_folded", zone, "folded") for zone in (*ZONES, BYLINE))
    bags = (Field(WORDS, WORDS, "words", positions=False), Field(MARKS, MARKS, "accented", positions=False))
    return (*accented, *folded, *bags)


FIELDS: tuple[Field, ...] = _fields()
FIELD_NAMES: tuple[str, ...] = tuple(f.name for f in FIELDS)
BY_NAME: dict[str, Field] = {f.name: f for f in FIELDS}

RUNNING: tuple[str, ...] = tuple(dict.fromkeys(f.zone for f in FIELDS if f.positions))
"""Zones whose terms are kept in reading order."""

BAGS: tuple[Field, ...] = tuple(f for f in FIELDS if not f.positions)
"""Fields of which only frequencies are kept; each is a zone of its own."""

STREAMS: tuple[str, ...] = (*RUNNING, *(f.zone for f in BAGS))
"""Every zone; all but WORDS have the accented vocabulary."""

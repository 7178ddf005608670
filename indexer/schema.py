"""The fields of the index in one table: which zone each is made of and which vocabulary numbers its terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from indexer.model import BYLINE, MARKS, WORDS, ZONES

VocabularyName = Literal["accented", "folded", "words"]

VOCABULARIES: tuple[VocabularyName, ...] = ("accented", "folded", "words")


@dataclass(frozen=True, slots=True)
class Field:
    """One field: ``zone`` is the part of the article, ``vocabulary`` the term list of the segment that numbers it."""

    name: str
    zone: str
    vocabulary: VocabularyName


def _fields() -> tuple[Field, ...]:
    accented = tuple(Field(zone, zone, "accented") for zone in (*ZONES, BYLINE))
    folded = tuple(Field(f"{zone}_folded", zone, "folded") for zone in (*ZONES, BYLINE))
    return (*accented, *folded, Field(WORDS, WORDS, "words"), Field(MARKS, MARKS, "accented"))


FIELDS: tuple[Field, ...] = _fields()
FIELD_NAMES: tuple[str, ...] = tuple(f.name for f in FIELDS)
BY_NAME: dict[str, Field] = {f.name: f for f in FIELDS}

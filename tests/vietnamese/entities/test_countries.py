"""Countries are names with their other spellings, no spelling twice."""

from __future__ import annotations

from vietnamese.entities.countries import load_countries
from vietnamese.spelling.normalise import fold


def test_each_name_stands_once_and_keeps_its_spellings() -> None:
    names = load_countries()
    every = [name.lower() for own in names for name in own]
    assert len(every) == len(set(every)) and all(every)
    assert ("Malaysia", "Ma-lai-xi-a") in names


def test_a_name_of_one_syllable_has_another_spelling() -> None:
    assert not [own for own in load_countries() if len(own) == 1 and len(fold(own[0]).split()) == 1]

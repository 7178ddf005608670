"""Bodies are names of several syllables, each once, and begin with what they are."""

from __future__ import annotations

from vietnamese.entities.bodies import load_bodies
from vietnamese.spelling.normalise import fold
from vietnamese.spelling.syllables import may_be_syllable

_KINDS = (
    "bo",
    "so",
    "cuc",
    "chi cuc",
    "tong cuc",
    "uy ban",
    "ban",
    "van phong",
    "vien",
    "toa an",
    "hoi",
    "lien doan",
    "tong lien doan",
)
_OTHERS = (
    "thanh tra",
    "ngan hang",
    "kiem toan",
    "bao hiem",
    "thong tan xa",
    "dai",
    "canh sat bien",
    "phong thuong mai",
)


def test_each_body_is_there_once_and_says_what_it_is() -> None:
    bodies = load_bodies()
    assert len(bodies) == len({fold(name) for name in bodies}) >= 100
    assert [name for name in bodies if not fold(name).startswith((*_KINDS, *_OTHERS))] == []


def test_bodies_are_written_in_syllables() -> None:
    words = {word for name in load_bodies() for word in name.lower().split()}
    assert {word for word in words if not may_be_syllable(word)} == {"aids"}

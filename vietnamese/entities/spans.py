"""What a text names, as marks with the characters that name it; ``day_marks`` and ``document_marks`` find them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from vietnamese.spelling.normalise import composed


class Named(NamedTuple):
    """Marks of one thing that a text names, and the characters that name it."""

    marks: Sequence[str]
    start: int
    end: int


def in_composed(text: str, find: Callable[[str], Iterator[Named]]) -> Iterator[Named]:
    """Find in the composed text; the offsets are those of ``text`` as given."""
    clean, offsets = composed(text)
    for found in find(clean):
        yield found if offsets is None else Named(found.marks, offsets[found.start], offsets[found.end])

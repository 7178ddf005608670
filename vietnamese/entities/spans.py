"""Entity spans: what a text names, as index terms with the characters that name it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from vietnamese.spelling.normalise import compose


class EntitySpan(NamedTuple):
    """The index terms of one thing that a text names, and the characters that name it."""

    terms: Sequence[str]
    start: int
    end: int


def find_in_composed(text: str, find: Callable[[str], Iterator[EntitySpan]]) -> Iterator[EntitySpan]:
    """Find in the composed text; the offsets are those of ``text`` as given."""
    clean, offsets = compose(text)
    for found in find(clean):
        yield found if offsets is None else EntitySpan(found.terms, offsets[found.start], offsets[found.end])

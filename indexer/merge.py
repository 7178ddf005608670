"""Merging in the background: after an update is published, small segments become one, and another generation is published.

Readers keep the generation they have until they look for a newer one; a kill leaves the one published before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from indexer.composing import Piece, compose, take_over
from indexer.engines.merging import Part, merged
from indexer.engines.segment import SUFFIX
from indexer.engines.writing import write_content
from indexer.generations import Generation, building, open_current, publish
from vietnamese.normalise import fold

_RATIO = 2
_FEWEST = 4
_MOST_DELETED = 0.25
"""Share of deleted documents above which a segment is written afresh by itself."""

_FEW_DELETED = 100
"""So many deleted documents are no reason by themselves: they cost less than writing."""


def choose(live: Sequence[int], documents: Sequence[int]) -> tuple[int, int]:
    """The segments [low, high) to merge next, given the live and all documents of each; (0, 0) when none.

    Only neighbours are merged, so that documents keep their order. From the newest backwards, a segment belongs to the run
    while it has at most ``_RATIO`` times the documents of all newer ones: sizes fall geometrically, so there are never more
    than a dozen segments, and an article is rewritten a logarithmic number of times.
    """
    low = max(len(live) - 1, 0)
    while low and live[low - 1] <= _RATIO * sum(live[low:]):
        low -= 1
    if len(live) - low >= _FEWEST:
        return low, len(live)
    for number, (alive, every) in enumerate(zip(live, documents, strict=True)):
        if every - alive > max(_MOST_DELETED * every, _FEW_DELETED):
            return number, number + 1
    return 0, 0


def merge_once(data: Path, check: Callable[[], None]) -> bool:
    """Merge the segments whose turn it is and publish; False when there is nothing to merge.

    The caller holds the indexing lock. ``check`` may raise, before and after the work. Raises IndexMissing, IndexDamaged.
    """
    base = open_current(data, full=False)
    deleted = base.deleted
    documents = [s.documents for s in base.segments]
    low, high = choose([n - d.size for n, d in zip(documents, deleted, strict=True)], documents)
    if low == high:
        return False
    check()
    parts = [Part(base.segments[i], deleted[i]) for i in range(low, high)]
    with building(data) as (name, aside):
        content = merged(parts)
        count = content.documents
        one = Piece(f"{name}{SUFFIX}", count, np.zeros(0, np.int32))
        pieces = [*take_over(base, range(low), deleted), *take_over(base, range(high, len(documents)), deleted)]
        if count or not pieces:
            written = write_content(aside / one.name, content, fold)
            pieces.insert(low, Piece(one.name, count, one.deleted, written))
        check()
        manifest = compose(aside, base, pieces, definitions_of(base), (base.manifest.analyser, base.manifest.change))
        publish(data, aside, manifest, base.folder.name)
    return True


def definitions_of(base: Generation) -> Counter[tuple[str, str]]:
    """How many live articles make each definition."""
    return Counter({(a, b): n for a, b, n in base.definitions()})

"""Merging in the background: after an update is published, small segments become one, and another generation is published.

Readers keep the generation they have until they look for a newer one; a kill leaves the one published before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from columnar.generations.assembly import Origin, SegmentEntry, assemble, reuse_segments
from columnar.generations.opened import Generation, open_current
from columnar.generations.publication import building, publish
from columnar.segment.merger import Part, merge_segments
from columnar.segment.reader import SUFFIX
from columnar.segment.writer import Folds, write_batch
from columnar.whoosh_compat.codec import AnalyzerOf, plain_analyzer

MOST_DOCUMENTS = 1 << 16
"""Documents of a segment from which on the next one begins, and of those that are merged: writing so many articles takes a
gigabyte, whatever else the archive holds."""

_RATIO = 2
_FEWEST = 4
_MOST_DELETED = 0.25
"""Share of deleted documents above which a segment is written afresh by itself."""

_FEW_DELETED = 100
"""So many deleted documents are no reason by themselves: they cost less than writing."""


def choose_segments(live: Sequence[int], documents: Sequence[int], most: int = MOST_DOCUMENTS) -> tuple[int, int]:
    """Return the segments [low, high) to merge next, given the live and all documents of each; (0, 0) when none.

    Only neighbours are merged, so that documents keep their order. From the newest backwards, a segment belongs to the run
    while it has at most ``_RATIO`` times the documents of all newer ones, and together they have ``most`` at most: below that
    sizes fall geometrically, so there are a dozen small segments at most, and an article is rewritten a logarithmic number of times.
    """
    low = max(len(live) - 1, 0)
    while low and live[low - 1] <= min(_RATIO * sum(live[low:]), most - sum(live[low:])):
        low -= 1
    if len(live) - low >= _FEWEST:
        return low, len(live)
    for number, (alive, every) in enumerate(zip(live, documents, strict=True)):
        if every - alive > max(_MOST_DELETED * every, _FEW_DELETED):
            return number, number + 1
    return 0, 0


def merge_once(
    data: Path,
    folds: Folds,
    check: Callable[[], None],
    analyzer_of: AnalyzerOf = plain_analyzer,
    most: int = MOST_DOCUMENTS,
) -> bool:
    """Merge the segments whose turn it is and publish; False when there is nothing to merge. ``most`` as in ``choose_segments``.

    The caller holds the writing lock. ``check`` may raise, before and after the work. Raises IndexMissing, IndexDamaged.
    """
    base = open_current(data, full=False)
    deleted = base.deleted
    documents = [s.documents for s in base.segments]
    low, high = choose_segments([n - d.size for n, d in zip(documents, deleted, strict=True)], documents, most)
    if low == high:
        return False
    check()
    parts = [Part(base.segments[i], deleted[i]) for i in range(low, high)]
    with building(data) as (name, aside):
        batch = merge_segments(parts)
        count = batch.documents
        one = SegmentEntry(f"{name}{SUFFIX}", count, np.zeros(0, np.int32))
        entries = [
            *reuse_segments(base, range(low), deleted),
            *reuse_segments(base, range(high, len(documents)), deleted),
        ]
        if count or not entries:
            written = write_batch(aside / one.name, batch, folds)
            entries.insert(low, SegmentEntry(one.name, count, one.deleted, written))
        check()
        origin = Origin(base.schema, base.manifest.made_by, base.manifest.up_to, analyzer_of)
        publish(data, aside, assemble(aside, base, entries, payload_of(base), origin), base.folder.name)
    return True


def payload_of(base: Generation) -> Counter[str]:
    """Return how many live documents carry each payload line."""
    return Counter(dict(base.payload()))

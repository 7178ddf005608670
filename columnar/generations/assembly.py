"""The folder of a generation out of segments: those taken over from the one before, and new ones.

Used by ``index_writer`` (a new segment of what changed) and by ``merging`` (one segment in place of several).
"""

from __future__ import annotations

import logging
import os
import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from columnar.files.array_file import Written
from columnar.files.checksums import VERIFIED
from columnar.generations.manifest import Manifest
from columnar.generations.opened import Generation
from columnar.generations.publication import write_deleted, write_payload
from columnar.schema import Schema
from columnar.whoosh_compat.codec import AnalyzerOf, plain_analyzer
from columnar.whoosh_compat.index import write_toc

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A segment of the generation to be. ``written`` None: it is taken over, unchanged, from the generation before."""

    name: str
    documents: int
    deleted: NDArray[np.int32]
    written: Written | None = None


def reuse_segments(
    base: Generation, numbers: Iterable[int], deleted: Sequence[NDArray[np.int32]]
) -> list[SegmentEntry]:
    """Return segments of the generation before, by number, with the documents now deleted in each."""
    names, segments = base.manifest.segments, base.segments
    return [SegmentEntry(names[i], segments[i].documents, deleted[i]) for i in numbers]


def _link(source: Path, target: Path) -> None:
    """Hard-link an immutable file, or copy it where the file system has no links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


@dataclass(frozen=True, slots=True)
class Origin:
    """What a generation is written from, as its manifest tells it; ``analyzer_of`` is for Whoosh's table of contents."""

    schema: Schema
    made_by: str
    up_to: int
    analyzer_of: AnalyzerOf = plain_analyzer


def assemble(
    aside: Path, base: Generation | None, entries: Sequence[SegmentEntry], payload: Counter[str], origin: Origin
) -> Manifest:
    """Fill the folder of a generation and return its manifest."""
    files = {}
    for entry in entries:
        if entry.written is not None:
            files[entry.name] = asdict(entry.written)
            VERIFIED.record(aside / entry.name, entry.written.sha256)
        elif base is not None:
            _link(base.folder / entry.name, aside / entry.name)
            files[entry.name] = dict(base.manifest.files[entry.name])
    write_deleted(aside, {e.name: e.deleted for e in entries})
    write_payload(aside, +payload)
    listed = [(e.name, e.documents, e.deleted) for e in entries]
    try:
        write_toc(aside, origin.schema, listed, origin.analyzer_of)
    except Exception as error:  # Whoosh's own parts are private and change: nobody but Whoosh misses its table.
        _log.warning("Whoosh's table of contents cannot be written (%s): only Whoosh cannot open this index", error)
    documents = sum(e.documents for e in entries)
    live = documents - sum(e.deleted.size for e in entries)
    name = aside.name.removeprefix(".building-")
    names = tuple(e.name for e in entries)
    return Manifest(name, origin.schema, origin.made_by, origin.up_to, documents, live, names, files)

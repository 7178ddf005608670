"""The folder of a generation out of segments: those taken over from the one before, and new ones.

Used by ``build`` (a new segment of what changed) and by ``merge`` (one segment in place of several).
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer import soundness
from indexer.engines.arrays import Written
from indexer.engines.whoosh_index import write_toc
from indexer.generations import Generation, Manifest, write_definitions, write_deleted


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment of the generation to be. ``written`` None: it is taken over, unchanged, from the generation before."""

    name: str
    documents: int
    deleted: NDArray[np.int32]
    written: Written | None = None


def take_over(base: Generation, numbers: Iterable[int], deleted: Sequence[NDArray[np.int32]]) -> list[Piece]:
    """Segments of the generation before, by number, with the documents now deleted in each."""
    names, segments = base.manifest.segments, base.segments
    return [Piece(names[i], segments[i].documents, deleted[i]) for i in numbers]


def _link(source: Path, target: Path) -> None:
    """Hard-link an immutable file, or copy it where the file system has no links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def compose(
    aside: Path,
    base: Generation | None,
    pieces: Sequence[Piece],
    definitions: Counter[tuple[str, str]],
    made_from: tuple[str, int],
) -> Manifest:
    """Fill the folder and return its manifest; ``made_from`` is (analyser version, number of the last change)."""
    files = {}
    for piece in pieces:
        if piece.written is not None:
            files[piece.name] = asdict(piece.written)
            soundness.note(aside / piece.name, piece.written.sha256)
        elif base is not None:
            _link(base.folder / piece.name, aside / piece.name)
            files[piece.name] = dict(base.manifest.files[piece.name])
    write_deleted(aside, {p.name: p.deleted for p in pieces})
    write_definitions(aside, +definitions)
    write_toc(aside, [(p.name, p.documents, p.deleted) for p in pieces])
    documents = sum(p.documents for p in pieces)
    live = documents - sum(p.deleted.size for p in pieces)
    name = aside.name.removeprefix(".building-")
    return Manifest(name, *made_from, documents, live, tuple(p.name for p in pieces), files)

"""Opened generations: segments with their deleted documents, the newest sound one first."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from columnar.errors import AFRESH, IndexDamaged, IndexMissing
from columnar.files.checksums import discard_saved
from columnar.files.mapped_arrays import read_arrays
from columnar.generations.distrusted import note_damage, why_refused
from columnar.generations.manifest import DELETED, PAYLOAD, Manifest, read_manifest, verify
from columnar.generations.names import current_folder, find_damage, generation_names, index_folder
from columnar.reader.index_reader import IndexReader
from columnar.segment.reader import Segment


def deleted_of(folder: Path, manifest: Manifest) -> list[NDArray[np.int32]]:
    """Return the deleted document numbers of each segment."""
    arrays, _ = read_arrays(folder / DELETED)
    return [arrays[name] for name in manifest.segments]


class Generation(IndexReader):
    """A reader that knows its folder and manifest."""

    def __init__(self, folder: Path, without: Collection[int] = ()) -> None:
        """Open the generation; documents ``without`` (keys) count as deleted. Raises IndexDamaged."""
        self.folder = folder
        self.manifest = read_manifest(folder)
        try:
            segments = [Segment(folder / name) for name in self.manifest.segments]
            deleted = deleted_of(folder, self.manifest)
            for segment, gone in zip(segments, deleted, strict=True):
                segment.check_documents(gone)
        except KeyError as error:
            raise IndexDamaged("columnar.part_missing", folder=folder.name, part=error) from None
        self.deleted = deleted
        if without:
            deleted = [_deleted_too(s, gone, without) for s, gone in zip(segments, deleted, strict=True)]
        super().__init__(segments, deleted, self.manifest.schema)

    def deleted_in(self, number: int, keys: Collection[int]) -> NDArray[np.int32]:
        """Return deleted documents of segment ``number`` once the documents of ``keys`` are deleted too."""
        return _deleted_too(self.segments[number], self.deleted[number], keys)

    def payload(self) -> list[tuple[str, int]]:
        """Return (payload line, live documents that carry it), most frequent first. Raises IndexDamaged."""
        data = (self.folder / PAYLOAD).read_bytes()
        if hashlib.sha256(data).hexdigest() != self.manifest.files[PAYLOAD]["sha256"]:
            raise IndexDamaged("columnar.file_damaged", file=f"{self.folder.name}/{PAYLOAD}", why="wrong sha256")
        lines = data.decode().split("\n")[:-1]
        return [(line, int(count)) for count, line in (line.split("\t", 1) for line in lines)]


def _deleted_too(segment: Segment, deleted: NDArray[np.int32], keys: Collection[int]) -> NDArray[np.int32]:
    own = segment.arrays["keys"]
    added = np.flatnonzero(np.isin(own, np.fromiter(keys, np.int64, len(keys))))
    return np.union1d(deleted, added).astype(np.int32)


def open_current(data: Path, *, full: bool = True, without: Collection[int] = ()) -> Generation:
    """Open the newest sound generation: CURRENT's, else the one before it; documents ``without`` (keys) count as deleted.

    Every file is hashed that is not known to be sound; ``full`` False checks sizes and headers only. Raises IndexMissing, IndexDamaged
    when none is sound.
    """
    problems: list[str] = []
    for _ in range(3):  # An indexer may publish and clear away between our reading CURRENT and opening it.
        first = current_folder(data).name
        problems = []
        for name in dict.fromkeys([first, *(n for n in generation_names(data) if n < first)]):
            folder = index_folder(data) / name
            refused = why_refused(data, name)
            wrong = [refused] if refused else verify(folder, full=full, again=False)
            if not wrong:
                try:
                    return Generation(folder, without)
                except IndexDamaged as error:
                    wrong = [str(error)]
            problems += wrong
        if current_folder(data).name == first:
            break
    raise IndexDamaged("columnar.none_sound", problem=problems[0].removesuffix(f": {AFRESH}"))


def check_index(data: Path) -> list[str]:
    """Find the problems of the generation that should answer, every file hashed; empty when sound or nothing was published yet.

    What is found is kept (``distrusted_generations``).
    """
    try:
        folder = current_folder(data)
    except IndexMissing:
        return []
    except IndexDamaged as error:
        discard_saved(index_folder(data))
        return [str(error)]
    problems = [*find_damage(data), *verify(folder)]
    if problems:
        discard_saved(index_folder(data))
    note_damage(data, folder.name, problems[0] if problems else None)
    refused = why_refused(data, folder.name)
    return [*problems, refused] if refused else problems

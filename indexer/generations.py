"""Generations of the index: folders built aside, fsynced, described by a manifest and published by one rename.

``<data>/index/<generation>/`` holds segment files, ``deleted.arr``, ``definitions.tsv`` and ``manifest.json``; ``<data>/CURRENT``
names the generation that answers. The one before is kept and answers when the newest fails its manifest.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer import soundness
from indexer.engines.arrays import fsync_folder, read_arrays, write_arrays, write_durably
from indexer.engines.columnar import ColumnarEngine
from indexer.engines.segment import Segment
from indexer.errors import IndexBusy, IndexDamaged, IndexMissing

FORMAT = 3
"""Raise when the files of a generation change their meaning."""

READABLE = (2, FORMAT)
"""Formats that are opened; others are rebuilt. An update takes segments of an older one over as they are."""

MANIFEST = "manifest.json"
DELETED = "deleted.arr"
DEFINITIONS = "definitions.tsv"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is made of. ``segments``: file names in order; ``files``: name -> {"bytes", "sha256"}."""

    generation: str
    analyser: str
    change: int
    documents: int
    live: int
    segments: tuple[str, ...]
    files: Mapping[str, Mapping[str, Any]]


def index_folder(data: Path) -> Path:
    """The folder of all generations."""
    return data / "index"


@contextmanager
def indexing_lock(data: Path) -> Iterator[None]:
    """Hold the one indexer's lock. Raises IndexBusy when another process (or thread) indexes."""
    folder = index_folder(data)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise IndexBusy(
                "another process is indexing this data folder: wait until it ends, then try again"
            ) from None
        yield


def names(data: Path) -> list[str]:
    """The generations on disk, newest first; unfinished ones (beginning with a dot) are none."""
    folder = index_folder(data)
    found = [p.name for p in folder.iterdir() if p.is_dir() and p.name.startswith("g")] if folder.is_dir() else []
    return sorted(found, reverse=True)


def current(data: Path) -> Path:
    """The folder CURRENT names. Raises IndexMissing when nothing was published."""
    try:
        name = (data / "CURRENT").read_text("utf-8").strip()
    except FileNotFoundError:
        raise IndexMissing("there is no index yet: run `run.py index`") from None
    return index_folder(data) / name


def _seal(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """Read a generation's manifest. Raises IndexDamaged when it is missing, changed or of another format."""
    try:
        content = json.loads((folder / MANIFEST).read_text("utf-8"))
        seal = content.pop("seal")
        if content.pop("format") not in READABLE or seal != _seal(content):
            raise ValueError("it was changed, or another version wrote it")
        return Manifest(**{**content, "segments": tuple(content["segments"])})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexDamaged(
            f"the manifest of {folder.name} cannot be used ({error}): run `run.py index --rebuild`"
        ) from None


def verify(folder: Path, *, full: bool = True, again: bool = True) -> list[str]:
    """Problems of a generation, one line each, empty when sound.

    ``full`` hashes every file (only those not known to be sound when ``again`` is False), else looks at sizes.
    """
    try:
        manifest = read_manifest(folder)
    except IndexDamaged as error:
        return [str(error)]
    problems: list[str] = []
    for name, known in manifest.files.items():
        path = folder / name
        try:
            if path.stat().st_size != known["bytes"]:
                problems.append(f"{folder.name}/{name} has the wrong size")
            elif full and not soundness.is_sound(path, known["sha256"], again=again):
                problems.append(f"{folder.name}/{name} is damaged (wrong sha256)")
        except OSError as error:
            problems.append(f"{folder.name}/{name} cannot be read ({error.strerror})")
    return problems


def deleted_of(folder: Path, manifest: Manifest) -> list[NDArray[np.int32]]:
    """The deleted document numbers of each segment."""
    arrays, _ = read_arrays(folder / DELETED)
    return [arrays[name] for name in manifest.segments]


class Generation(ColumnarEngine):
    """A columnar engine that knows its folder and manifest."""

    def __init__(self, folder: Path, without: Collection[int] = ()) -> None:
        """Open the generation; the articles ``without`` (archive ids) count as deleted. Raises IndexDamaged."""
        self.folder = folder
        self.manifest = read_manifest(folder)
        try:
            segments = [Segment(folder / name) for name in self.manifest.segments]
            deleted = deleted_of(folder, self.manifest)
        except KeyError as error:
            raise IndexDamaged(f"{folder.name} lacks {error}: run `run.py index --rebuild`") from None
        self.deleted = deleted
        if without:
            deleted = [_deleted_too(s, gone, without) for s, gone in zip(segments, deleted, strict=True)]
        super().__init__(segments, deleted)

    def deleted_in(self, number: int, articles: Collection[int]) -> NDArray[np.int32]:
        """Deleted documents of segment ``number`` once ``articles`` (archive ids) are deleted too."""
        return _deleted_too(self.segments[number], self.deleted[number], articles)

    def definitions(self) -> list[tuple[str, str, int]]:
        """(abbreviation, expansion, articles that define it so), most frequent first."""
        lines = (self.folder / DEFINITIONS).read_text("utf-8").splitlines()
        return [(a, b, int(n)) for a, b, n in (line.split("\t") for line in lines)]


def _deleted_too(segment: Segment, deleted: NDArray[np.int32], articles: Collection[int]) -> NDArray[np.int32]:
    own = segment.arrays["articles"]
    added = np.flatnonzero(np.isin(own, np.fromiter(articles, np.int64, len(articles))))
    return np.union1d(deleted, added).astype(np.int32)


def open_current(data: Path, *, full: bool = True, without: Collection[int] = ()) -> Generation:
    """Open the newest sound generation: CURRENT's, else the one before it; articles ``without`` count as deleted.

    Every file is hashed that is not known to be sound; ``full`` False checks sizes and headers only. Raises IndexMissing, IndexDamaged
    when none is sound.
    """
    problems: list[str] = []
    for _ in range(3):  # An indexer may publish and clear away between our reading CURRENT and opening it.
        first = current(data).name
        problems = []
        for name in dict.fromkeys([first, *(n for n in names(data) if n < first)]):
            folder = index_folder(data) / name
            wrong = verify(folder, full=full, again=False)
            if not wrong:
                try:
                    return Generation(folder, without)
                except IndexDamaged as error:
                    wrong = [str(error)]
            problems += wrong
        if current(data).name == first:
            break
    raise IndexDamaged(f"no generation of the index is sound ({problems[0]}): run `run.py index --rebuild`")


def check_index(data: Path) -> list[str]:
    """Problems of the generation that should answer, every file hashed; empty when sound or nothing was published yet."""
    try:
        problems = verify(current(data))
    except IndexMissing:
        return []
    if problems:
        soundness.forget(index_folder(data))
    return problems


@contextmanager
def building(data: Path) -> Iterator[tuple[str, Path]]:
    """Give the next generation's name and an empty folder to build in; the folder is cleared when it was not published."""
    folder = index_folder(data)
    for rest in folder.glob(".building-*"):
        shutil.rmtree(rest)
    number = max((int(n[1:]) for n in names(data)), default=0) + 1
    name = f"g{number:08}"
    aside = folder / f".building-{name}"
    aside.mkdir(mode=0o700)
    try:
        yield name, aside
    finally:
        if aside.exists():
            shutil.rmtree(aside)


def write_deleted(folder: Path, deleted: Mapping[str, NDArray[np.int32]]) -> None:
    """Write the deleted document numbers of each segment file."""
    write_arrays(folder / DELETED, dict(deleted), {})


def write_definitions(folder: Path, counted: Mapping[tuple[str, str], int]) -> None:
    """Write the definitions that live articles make, most frequent first."""
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    write_durably(folder / DEFINITIONS, "".join(f"{a}\t{b}\t{n}\n" for (a, b), n in ordered).encode())


def publish(
    data: Path,
    aside: Path,
    manifest: Manifest,
    before: str | None = None,
    examine: Callable[[Generation], None] | None = None,
) -> Path:
    """Describe a built folder, make it durable, rename it into place and make it CURRENT; clear older ones away.

    ``manifest.files`` has the sizes and hashes of files taken over unchanged; ``before`` is the generation to keep beside.
    ``examine`` looks at the finished generation first; what it raises leaves everything as it was.
    """
    files = {
        path.name: manifest.files.get(path.name) or {"bytes": path.stat().st_size, "sha256": soundness.sha256_of(path)}
        for path in sorted(aside.iterdir())
    }
    content = {
        "generation": manifest.generation,
        "analyser": manifest.analyser,
        "change": manifest.change,
        "documents": manifest.documents,
        "live": manifest.live,
        "segments": list(manifest.segments),
        "files": files,
    }
    sealed = {**content, "format": FORMAT, "seal": _seal(content)}
    write_durably(aside / MANIFEST, json.dumps(sealed, ensure_ascii=False, indent=1).encode())
    if examine is not None:
        examine(Generation(aside))
    target = index_folder(data) / manifest.generation
    aside.rename(target)
    fsync_folder(index_folder(data))
    write_durably(data / "CURRENT", f"{manifest.generation}\n".encode())
    clear_old(data, before if before else _newest_before(data, manifest.generation))
    with suppress(OSError):  # It is published: what could not be kept is only hashed again.
        soundness.keep(index_folder(data))
    return target


def _newest_before(data: Path, name: str) -> str | None:
    return next((n for n in names(data) if n < name), None)


def clear_old(data: Path, before: str | None) -> None:
    """Delete every generation but CURRENT and the one ``before`` it (the sound one it was built from)."""
    for name in set(names(data)) - {current(data).name, before}:
        gone = index_folder(data) / f".building-{name}"
        # Renamed first: a half-deleted folder must not look like a generation.
        (index_folder(data) / name).rename(gone)
        shutil.rmtree(gone)

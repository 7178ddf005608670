"""Generations of the index: folders built aside, fsynced, described by a manifest and published by one rename.

``<data>/index/<generation>/`` holds segment files, ``deleted.arr``, ``payload.tsv`` and ``manifest.json``; ``<data>/CURRENT``
names the generation that answers. The one before is kept and answers when the newest fails its manifest.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from columnar.errors import IndexBusy
from columnar.files.array_file import fsync_folder, write_arrays, write_durably
from columnar.files.checksums import VERIFIED, sha256_of
from columnar.generations.lock import writing_lock
from columnar.generations.manifest import DELETED, MANIFEST, PAYLOAD, Manifest, sealed_manifest
from columnar.generations.names import current_folder, generation_names, index_folder, newest_before
from columnar.generations.opened import Generation


def clear_unfinished(data: Path) -> None:
    """Clear away what a build that was killed left behind; nothing when one runs. Call with nothing held."""
    with suppress(IndexBusy, OSError), writing_lock(data):
        for rest in index_folder(data).glob(".building-*"):
            shutil.rmtree(rest)


@contextmanager
def building(data: Path) -> Iterator[tuple[str, Path]]:
    """Give the next generation's name and an empty folder to build in; the folder is cleared when it was not published."""
    folder = index_folder(data)
    for rest in folder.glob(".building-*"):
        shutil.rmtree(rest)
    number = max((int(n[1:]) for n in generation_names(data)), default=0) + 1
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


def write_payload(folder: Path, counted: Mapping[str, int]) -> None:
    """Write how many live documents carry each payload line, most frequent first."""
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    write_durably(folder / PAYLOAD, "".join(f"{n}\t{line}\n" for line, n in ordered).encode())


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
        path.name: manifest.files.get(path.name) or {"bytes": path.stat().st_size, "sha256": sha256_of(path)}
        for path in sorted(aside.iterdir())
    }
    write_durably(aside / MANIFEST, sealed_manifest(manifest, files))
    if examine is not None:
        examine(Generation(aside))
    target = index_folder(data) / manifest.generation
    aside.rename(target)
    fsync_folder(index_folder(data))
    make_current(data, manifest.generation)
    clear_old(data, before if before else newest_before(data, manifest.generation))
    with suppress(OSError):  # It is published: what could not be kept is only hashed again.
        VERIFIED.save(index_folder(data))
    return target


def make_current(data: Path, name: str) -> None:
    """Let a generation on disk answer."""
    write_durably(data / "CURRENT", f"{name}\n".encode())


def clear_old(data: Path, before: str | None) -> None:
    """Delete every generation but CURRENT and the one ``before`` it (the sound one it was built from)."""
    for name in set(generation_names(data)) - {current_folder(data).name, before}:
        gone = index_folder(data) / f".building-{name}"
        # Renamed first: a half-deleted folder must not look like a generation.
        (index_folder(data) / name).rename(gone)
        shutil.rmtree(gone)

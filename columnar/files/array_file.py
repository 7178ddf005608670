"""One file of named arrays: written from front to back, fsynced and renamed; read memory-mapped.

Layout: 8 bytes magic; the arrays, each on a 64-byte boundary; a JSON header that names them; its place and size, 8 bytes each
(little endian), and the magic again. The header comes last so that no array need be held until the others are made, and the
hash of the manifest is taken while the file is written.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from columnar.errors import IndexDamaged

MAGIC = b"TIMTIN02"
_ALIGN = 64
_END = 24


def fsync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_durably(path: Path, data: bytes) -> None:
    """Write a small file aside, fsync it and rename it into place."""
    aside = path.with_name(path.name + ".aside")
    with aside.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    aside.replace(path)
    fsync_folder(path.parent)


@dataclass(frozen=True, slots=True)
class Written:
    """A finished file, as the manifest describes it."""

    bytes: int
    sha256: str


class ArrayWriter:
    """Writes one file: ``add`` the arrays in any number, then ``finish``; without it nothing is left behind."""

    def __init__(self, path: Path) -> None:
        """Begin aside of the path."""
        self._path, self._aside = path, path.with_name(path.name + ".aside")
        self._out = self._aside.open("wb", buffering=0)
        self._hash = hashlib.sha256()
        self._at = 0
        self._table: dict[str, list[object]] = {}
        self._write(MAGIC)

    def _write(self, data: Any) -> None:
        view = memoryview(data).cast("B")
        self._hash.update(view)
        done = 0
        while done < len(view):
            done += self._out.write(view[done:])
        self._at += len(view)

    def add(self, name: str, array: NDArray[Any]) -> None:
        """Append a one-dimensional array. Raises ValueError when there is one of this name."""
        if name in self._table:
            raise ValueError(f"two arrays of one file are named {name}")
        self._write(b"\0" * (-self._at % _ALIGN))
        self._table[name] = [array.dtype.str, self._at, int(array.size)]
        if array.size:
            self._write(np.ascontiguousarray(array))

    def finish(self, meta: Mapping[str, object]) -> Written:
        """Write the header with JSON metadata, make the file durable and give it its name."""
        header = json.dumps({"arrays": self._table, "meta": dict(meta)}, ensure_ascii=False).encode()
        place = self._at
        self._write(header + place.to_bytes(8, "little") + len(header).to_bytes(8, "little") + MAGIC)
        os.fsync(self._out.fileno())
        self._out.close()
        self._aside.replace(self._path)
        fsync_folder(self._path.parent)
        return Written(self._at, self._hash.hexdigest())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._out.closed:
            self._out.close()
            self._aside.unlink(missing_ok=True)


def write_arrays(path: Path, arrays: Mapping[str, NDArray[Any]], meta: Mapping[str, object]) -> Written:
    """Write arrays (one-dimensional) and JSON metadata as one file, durably."""
    with ArrayWriter(path) as out:
        for name, array in arrays.items():
            out.add(name, array)
        return out.finish(meta)


class Mapped(dict[str, NDArray[Any]]):
    """The arrays of a mapped file by name."""

    def __init__(self, mapping: mmap.mmap) -> None:
        super().__init__()
        self._mapping = mapping

    def unmap(self) -> None:
        """Unmap the pages read so far; they stay in the system's cache and are mapped again when they are read again."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self._mapping.madvise(mmap.MADV_DONTNEED)


def read_arrays(path: Path) -> tuple[Mapped, dict[str, Any]]:
    """Map a file of ``ArrayWriter``; the arrays are read-only views. Raises IndexDamaged when it is not one."""
    try:
        whole = np.memmap(path, dtype=np.uint8, mode="r")
    except (OSError, ValueError) as error:
        raise IndexDamaged("columnar.file_unreadable", file=path.name, why=error) from None
    try:
        if whole[:8].tobytes() != MAGIC:
            raise ValueError("wrong first bytes")
        end = whole[-_END:].tobytes()
        place, size = int.from_bytes(end[:8], "little"), int.from_bytes(end[8:16], "little")
        if end[16:] != MAGIC or place + size + _END != whole.size:
            raise ValueError("wrong size")
        header = json.loads(whole[place : place + size].tobytes())
        plain = whole.view(np.ndarray)
        arrays = Mapped(whole._mmap)  # type: ignore[attr-defined]
        for name, (dtype, at, count) in header["arrays"].items():
            arrays[name] = np.frombuffer(plain, dtype=np.dtype(dtype), count=count, offset=at)
        return arrays, header["meta"]
    except (ValueError, KeyError, TypeError) as error:
        raise IndexDamaged("columnar.file_damaged", file=path.name, why=error) from None

"""One file of named arrays: written from front to back, fsynced and renamed. ``mapped_arrays`` reads it.

Layout: 8 bytes magic; the arrays, each on a 64-byte boundary; the CRC-32 (uint32) of every BLOCK bytes of the file so far; a JSON
header that names the arrays; its place, size and CRC-32, 8 bytes each (little endian), and the magic again. The header comes last so
that no array need be held until the others are made, and the hash of the manifest is taken while the file is written.

Whoever opens a file believes what an earlier process found of its hash (``checksums``), so a disk that changes bits under unchanged
times would go unseen. The checksums of blocks find it: a block is verified once a process, before anything of it is used.
"""

from __future__ import annotations

import hashlib
import json
import os
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

MAGIC = b"TIMTIN03"
_ALIGN = 64
END = 32
"""Bytes behind the header."""

BLOCK = 1 << 14
"""Bytes that share one checksum: read together from a disk, verified in 6 microseconds."""


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
        self._blocks = array("I")
        self._block = 0
        self._at = 0
        self._table: dict[str, list[object]] = {}
        self._write(MAGIC)

    def _write(self, data: Any) -> None:
        view = memoryview(data).cast("B")
        self._hash.update(view)
        self._sum_blocks(view)
        done = 0
        while done < len(view):
            done += self._out.write(view[done:])
        self._at += len(view)

    def _sum_blocks(self, view: memoryview) -> None:
        """Go on with the checksums of the blocks, from where the file ends."""
        at, done = self._at, 0
        while done < len(view):
            size = min(BLOCK - at % BLOCK, len(view) - done)
            self._block = crc32(view[done : done + size], self._block)
            at, done = at + size, done + size
            if at % BLOCK == 0:
                self._blocks.append(self._block)
                self._block = 0

    def add(self, name: str, data: NDArray[Any]) -> None:
        """Append a one-dimensional array. Raises ValueError when there is one of this name."""
        if name in self._table:
            raise ValueError(f"two arrays of one file are named {name}")
        self._write(b"\0" * (-self._at % _ALIGN))
        self._table[name] = [data.dtype.str, self._at, int(data.size)]
        if data.size:
            self._write(np.ascontiguousarray(data))

    def finish(self, meta: Mapping[str, object]) -> Written:
        """Write the header with JSON metadata, make the file durable and give it its name."""
        self._write(b"\0" * (-self._at % _ALIGN))
        place = self._at
        blocks = np.array([*self._blocks, self._block][: -(-place // BLOCK)], np.uint32)
        table = {"arrays": self._table, "blocks": [place, blocks.size, crc32(blocks.data)], "meta": dict(meta)}
        header = json.dumps(table, ensure_ascii=False).encode()
        self._write(blocks)
        numbers = (self._at, len(header), crc32(header))
        self._write(header + b"".join(n.to_bytes(8, "little") for n in numbers) + MAGIC)
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

"""Reading a file of named arrays (``array_file``): memory-mapped, verified block by block before it is used."""

from __future__ import annotations

import json
import mmap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from columnar.errors import IndexDamaged
from columnar.files.array_file import BLOCK, END, MAGIC


class Verified(Protocol):
    """What tells whether bytes are as they were written."""

    def verify(self, low: int, high: int) -> None:
        """Verify the bytes [low, high). Raises IndexDamaged."""


class LazyArray:
    """An array of a mapped file of which parts are read: each part is verified before."""

    def __init__(self, file: Verified, data: NDArray[Any], at: int) -> None:
        """``at``: where it begins in the file, in bytes."""
        self.data = data
        """The array, not verified."""
        self._file, self._at = file, at

    def verify(self, low: int, high: int) -> None:
        """Verify the entries [low, high). Raises IndexDamaged."""
        size = self.data.itemsize
        self._file.verify(self._at + low * size, self._at + high * size)

    def read(self, low: int, high: int) -> NDArray[Any]:
        """Return the entries [low, high), verified. Raises IndexDamaged."""
        self.verify(low, high)
        return self.data[low:high]


class MappedArrays(Mapping[str, NDArray[Any]]):
    """The arrays of a mapped file by name, each verified as a whole when it is first asked for. Raises IndexDamaged then."""

    def __init__(self, path: Path, whole: NDArray[np.uint8], mapping: mmap.mmap, header: Mapping[str, Any]) -> None:
        """Find the arrays in the bytes of the file. Raises ValueError, TypeError or KeyError where the header is wrong."""
        self._name, self._whole, self._mapping = path.name, whole, mapping
        place, count, checksum = header["blocks"]
        self._checksums = np.frombuffer(whole, np.uint32, count, place)
        if count != -(-place // BLOCK) or crc32(self._checksums.data) != checksum:
            raise ValueError("wrong checksums")
        self._end, self._unverified = place, bytearray(b"\1" * count)
        self._arrays = {
            name: (np.frombuffer(whole, np.dtype(kind), size, at), int(at))
            for name, (kind, at, size) in header["arrays"].items()
        }
        if any(at + data.nbytes > place for data, at in self._arrays.values()):
            raise ValueError("an array stands beyond its place")
        self._verified: dict[str, NDArray[Any]] = {}

    def __getitem__(self, name: str) -> NDArray[Any]:
        found = self._verified.get(name)
        if found is None:
            data, at = self._arrays[name]
            self.verify(at, at + data.nbytes)
            found = self._verified[name] = data
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._arrays)

    def __len__(self) -> int:
        return len(self._arrays)

    def lazy(self, name: str) -> LazyArray:
        """Return an array of which only parts are read. Raises KeyError."""
        return LazyArray(self, *self._arrays[name])

    def verify(self, low: int, high: int) -> None:
        """Verify the bytes [low, high) of the file, those that were not before. Raises IndexDamaged."""
        first, last = low // BLOCK, -(-high // BLOCK)
        block = self._unverified.find(1, first, last)
        while block >= 0:
            begin = block * BLOCK
            if crc32(self._whole[begin : min(begin + BLOCK, self._end)].data) != self._checksums[block]:
                raise IndexDamaged("columnar.file_damaged", file=self._name, why="wrong checksum")
            self._unverified[block] = 0
            block = self._unverified.find(1, block + 1, last)

    def unmap(self) -> None:
        """Unmap the pages read so far; they stay in the system's cache and are mapped again when they are read again."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self._mapping.madvise(mmap.MADV_DONTNEED)


def read_arrays(path: Path) -> tuple[MappedArrays, dict[str, Any]]:
    """Map a file of ``ArrayWriter``; the arrays are read-only views. Raises IndexDamaged when it is not one."""
    try:
        whole = np.memmap(path, dtype=np.uint8, mode="r")
    except (OSError, ValueError) as error:
        raise IndexDamaged("columnar.file_unreadable", file=path.name, why=error) from None
    try:
        if whole[:8].tobytes() != MAGIC:
            raise ValueError("wrong first bytes")
        end = whole[-END:].tobytes()
        place, size, checksum = (int.from_bytes(end[i : i + 8], "little") for i in (0, 8, 16))
        if end[24:] != MAGIC or place + size + END != whole.size:
            raise ValueError("wrong size")
        text = whole[place : place + size].tobytes()
        if crc32(text) != checksum:
            raise ValueError("wrong checksum")
        header = json.loads(text)
        return MappedArrays(path, whole.view(np.ndarray), whole._mmap, header), header["meta"]  # type: ignore[attr-defined]
    except (ValueError, KeyError, TypeError) as error:
        raise IndexDamaged("columnar.file_damaged", file=path.name, why=error) from None

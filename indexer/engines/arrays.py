"""One file of named arrays: written aside and fsynced, read memory-mapped.

Layout: 8 bytes magic, 8 bytes header length (little endian), JSON header, then the arrays, each on a 64-byte boundary.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.errors import IndexDamaged

MAGIC = b"TIMTIN01"
_ALIGN = 64


def _aligned(n: int) -> int:
    return -(-n // _ALIGN) * _ALIGN


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


def write_arrays(path: Path, arrays: Mapping[str, NDArray[Any]], meta: Mapping[str, object]) -> None:
    """Write arrays (one-dimensional) and JSON metadata as one file, durably."""
    table: dict[str, list[object]] = {}
    at = 0
    for name, array in arrays.items():
        table[name] = [array.dtype.str, at, int(array.size)]
        at = _aligned(at + array.nbytes)
    header = json.dumps({"arrays": table, "meta": dict(meta), "bytes": at}, ensure_ascii=False).encode()
    aside = path.with_name(path.name + ".aside")
    with aside.open("wb", buffering=0) as out:
        out.write(MAGIC + len(header).to_bytes(8, "little") + header)
        base = _aligned(16 + len(header))
        for name, array in arrays.items():
            out.seek(base + int(str(table[name][1])))
            np.ascontiguousarray(array).tofile(out)
        out.truncate(base + at)
        os.fsync(out.fileno())
    aside.replace(path)
    fsync_folder(path.parent)


def read_arrays(path: Path) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """Map a file of ``write_arrays``; the arrays are read-only views. Raises IndexDamaged when it is not one."""
    try:
        whole = np.memmap(path, dtype=np.uint8, mode="r")
    except (OSError, ValueError) as error:
        raise IndexDamaged(f"{path.name} cannot be read ({error}): run `run.py index --rebuild`") from None
    try:
        if whole[:8].tobytes() != MAGIC:
            raise ValueError("wrong first bytes")
        length = int.from_bytes(whole[8:16].tobytes(), "little")
        header = json.loads(whole[16 : 16 + length].tobytes())
        base = _aligned(16 + length)
        if whole.size != base + header["bytes"]:
            raise ValueError("wrong size")
        plain = whole.view(np.ndarray)
        arrays: dict[str, NDArray[Any]] = {}
        for name, (dtype, at, count) in header["arrays"].items():
            arrays[name] = np.frombuffer(plain, dtype=np.dtype(dtype), count=count, offset=base + at)
        return arrays, header["meta"]
    except (ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(f"{path.name} is damaged ({error}): run `run.py index --rebuild`") from None

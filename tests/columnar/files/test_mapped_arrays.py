"""Files of arrays: what was written is read, and no changed bit is ever handed out."""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
import pytest

from columnar.errors import IndexDamaged
from columnar.files.array_file import BLOCK, write_arrays
from columnar.files.mapped_arrays import read_arrays

ARRAYS = {
    "empty": np.zeros(0, np.int32),
    "bytes": np.arange(7, dtype=np.uint8),
    "numbers": np.arange(3 * BLOCK // 4, dtype=np.int32),
    "block": np.arange(BLOCK // 8, dtype=np.int64),
}


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> Path:
    write_arrays(tmp_path / "a", ARRAYS, {"kind": "test"})
    return tmp_path / "a"


def flip(path: Path, bit: int) -> None:
    """Change one bit of a file."""
    data = bytearray(path.read_bytes())
    data[bit // 8] ^= 1 << bit % 8
    path.write_bytes(data)


def test_arrays_are_read_as_they_were_written(path: Path) -> None:
    arrays, meta = read_arrays(path)
    assert meta == {"kind": "test"}
    assert list(arrays) == list(ARRAYS) and len(arrays) == len(ARRAYS)
    for name, data in ARRAYS.items():
        assert arrays[name].dtype == data.dtype and arrays[name].tolist() == data.tolist()
        assert not arrays[name].flags.writeable
    with pytest.raises(KeyError):
        arrays["none"]


@pytest.mark.parametrize("seed", range(60))
def test_a_changed_bit_is_told_or_changes_nothing(path: Path, seed: int) -> None:
    flip(path, Random(seed).randrange(path.stat().st_size * 8))
    try:
        arrays, meta = read_arrays(path)
        found = {name: arrays[name].tolist() for name in arrays}
    except IndexDamaged as error:
        assert "is damaged" in str(error)
    else:  # Between two arrays stands what nobody reads.
        assert meta == {"kind": "test"} and found == {name: data.tolist() for name, data in ARRAYS.items()}


def test_only_the_part_that_is_read_is_verified(path: Path) -> None:
    arrays, _ = read_arrays(path)
    at = path.read_bytes().index(ARRAYS["numbers"][-1].tobytes())
    flip(path, at * 8)
    arrays, _ = read_arrays(path)
    part = arrays.lazy("numbers")
    assert part.read(0, 10).tolist() == list(range(10))
    with pytest.raises(IndexDamaged):
        part.read(part.data.size - 1, part.data.size)
    with pytest.raises(IndexDamaged):
        arrays["numbers"]
    assert part.read(5, 5).size == 0


@pytest.mark.parametrize("size", [0, 1, 31, 40])
def test_a_file_cut_short_is_damaged(path: Path, size: int) -> None:
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(IndexDamaged):
        read_arrays(path)

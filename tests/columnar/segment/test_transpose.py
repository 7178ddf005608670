"""Sparse matrices turned by the kernel and by NumPy, against dense ones."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from columnar.kernels.compilation.linker import Kernel, kernel
from columnar.segment.transpose import FEW, count_cells, offsets_of, sort_cells, transpose

ROWS = st.lists(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 2**31 - 1)), max_size=8), max_size=8)
KINDS = (np.uint8, np.uint16, np.int32)


def compiled() -> Kernel:
    """The kernels, which must be there."""
    run = kernel()
    assert run is not None, "numba is installed with the project: the kernels must compile"
    return run


def both_ways(
    columns: NDArray[np.int32], values: NDArray[Any], starts: NDArray[np.int64], count: int
) -> list[tuple[NDArray[np.int32], NDArray[Any]]]:
    """Rows and values by sorting and by counting."""
    pointers = offsets_of(np.bincount(columns, minlength=count))
    return [
        sort_cells(columns, values, starts),
        count_cells(compiled(), columns, values, starts, pointers),
    ]


@pytest.mark.parametrize("kind", KINDS)
@given(rows=ROWS)
def test_cells_stand_by_column_and_row(kind: Any, rows: list[list[tuple[int, int]]]) -> None:
    columns = np.array([c for row in rows for c, _ in row], np.int32)
    values = np.array([v % (np.iinfo(kind).max + 1) for row in rows for _, v in row], np.int64).astype(kind)
    starts = offsets_of(np.array([len(row) for row in rows], np.int64))
    numbered = [
        (c, r, v) for r, row in enumerate(rows) for (c, _), v in zip(row, values[starts[r] :].tolist(), strict=False)
    ]
    expected = sorted(numbered, key=lambda cell: cell[:2])  # Stable: cells of one place stay in order.
    for found, own in both_ways(columns, values, starts, 7):
        assert (found.dtype, own.dtype) == (np.int32, kind)
        assert found.tolist() == [r for _, r, _ in expected]
        assert own.tolist() == [v for _, _, v in expected]
    _, _, begins = transpose(columns, values, starts, 7)
    assert begins.tolist() == [sum(c < n for c, _, _ in expected) for n in range(8)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("cells", [0, 1, FEW - 1, FEW + 1, 3 * FEW])
def test_a_dense_matrix_and_its_transposed(kind: Any, cells: int) -> None:
    compiled()  # From FEW cells on it is used.
    chance = np.random.default_rng(cells)
    height, width = max(cells // 60, 1), 120
    places = np.sort(chance.choice(height * width, size=min(cells, height * width), replace=False))
    dense = np.zeros(height * width, np.int64)
    dense[places] = chance.integers(1, np.iinfo(kind).max, places.size, endpoint=True)
    dense = dense.reshape(height, width)
    rows, columns = np.nonzero(dense)
    starts = offsets_of(np.count_nonzero(dense, axis=1))
    found, values, begins = transpose(columns.astype(np.int32), dense[rows, columns].astype(kind), starts, width)
    turned = np.zeros((width, height), np.int64)
    turned[np.repeat(np.arange(width), np.diff(begins)), found] = values
    assert values.dtype == kind
    assert (turned == dense.T).all()
    back, again, first = transpose(found, values, begins, height)
    assert (first == starts).all() and (back == columns).all() and (again == dense[rows, columns]).all()


def test_slices_and_other_integers_are_taken_too() -> None:
    columns, values = np.arange(20, dtype=np.int32)[::-2], np.arange(20, dtype=np.int32)[::2]
    starts = np.array([0, 4, 10], np.int32)
    for found, own in both_ways(columns, values, starts.astype(np.int64), 20):
        assert found.tolist() == [1] * 6 + [0] * 4
        assert own.tolist() == [18, 16, 14, 12, 10, 8, 6, 4, 2, 0]
    assert transpose(columns, values, starts, 20)[0].tolist() == [1] * 6 + [0] * 4

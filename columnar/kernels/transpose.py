"""Transposes a sparse matrix by counting: one pass over its cells."""

# What numba compiles carries no annotations it could use.
# mypy: disable-error-code="no-untyped-def,no-untyped-call,var-annotated,misc"

from __future__ import annotations

from columnar.kernels import layout as slot
from columnar.kernels.memory import compiled, i4, i8, set_i4, set_i8, set_u1, set_u2, u1, u2


@compiled
def move(values, place, out, at, width):
    """Copy one value of 1, 2 or 4 bytes."""
    if width == 1:
        set_u1(out, at, u1(values, place))
    elif width == 2:
        set_u2(out, at, u2(values, place))
    else:
        set_i4(out, at, i4(values, place))


@compiled
def transpose(program):
    """Write the row and the value of every cell to the next free place of its column."""
    asked = program + slot.HEAD * 8
    columns, values, width = i8(asked, slot.TURN_COLUMNS), i8(asked, slot.TURN_VALUES), i8(asked, slot.TURN_WIDTH)
    starts, free = i8(asked, slot.TURN_STARTS), i8(asked, slot.TURN_FREE)
    out_rows, out_values = i8(asked, slot.TURN_OUT_ROWS), i8(asked, slot.TURN_OUT_VALUES)
    cells, count = i8(asked, slot.TURN_CELLS), i8(asked, slot.TURN_COLUMN_COUNT)
    for row in range(i8(asked, slot.TURN_ROWS)):
        for place in range(max(i8(starts, row), 0), min(i8(starts, row + 1), cells)):
            column = i4(columns, place)
            at = i8(free, column) if 0 <= column < count else cells
            if at >= cells:
                set_i8(program, slot.DAMAGED, 1)
                return
            set_i8(free, column, at + 1)
            set_i4(out_rows, at, row)
            move(values, place, out_values, at, width)

"""The one function that is exported: it runs the program at an address."""

# What numba compiles carries no annotations it could use.
# mypy: disable-error-code="no-untyped-def,no-untyped-call,var-annotated,misc"

from __future__ import annotations

from columnar.kernels import layout as slot
from columnar.kernels.memory import i8, set_i8
from columnar.kernels.proximity import near
from columnar.kernels.run_plan import rank
from columnar.kernels.transpose import transpose


def run(program):
    """Run the operation of a program; the results are in its head and where its addresses point. Returns the total."""
    for result in (slot.FIRST, slot.SECOND, slot.FREE, slot.RUN_COUNT, slot.TOTAL, slot.PARTIAL, slot.DAMAGED):
        set_i8(program, result, 0)
    operation = i8(program, slot.OPERATION)
    if operation == slot.NEAR:
        near(program)
    elif operation == slot.TRANSPOSE:
        transpose(program)
    else:
        rank(program)
    return i8(program, slot.TOTAL)

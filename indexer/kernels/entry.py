"""The one function that is exported: it runs the program at an address."""

# What numba compiles carries no annotations it could use.
# mypy: disable-error-code="no-untyped-def,no-untyped-call,var-annotated,misc"

from __future__ import annotations

from indexer.kernels import layout as slot
from indexer.kernels.flat import top_all, top_any, top_list
from indexer.kernels.memory import i8, set_i8
from indexer.kernels.nearness import near
from indexer.kernels.plans import rank


def run(program):
    """Run the operation of a program; the results are in its head and where its addresses point. Returns the total."""
    for result in (slot.FIRST, slot.SECOND, slot.FREE, slot.RUN_COUNT, slot.TOTAL, slot.PARTIAL):
        set_i8(program, result, 0)
    operation = i8(program, slot.OPERATION)
    if operation == slot.TOP_LIST:
        top_list(program)
    elif operation == slot.TOP_ANY:
        top_any(program)
    elif operation == slot.TOP_ALL:
        top_all(program)
    elif operation == slot.NEAR:
        near(program)
    else:
        rank(program)
    return i8(program, slot.TOTAL)

"""Loads and stores at raw addresses (int64), for kernels: ``i4(address, i)`` reads the i-th int32 from there.

No bounds are checked and no array objects are made: the caller passes addresses of arrays that stay alive during the call.
"""

# What numba compiles carries no annotations it could use.
# mypy: disable-error-code="no-untyped-def,no-untyped-call,var-annotated,misc"

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

from columnar.kernels import layout as slot

compiled: Any = njit(error_model="numpy")
"""Makes a function a part of the kernels: compiled into what calls it, dividing as IEEE says."""


def _place(builder, address, index, kind):
    return builder.gep(builder.inttoptr(address, kind.as_pointer()), [index])


def _integer(bits: int, signed: bool) -> Any:
    def load(context, address, index):
        def generate(context, builder, signature, args):
            value = builder.load(_place(builder, args[0], args[1], ir.IntType(bits)))
            if bits == 64:
                return value
            return (builder.sext if signed else builder.zext)(value, ir.IntType(64))

        return types.int64(types.int64, types.int64), generate

    return intrinsic(load)


def _float() -> Any:
    def load(context, address, index):
        def generate(context, builder, signature, args):
            return builder.load(_place(builder, args[0], args[1], ir.DoubleType()))

        return types.float64(types.int64, types.int64), generate

    return intrinsic(load)


def _store(kind: Any, value_type: Any, bits: int = 0) -> Any:
    def store(context, address, index, value):
        def generate(context, builder, signature, args):
            value = builder.trunc(args[2], kind) if 0 < bits < 64 else args[2]
            builder.store(value, _place(builder, args[0], args[1], kind))
            return context.get_dummy_value()

        return types.void(types.int64, types.int64, value_type), generate

    return intrinsic(store)


i8 = _integer(64, True)
i4 = _integer(32, True)
u2 = _integer(16, False)
u1 = _integer(8, False)
f8 = _float()
set_i8 = _store(ir.IntType(64), types.int64)
set_i4 = _store(ir.IntType(32), types.int64, 32)
set_u2 = _store(ir.IntType(16), types.int64, 16)
set_u1 = _store(ir.IntType(8), types.int64, 8)
set_f8 = _store(ir.DoubleType(), types.float64)


@compiled
def narrow(address, index, wide):
    """Return the index-th number of an array of int32 (``wide``) or of uint16."""
    return i4(address, index) if wide else u2(address, index)


@compiled
def first_from(numbers, count, wanted):
    """Return the first place of ascending int64 whose number is at least the one wanted."""
    low, high = 0, count
    while low < high:
        middle = (low + high) >> 1
        if i8(numbers, middle) < wanted:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def large_frequency(large, place):
    """Return the frequency behind an escape, the escape itself where none is kept; ``place`` is its address."""
    if large == 0:
        return slot.ESCAPE
    count = i8(large, slot.LARGE_COUNT)
    places = large + slot.LARGE_PLACES * 8
    at = first_from(places, count, place - i8(large, slot.LARGE_FREQS))
    return i8(places, count + at) if at < count else slot.ESCAPE


@compiled
def frequency(freqs, index, wide, large):
    """Return the index-th frequency."""
    if wide == slot.BYTES:
        small = u1(freqs, index)
        return small if small != slot.ESCAPE else large_frequency(large, freqs + index)
    return narrow(freqs, index, wide)

"""Compiles the kernels to an object file: ``python -m columnar.kernels.compilation.compiler FILE``. The only part that needs numba itself."""

from __future__ import annotations

import fcntl
import os
import sys
from pathlib import Path
from typing import Any

import llvmlite.binding as llvm
from numba import cfunc, types

from columnar.kernels.compilation.entry import run
from columnar.kernels.compilation.linker import NAME, target_machine

_WRAPPER = """
define i64 @{name}(i64 %program) {{
  %result = alloca i64
  %error = alloca ptr
  %status = call i32 @{inner}(ptr %result, ptr %error, i64 %program)
  %value = load i64, ptr %result
  ret i64 %value
}}
"""


def object_code() -> bytes:
    """Return the kernels as relocatable machine code for this processor, exporting ``NAME`` (int64 -> int64)."""
    exported: Any = cfunc
    compiled = exported(types.int64(types.int64), nopython=True, error_model="numpy")(run)
    # numba's own wrapper would need numba at run time: ours calls what it wraps, and it is dropped.
    wrapper = compiled.native_name
    inner = wrapper.removeprefix("cfunc.")
    machine = target_machine()
    module = llvm.parse_assembly(compiled.inspect_llvm() + _WRAPPER.format(name=NAME, inner=inner))
    for function in module.functions:
        if not function.is_declaration and function.name != NAME:
            function.linkage = "internal"
    options = llvm.create_pipeline_tuning_options(speed_level=3)
    passes = llvm.create_pass_builder(machine, options).getModulePassManager()
    passes.run(module, llvm.create_pass_builder(machine, options))
    return bytes(machine.emit_object(module))


def main() -> None:
    """Write the object file aside, then rename it into place; one process compiles, the others wait."""
    target = Path(sys.argv[1])
    aside = target.with_name(f"{target.name}.{os.getpid()}")
    with target.with_suffix(".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        # Several processes may have found it missing at the same time.
        if not target.exists():
            aside.write_bytes(object_code())
            aside.replace(target)


if __name__ == "__main__":
    main()

"""Links the compiled kernels into this process; compiles them once a machine, in a process of its own.

The object file is kept in the package's ``__pycache__``, or, where that cannot be written, in the user's cache folder (else in a
temporary one), under a name that says for which sources, versions and processor it was made.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

NAME = "timtin_run"

Kernel = Callable[[int], int]

_KERNELS = Path(__file__).parents[1]
_lock = threading.Lock()
_kept: list[Any] = []
"""What must live as long as the linked code."""


def target_machine() -> Any:
    """Return LLVM's machine for this very processor."""
    import llvmlite.binding as llvm

    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    return llvm.Target.from_default_triple().create_target_machine(
        cpu=llvm.get_host_cpu_name(), features=llvm.get_host_cpu_features().flatten(), opt=3, jit=True
    )


@cache
def _key() -> str:
    import llvmlite.binding as llvm

    told = sha256()  # of everything that the machine code depends on
    for path in sorted(_KERNELS.rglob("*.py")):
        if path != Path(__file__):
            told.update(path.read_bytes())
    about = (version("numba"), version("llvmlite"), llvm.get_host_cpu_name(), llvm.get_host_cpu_features().flatten())
    told.update(repr((about, llvm.get_default_triple())).encode())
    return told.hexdigest()[:24]


def _folders() -> Iterator[Path]:
    yield _KERNELS / "__pycache__"
    yield Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "timtin"
    yield Path(tempfile.gettempdir()) / f"timtin-{os.getuid()}"


def _own(folder: Path) -> bool:
    """Tell whether only this user (or root) can put files into a folder: code is loaded from it."""
    stat = folder.stat()
    return stat.st_uid in (os.getuid(), 0) and not stat.st_mode & 0o022


def _kept_object(name: str) -> Path | None:
    """Return the object file that was compiled before, from a folder that can be trusted; one that cannot be read is another user's."""
    for folder in _folders():
        if (folder / name).is_file() and _own(folder) and os.access(folder / name, os.R_OK):
            return folder / name
    return None


def _compiled(name: str) -> Path | None:
    """Return the object file, compiled now when no folder has it; None when it cannot be."""
    if found := _kept_object(name):
        return found
    for folder in _folders():
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _own(folder) or not os.access(folder, os.W_OK):
                continue
        except OSError:
            continue
        command = [sys.executable, "-m", "columnar.kernels.compilation.compiler", str(folder / name)]
        done = subprocess.run(command, cwd=_KERNELS.parents[1], capture_output=True, check=False)
        return folder / name if done.returncode == 0 else None
    return None


def _link(path: Path) -> Kernel:
    import llvmlite.binding as llvm

    machine = target_machine()
    module = llvm.parse_assembly("")
    engine = llvm.create_mcjit_compiler(module, machine)
    engine.add_object_file(llvm.ObjectFileRef.from_path(str(path)))
    engine.finalize_object()
    _kept.extend((machine, module, engine))
    call = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_int64)(engine.get_function_address(NAME))
    _kept.append(call)
    return call


@cache
def _background() -> threading.Thread:
    """Compiles and links beside what runs; a killed process leaves the compiling one to finish for the next."""
    thread = threading.Thread(target=kernel, name="kernels", daemon=True)
    thread.start()
    return thread


@cache
def _linked() -> Kernel | None:
    try:
        path = _compiled(f"kernels-{_key()}.o")
    except (ImportError, PackageNotFoundError):
        return None
    return None if path is None else _link(path)


def kernel() -> Kernel | None:
    """Return the function that runs a program (its address in, the total out; the interpreter lock is let go); None without numba.

    The first call on a machine compiles, which takes half a minute.
    """
    with _lock:
        return None if os.environ.get("TIMTIN_KERNELS") == "off" else _linked()


def kernel_when_ready() -> Kernel | None:
    """Return the same, but None while it is compiled in the background."""
    if _linked.cache_info().currsize or _exists():
        return kernel()
    _background()
    return None


def _exists() -> bool:
    try:
        name = f"kernels-{_key()}.o"
    except (ImportError, PackageNotFoundError):
        return False
    return _kept_object(name) is not None

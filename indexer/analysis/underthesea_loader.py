"""underthesea's own word tokenizer without the rest of underthesea: a third of the time and half the memory of ``import underthesea``.

The package imports all its pipelines with every tokenizer, and joblib reads their dictionaries with an unpickler in Python. What cuts
words is two modules, a CRF model and a dictionary; they run here unchanged, between stand-ins that are gone afterwards.
``tests/indexer/analysis/test_underthesea_loader.py`` holds the result to ``underthesea.word_tokenize``.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

Cutter = Callable[[str], list[str]]

_PACKAGE = "underthesea"


@cache
def word_cutter() -> Cutter:
    """``underthesea.word_tokenize``, its model loaded; the package's own import where its parts are not as expected."""
    try:
        with _stand_ins():
            import_module(f"{_PACKAGE}.pipeline.text_normalize")  # First: the two packages import each other.
            cut: Cutter = import_module(f"{_PACKAGE}.pipeline.word_tokenize").word_tokenize
            cut("công an")  # Loads the model, which imports once more.
            return cut
    except (ImportError, AttributeError, OSError, pickle.UnpicklingError):
        from underthesea import word_tokenize

        whole: Cutter = word_tokenize
        return whole


@contextmanager
def _stand_ins() -> Iterator[None]:
    """Let parts of the package be imported alone; afterwards no module is known that was not before."""
    before = {name: module for name, module in sys.modules.items() if _concerned(name)}
    for name in before:
        del sys.modules[name]
    sys.modules.update({_PACKAGE: _bare_package(), "joblib": _light_joblib()})
    try:
        yield
    finally:
        for name in [name for name in sys.modules if _concerned(name)]:
            del sys.modules[name]
        sys.modules.update(before)


def _concerned(name: str) -> bool:
    return name in (_PACKAGE, "joblib") or name.startswith(f"{_PACKAGE}.")


def _bare_package() -> ModuleType:
    """The package with its folder but without what its ``__init__`` imports."""
    spec = find_spec(_PACKAGE)
    if spec is None:
        raise ImportError(f"{_PACKAGE} is not installed")
    bare = ModuleType(_PACKAGE)
    bare.__spec__, bare.__path__ = spec, list(spec.submodule_search_locations or ())
    return bare


def _light_joblib() -> ModuleType:
    """``joblib.load`` for files without arrays, which are plain pickles."""
    light = ModuleType("joblib")
    light.load = _load  # type: ignore[attr-defined]
    return light


def _load(path: str) -> Any:
    with Path(path).open("rb") as file:
        return pickle.load(file)  # noqa: S301  a file of the installed package, which joblib would unpickle as well

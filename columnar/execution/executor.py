"""Execute plans over a reader: with the compiled kernels once they are there, else with NumPy. The answers are the same."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from columnar.execution.compiled_executor import CompiledExecutor
from columnar.execution.numpy_executor import NumpyExecutor
from columnar.execution.proximity import Pair, plain_distances
from columnar.kernels.compilation.linker import kernel_when_ready
from columnar.query.collector import PageRequest, TopDocs
from columnar.query.plan import Plan
from columnar.reader.index_reader import IndexReader

_FIRST_PAGE = PageRequest()


class Executor:
    """Answers plans over one reader, in any number of threads.

    Where the kernels were never compiled on this machine, they are in the background, and NumPy answers until they are ready.
    """

    def __init__(self, reader: IndexReader) -> None:
        self.reader = reader
        self._numpy = NumpyExecutor(reader)
        self._compiled: CompiledExecutor | None = None
        self._ready()

    def _ready(self) -> CompiledExecutor | None:
        if self._compiled is None and (run := kernel_when_ready()):
            self._compiled = CompiledExecutor(self.reader, run)
        return self._compiled

    def find(self, plan: Plan, wanted: PageRequest = _FIRST_PAGE) -> TopDocs:
        """Run a plan: totals, the documents that are wanted, counts by facet."""
        return (self._ready() or self._numpy).find(plan, wanted)

    def min_distances(
        self, fields: Sequence[str], pairs: Sequence[Pair], docs: NDArray[np.int64], window: int
    ) -> NDArray[np.uint8]:
        """Return (2, pairs, docs) the least places between the words of each pair in any field, forth and back; 0 beyond ``window``."""
        compiled = self._ready()
        found = compiled.min_distances(fields, pairs, docs, window) if compiled else None
        # More words than the kernel takes are left to NumPy too.
        return plain_distances(self.reader, fields, pairs, docs, window) if found is None else found

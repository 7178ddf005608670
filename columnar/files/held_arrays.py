"""Named arrays that lie in memory and in no file: read as those of a mapped one (``mapped_arrays``), with nothing to verify."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from columnar.files.mapped_arrays import LazyArray


class HeldArrays(dict[str, NDArray[Any]]):
    """Arrays by name."""

    def lazy(self, name: str) -> LazyArray:
        """Return an array of which only parts are read. Raises KeyError."""
        return LazyArray(self, self[name], 0)

    def verify(self, low: int, high: int) -> None:
        """Verify nothing."""

    def unmap(self) -> None:
        """Unmap nothing."""

"""Errors of the engine: ``ColumnarError`` > ``IndexMissing``, ``IndexDamaged``, ``IndexBusy``, ``IndexReadOnly``, ``ExportRefused``."""

from __future__ import annotations

AFRESH = "write the index afresh"
"""How every message of damage ends."""


class ColumnarError(Exception):
    """Something is wrong with an index or with what it was asked to do."""


class IndexMissing(ColumnarError):
    """Nothing was published in the folder yet."""


class IndexDamaged(ColumnarError):
    """A file is not what was written, or of another version: the index must be written afresh."""


class IndexBusy(ColumnarError):
    """Another process is writing."""


class IndexReadOnly(ColumnarError):
    """Whoosh was asked to write into a generation: export it first."""


class ExportRefused(ColumnarError):
    """The folder to export to cannot be used: give a new one."""

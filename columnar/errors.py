"""Errors of the engine: ``ColumnarError`` > ``IndexMissing``, ``IndexDamaged``, ``IndexBusy``, ``IndexReadOnly``, ``ExportRefused``."""

from __future__ import annotations

from collections.abc import Mapping

AFRESH = "write the index afresh"
"""How every sentence of damage ends."""

SENTENCES: Mapping[str, str] = {
    "columnar.busy": "another process is indexing this folder: wait until it ends, then try again",
    "columnar.file_damaged": "{file} is damaged ({why}): " + AFRESH,
    "columnar.file_unreadable": "{file} cannot be read ({why}): " + AFRESH,
    "columnar.manifest_unusable": "the manifest of {folder} cannot be used ({why}): " + AFRESH,
    "columnar.none_sound": "no generation of the index is sound; {problem}: " + AFRESH,
    "columnar.nothing_published": "nothing is published in {folder} yet: write an index first",
    "columnar.numbers_damaged": "a number in the index stands beyond its bounds: " + AFRESH,
    "columnar.part_missing": "{folder} lacks {part}: " + AFRESH,
    "columnar.read_only": "this index is read-only for Whoosh: export it to change it there",
    "columnar.schema_unreadable": "{file} has no schema that can be read ({why}): " + AFRESH,
    "columnar.target_not_empty": "{folder} is not empty: give a new folder",
    "columnar.target_unusable": "{folder} cannot be used ({why}): give a new folder",
    "columnar.unpublished": "publish what was added before segments are merged",
}
"""Code -> sentence; braces take the error's data. Who tells people in other words chooses them by the code."""


class ColumnarError(Exception):
    """Something is wrong with an index or with what it was asked to do: ``code`` of ``SENTENCES`` and its ``data``."""

    def __init__(self, code: str, /, **data: object) -> None:
        """``data`` is kept as text, so that every error can be sent to another process."""
        super().__init__(code)
        self.code = code
        self.data: Mapping[str, object] = {name: str(value) for name, value in data.items()}

    def __str__(self) -> str:
        try:
            return SENTENCES[self.code].format(**self.data)
        except KeyError:
            return " ".join([self.code, *(f"{name}={value}" for name, value in self.data.items())])


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

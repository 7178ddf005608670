"""What Whoosh asks of single documents of an array segment: lengths, columns, stored fields."""

# Whoosh is typed in part only: its constructors carry no annotations.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.base import PerDocumentReader
from whoosh.codec.base import Segment as SegmentRecord
from whoosh.columns import ColumnReader
from whoosh.matching.mcore import NullMatcher, NullMatcherClass

from indexer.engines.segment import Segment
from indexer.model import COLUMNS, DAY_COLUMNS
from indexer.schema import FIELD_NAMES

Ints = NDArray[np.int32]


class ArrayColumn(ColumnReader):
    """A column of an opened segment."""

    def __init__(self, values: list[Any], default: Any) -> None:
        self._values, self._default, self._reverse = values, default, False

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, docnum: int) -> Any:
        return self._values[docnum]

    def load(self) -> list[Any]:
        """Every value."""
        return self._values

    def sort_key(self, docnum: int) -> Any:
        """What a document is sorted by."""
        return self._values[docnum]


class ArrayDocuments(PerDocumentReader):
    """What is kept of each document."""

    def __init__(self, record: SegmentRecord, segment: Segment) -> None:
        self._record, self._segment = record, segment

    def close(self) -> None:
        """Nothing: the file is unmapped with the arrays."""

    def doc_count(self) -> int:
        """Live documents."""
        return int(self._record.doc_count())

    def doc_count_all(self) -> int:
        """Documents, the deleted included."""
        return int(self._record.doc_count_all())

    def has_deletions(self) -> bool:
        """Whether any is deleted."""
        return bool(self._record.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Whether one is deleted."""
        return bool(self._record.is_deleted(docnum))

    def deleted_docs(self) -> frozenset[int]:
        """The deleted ones."""
        return frozenset(self._record.deleted_docs())

    def supports_columns(self) -> bool:
        """There are columns."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Whether a field is one."""
        return fieldname in (*COLUMNS, *DAY_COLUMNS)

    def list_columns(self) -> list[str]:
        """Their names."""
        return [*COLUMNS, *DAY_COLUMNS]

    def column_reader(self, fieldname: str, column: Any) -> ArrayColumn:
        """Labels as UTF-8, days as numbers."""
        values = self._segment.arrays[f"column.{fieldname}"].tolist()
        if fieldname in COLUMNS:
            texts = [t.encode() for t in self._segment.labels[fieldname]]
            values = [texts[ordinal] for ordinal in values]
        return ArrayColumn(values, column.default_value())

    def _lengths(self, fieldname: str) -> Ints:
        if fieldname not in FIELD_NAMES:
            return np.zeros(
                self._record.doc_count_all(), np.int32
            )  # A column, a stored field: nothing is tokens there.
        return self._segment.field(fieldname).lengths

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Tokens of a document in a field, exactly."""
        return int(self._lengths(fieldname)[docnum]) if docnum < self._record.doc_count_all() else default

    def field_length(self, fieldname: str) -> int:
        """Tokens of a field."""
        return int(self._lengths(fieldname).sum())

    def min_field_length(self, fieldname: str) -> int:
        """The lowest length above 0."""
        lengths = self._lengths(fieldname)
        return int(lengths[lengths > 0].min(initial=2**31 - 1))

    def max_field_length(self, fieldname: str) -> int:
        """The highest length."""
        return int(self._lengths(fieldname).max(initial=0))

    def has_vector(self, docnum: int, fieldname: str) -> bool:
        """Term vectors are not kept."""
        return False

    def vector(self, docnum: int, fieldname: str, format_: Any) -> NullMatcherClass:
        """Term vectors are not kept: an empty one."""
        empty: NullMatcherClass = NullMatcher()
        return empty

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """The archive's article id, the labels and the days of a document."""
        arrays, labels = self._segment.arrays, self._segment.labels
        stored: dict[str, Any] = {"article": int(arrays["articles"][docnum])}
        stored |= {name: labels[name][int(arrays[f"column.{name}"][docnum])] for name in COLUMNS}
        return stored | {name: int(arrays[f"column.{name}"][docnum]) for name in DAY_COLUMNS}

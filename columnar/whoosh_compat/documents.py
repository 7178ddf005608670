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

from columnar.segment.reader import Segment

Ints = NDArray[np.int32]


def stored_values(segment: Segment, doc: int) -> dict[str, Any]:
    """Return the key, the labels and the days of a document by name."""
    arrays, labels = segment.arrays, segment.labels
    stored: dict[str, Any] = {"key": int(arrays["keys"][doc])}
    stored |= {name: labels[name][int(segment.column(name)[doc])] for name in segment.schema.labels}
    return stored | {name: int(segment.column(name)[doc]) for name in segment.schema.days}


class ArrayColumn(ColumnReader):
    """A column of an opened segment."""

    def __init__(self, values: list[Any], default: Any) -> None:
        self._values, self._default, self._reverse = values, default, False

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, docnum: int) -> Any:
        return self._values[docnum]

    def load(self) -> list[Any]:
        """Return every value."""
        return self._values

    def sort_key(self, docnum: int) -> Any:
        """Return what a document is sorted by."""
        return self._values[docnum]


class ArrayDocuments(PerDocumentReader):
    """What is kept of each document."""

    def __init__(self, record: SegmentRecord, segment: Segment) -> None:
        self._record, self._segment = record, segment

    def close(self) -> None:
        """Do nothing: the file is unmapped with the arrays."""

    def doc_count(self) -> int:
        """Return live documents."""
        return int(self._record.doc_count())

    def doc_count_all(self) -> int:
        """Return documents, the deleted included."""
        return int(self._record.doc_count_all())

    def has_deletions(self) -> bool:
        """Tell whether any is deleted."""
        return bool(self._record.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Tell whether one is deleted."""
        return bool(self._record.is_deleted(docnum))

    def deleted_docs(self) -> frozenset[int]:
        """Return the deleted ones."""
        return frozenset(self._record.deleted_docs())

    def supports_columns(self) -> bool:
        """Tell that there are columns."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Tell whether a field is one."""
        return fieldname in self.list_columns()

    def list_columns(self) -> list[str]:
        """Return their names."""
        return [*self._segment.schema.labels, *self._segment.schema.days]

    def column_reader(self, fieldname: str, column: Any) -> ArrayColumn:
        """Return labels as UTF-8, days as numbers."""
        values = self._segment.column(fieldname).tolist()
        if fieldname in self._segment.schema.labels:
            texts = [t.encode() for t in self._segment.labels[fieldname]]
            values = [texts[ordinal] for ordinal in values]
        return ArrayColumn(values, column.default_value())

    def _lengths(self, fieldname: str) -> Ints:
        if fieldname not in self._segment.schema.by_name:
            return np.zeros(
                self._record.doc_count_all(), np.int32
            )  # A column, a stored field: nothing is tokens there.
        return self._segment.field(fieldname).lengths

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Return tokens of a document in a field, exactly."""
        return int(self._lengths(fieldname)[docnum]) if docnum < self._record.doc_count_all() else default

    def field_length(self, fieldname: str) -> int:
        """Return tokens of a field."""
        return int(self._lengths(fieldname).sum())

    def min_field_length(self, fieldname: str) -> int:
        """Return the lowest length above 0."""
        lengths = self._lengths(fieldname)
        return int(lengths[lengths > 0].min(initial=2**31 - 1))

    def max_field_length(self, fieldname: str) -> int:
        """Return the highest length."""
        return int(self._lengths(fieldname).max(initial=0))

    def has_vector(self, docnum: int, fieldname: str) -> bool:
        """Tell that term vectors are not kept."""
        return False

    def vector(self, docnum: int, fieldname: str, format_: Any) -> NullMatcherClass:
        """Return an empty matcher: term vectors are not kept."""
        empty: NullMatcherClass = NullMatcher()
        return empty

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """Return the key, the labels and the days of a document."""
        return stored_values(self._segment, docnum)

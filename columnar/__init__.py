"""A general columnar, segmented full-text index that Whoosh can read; it knows no language and no kind of document.

``IndexWriter`` writes generations of documents with integer keys, ``open_current`` opens the newest sound one, executors answer plans
over it. README.md beside this file shows all of it in twenty lines.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from columnar.errors import ColumnarError, ExportRefused, IndexBusy, IndexDamaged, IndexMissing, IndexReadOnly
    from columnar.execution.executor import Executor
    from columnar.generations.index_writer import IndexWriter
    from columnar.generations.names import current_folder, index_stamp
    from columnar.generations.opened import Generation, check_index, open_current
    from columnar.generations.publication import clear_unfinished
    from columnar.model import BREAK, NO_DAY, Terms
    from columnar.query.collector import PageRequest, ScoredDoc, TopDocs
    from columnar.query.plan import (
        AllOf,
        AnyOf,
        AtLeast,
        Begins,
        BestOf,
        Clause,
        Days,
        EitherOf,
        FirstWords,
        KeyIn,
        LabelIn,
        Leaf,
        Near,
        NoDay,
        Node,
        Nothing,
        Outside,
        Part,
        Plan,
        Restriction,
        Run,
        Scored,
        Without,
    )
    from columnar.reader.index_reader import IndexReader
    from columnar.schema import Field, Schema
    from columnar.segment.documents import Document
    from columnar.segment.numbered import NumberedText

_NAMES = {
    "model": "BREAK NO_DAY Terms",
    "errors": "ColumnarError ExportRefused IndexBusy IndexDamaged IndexMissing IndexReadOnly",
    "schema": "Field Schema",
    "segment.documents": "Document",
    "segment.numbered": "NumberedText",
    "generations.index_writer": "IndexWriter",
    "generations.opened": "Generation check_index open_current",
    "generations.names": "current_folder index_stamp",
    "generations.publication": "clear_unfinished",
    "reader.index_reader": "IndexReader",
    "execution.executor": "Executor",
    "query.collector": "PageRequest ScoredDoc TopDocs",
    "query.plan": "AllOf AnyOf AtLeast Begins BestOf Clause Days EitherOf FirstWords KeyIn LabelIn Leaf Near NoDay Node Nothing Outside Part Plan Restriction Run Scored Without",
}
_WHERE = {name: module for module, names in _NAMES.items() for name in names.split()}

__all__ = [
    "AllOf",
    "AnyOf",
    "AtLeast",
    "BREAK",
    "Begins",
    "BestOf",
    "Clause",
    "ColumnarError",
    "Days",
    "Document",
    "EitherOf",
    "Executor",
    "ExportRefused",
    "Field",
    "FirstWords",
    "Generation",
    "IndexBusy",
    "IndexDamaged",
    "IndexMissing",
    "IndexReadOnly",
    "IndexReader",
    "IndexWriter",
    "KeyIn",
    "LabelIn",
    "Leaf",
    "NO_DAY",
    "Near",
    "NoDay",
    "Node",
    "Nothing",
    "NumberedText",
    "Outside",
    "PageRequest",
    "Part",
    "Plan",
    "Restriction",
    "Run",
    "Schema",
    "Scored",
    "ScoredDoc",
    "Terms",
    "TopDocs",
    "Without",
    "check_index",
    "clear_unfinished",
    "current_folder",
    "index_stamp",
    "open_current",
]


if not TYPE_CHECKING:  # A name that is not here is an error to the type checker as well.

    def __getattr__(name: str) -> Any:
        # Loaded when asked for: who only reads needs neither the writer nor Whoosh.
        if name not in _WHERE:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(importlib.import_module(f"{__name__}.{_WHERE[name]}"), name)

"""Our segments as a Whoosh index: the table of contents that ``whoosh.index.open_dir`` reads, and searchers of our own.

Whoosh's table of contents is a pickle, and reading a pickle can run code. So ours is written for others only: our code never
reads it (``whoosh_reader`` makes the same objects of an opened generation), it names no class but Whoosh's fields, the analyzers given and our
segment record, and the manifest holds its hash like that of every file of a generation.
"""

# Whoosh is typed in part only: its constructors carry no annotations.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import pickle
from collections.abc import Sequence
from copyreg import dispatch_table
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from whoosh import __version__
from whoosh.filedb.filestore import RamStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import _CURRENT_TOC_VERSION, TOC
from whoosh.reading import EmptyReader, MultiReader, SegmentReader
from whoosh.reading import IndexReader as WhooshReader
from whoosh.searching import Searcher
from whoosh.system import _FLOAT_SIZE, _INT_SIZE, _LONG_SIZE

from columnar.files.array_file import write_durably
from columnar.reader.index_reader import IndexReader
from columnar.schema import Schema
from columnar.whoosh_compat.codec import INDEX_NAME, AnalyzerOf, ArraySegment, plain_analyzer, whoosh_schema
from columnar.whoosh_compat.scoring import LuceneBM25

TOC_FILE = str(TOC._filename(INDEX_NAME, 1))


def _pickled(value: object) -> bytes:
    """Pickle with leave to pickle segment records, which a Whoosh writer has not."""
    out = BytesIO()
    pickler = pickle.Pickler(out, 2)
    pickler.dispatch_table = {**dispatch_table, ArraySegment: _record}
    pickler.dump(value)
    return out.getvalue()


def _record(segment: ArraySegment) -> tuple[type[ArraySegment], tuple[str, int, bytes]]:
    deleted = np.array(sorted(segment.deleted), np.int32).tobytes()
    return ArraySegment, (segment.file, segment.documents, deleted)


def write_toc(
    folder: Path,
    schema: Schema,
    segments: Sequence[tuple[str, int, NDArray[np.int32]]],
    analyzer_of: AnalyzerOf = plain_analyzer,
) -> None:
    """Write the table of contents of (segment file, documents, deleted ones), durably, as ``whoosh.index.TOC`` reads it."""
    out = BytesIO()
    stream = StructFile(out)
    for size in (_INT_SIZE, _LONG_SIZE, _FLOAT_SIZE):
        stream.write_varint(size)
    stream.write_int(-12345)
    stream.write_int(_CURRENT_TOC_VERSION)
    for number in __version__[:3]:
        stream.write_varint(number)
    fields = whoosh_schema(schema, analyzer_of)
    fields.clean()
    stream.write_string(_pickled(fields))
    stream.write_int(1)
    stream.write_int(0)
    stream.write(
        _pickled([ArraySegment(name, count, gone.astype(np.int32).tobytes()) for name, count, gone in segments])
    )
    write_durably(folder / TOC_FILE, out.getvalue())


def whoosh_reader(reader: IndexReader) -> WhooshReader:
    """Return a Whoosh reader over an opened index."""
    schema = whoosh_schema(reader.schema)
    readers: list[WhooshReader] = []
    begins = np.cumsum([0, *(s.documents for s in reader.segments)]).tolist()
    for base, segment in zip(begins, reader.segments, strict=False):
        gone = np.flatnonzero(~reader.live[base : base + segment.documents]).astype(np.int32)
        record = ArraySegment(segment.path.name, segment.documents, gone.tobytes(), segment)
        readers.append(SegmentReader(RamStorage(), schema, record))
    if not readers:
        return EmptyReader(schema)
    return readers[0] if len(readers) == 1 else MultiReader(readers)


def whoosh_searcher(reader: IndexReader, k1: float | None = None, b: float | None = None) -> Searcher:
    """Return a Whoosh searcher over an opened index, scoring by LuceneBM25."""
    weighting = LuceneBM25(**{name: value for name, value in (("k1", k1), ("b", b)) if value is not None})
    return Searcher(whoosh_reader(reader), weighting=weighting)

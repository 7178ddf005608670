"""Our segments as a Whoosh index: the table of contents that ``whoosh.index.open_dir`` reads, and searchers of our own.

Whoosh's table of contents is a pickle, and reading a pickle can run code. So ours is written for others only: our code never
reads it (``whoosh_reader`` makes the same objects of an opened generation), it names no class but Whoosh's fields and our segment
record, and the manifest holds its hash like that of every file of a generation.
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
from whoosh.reading import EmptyReader, IndexReader, MultiReader, SegmentReader
from whoosh.searching import Searcher
from whoosh.system import _FLOAT_SIZE, _INT_SIZE, _LONG_SIZE

from indexer.engines.arrays import write_durably
from indexer.engines.columnar import ColumnarEngine
from indexer.engines.whoosh_codec import INDEX_NAME, ArraySegment, whoosh_schema
from indexer.engines.whoosh_scoring import LuceneBM25

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


def write_toc(folder: Path, segments: Sequence[tuple[str, int, NDArray[np.int32]]]) -> None:
    """Write the table of contents of (segment file, documents, deleted ones), durably, as ``whoosh.index.TOC`` reads it."""
    out = BytesIO()
    stream = StructFile(out)
    for size in (_INT_SIZE, _LONG_SIZE, _FLOAT_SIZE):
        stream.write_varint(size)
    stream.write_int(-12345)
    stream.write_int(_CURRENT_TOC_VERSION)
    for number in __version__[:3]:
        stream.write_varint(number)
    schema = whoosh_schema()
    schema.clean()
    stream.write_string(_pickled(schema))
    stream.write_int(1)
    stream.write_int(0)
    stream.write(
        _pickled([ArraySegment(name, count, gone.astype(np.int32).tobytes()) for name, count, gone in segments])
    )
    write_durably(folder / TOC_FILE, out.getvalue())


def whoosh_reader(engine: ColumnarEngine) -> IndexReader:
    """A Whoosh reader over an opened engine."""
    schema = whoosh_schema()
    readers: list[IndexReader] = []
    begins = np.cumsum([0, *(s.documents for s in engine.segments)]).tolist()
    for base, segment in zip(begins, engine.segments, strict=False):
        gone = np.flatnonzero(~engine.live[base : base + segment.documents]).astype(np.int32)
        record = ArraySegment(segment.path.name, segment.documents, gone.tobytes(), segment)
        readers.append(SegmentReader(RamStorage(), schema, record))
    if not readers:
        return EmptyReader(schema)
    return readers[0] if len(readers) == 1 else MultiReader(readers)


def whoosh_searcher(engine: ColumnarEngine, k1: float | None = None, b: float | None = None) -> Searcher:
    """A Whoosh searcher over an opened engine, scoring by LuceneBM25."""
    weighting = LuceneBM25(**{name: value for name, value in (("k1", k1), ("b", b)) if value is not None})
    return Searcher(whoosh_reader(engine), weighting=weighting)

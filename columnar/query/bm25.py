"""BM25 as Lucene defines it, over arrays.

idf = ln(1 + (N - df + 0.5) / (df + 0.5)); score = idf * tf * (k1 + 1) / (tf + k1 * (1 - b + b * length / average)).
N counts the live documents that have the field, average is their mean length, df the live documents of the term: deleted
documents never weigh, so an incremental index scores exactly as a rebuilt one. Lengths are exact.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from columnar.model import Postings
from columnar.query.idf import idf
from columnar.reader.index_reader import IndexReader

K1 = 1.2
B = 0.75


def field_statistics(reader: IndexReader, field: str) -> tuple[int, float]:
    """Return (live documents that have the field, their mean length in tokens; 1.0 when there are none)."""
    lengths = reader.lengths(field)
    having = reader.live & (lengths > 0)
    documents = int(np.count_nonzero(having))
    return documents, float(lengths[having].sum()) / documents if documents else 1.0


def bm25(
    reader: IndexReader,
    field: str,
    postings: Postings,
    k1: float = K1,
    b: float = B,
    *,
    statistics: tuple[int, float] | None = None,
    df: int | None = None,
) -> NDArray[np.float64]:
    """Return (docs,) the score of each posting; df is the number of postings, so it fits a phrase or a union as well.

    ``statistics`` (as ``field_statistics``) and ``df``: those of a larger collection of which the reader holds a part.
    """
    if not postings.docs.size:
        return np.zeros(0, np.float64)
    documents, average = statistics or field_statistics(reader, field)
    frequency = postings.freqs.astype(np.float64)
    length = reader.lengths(field)[postings.docs].astype(np.float64)
    weight = idf(documents, int(postings.docs.size) if df is None else df)
    return weight * frequency * (k1 + 1) / (frequency + k1 * (1 - b + b * length / average))

"""Restrictions of a plan over the columns of an index: which labels they name, and the mask of what they let through."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from columnar.model import NO_DAY
from columnar.query.plan import (
    AtLeast,
    ByDocument,
    Days,
    EitherOf,
    FirstWords,
    KeyIn,
    LabelIn,
    Near,
    NoDay,
    Nothing,
    Outside,
    Restriction,
    Run,
)
from columnar.query.positions import first_documents, near_documents
from columnar.reader.index_reader import IndexReader

Mask = NDArray[np.bool_]


def ordinals(reader: IndexReader, one: LabelIn) -> list[int]:
    """Return the ordinals of the labels that a restriction names; "" names none."""
    return [i for i, text in enumerate(reader.labels(one.column)) if text and text in one.values]


def bounds(days: Days) -> tuple[int, int]:
    """Return the first and last day that ``days`` lets through; an absent day is never inside."""
    low = NO_DAY + 1 if days.low is None else max(days.low, NO_DAY + 1)
    return low, 2**31 - 1 if days.high is None else days.high


def mask_of(reader: IndexReader, one: ByDocument) -> Mask:
    """Return (size,) documents that a restriction by document lets through, the deleted included."""
    if isinstance(one, NoDay):
        return ~_inside(reader, Days(one.columns, None, None))
    if isinstance(one, AtLeast):
        return _counts(reader, one.runs) >= one.times
    if isinstance(one, EitherOf):
        mask = np.zeros(reader.size, np.bool_)
        for other in one.restrictions:
            mask |= allowed(reader, (other,))
        return mask
    if isinstance(one, Outside):
        return ~allowed(reader, (one.restriction,))
    mask = np.zeros(reader.size, np.bool_)
    mask[_documents(reader, one)] = True
    return mask


def column_of(reader: IndexReader, one: ByDocument) -> NDArray[np.int32]:
    """Return (size,) the same as a column of 0 and 1; where few documents are let through nothing else is read or written."""
    if not isinstance(one, KeyIn | Near | FirstWords):
        return mask_of(reader, one).astype(np.int32)
    column = np.zeros(reader.size, np.int32)
    column[_documents(reader, one)] = 1
    return column


def _documents(reader: IndexReader, one: KeyIn | Near | FirstWords) -> NDArray[np.int64]:
    if isinstance(one, KeyIn):
        return reader.documents_of(one.keys)
    return near_documents(reader, one) if isinstance(one, Near) else first_documents(reader, one)


def _counts(reader: IndexReader, runs: Sequence[Run]) -> NDArray[np.int64]:
    """(size,) how often the runs stand in each document."""
    found = np.zeros(reader.size, np.int64)
    for run in runs:
        postings = reader.phrase(run.field, run.terms)
        found[postings.docs] += postings.freqs
    return found


def _inside(reader: IndexReader, days: Days) -> Mask:
    low, high = bounds(days)
    mask = np.zeros(reader.size, np.bool_)
    for name in days.columns:
        column = reader.column(name)
        mask |= (column >= low) & (column <= high)
    return mask


def allowed(reader: IndexReader, restrictions: Sequence[Restriction]) -> Mask:
    """Return (size,) the live documents that every restriction lets through."""
    mask = reader.live.copy()
    for one in restrictions:
        if isinstance(one, Nothing):
            mask[:] = False
        elif isinstance(one, Days):
            mask &= _inside(reader, one)
        elif isinstance(one, LabelIn):
            mask &= np.isin(reader.column(one.column), ordinals(reader, one))
        else:
            mask &= mask_of(reader, one)
    return mask

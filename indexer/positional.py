"""Where phrases stand: documents in which two are near each other or in one sentence, or one stands at the beginning."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.model import Engine
from vietnamese.tokens import tokenize

Docs = NDArray[np.int64]

_ZONES = ("title", "lead", "body", "caption")
_APART = 1 << 32
"""Places of different documents are so far apart in one line of numbers."""


def _terms(phrase: str) -> tuple[str, list[str]]:
    """The end of the field's name ("" or "_folded": typed without accents) and the terms of a phrase."""
    tokens = tokenize(phrase)
    accented = any(t.text != t.folded for t in tokens)
    return ("" if accented else "_folded"), [t.text if accented else t.folded for t in tokens]


def _held(engine: Engine, zone: str, phrase: str) -> Docs:
    end, terms = _terms(phrase)
    return engine.phrase(zone + end, terms).docs.astype(np.int64) if terms else np.zeros(0, np.int64)


def _places(engine: Engine, zone: str, phrase: str, docs: Docs) -> tuple[NDArray[np.int64], int]:
    """Where the phrase begins in each document (place in ``docs`` * _APART + position, ascending), and its length."""
    end, terms = _terms(phrase)
    distinct = list(dict.fromkeys(terms))
    which, term, at = engine.occurrences(zone + end, distinct, docs)
    line = which.astype(np.int64) * _APART + at
    each = [line[term == i] for i in range(len(distinct))]
    starts = each[distinct.index(terms[0])]
    for offset, text in enumerate(terms[1:], 1):
        starts = starts[np.isin(starts + offset, each[distinct.index(text)], assume_unique=True)]
    return starts, len(terms)


def near(engine: Engine, firsts: Sequence[str], seconds: Sequence[str], apart: int | None) -> Docs:
    """Documents (ascending) where one of ``firsts`` stands at most so far from one of ``seconds`` in a zone; None: in one sentence."""
    return np.unique(np.concatenate([_near(engine, a, b, apart) for a in firsts for b in seconds]))


def _near(engine: Engine, one: str, other: str, apart: int | None) -> Docs:
    found: list[Docs] = [np.zeros(0, np.int64)]
    for zone in _ZONES:
        docs = np.intersect1d(_held(engine, zone, one), _held(engine, zone, other))
        if not docs.size:
            continue
        first, long_first = _places(engine, zone, one, docs)
        second, long_second = _places(engine, zone, other, docs)
        if apart is None:
            breaks = engine.breaks(zone, docs)
            close = np.intersect1d(_sentences(first, breaks), _sentences(second, breaks)) // _APART
        else:
            close = _close(first, long_first, second, long_second, apart)
        found.append(docs[np.unique(close)])
    return np.concatenate(found)


def _close(
    first: NDArray[np.int64], long_first: int, second: NDArray[np.int64], long_second: int, apart: int
) -> NDArray[np.int64]:
    """Places in ``docs`` where at most ``apart`` words stand between a start of one and the end of the other."""
    if not first.size or not second.size:
        return np.zeros(0, np.int64)
    after = np.searchsorted(second, first)
    ahead = second[np.minimum(after, second.size - 1)] - (first + long_first)
    behind = first - (second[np.maximum(after - 1, 0)] + long_second)
    close = ((ahead >= 0) & (ahead <= apart)) | ((behind >= 0) & (behind <= apart))
    return first[close] // _APART


def _sentences(starts: NDArray[np.int64], breaks: Sequence[NDArray[np.int32]]) -> NDArray[np.int64]:
    """Replace the position of each start by the number of its sentence."""
    doc, at = starts // _APART, starts % _APART
    number = [int(np.searchsorted(breaks[d], p)) for d, p in zip(doc.tolist(), at.tolist(), strict=True)]
    return doc * _APART + np.array(number, np.int64)


def start(engine: Engine, phrases: Sequence[str], words: int) -> Docs:
    """Documents (ascending) with one of the phrases within the first ``words`` of lead and body together, or in the title."""
    return np.unique(np.concatenate([_start(engine, phrase, words) for phrase in phrases]))


def _start(engine: Engine, phrase: str, most: int) -> Docs:
    found = [_held(engine, "title", phrase)]
    leads = engine.lengths("lead")
    for zone in ("lead", "body"):
        docs = _held(engine, zone, phrase)
        if docs.size:
            places, long = _places(engine, zone, phrase, docs)
            which = places // _APART
            breaks = engine.breaks(zone, docs)
            before = np.array(
                [np.searchsorted(breaks[d], p) for d, p in zip(which.tolist(), (places % _APART).tolist(), strict=True)]
            )
            words = places % _APART - before.astype(np.int64) + long
            words += leads[docs[which]] if zone == "body" else 0
            found.append(docs[np.unique(which[words <= most])])
    return np.concatenate(found)

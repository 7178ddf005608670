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


def _places(engine: Engine, zone: str, phrase: str) -> tuple[Docs, NDArray[np.int64], int]:
    """Where the phrase begins (document and position, ascending), and its length."""
    end, terms = _terms(phrase)
    return *engine.phrase_places(zone + end, terms), len(terms)


def near(engine: Engine, firsts: Sequence[str], seconds: Sequence[str], apart: int | None) -> Docs:
    """Documents (ascending) where one of ``firsts`` stands at most so far from one of ``seconds`` in a zone; None: in one sentence."""
    return np.unique(np.concatenate([_near(engine, a, b, apart) for a in firsts for b in seconds]))


def _near(engine: Engine, one: str, other: str, apart: int | None) -> Docs:
    found: list[Docs] = [np.zeros(0, np.int64)]
    for zone in _ZONES:
        first_docs, first, long_first = _places(engine, zone, one)
        second_docs, second, long_second = _places(engine, zone, other)
        if not first.size or not second.size:
            continue
        if apart is None:
            both = np.intersect1d(first_docs, second_docs)
            ones, others = np.isin(first_docs, both), np.isin(second_docs, both)
            close = np.intersect1d(
                _sentences(engine, zone, first_docs[ones], first[ones]),
                _sentences(engine, zone, second_docs[others], second[others]),
            )
        else:
            lines = first_docs * _APART + first, second_docs * _APART + second
            close = _close(lines[0], long_first, lines[1], long_second, apart)
        found.append(np.unique(close // _APART))
    return np.concatenate(found)


def _close(
    first: NDArray[np.int64], long_first: int, second: NDArray[np.int64], long_second: int, apart: int
) -> NDArray[np.int64]:
    """Starts of one between which and the other's, end to start, at most ``apart`` words stand, on one line of numbers."""
    after = np.searchsorted(second, first)
    ahead = second[np.minimum(after, second.size - 1)] - (first + long_first)
    behind = first - (second[np.maximum(after - 1, 0)] + long_second)
    close = ((ahead >= 0) & (ahead <= apart)) | ((behind >= 0) & (behind <= apart))
    return first[close]


def _sentences(engine: Engine, zone: str, docs: Docs, at: NDArray[np.int64]) -> NDArray[np.int64]:
    """The sentence of each place, on one line of numbers."""
    return docs * _APART + engine.sentences(zone, docs, at)


def start(engine: Engine, phrases: Sequence[str], words: int) -> Docs:
    """Documents (ascending) with one of the phrases within the first ``words`` of lead and body together, or in the title."""
    return np.unique(np.concatenate([_start(engine, phrase, words) for phrase in phrases]))


def _start(engine: Engine, phrase: str, most: int) -> Docs:
    found = [_places(engine, "title", phrase)[0]]
    leads = engine.lengths("lead")
    for zone in ("lead", "body"):
        docs, at, long = _places(engine, zone, phrase)
        # Positions count the breaks between sentences too: there are fewer than words.
        early = at <= 2 * most
        docs, at = docs[early], at[early]
        words = at - engine.sentences(zone, docs, at) + long
        words += leads[docs] if zone == "body" else 0
        found.append(docs[words <= most])
    return np.concatenate(found)

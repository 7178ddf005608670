"""MinHash signatures (datasketch) of texts: equal values tell how much of two texts is the same, shared bands whom to compare."""

from __future__ import annotations

import numpy as np
from datasketch import MinHash
from numpy.typing import NDArray

from archive.model import Article
from vietnamese.shingles import shingles

SIGNATURES_VERSION = "1"
"""Raise it when a text that could not be signed now can: it is tried again."""

_PERMUTATIONS, _ROWS = 96, 4
_LEAST = 40  # shingles: shorter texts are notices that many portals word alike
_EMPTY = MinHash(num_perm=_PERMUTATIONS, seed=1)  # copied: its permutations are the same for all
_MIXER = np.uint64(1_000_003)
_POSITIVE = np.uint64(0x7FFF_FFFF_FFFF_FFFF)

Signature = NDArray[np.uint32]


def signature_of(article: Article) -> Signature | None:
    """Return 96 values from the runs of five syllables in title, lead and body; None for a text too short to tell."""
    found = shingles("\n".join((article.title, article.lead, article.body)))
    if len(found) < _LEAST:
        return None
    made = _EMPTY.copy()
    made.update_batch(found)
    return np.asarray(made.hashvalues, dtype=np.uint32)


def bands_of(signature: Signature) -> list[int]:
    """Return one number (63 bits) for each of 24 bands: a pair alike to 0.7 shares one with probability 0.998."""
    rows = signature.astype(np.uint64).reshape(-1, _ROWS)
    mixed = np.zeros(len(rows), dtype=np.uint64)
    for column in rows.T:
        mixed = mixed * _MIXER + column
    numbers: list[int] = (mixed & _POSITIVE).tolist()
    return numbers


def likeness(signature: Signature, packed: bytes) -> float:
    """Return how much of two texts is the same, from 0 to 1; ``packed`` is the other signature's bytes."""
    return float(np.count_nonzero(np.frombuffer(packed, dtype=np.uint32) == signature)) / len(signature)

"""MinHash signatures of texts: equal values tell how much of two texts is the same, shared bands whom to compare."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Set
from functools import cache
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from archive.model import Article
from vietnamese.spelling.normalise import fold

SIGNATURES_VERSION = "1"
"""Raise it when a text that could not be signed now can: it is tried again."""

_PERMUTATIONS, _ROWS = 96, 4
_SHINGLE = 5  # syllables
_SYLLABLE = re.compile(r"\w+")
_LEAST = 40  # shingles: shorter texts are notices that many portals word alike
_DIGEST_WORDS = 5  # of four bytes in a SHA-1
_MIXER = np.uint64(1_000_003)
_POSITIVE = np.uint64(0x7FFF_FFFF_FFFF_FFFF)

Signature = NDArray[np.uint32]


def signature_of(article: Article) -> Signature | None:
    """Return 96 values from the runs of five syllables in title, lead and body; None for a text too short to tell."""
    found = _shingles("\n".join((article.title, article.lead, article.body)))
    if len(found) < _LEAST:
        return None
    return minhash(found)


def _shingles(text: str) -> set[bytes]:
    """Return every run of five syllables of ``text``, folded (no case, no accents, no punctuation), as UTF-8."""
    words = [word.encode() for word in _SYLLABLE.findall(fold(text))]
    line = b" ".join(words)
    ends = list(accumulate(map(len, words), lambda end, size: end + 1 + size))
    starts = [0, *(end + 1 for end in ends)]
    return {line[start:end] for start, end in zip(starts, ends[_SHINGLE - 1 :], strict=False)}


def minhash(values: Set[bytes]) -> Signature:
    """Return the least of each permutation of the values' hashes, as stored signatures have it; not for an empty set.

    These are datasketch's values (2.0, "affine32", seed 1): the first four bytes of SHA-1, mixed as MurmurHash3 ends, then
    a * hash + b modulo 2**32. Changing any of it makes every stored signature worthless.
    """
    digests = b"".join([hashlib.sha1(value, usedforsecurity=False).digest() for value in values])
    hashes = np.frombuffer(digests, dtype="<u4")[::_DIGEST_WORDS].astype(np.uint32)
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        hashes = (hashes ^ (hashes >> np.uint32(shift))) * np.uint32(factor)
    hashes ^= hashes >> np.uint32(16)
    factors, offsets = _permutations()
    least: Signature = (hashes[:, None] * factors + offsets).min(axis=0)
    return least


@cache
def _permutations() -> tuple[Signature, Signature]:
    """Return the factors (odd, so that each is a permutation) and offsets; RandomState's numbers never change by NumPy's policy."""
    numbers = np.random.RandomState(1)
    factors = numbers.randint(0, 1 << 31, _PERMUTATIONS, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return factors, numbers.randint(0, 1 << 32, _PERMUTATIONS, dtype=np.uint32)


def bands_of(signature: Signature) -> list[int]:
    """Return one number (63 bits) for each of 24 bands: a pair alike to 0.7 shares one with probability 0.998."""
    rows = signature.astype(np.uint64).reshape(-1, _ROWS)
    mixed = np.zeros(len(rows), dtype=np.uint64)
    for column in rows.T:
        mixed = mixed * _MIXER + column
    numbers: list[int] = (mixed & _POSITIVE).tolist()
    return numbers


def similarity_of(signature: Signature, packed: bytes) -> float:
    """Return how much of two texts is the same, from 0 to 1; ``packed`` is the other signature's bytes."""
    return float(np.count_nonzero(np.frombuffer(packed, dtype=np.uint32) == signature)) / len(signature)

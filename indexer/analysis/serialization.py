"""Kept analyses as bytes and back, without a Python object for any term: one JSON line, then terms and arrays as they are.

The numbers of an article take 16 bits unless it has more than 32,767 different terms.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from columnar import Terms
from indexer.analysis.model import Analysis, Words
from indexer.schema import TEXT_ZONES

_LEVEL = 6


def _pack(terms: Terms, arrays: Sequence[NDArray[Any]], head: dict[str, Any]) -> bytes:
    small = len(terms) < 2**15
    head |= {"terms": len(terms.data), "sizes": [int(a.size) for a in arrays], "type": "<i2" if small else "<i4"}
    line = json.dumps(head, ensure_ascii=False).encode() + b"\n"
    return zlib.compress(line + terms.data + b"".join(a.astype(head["type"]).tobytes() for a in arrays), _LEVEL)


def _unpack(data: bytes) -> tuple[dict[str, Any], Terms, list[NDArray[Any]]]:
    plain = zlib.decompress(data)
    at = plain.index(b"\n") + 1
    head = json.loads(plain[:at].decode())
    terms = Terms(plain[at : at + head["terms"]])
    at += head["terms"]
    arrays: list[NDArray[Any]] = []
    kind = np.dtype(head["type"])
    for size in head["sizes"]:
        arrays.append(np.frombuffer(plain, kind, size, at))
        at += size * kind.itemsize
    if at != len(plain):
        raise ValueError("wrong size")
    return head, terms, arrays


def _failed(failed: Mapping[str, str]) -> dict[str, Any]:
    return {"failed": dict(failed)} if failed else {}


def pack(analysis: Analysis) -> bytes:
    """Pack an analysis."""
    zones = [analysis.zones[zone] for zone in TEXT_ZONES]
    return _pack(analysis.vocabulary, zones, {"definitions": analysis.definitions, **_failed(analysis.failed)})


def unpack(data: bytes) -> Analysis:
    """Undo ``pack``. Raises ValueError when the bytes are damaged."""
    try:
        head, terms, arrays = _unpack(data)
        pairs = tuple((str(a), str(b)) for a, b in head["definitions"])
        return Analysis(terms, dict(zip(TEXT_ZONES, arrays, strict=True)), pairs, head.get("failed", {}))
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise ValueError(f"a kept analysis is damaged ({error})") from None


def pack_words(words: Words) -> bytes:
    """Pack the words of a text."""
    borders = {version: list(terms) for version, terms in words.borders.items()}
    return _pack(
        words.vocabulary, [words.numbers], {**({"borders": borders} if borders else {}), **_failed(words.failed)}
    )


def unpack_words(data: bytes) -> Words:
    """Undo ``pack_words``. Raises ValueError when the bytes are damaged."""
    try:
        head, terms, (numbers,) = _unpack(data)
        return Words(terms, numbers, head.get("failed", {}), head.get("borders", {}))
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise ValueError(f"kept words are damaged ({error})") from None

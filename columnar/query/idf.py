"""How rare a term is."""

from __future__ import annotations

from math import log


def idf(documents: int, df: int) -> float:
    """Return Lucene's inverse document frequency of a term in ``df`` of ``documents``; never negative."""
    return log(1.0 + (documents - df + 0.5) / (df + 0.5))

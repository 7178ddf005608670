"""BM25 as Whoosh's searcher computes it: the same definition as ``columnar.query.bm25``, over any Whoosh reader."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from whoosh.scoring import WeightingModel, WeightLengthScorer

from columnar.query.bm25 import K1, B
from columnar.query.idf import idf


class LuceneBM25(WeightingModel):
    """Lucene's BM25 as a Whoosh weighting model; see ``columnar.query.bm25`` for the definition of N and average."""

    def __init__(self, k1: float = K1, b: float = B) -> None:
        """Set Lucene's parameters: ``k1`` saturates frequencies, ``b`` says how much length counts."""
        self.k1, self.b = k1, b
        self._kept: WeakKeyDictionary[Any, dict[str, tuple[int, float]]] = WeakKeyDictionary()

    def supports_block_quality(self) -> bool:
        """Scores grow with frequency and shrink with length, so blocks may be skipped."""
        return True

    def statistics(self, searcher: Any, fieldname: str) -> tuple[int, float]:
        """Return (live documents that have the field, their mean length), over all segments."""
        parent = searcher.get_parent()
        kept = self._kept.setdefault(parent, {})
        if fieldname not in kept:
            reader = parent.reader()
            lengths = [n for d in reader.all_doc_ids() if (n := reader.doc_field_length(d, fieldname) or 0) > 0]
            kept[fieldname] = (len(lengths), sum(lengths) / len(lengths) if lengths else 1.0)
        return kept[fieldname]

    def scorer(self, searcher: Any, fieldname: str, text: Any, qf: int = 1) -> LuceneScorer:
        """Make the scorer of one term."""
        documents, average = self.statistics(searcher, fieldname)
        weight = idf(documents, _live_frequency(searcher.get_parent().reader(), fieldname, text))
        return LuceneScorer(searcher, fieldname, text, (weight * qf, average, self.k1, self.b))


def _live_frequency(reader: Any, fieldname: str, text: Any) -> int:
    """Return how many live documents have the term: Whoosh counts the deleted too."""
    if not reader.has_deletions() or (fieldname, text) not in reader:
        return int(reader.doc_frequency(fieldname, text))
    return sum(1 for _ in reader.postings(fieldname, text).all_ids())


class LuceneScorer(WeightLengthScorer):
    """Scores the postings of one term."""

    def __init__(self, searcher: Any, fieldname: str, text: Any, numbers: tuple[float, float, float, float]) -> None:
        """Take (idf, average length, k1, b)."""
        self._idf, self._average, self._k1, self._b = numbers
        self.setup(searcher, fieldname, text)

    def _score(self, weight: float, length: int) -> float:
        norm = self._k1 * (1 - self._b + self._b * length / self._average)
        return self._idf * weight * (self._k1 + 1) / (weight + norm)

"""The articles of an index that were read for ranking: the last ones are kept."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from columnar.execution.proximity import plain_distances
from columnar.query.leaves import leaves_of, terms_of
from columnar.query.plan import Plan
from columnar.reader.index_reader import IndexReader
from columnar.segment.documents import Document
from columnar.segment.known_documents import KnownDocument, KnownDocuments, KnownTexts
from columnar.segment.writer import hold_batch
from indexer.builders.columnar import FOLDS, columnar_document
from indexer.builders.opensearch.layout import read_article
from indexer.schema import ARTICLE_SCHEMA
from search.backend import Pair
from search.backends.opensearch.whole_index import PAGE, WholeIndex

_log = logging.getLogger(__name__)

_SCHEMA = replace(ARTICLE_SCHEMA, bigrams=())
_MOST = 10_000
"""Articles that are kept, each of about 10 kB."""

_MOST_TERMS = 300_000
"""Terms with numbers, each of about 300 bytes, beyond which it is begun anew."""


class KnownArticles:
    """Articles by their number. Safe to use from several threads."""

    def __init__(self, whole: WholeIndex) -> None:
        self._whole = whole
        self._known = KnownDocuments(_SCHEMA, FOLDS)

    def reader(self, numbers: Collection[int], plan: Plan) -> IndexReader:
        """Return a reader of some articles, ascending by number, that answers the plan; those that are gone are left out.

        Raises IndexUnreachable.
        """
        known, found = self._read(numbers)
        return IndexReader([hold_batch(known.select(found, terms_of(leaves_of(plan), _SCHEMA)), FOLDS)])

    def distances(
        self, fields: Sequence[str], pairs: Sequence[Pair], numbers: Sequence[int], window: int
    ) -> NDArray[np.uint8]:
        """Tell how far apart the words of each pair stand in each of some articles; one that is gone has no words. Raises IndexUnreachable."""
        known, found = self._read(numbers)
        there = [n for n, number in enumerate(numbers) if number in found]
        texts = KnownTexts(known, [found[numbers[n]] for n in there])
        out = np.zeros((2, len(pairs), len(numbers)), np.uint8)
        out[:, :, there] = plain_distances(texts, fields, pairs, np.arange(len(there)), window)
        return out

    def _read(self, numbers: Collection[int]) -> tuple[KnownDocuments, dict[int, KnownDocument]]:
        """Return those of some articles that are there, and what numbered their terms."""
        if self._known.terms > _MOST_TERMS:
            self._known = KnownDocuments(_SCHEMA, FOLDS)
        known = self._known
        found = known.take(numbers)
        lacking = sorted(set(numbers) - found.keys())
        for at in range(0, len(lacking), PAGE):
            packed = self._whole.packed(lacking[at : at + PAGE])
            found |= known.add([document for one in packed if (document := _read_document(one)) is not None])
        known.forget(_MOST)
        return known, found


def _read_document(packed: bytes) -> Document | None:
    """Return what was packed of an article; None where it is damaged, which costs that article alone."""
    try:
        return columnar_document(read_article(packed))
    except (KeyError, ValueError) as error:
        _log.error("an article of the cluster's index cannot be read: run index --rebuild (%s)", error)
        return None

"""The articles of an index that were read for ranking: each is read once, until there are too many."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from columnar.execution.proximity import plain_distances
from columnar.query.leaves import leaves_of, terms_of
from columnar.query.plan import Plan
from columnar.reader.index_reader import IndexReader
from columnar.segment.known_documents import KnownDocuments
from columnar.segment.writer import hold_batch
from indexer.builders.columnar import FOLDS, columnar_document
from indexer.builders.opensearch.layout import read_article
from indexer.schema import ARTICLE_SCHEMA
from search.backend import Pair
from search.backends.opensearch.whole_index import PAGE, WholeIndex

_SCHEMA = replace(ARTICLE_SCHEMA, bigrams=())
_MOST = 20_000
"""Articles that are kept, each of about 3 kB; a search that needs more has them while it runs."""


class KnownArticles:
    """Articles by their number. Safe to use from several threads."""

    def __init__(self, whole: WholeIndex) -> None:
        self._whole = whole
        self._known = KnownDocuments(_SCHEMA, FOLDS)

    def reader(self, numbers: Collection[int], plan: Plan) -> IndexReader:
        """Return a reader of some articles, ascending by number, that answers the plan; those that are gone are left out.

        Raises IndexUnreachable.
        """
        batch = self._read(numbers).select(numbers, terms_of(leaves_of(plan), _SCHEMA))
        return IndexReader([hold_batch(batch, FOLDS)])

    def distances(
        self, fields: Sequence[str], pairs: Sequence[Pair], numbers: Sequence[int], window: int
    ) -> NDArray[np.uint8]:
        """Tell how far apart the words of each pair stand in each of some articles; one that is gone has no words. Raises IndexUnreachable."""
        known = self._read(numbers)
        held = np.array([n for n, number in enumerate(numbers) if number in known], np.int64)
        found = np.zeros((2, len(pairs), len(numbers)), np.uint8)
        found[:, :, held] = plain_distances(known, fields, pairs, np.array(numbers, np.int64)[held], window)
        return found

    def _read(self, numbers: Collection[int]) -> KnownDocuments:
        """Return documents that have all of some articles that are there."""
        known = self._known
        if len(known) > _MOST:
            known = self._known = KnownDocuments(_SCHEMA, FOLDS)
        lacking = sorted({number for number in numbers if number not in known})
        for at in range(0, len(lacking), PAGE):
            read = self._whole.documents_of(lacking[at : at + PAGE])
            known.add([columnar_document(read_article(document)) for document in read])
        return known

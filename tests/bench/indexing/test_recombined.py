"""Recombined articles are found by the title of one and the body of another, each by a number of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

from archive.articles.archive import Archive
from bench.indexing.recombined import RecombiningBuilder
from columnar.query.plan import Run
from indexer.builders.columnar import ColumnarBuilder
from indexer.update import STEPS, index_archive
from search.backends.columnar import ColumnarSource


def test_copies_are_found(indexed_data: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(indexed_data, data)
    runs = [Run("title", ("ma", "túy")), Run("body", ("ma", "túy")), Run("body_folded", ("phong", "trao"))]
    before = ColumnarSource(data).open()
    with Archive.open(data, readonly=True) as archive:
        numbers = {s.id for batch in archive.changed_since(0) for s in batch if s.searchable}
    builder = RecombiningBuilder(ColumnarBuilder(data, STEPS.version), 3)
    report = index_archive(data, processes=1, rebuild=True, builder=builder)
    after = ColumnarSource(data).open()
    assert report.articles == 3 * len(numbers)
    assert after.counts(runs) == [3 * count for count in before.counts(runs)]
    assert min(before.counts(runs)) > 0
    assert after.holding(numbers) == numbers

"""What others ask of the published index without searching it: its age, its soundness, a copy for Whoosh."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from archive.attempts import ExportReport
from columnar import IndexDamaged, IndexMissing, clear_unfinished, open_current
from columnar import check_index as check_generation
from columnar.generations.distrusted import distrusted_generations
from columnar.generations.manifest import read_manifest
from columnar.generations.names import current_folder, index_stamp
from indexer.builders.cluster_settings import ClusterSettings

if TYPE_CHECKING:
    from columnar.export import DocumentOf, Texts
    from columnar.segment.reader import Segment

__all__ = ["check_index", "can_be_opened", "clear_unfinished", "export_whoosh", "is_damaged", "published_at"]


def published_at(data: Path) -> datetime | None:
    """When the index was last published (UTC); None when there is none. Raises IndexUnreachable."""
    cluster = ClusterSettings.read()
    if cluster is not None:
        from indexer.builders.opensearch import published_at as published_in_cluster

        return published_in_cluster(cluster)
    stamp = index_stamp(data)
    return None if stamp is None else datetime.fromtimestamp(stamp[1] / 1e9, UTC)


def check_index(data: Path) -> list[str]:
    """Look at the whole published index; return what is wrong with it, one line each."""
    cluster = ClusterSettings.read()
    if cluster is None:
        return check_generation(data)
    from indexer.builders.opensearch import find_problems

    return find_problems(cluster)


def is_damaged(data: Path) -> bool:
    """Tell whether somebody found the published index damaged; then the one before answers."""
    try:
        return current_folder(data).name in distrusted_generations(data)
    except (IndexMissing, IndexDamaged):
        return False


def can_be_opened(data: Path) -> bool:
    """Tell whether an index answers: one is published, sound, and of a format that is read; a cluster's always does."""
    if ClusterSettings.read() is not None:
        return True
    try:
        read_manifest(current_folder(data))
    except IndexMissing:
        return False
    except IndexDamaged:
        return _can_open(data)
    return True


def _can_open(data: Path) -> bool:
    """Tell whether any generation is sound."""
    try:
        open_current(data)
    except (IndexMissing, IndexDamaged):
        return False
    return True


def export_whoosh(
    data: Path,
    target: Path,
    progress: Callable[[int, int], None] | None = None,
    document_of: DocumentOf | None = None,
) -> ExportReport:
    """Write the published index as a stock Whoosh index into a new folder; an article that cannot be made is left out.

    Raises IndexMissing, IndexDamaged, ExportRefused.
    """
    from columnar.export import export_whoosh as export  # Whoosh is loaded by those alone who export.
    from columnar.export import stock_document

    done, make = ExportReport(), document_of or stock_document

    def attempt_document(segment: Segment, texts: Mapping[str, Texts], doc: int) -> dict[str, object] | None:
        return done.attempt(int(segment.arrays["keys"][doc]), partial(make, segment, texts), doc)

    export(current_folder(data), target, progress, attempt_document)
    return done

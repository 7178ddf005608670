"""Archive -> documents -> published index: analyses each text once, keeps what it made, and publishes through a ``Builder``.

The names below are its face; the rest of the project imports nothing else of it.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from indexer.analysis.cache_database import CACHE_NAME, CacheDatabase
    from indexer.analysis.underthesea_loader import word_cutter
    from indexer.builder import Builder
    from indexer.builders.choice import builder_of
    from indexer.errors import ExportRefused, IndexBusy, IndexDamaged, IndexingError, IndexMissing, IndexUnreachable
    from indexer.published import can_be_opened, check_index, clear_unfinished, export_whoosh, is_damaged, published_at
    from indexer.update import FIRST_STEPS, IndexReport, Steps, index_archive
    from indexer.word_learning import learn_words

_WHERE = {
    "CacheDatabase": "analysis.cache_database",
    "Builder": "builder",
    "CACHE_NAME": "analysis.cache_database",
    "builder_of": "builders.choice",
    "ExportRefused": "errors",
    "IndexBusy": "errors",
    "IndexDamaged": "errors",
    "IndexMissing": "errors",
    "IndexUnreachable": "errors",
    "IndexReport": "update",
    "IndexingError": "errors",
    "can_be_opened": "published",
    "check_index": "published",
    "clear_unfinished": "published",
    "export_whoosh": "published",
    "FIRST_STEPS": "update",
    "Steps": "update",
    "is_damaged": "published",
    "published_at": "published",
    "index_archive": "update",
    "learn_words": "word_learning",
    "word_cutter": "analysis.underthesea_loader",
}

__all__ = [
    "CacheDatabase",
    "Builder",
    "CACHE_NAME",
    "builder_of",
    "ExportRefused",
    "IndexBusy",
    "IndexDamaged",
    "IndexMissing",
    "IndexUnreachable",
    "IndexReport",
    "IndexingError",
    "can_be_opened",
    "check_index",
    "clear_unfinished",
    "export_whoosh",
    "FIRST_STEPS",
    "Steps",
    "is_damaged",
    "published_at",
    "index_archive",
    "learn_words",
    "word_cutter",
]


if not TYPE_CHECKING:  # A name that is not here is an error to the type checker as well.

    def __getattr__(name: str) -> Any:
        # Loaded when asked for: who publishes one article needs neither the exporter nor Whoosh.
        if name not in _WHERE:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(importlib.import_module(f"{__name__}.{_WHERE[name]}"), name)

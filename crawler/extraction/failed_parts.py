"""Records beside an article which parts of its page could not be read: ``run.py check`` and the admin pages list them."""

from __future__ import annotations

from archive.articles.archive import Archive
from archive.failures import EXTRACTION, Failure, Failures
from crawler.extraction.extract import EXTRACTOR_VERSION, Extraction


def record_failed_parts(archive: Archive, article: int, read: Extraction) -> None:
    """Record which parts of an article's page could not be read, or that all could."""
    failed = [Failure(article, EXTRACTION, EXTRACTOR_VERSION, "; ".join(read.failed))] if read.failed else []
    Failures(archive.engine).record_outcome([article], [EXTRACTION], failed)

"""What a failed job tells admins: what the index or the system says is told in the words of who looks after a site."""

from __future__ import annotations

import errno
from collections.abc import Mapping

from translations import ngettext
from words import sentence

_SYSTEM = {
    errno.ENOSPC: "jobs.disk_full",
    errno.EDQUOT: "jobs.disk_quota_used",
    errno.EIO: "jobs.disk_broken",
    errno.EROFS: "jobs.folder_readonly",
    errno.EACCES: "jobs.permission_denied",
    errno.ENOMEM: "jobs.out_of_memory",
}
CHOSEN = {
    "archive.row_damaged": "jobs.archive_damaged",
    "columnar.busy": "jobs.index_busy",
    "columnar.file_damaged": "jobs.index_damaged",
    "columnar.file_unreadable": "jobs.index_damaged",
    "columnar.manifest_unusable": "jobs.index_damaged",
    "columnar.none_sound": "jobs.index_damaged",
    "columnar.nothing_published": "jobs.index_missing",
    "columnar.numbers_damaged": "jobs.index_damaged",
    "columnar.part_missing": "jobs.index_damaged",
    "columnar.schema_unreadable": "jobs.index_damaged",
    "database.output_unwritable": "jobs.archive_unwritable",
    "database.busy": "jobs.archive_busy",
    "database.damaged": "jobs.archive_damaged",
    "database.disk_full": "jobs.archive_unwritable",
    "database.file_readonly": "jobs.archive_unwritable",
    "database.file_unwritable": "jobs.archive_unwritable",
    "database.folder_taken": "jobs.archive_busy",
    "database.folder_unmakeable": "jobs.archive_unwritable",
    "database.folder_written": "jobs.archive_busy",
    "database.log_unreadable": "jobs.folder_readonly",
    "database.no_copy_made": "jobs.archive_unwritable",
    "database.no_room_to_migrate": "jobs.archive_unwritable",
    "database.no_space": "jobs.archive_unwritable",
    "database.secret_key_unwritable": "jobs.archive_unwritable",
    "database.server_busy": "jobs.archive_busy",
    "database.server_damaged": "jobs.server_damaged",
    "database.server_full": "jobs.server_full",
    "database.server_readonly": "jobs.server_readonly",
    "indexer.cluster_answers_wrong": "jobs.cluster_silent",
    "indexer.cluster_busy": "jobs.index_busy",
    "indexer.cluster_client_missing": "jobs.cluster_client_missing",
    "indexer.cluster_disk_full": "jobs.cluster_disk_full",
    "indexer.cluster_index_missing": "jobs.index_missing",
    "indexer.cluster_mapping_conflict": "jobs.index_damaged",
    "indexer.cluster_overloaded": "jobs.cluster_overloaded",
    "indexer.cluster_red": "jobs.cluster_red",
    "indexer.cluster_refuses": "jobs.cluster_refuses",
    "indexer.cluster_refuses_articles": "jobs.cluster_refuses_articles",
    "indexer.cluster_silent": "jobs.cluster_silent",
    "indexer.cluster_ca_unreadable": "jobs.cluster_refuses",
    "indexer.cluster_no_opensearch": "jobs.cluster_silent",
    "indexer.cluster_too_old": "jobs.cluster_too_old",
    "indexer.cluster_untrusted": "jobs.cluster_refuses",
    "jobs.backup_damaged": "jobs.archive_damaged",
    "jobs.copy_damaged": "jobs.archive_damaged",
    "jobs.copy_disk_full": "jobs.archive_unwritable",
    "jobs.copy_unwritable": "jobs.archive_unwritable",
}
"""Code of an error as commands tell it -> code of what admins are told instead."""

STEPS = {
    "facts": "jobs.without_facts",
    "terms": "jobs.without_terms",
    "definitions": "jobs.without_definitions",
    "marks": "jobs.without_marks",
    "words": "jobs.without_words",
    "event": "jobs.without_event",
    "row": "jobs.without_row",
    "signature": "jobs.without_signature",
    "file": "jobs.without_file",
    "extraction": "jobs.without_part",
    "storage": "jobs.without_storage",
}
"""What an article lacks for which a step of ``archive.failures`` failed, as codes of the catalogue."""


def lack_of(step: str) -> str:
    """Return what an article lacks for which a step failed."""
    return sentence(STEPS[step]) if step in STEPS else step


def describe_failures(counts: Mapping[str, int]) -> list[str]:
    """Return how many articles lack what, by the names of the steps that failed."""
    return [ngettext("{n} bài {lack}", count, lack=lack_of(step)) for step, count in counts.items()]


def describe_error(error: Exception) -> str:
    """Return one line that says what went wrong and what to do."""
    if isinstance(error, OSError) and error.errno in _SYSTEM:
        told = sentence(_SYSTEM[error.errno])
        return f"{error.filename}: {told}" if error.filename else told
    if isinstance(error, MemoryError):
        return sentence("jobs.out_of_memory")
    chosen = CHOSEN.get(getattr(error, "code", ""))
    return sentence(chosen) if chosen else " ".join(str(error).split())

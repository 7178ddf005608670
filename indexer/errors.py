"""Errors of the indexer: ``IndexingError`` > ``IndexMissing``, ``IndexDamaged``, ``IndexBusy``, ``IndexReadOnly``,
``ExportRefused``, ``Cancelled``, ``EvaluationInput``.

Every message says what to do; the command line prints it as one line and exits with 1.
"""


class IndexingError(Exception):
    """Something is wrong with the index or with what it was asked to do."""


class IndexMissing(IndexingError):
    """There is no index yet: run ``run.py index``."""


class IndexDamaged(IndexingError):
    """No generation passes its manifest: run ``run.py index --rebuild``."""


class IndexBusy(IndexingError):
    """Another process is indexing."""


class IndexReadOnly(IndexingError):
    """Whoosh was asked to write into a generation: export it first."""


class ExportRefused(IndexingError):
    """The folder to export to cannot be used: give a new one."""


class Cancelled(IndexingError):
    """The person cancelled; what was published before stays."""


class EvaluationInput(IndexingError):
    """A passages or questions file cannot be read (file and line number in the message)."""

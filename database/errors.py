"""Errors of the archive: ``ArchiveError`` > ``ImportLineError``, ``ArchiveBusy``, ``ArchiveDamaged``, ``ArchiveUnwritable``, ``ArchiveUnreachable``.

Their words stand in ``words`` and say what to do; the command line prints them as one line and exits with 1.
"""

from coded_error import CodedError


class ArchiveError(CodedError):
    """Something is wrong with the archive or with what was given to it."""


class ImportLineError(ArchiveError):
    """One line of an import cannot be taken (the message has the file and line number); the rest is imported."""


class ArchiveBusy(ArchiveError):
    """Another process writes to the archive."""


class ArchiveDamaged(ArchiveError):
    """The database file fails its integrity check."""


class ArchiveUnwritable(ArchiveError):
    """The data folder is read-only or the disk is full."""


class ArchiveUnreachable(ArchiveError):
    """The database server does not answer."""

"""Errors of the archive: ``ArchiveError`` > ``ImportLineError``, ``ArchiveBusy``, ``ArchiveDamaged``, ``ArchiveUnwritable``.

Every message says what to do; the command line prints it as one line and exits with 1.
"""


class ArchiveError(Exception):
    """Something is wrong with the archive or with what was given to it."""


class ImportLineError(ArchiveError):
    """One line of an import cannot be taken (the message has the file and line number); the rest is imported."""


class ArchiveBusy(ArchiveError):
    """Another process writes to the archive."""


class ArchiveDamaged(ArchiveError):
    """The database file fails its integrity check."""


class ArchiveUnwritable(ArchiveError):
    """The data folder is read-only or the disk is full."""

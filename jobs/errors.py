"""Errors of the jobs: ``JobError`` > ``UnknownKind``, ``NothingToCrawl``, ``NothingFetched``, ``MailFailed``,
``AddressUnusable``, ``NotPublished``, ``WebhookFailed``, ``DataDamaged``, ``NoBackupFolder``.

Their words stand in ``words``, say what to do and become the result line of the job: in Vietnamese, because admins read it on the site.
"""

from coded_error import CodedError


class JobError(CodedError):
    """A job cannot do its work."""


class UnknownKind(JobError):
    """The jobs table asks for a kind of work this version does not know."""


class NothingFetched(JobError):
    """Not one address of a crawl could be fetched."""


class NothingToCrawl(JobError):
    """No source is left to crawl."""


class MailFailed(JobError):
    """The mail server cannot be used."""


class AddressUnusable(JobError):
    """No mail can be written to an address."""


class NotPublished(JobError):
    """A new index answers kept queries worse than the one before."""


class DataDamaged(JobError):
    """Something is wrong with a database or with articles in it."""


class NoBackupFolder(JobError):
    """No folder is set for backups."""


class WebhookFailed(JobError):
    """A webhook cannot be told."""

"""The kinds of work a job can be. Each is a function of its context that returns its result line.

Result lines and log lines are in the language of TIMTIN_LANG, that of those who look after the site.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from jobs.context import JobContext
from jobs.tasks.backup import run_backup_job
from jobs.tasks.check_source import run_check_job, run_preview_job
from jobs.tasks.crawl import run_crawl_job
from jobs.tasks.examine_data import run_examine_job
from jobs.tasks.mail_digests import run_mail_job
from jobs.tasks.notify import run_notify_job
from jobs.tasks.reextract import run_reextract_job
from jobs.tasks.update_index import run_index_job

JobBody = Callable[[JobContext], str]


@dataclass(frozen=True, slots=True)
class JobKind:
    """One kind of job: its name in the table and its body (a module-level function)."""

    name: str
    body: JobBody


KINDS: Mapping[str, JobKind] = {
    "crawl": JobKind("crawl", run_crawl_job),
    "index": JobKind("index", run_index_job),
    "check": JobKind("check", run_check_job),
    "preview": JobKind("preview", run_preview_job),
    "examine": JobKind("examine", run_examine_job),
    "notify": JobKind("notify", run_notify_job),
    "reextract": JobKind("reextract", run_reextract_job),
    "backup": JobKind("backup", run_backup_job),
    "mail": JobKind("mail", run_mail_job),
}

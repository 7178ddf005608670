"""The kinds of work a job can be. Each is a function of its context that returns its result line.

Result lines and log lines are Vietnamese: admins read them on the site.
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
    """One kind of job: its name in the table, its Vietnamese title and its body (a module-level function)."""

    name: str
    title: str
    body: JobBody


KINDS: Mapping[str, JobKind] = {
    "crawl": JobKind("crawl", "Thu thập bài mới", run_crawl_job),
    "index": JobKind("index", "Lập chỉ mục", run_index_job),
    "check": JobKind("check", "Thử nguồn", run_check_job),
    "preview": JobKind("preview", "Xem thử cổng thông tin", run_preview_job),
    "examine": JobKind("examine", "Kiểm tra dữ liệu", run_examine_job),
    "notify": JobKind("notify", "Báo sự cố", run_notify_job),
    "reextract": JobKind("reextract", "Đọc lại các trang đã giữ", run_reextract_job),
    "backup": JobKind("backup", "Sao lưu", run_backup_job),
    "mail": JobKind("mail", "Gửi thư", run_mail_job),
}

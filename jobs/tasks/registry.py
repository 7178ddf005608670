"""The kinds of work a job can be: ``crawl``, ``index`` and ``mail``. Each is a function of its context that returns its result line.

Result lines and log lines are Vietnamese: admins read them on the site.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from jobs.context import JobContext
from jobs.tasks.crawl import run_crawl_job
from jobs.tasks.mail_digests import run_mail_job
from jobs.tasks.update_index import run_index_job

Body = Callable[[JobContext], str]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of job: its name in the table, its Vietnamese title and its body (a module-level function)."""

    name: str
    title: str
    body: Body


KINDS: Mapping[str, Kind] = {
    "crawl": Kind("crawl", "Thu thập bài mới", run_crawl_job),
    "index": Kind("index", "Lập chỉ mục", run_index_job),
    "mail": Kind("mail", "Gửi thư", run_mail_job),
}

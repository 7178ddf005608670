"""The job that reads kept pages again: its line of result, and the index job that follows when something was read."""

from __future__ import annotations

from pathlib import Path
from threading import Event

from archive.articles.archive import Archive
from archive.crawling.kept_pages import keep_unread_page
from jobs.context import JobContext
from jobs.tasks.reextract import run_reextract_job
from site_data.site import Site
from tests.crawler.test_reextract import page_of


def test_what_is_read_is_indexed_next(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        keep_unread_page(archive.engine, page_of(7))
    with Site.open(tmp_path) as site:
        number = site.jobs.submit("reextract", {"failed": True, "then_index": True})
        context = JobContext(tmp_path, site, number, {"failed": True, "then_index": True}, Event())
        assert run_reextract_job(context).startswith("đã đọc lại 1 trang: 1 bài mới")
        assert [job.kind for job in site.jobs.list(10)].count("index") == 1
        assert run_reextract_job(context).startswith("đã đọc lại 0 trang")
        assert [job.kind for job in site.jobs.list(10)].count("index") == 1

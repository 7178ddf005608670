"""The jobs table: jobs of one kind wait in line."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from site_data.site import Site


def test_jobs_of_one_kind_wait_in_line(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    with Site.open(tmp_path) as site:
        first, second, other = (site.jobs.submit(kind, {}) for kind in ("crawl", "crawl", "index"))
        claimed = [site.jobs.claim("w", now) for _ in range(3)]
        assert [job.id if job else None for job in claimed] == [first, other, None]
        site.jobs.finish(first, "done", "")
        job = site.jobs.claim("w", now)
        assert job is not None
        assert job.id == second

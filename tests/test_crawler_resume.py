"""A crawl killed at seeded moments ends with the same archive as an undisturbed one."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from archive.crawl_log import CrawlLog
from archive.store import Archive
from crawler.crawl import crawl
from crawler.sources.sample import sample_source
from sample.server import serve

ROOT = Path(__file__).resolve().parent.parent
CRAWL = """
import sys
from pathlib import Path
from archive.store import Archive
from crawler.crawl import crawl
from crawler.sources.sample import sample_source
with Archive.open(Path(sys.argv[1])) as archive:
    crawl(archive, [sample_source(sys.argv[2])])
"""


def state(data: Path) -> set[tuple[str, str, int]]:
    with Archive.open(data) as archive:
        return {(s.article.url or "", s.text_hash, s.version) for batch in archive.changed_since(0) for s in batch}


@pytest.mark.parametrize("kills", [10, pytest.param(20, marks=pytest.mark.full)])
def test_killed_crawls_resume(tmp_path: Path, kills: int) -> None:
    dice = random.Random(20230525)
    with serve(0) as base:
        with Archive.open(tmp_path / "whole") as archive:
            report = crawl(archive, [sample_source(base)])
            logged = CrawlLog(archive.engine).recent(n=10_000)
        assert report.outcomes.total() == len(logged)
        assert report.outcomes["new"] == len(state(tmp_path / "whole")) > 50
        for _ in range(kills):
            running = subprocess.Popen([sys.executable, "-c", CRAWL, str(tmp_path / "killed"), base], cwd=ROOT)
            try:
                running.wait(dice.uniform(0.5, 2.0))
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()
        with Archive.open(tmp_path / "killed") as archive:
            crawl(archive, [sample_source(base)])
    assert state(tmp_path / "killed") == state(tmp_path / "whole")

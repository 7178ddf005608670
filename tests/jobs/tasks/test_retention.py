"""What is kept for a time only: pages as they were sent go when a setting says so, what was read from them stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from archive.crawling.kept_pages import prune_responses
from archive.model import Article, Block, RawResponse
from jobs.audit_trail import AuditTrail
from jobs.tasks.retention import prune_records
from settings import SettingError
from site_data.site import Site

NOW = datetime(2024, 5, 1, tzinfo=UTC)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Three articles whose pages were fetched 400, 40 and 4 days before NOW."""
    with Archive.open(tmp_path) as archive, Site.open(tmp_path):
        for days in (400, 40, 4):
            url = f"https://a.example/{days}"
            raw = RawResponse(url, 200, {}, b"<p>tin</p>", NOW - timedelta(days=days))
            archive.put(Article("a", f"Tin {days}", url=url, blocks=(Block("paragraph", "Nội dung"),)), raw)
    return tmp_path


def kept(data: Path) -> list[bool]:
    with Archive.open(data) as archive:
        assert archive.count() == 3
        return [archive.raw(number) is not None for number in (1, 2, 3)]


@pytest.mark.parametrize(
    ("days", "left"), [("", [True] * 3), ("0", [True] * 3), ("365", [False, True, True]), ("30", [False, False, True])]
)
def test_pages_are_kept_as_long_as_the_setting_says(
    days: str, left: list[bool], data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIMTIN_KEEP_RESPONSES_DAYS", days)
    with Site.open(data) as site:
        prune_records(data, site, NOW)
    assert kept(data) == left


@pytest.mark.parametrize("kept_for", ["QUERIES", "JOBS", "AUDIT", "CRAWL_LOG", "RESPONSES"])
@pytest.mark.parametrize("days", ["-1", "nan", "inf", "1e300", "0.5"])
def test_days_that_cannot_be_delete_nothing(
    kept_for: str, days: str, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many programs mean "for ever" by -1."""
    monkeypatch.setenv(f"TIMTIN_KEEP_{kept_for}_DAYS", days)
    with Site.open(data) as site:
        number = site.jobs.submit("crawl", {})
        site.jobs.finish(number, "done", "")
        site.audit.add("lan", "sign-in")
        with pytest.raises(SettingError, match=f"TIMTIN_KEEP_{kept_for}_DAYS"):
            prune_records(data, site, NOW + timedelta(days=36_000))
        assert site.jobs.get(number) is not None
        with Archive.open(data) as archive:
            assert AuditTrail(site.engine, archive.engine).count()
    assert kept(data) == [True] * 3


def test_many_pages_go_in_parts(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        for number in range(450):
            raw = RawResponse(f"https://a.example/{number}", 200, {}, b"x", NOW - timedelta(days=number))
            archive.put(Article("a", f"Tin {number}", url=raw.url), raw)
        assert prune_responses(archive.engine, NOW - timedelta(days=10)) == 439
        assert prune_responses(archive.engine, NOW - timedelta(days=10)) == 0

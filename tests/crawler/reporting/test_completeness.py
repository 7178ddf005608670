"""What is expected of a portal against what was stored: by section and month, with the gaps and their reasons."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.articles.archive import Archive
from cli.main import cli
from crawler.crawl import crawl
from crawler.reporting.completeness import SectionMonth, find_silent_months, measure_completeness
from sample.server import serve_portal
from tests.portals.material import articles
from tests.portals.site import MISSING, Reply, Request
from tests.portals.wordpress import WordPressPortal
from tests.support.crawling import START, at, source_of


class Faulty(WordPressPortal):
    """A portal two of whose pages cannot be read: one answers 500, one is gone."""

    def answer(self, request: Request) -> Reply:
        if request.path == self.address(self.truths[2]):
            return Reply("hỏng", 500)
        return MISSING if request.path == self.address(self.truths[5]) else super().answer(request)


def test_gaps_are_found_and_told(tmp_path: Path) -> None:
    portal = Faulty(articles(20), interface=True)
    told: list[str] = []
    with serve_portal(0, portal) as base, Archive.open(tmp_path) as archive:
        source = source_of(base)
        crawl(archive, [source], clock=at(START), progress=told.append)
        found = measure_completeness(archive, "portal")
        portal.__class__ = WordPressPortal  # the portal is repaired
        crawl(archive, [source], clock=at(START + timedelta(days=2)))
        repaired = measure_completeness(archive, "portal")
    assert (found.found, found.expected, repaired.found) == (18, 20, 20)
    assert {gap.url.removeprefix(base): gap.reason for gap in found.missing} == {
        portal.address(portal.truths[2]): "failed",
        portal.address(portal.truths[5]): "missing",
    }
    assert {gap.month for gap in found.missing} == {f"{portal.truths[n].published:%Y-%m}" for n in (2, 5)}
    assert [claim.total for claim in found.claims] == [20]
    assert {c.section for c in found.cells} >= {t.section for t in portal.truths}
    assert sum(c.expected for c in found.cells) == 20 and sum(c.found for c in found.cells) == 18
    assert any("18/20 bài" in line and "thiếu 2" in line for line in told)
    assert "18/20 bài" in found.describe() and "90 %" in found.describe() and "cổng báo có 20 bài" in found.describe()
    assert repaired.missing == [] and "100 %" in repaired.describe()


def cells(months: Iterable[int]) -> list[SectionMonth]:
    return [SectionMonth("Tin", f"2023-{at:02}", n, n) for at, n in enumerate(months, 1) if n]


@pytest.mark.parametrize(
    ("months", "silent"),
    [
        ((5, 6, 4, 0, 7, 5, 6), ["2023-04"]),
        ((5, 6, 4, 0, 0, 5, 6, 4), ["2023-04", "2023-05"]),
        ((1, 0, 1, 0, 0, 1), []),
        ((5, 6, 4, 5), []),
        ((), []),
    ],
)
def test_silent_months_between_busy_ones(months: tuple[int, ...], silent: list[str]) -> None:
    assert [month for _, month in find_silent_months(cells(months))] == silent


def test_command_shows_gaps(tmp_path: Path) -> None:
    run = CliRunner()
    with Archive.open(tmp_path):
        pass
    shown = run.invoke(cli, ["--data", str(tmp_path), "source", "gaps", "ha_tinh"])
    assert shown.exit_code == 0 and "ha_tinh: chưa biết nguồn có những bài nào" in shown.output
    found = json.loads(run.invoke(cli, ["--data", str(tmp_path), "source", "gaps", "ha_tinh", "--json"]).output)
    assert (found["expected"], found["share"], found["missing"]) == (0, 1.0, [])

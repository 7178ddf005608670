"""The report of a crawl: one line for each address tried, as many as the outcomes add up to."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.articles.archive import Archive
from cli.main import cli
from crawler.crawl import crawl
from crawler.reporting.outcome_file import FIELDS, open_outcome_file
from database.errors import ArchiveUnwritable
from tests.support.crawling import big_site_source
from tests.support.loopback import Said, answering

HTML = (("Content-Type", "text/html; charset=utf-8"),)


def answer(path: str) -> Said:
    """A list of five addresses: two are missing, one is broken, one no article and one forbidden."""
    if path == "/robots.txt":
        return Said(body=b"User-agent: *\nDisallow: /kin\n")
    if path == "/tin-tuc":
        links = ("mat-1001.html", "mat-1002.html", "loi-1003.html", "trong-1004.html", "kin-1005.html")
        return Said(body="".join(f'<a href="/{name}">x</a>' for name in links).encode(), headers=HTML)
    if path.startswith("/loi"):
        return Said(body=b"x", headers=(("Content-Encoding", "br"),))
    return Said(body=b"<p>x</p>", headers=HTML) if path.startswith("/trong") else Said(404)


@pytest.mark.parametrize("name", ["report.csv", "report.jsonl"])
def test_the_lines_add_up_to_the_addresses_tried(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    with answering(answer) as server, Archive.open(tmp_path / "data") as archive, open_outcome_file(path) as told:
        report = crawl(archive, [big_site_source(server.base)], visited=told)
    text = path.read_text(encoding="utf-8-sig")
    rows = (
        [json.loads(line) for line in text.splitlines()]
        if name.endswith("jsonl")
        else list(csv.DictReader(text.splitlines()))
    )
    assert Counter(row["outcome"] for row in rows) == report.outcomes
    assert report.outcomes == {"listing": 1, "missing": 2, "failed": 1, "not-an-article": 1, "forbidden": 1}
    assert all(tuple(row) == FIELDS and row["at"].endswith("+07:00") for row in rows)
    assert next(row for row in rows if row["outcome"] == "failed")["detail"]
    assert [p.name for p in tmp_path.iterdir() if p.name.endswith(".part")] == []


def test_a_report_that_cannot_be_written_is_told_before_the_crawl(tmp_path: Path) -> None:
    with pytest.raises(ArchiveUnwritable, match="ở chỗ khác"), open_outcome_file(tmp_path / "no" / "r.csv"):
        pytest.fail("the crawl must not begin")


def test_a_crawl_that_fails_leaves_what_it_did(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    with pytest.raises(ZeroDivisionError), open_outcome_file(path):
        raise ZeroDivisionError
    assert path.read_text(encoding="utf-8-sig").split() == [",".join(FIELDS)]


def test_the_command_writes_it(tmp_path: Path) -> None:
    # An address that is not to be visited: nothing is sent, and the report says so.
    path = tmp_path / "r.jsonl"
    arguments = ["--data", str(tmp_path / "data"), "crawl", "http://127.0.0.1:1/", "--report", str(path)]
    for more in ([], ["--overwrite"]):
        assert CliRunner().invoke(cli, [*arguments, *more]).exit_code == 1
        assert {json.loads(line)["outcome"] for line in path.read_text().splitlines()} == {"unsafe"}
        path.write_text("kept")
    refused = CliRunner().invoke(cli, arguments)
    assert (refused.exit_code, path.read_text()) == (1, "kept") and "--overwrite" in refused.stderr

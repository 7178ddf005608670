"""Every query that README.md shows finds something on the demonstration's articles; its lines fit a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.searcher import Searcher
from web.app import close_app, create_app

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
WIDTH = 100


def section(title: str) -> str:
    """The text under a heading."""
    (text,) = re.findall(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", README, re.MULTILINE | re.DOTALL)
    return str(text)


def code_spans(lines: str) -> list[str]:
    """What stands between backticks, except commands and paths of the site."""
    return [span for span in re.findall(r"`([^`]+)`", lines) if not span.startswith(("make ", "/"))]


def table_rows(text: str) -> str:
    """The rows of the tables alone."""
    return "\n".join(line for line in text.splitlines() if line.startswith("|"))


QUICK_START = code_spans(section("Dùng nhanh (tiếng Việt)"))
TABLE = code_spans(table_rows(section("For journalists")))
OFFICES = [span for span in code_spans(section("For journalists")) if "@" in span]


@pytest.fixture(scope="module")
def searcher(demo_data: Path) -> Iterator[Searcher]:
    """A search of the demonstration's articles."""
    with Searcher.open(demo_data) as opened:
        yield opened


def test_the_examples_are_found_in_the_readme() -> None:
    assert len(QUICK_START) >= 10 and len(TABLE) >= 10 and OFFICES


@pytest.mark.parametrize("query", dict.fromkeys([*QUICK_START, *TABLE]))
def test_an_example_finds_an_article_with_every_part_of_it(searcher: Searcher, query: str) -> None:
    assert searcher.search(query).total > 0


@pytest.mark.parametrize("query", OFFICES)
def test_an_office_with_a_year_names_who_held_it(demo_data: Path, query: str) -> None:
    app = create_app(demo_data)
    try:
        page = app.test_client().get("/nguoi/", query_string={"q": query})
    finally:
        close_app(app)
    assert page.status_code == 200
    assert re.search(r'href="/nguoi/\d+', page.text)


def test_lines_fit_a_terminal() -> None:
    prose = [line for line in README.splitlines() if not line.startswith("|")]
    assert [line for line in prose if len(line) > WIDTH] == []
    assert max(map(len, table_rows(README).splitlines())) <= WIDTH

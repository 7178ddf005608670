"""A crawl, whatever became of its pages, leaves no file, socket or process open: a site that crawls daily runs for months."""

from __future__ import annotations

import gc
from dataclasses import replace
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from crawler.crawl import crawl
from crawler.reextract import reextract
from sample import pages
from sample.articles import load_articles
from tests.support.crawling import START, at, source_of
from tests.support.loopback import Said, answering

COUNT = 40
HTML = (("Content-Type", "text/html; charset=utf-8"),)
PAGES = {
    f"/bai-viet-so-{n}00.html": pages.render_article_page(article, ("Tin tức",), "").encode()
    for n, article in enumerate(load_articles()[:COUNT], 1)
}
ODD = {
    "/bai-viet-so-77701.html": b"<div>" * 5000,
    "/bai-viet-so-77702.html": b"",
    "/bai-viet-so-77703.html": b"%PDF-1.4",
}
LINKS = "".join(f'<a href="{path}">x</a>' for path in (*PAGES, *ODD, "/bai-viet-so-99900.html")).encode()


def answer(path: str) -> Said:
    body = LINKS if path == "/" else (PAGES | ODD).get(path)
    return Said(404) if body is None else Said(body=body, headers=HTML)


def open_files() -> list[str]:
    """Return what this process holds open, by number."""
    gc.collect()
    held = Path("/proc/self/fd").iterdir()
    return sorted(f"{link.name} {link.readlink()}" for link in held if link.is_symlink())


def crawl_once(folder: Path, selectors: dict[str, object]) -> int:
    """Crawl the portal into a new archive, read its pages again, and return how many articles were new."""
    with answering(answer) as server, Archive.open(folder) as archive:
        source = replace(source_of(server.base), selectors=selectors)
        report = crawl(archive, [source], clock=at(START))
        reextract(archive, {source.name: source})
        return report.outcomes["new"]


@pytest.mark.parametrize("selectors", [{}, {"title": "div[["}], ids=["plain", "with a bad selector"])
def test_a_crawl_leaves_no_file_open(tmp_path: Path, selectors: dict[str, object]) -> None:
    assert crawl_once(tmp_path / "first", selectors) == COUNT  # what is opened once for all is open now
    before = open_files()
    for turn in range(2):
        assert crawl_once(tmp_path / str(turn), selectors) == COUNT
    assert open_files() == before

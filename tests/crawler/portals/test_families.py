"""Each family crawled from its front page alone: every article found, none twice, its fields right."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from archive.canonical_url import canonicalise
from crawler.crawl import crawl
from crawler.html.page import Page
from crawler.portals import FAMILIES, family_of
from sample.server import serve_portal
from tests.portals.catalogue import PORTALS
from tests.portals.marks import marks
from tests.portals.material import articles
from tests.portals.site import Portal
from tests.portals.wordpress import WordPressPortal
from tests.support.crawling import START, at, source_of

FEW, ALL = 24, 210
ONE_OF_EACH = [
    "nukeviet 4.5 default",
    "nukeviet 3 default",
    "nukeviet mobile_egov",
    "wordpress classic",
    "joomla 5",
    "drupal 10",
    "sharepoint publishing",
    "liferay 7",
    "laravel bootstrap",
    "legacy_asp tcvn3",
]


def crawled(portal: Portal, data: Path) -> tuple[str, Archive]:
    """Crawl a portal once; the caller closes the archive."""
    archive = Archive.open(data)
    with serve_portal(0, portal) as base:
        crawl(archive, [source_of(base)], clock=at(START))
    return base, archive


def check(name: str, count: int, data: Path) -> None:
    portal = PORTALS[name](articles(count))
    portal.per_page = 3 if count == FEW else 10
    base, archive = crawled(portal, data)
    with archive:
        stored = {s.article.url: s.article for batch in archive.changed_since(0) for s in batch}
        number = archive.count()
    wanted = {canonicalise(base + portal.address(t)): t for t in portal.truths}
    assert number == len(stored) == count and set(stored) == set(wanted)
    worst = Counter[str]()
    for url, truth in wanted.items():
        worst.update({field: mark < 0.9 for field, mark in marks(stored[url], truth).items()})
    assert {field: n for field, n in worst.items() if n > 0.03 * count and field != "byline"} == {}
    assert worst["title"] == worst["day"] == 0
    fetched = Counter(target for method, target, _ in portal.asked if method == "GET" and "asp" not in target)
    assert [target for target, times in fetched.items() if times > 1 and "robots" not in target] == []
    unwanted = (
        "/print",
        "/in-bai",
        "print.asp",
        "_layouts",
        "pop_up",
        "/login",
        "/admin",
        "/tag/",
        "/author/",
        "redirect=",
    )
    assert [target for _, target, _ in portal.asked if any(word in target for word in unwanted)] == []


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_family_is_crawled_whole(name: str, tmp_path: Path) -> None:
    check(name, FEW, tmp_path)


@pytest.mark.full
@pytest.mark.parametrize("name", PORTALS)
def test_large_portal_of_the_family_is_crawled_whole(name: str, tmp_path: Path) -> None:
    check(name, ALL, tmp_path)


@pytest.mark.parametrize("name", PORTALS)
def test_family_is_recognised_on_every_page(name: str) -> None:
    portal = PORTALS[name](articles(5))
    for truth in portal.truths:
        page = Page.parse(portal.article(truth), f"http://portal.example{portal.address(truth)}")
        assert family_of(page).name == portal.name
        assert all(family.recognise(page) < 0.9 for other, family in FAMILIES.items() if other != portal.name)


def test_interface_spares_the_lists(tmp_path: Path) -> None:
    portal = WordPressPortal(articles(ALL))
    with serve_portal(0, portal) as base, Archive.open(tmp_path) as opened:
        crawl(opened, [source_of(base)], clock=at(START), limit=30)
    asked = [target for _, target, _ in portal.asked]
    assert sum("/wp-json/wp/v2/posts" in target for target in asked) >= 1
    assert sum("/page/" in target for target in asked) <= 8


def test_posted_pages_are_resumed(tmp_path: Path) -> None:
    portal = PORTALS["sharepoint publishing"](articles(FEW))
    portal.per_page = 3
    with serve_portal(0, portal) as base:
        for _ in range(4):
            with Archive.open(tmp_path) as archive:
                crawl(archive, [source_of(base)], clock=at(START), limit=7)
        with Archive.open(tmp_path) as archive:
            crawl(archive, [source_of(base)], clock=at(START + timedelta(minutes=1)))
            assert archive.count() == FEW
    posts = Counter(target for method, target, _ in portal.asked if method == "POST")
    assert sum(posts.values()) == 6  # the second page of each section, once

"""Revisits: an unchanged portal costs a handful of 304s, new articles are found within the hour, rhythms are learnt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.articles.archive import Archive
from archive.crawling.frontier import Frontier, FrontierUrl
from crawler.crawl import crawl
from crawler.scheduling.revisit import (
    LONGEST,
    OLDEST_WAIT,
    SHORTEST,
    VisitFindings,
    compute_article_wait,
    compute_listing_wait,
    update_news_record,
)
from crawler.sources.source import Source
from sample.server import serve_portal
from tests.portals.material import Truth, articles
from tests.portals.nukeviet import NukeVietPortal
from tests.portals.sharepoint import SharePointPortal
from tests.portals.site import Portal
from tests.support.crawling import START, at, source_of

DAY = 86_400.0


@dataclass
class Watch:
    """A portal that is crawled at given hours; ``asked`` are the requests of the last crawl."""

    portal: Portal
    source: Source
    archive: Archive

    def crawl_after(self, hours: float) -> Counter[int]:
        """Crawl and return the statuses of the requests made for it, without robots.txt."""
        self.portal.asked.clear()
        crawl(self.archive, [self.source], clock=at(START + timedelta(hours=hours)))
        return Counter(status for _, target, status in self.portal.asked if "robots" not in target)


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    """A NukeViet portal of 18 articles, already crawled once."""
    portal = NukeVietPortal(articles(18), per_page=3)
    with serve_portal(0, portal) as base, Archive.open(tmp_path) as archive:
        watched = Watch(portal, source_of(base), archive)
        assert watched.crawl_after(0)[200] > 18
        yield watched


def newer(count: int) -> tuple[Truth, ...]:
    return articles(count, first=1001)


def test_unchanged_portal_costs_a_handful(watch: Watch) -> None:
    for hours in (1, 2, 3):
        statuses = watch.crawl_after(hours)
        assert set(statuses) == {304} and statuses.total() <= 5
    # A day later the sections' lists are looked at as well: still not their further pages, nor old articles.
    statuses = watch.crawl_after(30)
    assert set(statuses) == {304} and statuses.total() <= 14


def test_new_article_is_found_within_the_hour(watch: Watch) -> None:
    watch.portal.truths = (*newer(1), *watch.portal.truths)
    statuses = watch.crawl_after(1)
    assert watch.archive.count() == 19 and statuses.total() <= 8


def test_next_pages_are_read_when_the_first_overflows(watch: Watch) -> None:
    watch.portal.truths = (*newer(14), *watch.portal.truths)
    watch.portal.address(watch.portal.truths[0])
    watch.crawl_after(1)
    assert watch.archive.count() == 18 + 14
    pages = [target for _, target, status in watch.portal.asked if "/page-" in target and status == 200]
    assert "/vi/news/page-2/" in pages and "/vi/news/page-5/" in pages


def test_posted_pages_take_a_fresh_view_state(tmp_path: Path) -> None:
    portal = SharePointPortal(articles(24), per_page=3)
    with serve_portal(0, portal) as base, Archive.open(tmp_path) as archive:
        watched = Watch(portal, source_of(base), archive)
        watched.crawl_after(0)
        section = portal.truths[0].section
        added = [t for t in newer(40) if t.section == section]
        portal.truths = (*added, *portal.truths)
        with_posts = watched.crawl_after(24 * 8)
        assert archive.count() == 24 + len(added) and with_posts[500] == 0
        assert any(method == "POST" for method, _, _ in portal.asked)


def test_rhythm_is_learnt_and_kept(watch: Watch) -> None:
    lists = [f"{watch.source.start_pages[0]}vi/news/{slug}/" for slug in ("an-ninh-trat-tu", "canh-bao-toi-pham")]
    busy = [t for t in newer(60) if t.section == "An ninh trật tự"]
    for day in range(1, 9):
        watch.portal.truths = (busy[day], *watch.portal.truths)
        watch.crawl_after(24 * day)
    frontier = Frontier(watch.archive.engine)
    kept = {}
    while (item := frontier.take("portal", START + timedelta(days=400))) is not None:
        kept[item.url] = item
    lively, quiet = (kept[url] for url in lists)
    assert lively.watched > 0 and quiet.watched > 0
    assert compute_listing_wait(lively.news, lively.watched) <= compute_listing_wait(quiet.news, quiet.watched)


@given(st.lists(st.tuples(st.floats(600, 30 * DAY), st.booleans()), max_size=60))
def test_waits_stay_within_bounds(visits: list[tuple[float, bool]]) -> None:
    news, watched = update_news_record(0.0, 0.0, None, True)
    assert (news, watched) == (0.0, 0.0)
    for since, found in visits:
        news, watched = update_news_record(news, watched, since, found)
        assert SHORTEST <= compute_listing_wait(news, watched) <= LONGEST and news >= 0 and watched >= 0


@pytest.mark.parametrize(("a_day", "shortest", "longest"), [(24, 1, 2), (2, 2, 6), (0.1, 40, 168), (0, 100, 168)])
def test_rhythm_follows_the_news(a_day: float, shortest: float, longest: float) -> None:
    news = watched = hours = due = 0.0
    for step in range(24 * 90):  # ninety days, hour by hour, looked at when due
        if step < due:
            continue
        since = (step - hours) * 3600 if step else None
        found = int(step * a_day / 24) > int(hours * a_day / 24)
        news, watched = update_news_record(news, watched, since, found)
        hours, due = float(step), step + compute_listing_wait(news, watched).total_seconds() / 3600
    assert shortest <= compute_listing_wait(news, watched).total_seconds() / 3600 <= longest


@pytest.mark.parametrize(
    ("age", "outcome", "wait"),
    [
        (timedelta(hours=3), "new", timedelta(days=1)),
        (timedelta(days=10), "same", timedelta(days=5)),
        (timedelta(days=5000), "new", OLDEST_WAIT),
        (timedelta(days=5000), "missing", timedelta(days=1)),
        (None, "not-an-article", timedelta(days=30)),
    ],
)
def test_articles_are_left_alone_as_they_age(age: timedelta | None, outcome: str, wait: timedelta) -> None:
    item = FrontierUrl("http://a/b", "s", "article", 1, 0, None, None)
    learnt = VisitFindings(published=START - age if age else None)
    assert compute_article_wait(item, outcome, learnt, START, timedelta(days=1)) == wait
    assert compute_article_wait(item, "same", learnt, START, timedelta(0)) == timedelta(0)

"""Revisit policy: a URL is visited as often as it has news, and ever less while nothing changes.

A listing's news are taken as a Poisson process (Cho and Garcia-Molina, "Estimating frequency of change", 2003): from the
visits that found something new and the time watched follows a rate, and the next visit comes when the chance of news has
grown to a quarter. What was seen fades with a half-life of thirty days, so a section that falls asleep is left alone and
one that wakes up is followed. An article is corrected soon after it appears or never: its waits grow with its age.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from archive.crawling.frontier import FrontierUrl

CHANCE = 0.25
HALF_LIFE = timedelta(days=30).total_seconds()
SHORTEST = timedelta(hours=1)
LONGEST = timedelta(days=7)
OLDEST_WAIT = timedelta(days=180)
FURTHER_PAGES = timedelta(days=60)  # they shift with every article; they are woken when the first page overflows
MISSING = timedelta(days=1)  # a portal that is being moved answers 404 for an hour: one such answer is not the end
NO_ARTICLE = timedelta(days=30)
TRAP = timedelta(days=28)
_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class VisitFindings:
    """Findings of a visit: ``news`` when it led to articles not known before; ``published`` is the article's."""

    news: bool = False
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class RevisitPlan:
    """The wait before the next visit (None: never by itself), and a listing's record to keep."""

    wait: timedelta | None
    news: float = 0.0
    watched: float = 0.0


def plan_revisit(
    item: FrontierUrl, outcome: str, findings: VisitFindings, now: datetime, revisit: timedelta
) -> RevisitPlan:
    """Plan when ``item`` is due again. ``revisit`` is the shortest wait of an article; zero means every crawl."""
    if outcome == "trap":
        return RevisitPlan(TRAP)
    if item.kind in ("article", "file"):
        return RevisitPlan(compute_article_wait(item, outcome, findings, now, revisit))
    if item.kind == "page" or item.kind == "api":
        return RevisitPlan(None if item.form or item.kind == "api" else FURTHER_PAGES)
    since = (now - item.visited).total_seconds() if item.visited else None
    news, watched = update_news_record(item.news, item.watched, since, findings.news)
    return RevisitPlan(compute_listing_wait(news, watched), news, watched)


def update_news_record(news: float, watched: float, since: float | None, found: bool) -> tuple[float, float]:
    """Update a listing's (visits with news, seconds watched) after a visit ``since`` seconds after the one before.

    The first visit (None) teaches nothing: all is new then.
    """
    if since is None:
        return news, watched
    fading = 0.5 ** (since / HALF_LIFE)
    return news * fading + found, (watched + since) * fading


def compute_listing_wait(news: float, watched: float) -> timedelta:
    """Compute the wait until the chance of news is a quarter; one piece of news a day is assumed to begin with."""
    rate = (news + 1.0) / (watched + _DAY)
    wait = timedelta(seconds=-math.log1p(-CHANCE) / rate)
    return min(max(wait, SHORTEST), LONGEST)


def compute_article_wait(
    item: FrontierUrl, outcome: str, findings: VisitFindings, now: datetime, revisit: timedelta
) -> timedelta:
    """Compute an article's wait: half its age, or twice the wait before when only "unchanged" was told."""
    if outcome == "missing":
        return max(revisit, MISSING)
    if not revisit:
        return revisit
    if outcome == "not-an-article":
        return max(revisit, NO_ARTICLE)
    if findings.published is not None:
        wait = (now - findings.published) / 2
    elif item.visited is not None:
        wait = (now - item.visited) * 2
    else:
        wait = revisit
    return min(max(wait, revisit), max(revisit, OLDEST_WAIT))

"""Reads robots directives: X-Robots-Tag headers and robots meta elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from crawler.html.page import Page

AGENT = "timtin"
# Directives with a value: their colon does not name a robot.
_VALUED = ("max-snippet", "max-image-preview", "max-video-preview", "unavailable_after")


def parse_robots_header(value: str, now: datetime | None = None) -> set[str]:
    """Parse the directives of X-Robots-Tag headers (one a line), lower case, for every robot or for this one.

    ``unavailable_after`` with a day that has passed counts as "noindex".
    """
    found: set[str] = set()
    for line in value.lower().split("\n"):
        agent = ""
        for part in _split_directives(line):
            name, colon, rest = part.strip().partition(":")
            if colon and name.strip() not in _VALUED:
                agent, part = name.strip(), rest
            if agent in ("", "*", AGENT) and part.strip():
                found |= _interpret_directive(part.strip(), now)
    return found


def _split_directives(line: str) -> Iterator[str]:
    """Cut at commas, except the one after the weekday of a date."""
    return (part for part in re.split(r",(?!\s*\d{1,2}[ -][a-z]{3}[ -]\d{2,4})", line))


def _interpret_directive(directive: str, now: datetime | None) -> set[str]:
    name, _, text = directive.partition(":")
    if name.strip() != "unavailable_after":
        return {directive}
    moment = _parse_moment(text.strip())
    return {directive, "noindex"} if moment is not None and moment <= (now or datetime.now(UTC)) else {directive}


def _parse_moment(text: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text.upper() if read is datetime.fromisoformat else text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


def read_robots_directives(page: Page, now: datetime | None = None) -> set[str]:
    """Read the directives of a page and its X-Robots-Tag header, such as {"noindex", "nofollow"}; "none" means both."""
    found = parse_robots_header(page.headers.get("x-robots-tag", ""), now)
    for content in _iter_robots_metas(page):
        for part in _split_directives(content.lower()):
            found |= _interpret_directive(part.strip(), now) if ":" in part else set(part.split())
    return found | {"noindex", "nofollow"} if "none" in found else found


def _iter_robots_metas(page: Page) -> Iterator[str]:
    for element in page.root.iter("meta") if page.root is not None else ():
        if (element.get("name") or "").strip().lower() in ("robots", AGENT):
            yield element.get("content") or ""

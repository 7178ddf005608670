"""What a page asks of robots: X-Robots-Tag headers and robots meta elements."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, SoupStrainer, Tag

AGENT = "timtin"
# Directives with a value: their colon does not name a robot.
_VALUED = ("max-snippet", "max-image-preview", "max-video-preview", "unavailable_after")


def header_directives(value: str) -> set[str]:
    """Return the directives of an X-Robots-Tag header, lower case, that hold for every robot or for this one."""
    found: set[str] = set()
    agent = ""
    for part in value.lower().split(","):
        name, colon, rest = part.strip().partition(":")
        if colon and name.strip() not in _VALUED:
            agent, part = name.strip(), rest
        if agent in ("", "*", AGENT) and part.strip():
            found.add(part.strip())
    return found


def directives(body: bytes, header: str = "") -> set[str]:
    """Return what a page and its X-Robots-Tag header ask for, such as {"noindex", "nofollow"}; "none" means both."""
    found = header_directives(header)
    if re.search(rb"(?i)robots|timtin", body):
        for content in _meta(body):
            found |= {part for part in re.split(r"[\s,]+", content.lower()) if part}
    return found | {"noindex", "nofollow"} if "none" in found else found


def _meta(body: bytes) -> Iterator[str]:
    for element in BeautifulSoup(body, "lxml", parse_only=SoupStrainer("meta")).find_all("meta"):
        if isinstance(element, Tag) and str(element.get("name") or "").strip().lower() in ("robots", AGENT):
            yield str(element.get("content") or "")

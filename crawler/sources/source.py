"""The description of one portal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from crawler.errors import UnknownSource


def are_hours(start: int, end: int) -> bool:
    """Tell whether a portal may be crawled from one hour until another (of 0 to 24): some time lies between, 0 and 24 are one."""
    return 0 <= start <= 24 and 0 <= end <= 24 and (start < end or start % 24 != end % 24)


@dataclass(frozen=True, slots=True)
class Source:
    """One portal. ``selectors`` maps title, lead, body, date, byline or section to a CSS selector.

    ``ports`` are allowed besides 80 and 443; ``allow_loopback`` is for portals on this machine. ``delay`` is in
    seconds and None means the setting. ``hours`` (from, until; of Vietnam, such as (22, 6)) are when the portal may be
    crawled, always when empty; ``budget`` is how many requests a day it gets, None means the setting. ``status`` is
    "unverified" until an admin has tried it on the live portal. ``seen`` says where its address was met in public
    material; ``archive_of`` names the source whose older archive it is, since provinces were joined in July 2025.
    ``fault`` tells why the source's file cannot be read: it is paused then, and shows no full text, since the file may say so.
    """

    name: str
    province: str = ""
    domain: str = ""
    family: str = ""
    start_pages: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    selectors: Mapping[str, str] = field(default_factory=dict)
    status: str = "unverified"
    allow_loopback: bool = False
    ports: tuple[int, ...] = ()
    show_full_text: bool = True
    paused: bool = False
    delay: float | None = None
    seen: str = ""
    archive_of: str = ""
    hours: tuple[int, ...] = ()
    budget: int | None = None
    fault: UnknownSource | None = None

"""Links found on a page: URL, kind, and what a listing shows beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

# "page" is a further page of a listing: it shifts with every new article, so it is not a place to look for news.
KINDS = ("article", "listing", "page", "feed", "sitemap", "api")

_DAY = re.compile(r"(?<![\d/.-])(?:[0-3]?\d)[/.-]([01]?\d)[/.-]((?:19|20)\d\d)(?!\d)")
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-([01]\d)-[0-3]\d")
_IN_PATH = re.compile(r"/((?:19|20)\d\d)/?([01]\d)(?=/|\d\d/)")


@dataclass(frozen=True, slots=True)
class Link:
    """An address found on a page. ``kind`` is one of ``KINDS``.

    ``section``, ``month`` ("2023-05") and ``published`` ("2023-05-25" or "2023-05-25T10:30+07:00") are what the page
    showed with it, "" when nothing; ``modified`` is a sitemap's last change. ``form`` holds fields to post; such an address has a fragment that tells its page from the others.
    """

    url: str
    kind: str
    section: str = ""
    month: str = ""
    published: str = ""
    modified: datetime | None = None
    form: Mapping[str, str] = field(default_factory=dict, hash=False)


def month_of(text: str) -> str:
    """Return the month of the first day that ``text`` names (25/05/2023, 2023-05-25), as "2023-05", or ""."""
    if found := _DAY.search(text):
        month, year = int(found[1]), found[2]
    elif found := _ISO.search(text):
        year, month = found[1], int(found[2])
    else:
        return ""
    return f"{year}-{month:02}" if 1 <= month <= 12 else ""


def month_in_path(path: str) -> str:
    """Return the month in an address such as "/2023/05/ten-bai", as "2023-05", or ""."""
    found = _IN_PATH.search(path)
    return f"{found[1]}-{found[2]}" if found and 1 <= int(found[2]) <= 12 else ""

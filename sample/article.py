"""The shape of one article of the sample portal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

QUIRKS = ("", "nfd", "tcvn3", "changes", "disappears", "redirected")

_PUBLISHED = re.compile(r"\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?")


@dataclass(frozen=True, slots=True)
class SampleArticle:
    """Hold one invented article.

    ``published`` is "YYYY-MM-DD" or "YYYY-MM-DD HH:MM" (local time). ``quirk`` says how the
    portal misbehaves on its page; ``changed_paragraph`` replaces the last paragraph of a page
    that "changes" between two visits. Raises ValueError when a field has the wrong shape.
    """

    number: int
    slug: str
    title: str
    published: str
    section: str
    lead: str
    paragraphs: tuple[str, ...]
    captions: tuple[str, ...] = ()
    byline: str = ""
    quirk: str = ""
    changed_paragraph: str = ""

    def __post_init__(self) -> None:
        """Refuse a malformed article where it is written, not where it is served."""
        if self.quirk not in QUIRKS:
            raise ValueError(f"article {self.number}: unknown quirk {self.quirk!r}")
        if not _PUBLISHED.fullmatch(self.published):
            raise ValueError(f"article {self.number}: published must be YYYY-MM-DD or YYYY-MM-DD HH:MM")

    @property
    def path(self) -> str:
        """Return the path of the article's page."""
        return f"/bai-viet/{self.slug}-{self.number}.html"

    @property
    def day(self) -> date:
        """Return the day of publication."""
        return date.fromisoformat(self.published[:10])

    @property
    def words(self) -> int:
        """Count the blank-separated words of lead and paragraphs."""
        return len(" ".join((self.lead, *self.paragraphs)).split())

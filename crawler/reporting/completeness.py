"""Measures how complete a source's archive is: what its portal announced against what was stored, by section and month.

An article is expected when a listing, sitemap, feed, interface or another article links to it and it did not turn out to be
something else. A month without articles between busy ones is suspicious even when nothing was announced for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from archive.articles.archive import Archive
from archive.crawling.announced import AnnouncedTotal, Announcements, KnownArticle, UnreadPage
from translations import N_, gettext, lookup, ngettext, write_decimal, write_number

UNKNOWN = "không rõ"
_STORED = frozenset(("new", "changed", "same", "unchanged"))
_NOT_EXPECTED = frozenset(("not-an-article", "too-old", "trap", "elsewhere"))
_BUSY = 3.0  # articles a month; a quiet section may well have a month without any
_ROUND = 3  # months on each side that a silent one is held against

REASONS = {
    "": N_("chưa tải"),
    "failed": N_("tải không được"),
    "missing": N_("trang không còn"),
    "gone": N_("trang đã gỡ"),
    "forbidden": N_("robots không cho phép"),
    "unsafe": N_("địa chỉ không an toàn"),
    "unreadable": N_("không đọc được trang"),
    "waiting": N_("chờ tải lại"),
}
"""Why an announced article is not in the archive, for people."""


@dataclass(frozen=True, slots=True)
class SectionMonth:
    """One section and month ("2023-05" or "không rõ"): how many articles are expected and how many are stored."""

    section: str
    month: str
    expected: int
    found: int


@dataclass(frozen=True, slots=True)
class MissingArticle:
    """An announced article that is not stored, and why (a key of ``REASONS``)."""

    url: str
    section: str
    month: str
    reason: str


@dataclass(frozen=True, slots=True)
class Completeness:
    """How complete a source's archive is. ``silent`` are (section, month) without articles between busy months."""

    expected: int
    found: int
    cells: Sequence[SectionMonth]
    missing: Sequence[MissingArticle]
    silent: Sequence[tuple[str, str]]
    unread: Sequence[UnreadPage]
    claims: Sequence[AnnouncedTotal]

    @property
    def share(self) -> float:
        """The part of the expected articles that is stored, from 0 to 1; 1 when none is expected."""
        return self.found / self.expected if self.expected else 1.0

    def by_month(self) -> dict[str, tuple[int, int]]:
        """Return the articles found and expected of each month, over all sections."""
        found, expected = Counter[str](), Counter[str]()
        for cell in self.cells:
            found[cell.month] += cell.found
            expected[cell.month] += cell.expected
        return {month: (found[month], expected[month]) for month in expected}

    def describe(self) -> str:
        """Describe the completeness in one line for people."""
        parts = [self._describe_share()]
        reasons = Counter(REASONS.get(gap.reason, gap.reason) for gap in self.missing)
        parts += [
            ngettext("{n} bài: {reason}", count, reason=lookup(reason)) for reason, count in reasons.most_common()
        ]
        parts += [ngettext("cổng báo có {n} bài", c.total) for c in self.claims if c.total > self.found]
        if self.unread:
            parts.append(ngettext("{n} danh sách chưa đọc được", len(self.unread)))
        if self.silent:
            parts.append(ngettext("{n} tháng không có bài, cần xem lại", len(self.silent)))
        return "; ".join(parts)

    def _describe_share(self) -> str:
        if not self.expected:
            return gettext("chưa biết nguồn có những bài nào")
        return gettext(
            "đã có {found}/{expected} bài được biết ({share})",
            found=write_number(self.found),
            expected=write_number(self.expected),
            share=_format_percent(self.share),
        )


NOTHING_ANNOUNCED = Completeness(0, 0, (), (), (), (), ())


def measure_completeness(archive: Archive, source: str) -> Completeness:
    """Measure how complete the archive of ``source`` is, by what was announced so far."""
    announcements = Announcements(archive.engine)
    expected = [a for a in announcements.known_articles(source) if _is_expected(a)]
    cells = _count_by_month(expected)
    missing = [
        MissingArticle(a.url, a.section, a.month, "failed" if a.state == "failed" else a.outcome)
        for a in expected
        if not _is_stored(a)
    ]
    return Completeness(
        expected=len(expected),
        found=len(expected) - len(missing),
        cells=cells,
        missing=missing,
        silent=find_silent_months(cells),
        unread=announcements.unread_pages(source),
        claims=announcements.totals(source),
    )


def _is_stored(known: KnownArticle) -> bool:
    return known.stored or known.outcome in _STORED


def _is_expected(known: KnownArticle) -> bool:
    return _is_stored(known) or known.outcome not in _NOT_EXPECTED


def _count_by_month(known: Iterable[KnownArticle]) -> list[SectionMonth]:
    expected, found = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for article in known:
        where = (article.section or UNKNOWN, article.month or UNKNOWN)
        expected[where] += 1
        found[where] += _is_stored(article)
    return [SectionMonth(*where, expected[where], found[where]) for where in sorted(expected)]


def find_silent_months(cells: Iterable[SectionMonth]) -> list[tuple[str, str]]:
    """Find the months without a stored article whose neighbours, three on each side, have three or more as a rule."""
    by_section: dict[str, Counter[int]] = {}
    for cell in cells:
        if cell.month != UNKNOWN and cell.found:
            by_section.setdefault(cell.section, Counter())[_number_of_month(cell.month)] += cell.found
    silent = []
    for section, months in sorted(by_section.items()):
        for at in range(min(months), max(months)):
            around = [months[n] for n in range(at - _ROUND, at + _ROUND + 1) if n != at]
            if not months[at] and median(around) >= _BUSY:
                silent.append((section, f"{at // 12}-{at % 12 + 1:02}"))
    return silent


def _number_of_month(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _format_percent(share: float) -> str:
    # 99,96 % must not be shown as complete.
    tenths = int(share * 1000)
    return f"{write_decimal(tenths / 10, 1 if tenths % 10 else 0)} %"

"""The hits of a results page as its template writes them: everything is worked out here, so that the template only puts it in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlencode

from flask import url_for
from markupsafe import Markup

from archive.articles.near_duplicates import Report, Reprint
from facts.reading.links import FactLinks
from search import Explanation, Hit
from translations import gettext
from web import template_filters as wording
from web.view.search_params import SearchParams

Link = Callable[[int], str]


class Reason(NamedTuple):
    """Why a hit matched: the words in it, how they answer, the unit of the query when it reads otherwise, and where they stand."""

    matched: str
    how: str
    unit: str
    where: str


class Copy(NamedTuple):
    """The same text elsewhere."""

    link: str
    source: str
    day: str
    first: bool


class ShownHit(NamedTuple):
    """A hit with the other articles that say the same: ``copies`` on all portals, the earliest first; days as readers write them.

    ``leads``: its events, people and documents.
    """

    number: int
    link: str
    title: Markup | str
    source: str
    section: str
    published: str | None
    day: str
    event: str | None
    event_day: str
    kind: str
    snippet: Markup
    copies: Sequence[Copy]
    reasons: Sequence[Reason]
    leads: FactLinks | None


def article_link(params: SearchParams) -> Link:
    """Return a function from an article's number to the address of its page that marks a query and knows the way back."""
    # Flask builds the address once, for an article that there is not.
    before = url_for("article.page", number=0).removesuffix("0")
    values = params.parameters() | ({"trang": str(params.page)} if params.page > 1 else {})
    after = f"?{urlencode(values, doseq=True)}" if values else ""
    return lambda number: f"{before}{number}{after}"


@dataclass(frozen=True, slots=True)
class HitPage:
    """What the hits of one page share: titles of the sources, the reports they belong to, how articles are addressed, where they lead."""

    titles: Mapping[str, str]
    reports: Mapping[int, Report]
    link: Link
    leads: Mapping[int, FactLinks] = field(default_factory=dict)

    def fold_reports(self, hits: Sequence[Hit]) -> list[ShownHit]:
        """Fold hits of one report into the first of them, so that ten results are ten stories."""
        found: list[ShownHit] = []
        seen: set[int] = set()
        for hit in hits:
            report = self.reports.get(hit.article)
            if report is None:
                found.append(self._shown_hit(hit, ()))
            elif report.original not in seen:
                seen.add(report.original)
                found.append(self._shown_hit(hit, [r for r in report.articles if r.article != hit.article]))
        return found

    def _shown_hit(self, hit: Hit, copies: Sequence[Reprint]) -> ShownHit:
        return ShownHit(
            hit.article,
            self.link(hit.article),
            wording.marked(hit.title_marked) if hit.title_marked else hit.title,
            self.titles.get(hit.source, hit.source),
            hit.section,
            hit.published,
            wording.day(hit.published),
            hit.event_day,
            wording.day(hit.event_day),
            hit.event_kind,
            wording.marked(hit.snippet),
            [self._copy(copy) for copy in copies],
            [reason_of(why) for why in hit.why],
            self.leads.get(hit.article),
        )

    def _copy(self, copy: Reprint) -> Copy:
        title = self.titles.get(copy.source, copy.source)
        return Copy(self.link(copy.article), title, wording.day(copy.published[:10]), copy.original)


def reason_of(why: Explanation) -> Reason:
    """Return a reason as readers read it."""
    unit = why.unit if why.matched.lower() != why.unit.lower() else ""
    where = ", ".join(gettext(wording.WHERE.get(zone, zone)) for zone in why.where)
    return Reason(why.matched, gettext(wording.HOW.get(why.how, why.how)), unit, where)

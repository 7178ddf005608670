"""``/su-kien``: events by words, kind, day, host, person and document; one event over all its reports; its attendees as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from apiflask import APIBlueprint
from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.exchange.csv_cells import BOM, safe_cell
from facts.reading.facts import EventFilter
from facts.reading.views import EventPage, Figure, Proof
from search import days
from translations import N_
from vietnamese.entities.events import KINDS
from web.facts import charts
from web.facts.parts import read_parts
from web.facts.public_facts import public_facts
from web.machine.metadata import describe_event
from web.rate_limits import EXPORT_LIMIT, SEARCH_LIMIT, limiter
from web.slots import heavy
from web.state import current_state
from web.view.paging import read_list_page
from web.view.public_view import site_view
from web.view.search_params import page_number

blueprint = APIBlueprint("events", __name__, url_prefix="/su-kien", enable_openapi=False)

PAGE_SIZE = 20
MEASURES = 20
"""Rows of measures on a page of a series."""
_EPOCH = date(1970, 1, 1)

STAGES = {
    "announcement": N_("báo trước"),
    "day": N_("đăng trong ngày diễn ra"),
    "follow-up": N_("sau sự kiện"),
    "undated": "",
}
"""Stage of a report -> words of the page."""


@dataclass(frozen=True, slots=True)
class EventParams:
    """What the address asks for; ``wrong`` says which dates were not understood."""

    values: Mapping[str, str]
    filter: EventFilter
    page: int
    wrong: tuple[str, ...]

    def link(self, **changes: Any) -> str:
        """Return the address with some parameters changed; None removes one."""
        params = {**self.values, **changes}
        return url_for("events.search", **{k: v for k, v in params.items() if v})


def _read_event_params() -> EventParams:
    names = ("q", "loai", "tu", "den", "chu-tri", "nguoi", "van-ban", "nguon")
    values = {name: " ".join(request.args.get(name, "").replace("\x00", " ").split())[:200] for name in names}
    low, high = day_range(values["tu"]), day_range(values["den"])
    wrong = tuple(values[n] for n, found in (("tu", low), ("den", high)) if values[n] and found is None)
    number = page_number(request.args)
    event_filter = EventFilter(
        words=values["q"],
        kind=values["loai"] if values["loai"] in KINDS else "",
        begin=low[0] if low else "",
        end=high[1] if high else "",
        host=values["chu-tri"],
        person=values["nguoi"],
        document=values["van-ban"],
        source=values["nguon"],
    )
    return EventParams(values, event_filter, number, wrong)


def day_range(text: str) -> tuple[str, str] | None:
    """Return first and last day (YYYY-MM-DD) of a year, month or day as typed."""
    found = days(text) if text else None
    return None if found is None else tuple((_EPOCH + timedelta(days=n)).isoformat() for n in found)  # type: ignore[return-value]


@blueprint.get("/")
@limiter.limit(SEARCH_LIMIT)
def search() -> ResponseReturnValue:
    """List events."""
    params = _read_event_params()
    total, found = public_facts().events(params.filter, PAGE_SIZE, (params.page - 1) * PAGE_SIZE)
    return render_template(
        "facts/events.html",
        search=params,
        total=total,
        events=found,
        last=max(1, -(-total // PAGE_SIZE)),
        kinds=KINDS,
        titles=current_state().source_titles(),
    )


def _find_event(number: int) -> EventPage:
    page = public_facts().event(number) if number < 2**63 else None
    if page is None:
        abort(404)
    return page


@blueprint.get("/<int:number>")
@limiter.limit(SEARCH_LIMIT)
def one(number: int) -> ResponseReturnValue:
    """Show one event."""
    parts = read_parts()
    page, facts = _find_event(number), public_facts()
    others, compared = facts.compare_years(number) if parts.whole or parts.window.part == "measures" else ([], [])
    # A measure that does not say what is counted compares nothing.
    measures = [m for m in compared if m.what]
    lists: dict[str, Sequence[Any]] = {
        "coverage": page.coverage,
        "came": [a for a in page.attendees if a.took_part],
        "named": [a for a in page.attendees if not a.took_part],
        "documents": page.documents,
        "measures": measures,
        "figures": figures_by_sentence(page),
        "quotes": page.quotes,
        "captions": _captions_of(page),
    }
    totals = {name: len(items) for name, items in lists.items()}
    shown = {name: parts.window.cut(name, items) for name, items in lists.items()}
    coverage, came = tuple(shown["coverage"]), tuple(shown["came"])
    return render_template(
        "facts/event.html",
        metadata=describe_event(replace(page, coverage=coverage, attendees=came)),
        page=page,
        event=page.summary,
        parts=parts,
        shown=shown,
        totals=totals,
        stages=STAGES,
        others=others,
        chart_of=charts.chart_of,
        titles=current_state().source_titles(),
    )


def _captions_of(page: EventPage) -> list[tuple[int, str]]:
    """Return the captions of the reports with the number of their article, private names as initials."""
    articles = [report.proof.article for report in page.coverage]
    masker = public_facts().initials_masker(articles)
    return [
        (number, masker.mask(caption))
        for number, stored in site_view().articles(articles).items()
        for caption in stored.article.captions.split("\n")
        if caption
    ]


@blueprint.get("/<int:number>/cac-ky")
@limiter.limit(SEARCH_LIMIT)
def series(number: int) -> ResponseReturnValue:
    """Show the meetings of a series side by side."""
    found = public_facts().series_of(number) if number < 2**63 else None
    if found is None:
        abort(404)
    rows = read_list_page(len(found.measures), MEASURES)
    measures = found.measures[rows.offset : rows.offset + rows.size]
    return render_template("facts/series.html", series=found, measures=measures, rows=rows, number=number)


def figures_by_sentence(page: EventPage) -> list[tuple[Proof, list[Figure]]]:
    """Return the figures of an event under the sentences that tell them, each sentence once."""
    found: dict[str, tuple[Proof, list[Figure]]] = {}
    for figure in page.figures:
        found.setdefault(figure.proof.sentence.text, (figure.proof, []))[1].append(figure)
    return list(found.values())


@blueprint.get("/<int:number>/nguoi-du.csv")
@limiter.limit(EXPORT_LIMIT)
@heavy()
def attendees(number: int) -> ResponseReturnValue:
    """Send the people named in the reports as CSV of an event, with the sentence that names each."""
    page = _find_event(number)
    out = io.StringIO()
    out.write(BOM)
    table = csv.writer(out)
    table.writerow(("name", "rank", "role", "chair", "article", "sentence"))
    for person in (a for a in page.attendees if a.took_part):
        proof = person.proofs[0]
        texts = (person.name, person.rank, person.role, "yes" if person.chair else "", str(proof.article))
        table.writerow([safe_cell(text) for text in (*texts, proof.sentence.text)])
    headers = {"Content-Disposition": f'attachment; filename="su-kien-{number}-nguoi-du.csv"'}
    return Response(out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)

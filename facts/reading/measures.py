"""Reads one measure over the years: only figures of the same measure and the same scope are compared.

The scope is the province the articles are about and the span of time that a sentence tells ("6 tháng đầu năm", "quý III").
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence, Set
from typing import Any

from sqlalchemy import Connection, Table, func, select

from facts.reading import events as event_reading
from facts.reading.province_names import name_provinces
from facts.reading.rows import figure_of, order_by_day, rows_of_articles, select_with_proof, visible_condition
from facts.reading.views import EventSummary, Figure, FoundMeasure, Measure, Point
from facts.store import tables as f
from vietnamese.spelling.normalise import fold

Holding = Callable[[Sequence[str]], Sequence[bool]]
"""Tells of each of some texts whether it holds what is asked."""

_SPAN = re.compile(
    r"(?<!\w)(?:(?:\d{1,2}|sau|chin|ba) thang(?: dau nam)?|quy (?:[ivx]+|\d|mot|hai|ba|tu)|\d{1,3} nam(?: qua)?|thang \d{1,2}|trong (?:tuan|thang)|"
    r"(?:dot|dip|ky) (?:cao diem|nghi|tet|nghi le))(?!\w)"
)


def scope_of(figure: Figure) -> str:
    """Return the span of time a figure's sentence tells, folded; "" for a year or none."""
    spans = _SPAN.findall(fold(figure.proof.sentence.text))
    return spans[0].replace(" dau nam", "").replace(" qua", "") if spans else ""


Reports = Mapping[int, Set[int]]
"""Event -> the visible articles that report it."""


def reports_of_meetings(connection: Connection, meetings: Sequence[EventSummary]) -> Reports:
    """Return the visible reports of some meetings."""
    x, a = f.fact_events.c, f.fact_articles.c
    chosen = select(x.event, x.article).join(f.fact_articles, a.article == x.article)
    found: dict[int, set[int]] = {meeting.id: set() for meeting in meetings}
    for row in connection.execute(chosen.where(x.event.in_(found), visible_condition())):
        found[row.event].add(row.article)
    return found


def rows_of_meetings(connection: Connection, table: Table, reports: Reports) -> dict[int, list[Any]]:
    """Read the facts of all meetings at once, by meeting."""
    rows = rows_of_articles(connection, table, sorted(set().union(*reports.values())))
    return {event: [row for row in rows if row.article in articles] for event, articles in reports.items()}


def compare_meetings(connection: Connection, meetings: Sequence[EventSummary]) -> list[Measure]:
    """Return the measures that meetings of at least two years tell."""
    told: dict[tuple[str, str], list[tuple[int, int | None, Figure]]] = defaultdict(list)
    rows = rows_of_meetings(connection, f.fact_figures, reports_of_meetings(connection, meetings))
    # Most measures are told once: nothing more is read of those.
    years: dict[str, set[int]] = defaultdict(set)
    for meeting in meetings:
        for row in rows[meeting.id]:
            years[row.measure].add(event_reading.year_of(meeting))
    for meeting in meetings:
        for row in rows[meeting.id]:
            if len(years[row.measure]) > 1:
                figure = figure_of(row)
                told[row.measure, scope_of(figure)].append((event_reading.year_of(meeting), meeting.id, figure))
    several = (points for points in told.values() if len({year for year, _, _ in points}) > 1)
    return [_measure_of(points) for points in several]


def provinces_of_measure(connection: Connection, measure: str) -> list[tuple[str, str, int]]:
    """Return (key, name, articles) of the provinces whose articles tell a measure, the most first; key "" is the country."""
    x, a = f.fact_figures.c, f.fact_articles.c
    count = func.count(x.article.distinct())
    chosen = select(a.province, count).join(f.fact_articles, a.article == x.article)
    chosen = chosen.where(x.measure == measure, visible_condition()).group_by(a.province)
    rows = connection.execute(chosen.order_by(count.desc(), a.province)).all()
    names = name_provinces(connection, [row[0] for row in rows])
    return [(row[0], names[row[0]], row[1]) for row in rows]


def read_measure(connection: Connection, measure: str, province: str) -> Measure | None:
    """Read a measure over the years as the articles about one province ("" for the whole country) tell it."""
    x = f.fact_figures
    chosen = select_with_proof(x).where(x.c.measure == measure, f.fact_articles.c.province == province)
    rows = connection.execute(order_by_day(chosen, x)).all()
    told = [(int(row.article_day[:4]), None, figure_of(row)) for row in rows if row.article_day]
    if not told:
        return None
    spans = Counter(scope_of(figure) for _, _, figure in told)
    usual = spans.most_common(1)[0][0]
    return _measure_of([point for point in told if scope_of(point[2]) == usual])


def search_measures(connection: Connection, numbers: Sequence[int], holds: Holding) -> list[FoundMeasure]:
    """Return the measures that some articles tell in sentences that, with their title, hold what is asked; those of most articles first."""
    figures = [figure_of(row) for row in rows_of_articles(connection, f.fact_figures, numbers)]
    held = holds([f"{one.proof.title}\n{one.what}\n{one.proof.sentence.text}" for one in figures])
    told: dict[str, list[Figure]] = defaultdict(list)
    for figure, fits in zip(figures, held, strict=True):
        if fits and figure.what:
            told[figure.measure].append(figure)
    found = [
        FoundMeasure(key, own[0].unit, own[0].what, len({one.proof.article for one in own}), max(own, key=_told_on))
        for key, own in told.items()
    ]
    return sorted(found, key=lambda one: (-one.articles, one.what, one.measure))


def _told_on(figure: Figure) -> tuple[str, int]:
    return figure.proof.day or "", figure.proof.article


def _measure_of(told: Sequence[tuple[int, int | None, Figure]]) -> Measure:
    """Put the figures of one measure in order, one point for each year, event and value."""
    values: dict[tuple[int, int | None], set[float]] = defaultdict(set)
    for year, event, figure in told:
        values[year, event].add(figure.value)
    points: dict[tuple[int, int | None, float], Point] = {}
    for year, event, figure in sorted(told, key=lambda item: item[0]):
        differs = len(values[year, event]) > 1
        points.setdefault((year, event, figure.value), Point(year, event, figure, differs))
    first = told[0][2]
    return Measure(first.unit, first.what, tuple(points.values()))

"""Reads a series of meetings side by side: for each year hosts, chairs, who took part, documents, and figures with their change."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine

from archive.around_damage import around_damage
from database.transactions import reading
from facts.reading import events as event_reading
from facts.reading.measures import reports_of_meetings, rows_of_meetings, scope_of
from facts.reading.rows import figure_of
from facts.reading.views import Attendee, EventSummary, Figure
from facts.store import tables as f

_MOST_MEASURES = 200


@dataclass(frozen=True, slots=True)
class Edition:
    """One meeting of a series: its year, who chaired and who took part, and the documents told."""

    year: int
    summary: EventSummary
    chairs: tuple[Attendee, ...]
    attendees: tuple[Attendee, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of one meeting; ``change`` is the difference to the meeting before that tells it, None for the first.

    ``contradicted``: reports of this meeting tell different values.
    """

    figure: Figure
    change: int | float | None
    contradicted: bool


@dataclass(frozen=True, slots=True)
class SeriesMeasure:
    """One measure over the meetings: a cell for each edition, None where it is not told."""

    what: str
    unit: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """The meetings of a series by year, and the measures that at least two of them tell."""

    editions: tuple[Edition, ...]
    measures: tuple[SeriesMeasure, ...]


@around_damage
def read_series(engine: Engine, event: int) -> Series | None:
    """Read the series an event belongs to, the earliest year first; None when no other meeting is known."""
    with reading(engine) as connection:
        meetings = event_reading.find_series(connection, event)
        if len(meetings) < 2:
            return None
        reports = reports_of_meetings(connection, meetings)
        people = rows_of_meetings(connection, f.fact_people, reports)
        documents = rows_of_meetings(connection, f.fact_documents, reports)
        figures = rows_of_meetings(connection, f.fact_figures, reports)
    editions = tuple(_edition_of(one, people[one.id], documents[one.id]) for one in meetings)
    return Series(editions, _measures_of(meetings, figures))


def _edition_of(meeting: EventSummary, told: Sequence[Any], cited: Sequence[Any]) -> Edition:
    people = tuple(event_reading.group_attendees(meeting, told))
    return Edition(
        event_reading.year_of(meeting),
        meeting,
        tuple(person for person in people if person.chair),
        tuple(person for person in people if person.took_part and not person.chair),
        tuple(dict.fromkeys(row.number for row in cited)),
    )


def _measures_of(meetings: Sequence[EventSummary], rows: Mapping[int, Sequence[Any]]) -> tuple[SeriesMeasure, ...]:
    told: dict[tuple[str, str], dict[int, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    meetings_of = Counter(measure for meeting in meetings for measure in {row.measure for row in rows[meeting.id]})
    for meeting in meetings:
        for figure in (figure_of(row) for row in rows[meeting.id] if meetings_of[row.measure] > 1):
            if figure.what and figure.is_exact:
                told[figure.measure, scope_of(figure)][meeting.id].append(figure)
    several = [by_meeting for by_meeting in told.values() if len(by_meeting) > 1]
    return tuple(_series_measure_of(by_meeting, meetings) for by_meeting in several[:_MOST_MEASURES])


def _series_measure_of(told: dict[int, list[Figure]], meetings: Sequence[EventSummary]) -> SeriesMeasure:
    cells: list[Cell | None] = []
    before: int | float | None = None
    for meeting in meetings:
        figures = told.get(meeting.id)
        if not figures:
            cells.append(None)
            continue
        value = figures[0].value
        change = None if before is None else round(value - before, 6)
        cells.append(Cell(figures[0], change, len({figure.value for figure in figures}) > 1))
        before = value
    first = next(cell for cell in cells if cell).figure
    return SeriesMeasure(first.what, first.unit, tuple(cells))

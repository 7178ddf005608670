"""A measure over the years as a chart of plain SVG: one bar a year, contradicted ones hatched by a class of the style sheet."""

from __future__ import annotations

from dataclasses import dataclass

from facts.reading.views import Measure, Point

WIDTH, HEIGHT = 640, 220
_LEFT, _TOP, _BOTTOM = 8, 26, 24


@dataclass(frozen=True, slots=True)
class Bar:
    """One year: the place of its bar in the drawing (px), its point, and whether reports contradict each other."""

    x: float
    y: float
    width: float
    height: float
    year: int
    point: Point

    @property
    def middle(self) -> float:
        """Where the labels stand."""
        return self.x + self.width / 2


def chart_of(measure: Measure) -> list[Bar]:
    """Return the bars of a measure, one a year (the first point told counts, the others are listed beside the chart)."""
    by_year: dict[int, Point] = {}
    for point in measure.points:
        by_year.setdefault(point.year, point)
    if not by_year:
        return []
    top = max(float(point.figure.value) for point in by_year.values()) or 1.0
    step = (WIDTH - 2 * _LEFT) / len(by_year)
    room = HEIGHT - _TOP - _BOTTOM
    bars = []
    for place, (year, point) in enumerate(sorted(by_year.items())):
        height = max(room * float(point.figure.value) / top, 1.0)
        width = min(step * 0.7, 72.0)
        x = _LEFT + step * place + (step - width) / 2
        bars.append(Bar(round(x, 1), round(_TOP + room - height, 1), round(width, 1), round(height, 1), year, point))
    return bars

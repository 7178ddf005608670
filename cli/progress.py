"""Progress of long work: a bar on a terminal, plain lines otherwise; always on stderr, so that stdout stays data.

Without a terminal (cron publishes one article) the library of the bars is not even imported.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from translations import gettext

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from archive.crawling.crawl_log import Visit
    from crawler.reporting.progress import Advance

Report = Callable[[int, int, str], None]

_STEP = 0.1
"""Without a terminal a line is printed each time another tenth of the work is done."""


_INDEX = (("analysing", 1.0), ("indexing", 0.3), ("merging", 0.05))
UPDATE = (*_INDEX, ("facts", 6.0), ("analysing", 7.0), *_INDEX[1:])
"""The steps of ``run.py index`` in order, and the share of the time that each takes of a first index."""


class WholeWork:
    """How much of several steps is done, told by what each reports. A step that is passed over takes no time."""

    def __init__(self, steps: Sequence[tuple[str, float]]) -> None:
        """``steps``: what each is called, and how long it takes beside the others."""
        self._steps, self._at, self._share = steps, -1, 0.0

    def report(self, done: int, total: int, what: str) -> float:
        """Take in how far a step is; return the share of the whole that is done, which never falls."""
        if self._at < 0 or self._steps[self._at][0] != what:
            later = (n for n in range(self._at + 1, len(self._steps)) if self._steps[n][0] == what)
            now = next(later, self._at)
            self._at, self._share = now, self._share if now == self._at else 0.0
        self._share = max(self._share, min(done / total, 1.0) if total else 0.0)
        before = sum(weight for _, weight in self._steps[: max(self._at, 0)])
        own = self._steps[max(self._at, 0)][1] * self._share
        return min((before + own) / sum(weight for _, weight in self._steps), 1.0)


@contextmanager
def show_progress(steps: Sequence[tuple[str, float]] = (), words: Callable[[str], str] = str) -> Iterator[Report]:
    """Yield ``report(done, total, what)``; ``total`` 0 means unknown. ``steps``: one bar goes over all of them (``WholeWork``).

    ``words`` turns the name of a step into what people read.
    """
    if not sys.stderr.isatty():
        yield _report_lines(words)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    whole = WholeWork(steps) if steps else None
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("…", total=None)

        def report(done: int, total: int, what: str) -> None:
            said = f"{words(what)} {done}/{total}" if total else words(what)
            if whole is None:
                bar.update(task, completed=done, total=total or None, description=said)
            else:
                bar.update(task, completed=whole.report(done, total, what), total=1.0, description=said)

        yield report


def _report_lines(words: Callable[[str], str]) -> Report:
    last: dict[str, float] = {}

    def report(done: int, total: int, what: str) -> None:
        share = done / total if total else 0.0
        before = last.get(what)
        if before is None or share - before >= _STEP or (done == total and share > before):
            last[what] = share
            _print_line(f"{words(what)}: {done}/{total}" if total else f"{words(what)}: {done}")

    return report


@contextmanager
def show_events() -> Iterator[Callable[[str], None]]:
    """Yield ``say(text)`` for work without a known end: one line an event, never broken by width."""
    yield _print_line


def _print_line(text: str) -> None:
    click.echo(text, err=True)


@dataclass(slots=True)
class CrawlDisplay:
    """Shows a crawl: ``say`` a line, ``advanced`` and ``visited`` how far it is: a bar for each source, or lines."""

    bar: Progress | None
    _tasks: dict[str, TaskID] = field(default_factory=dict)

    def print_line(self, text: str) -> None:
        """Print one line, above the bars."""
        if self.bar is None:
            _print_line(text)
        else:
            self.bar.console.print(text, highlight=False, markup=False, soft_wrap=True)

    def show_advance(self, advance: Advance) -> None:
        """Tell how many addresses wait."""
        if self.bar is None:
            self.print_line(advance.line)
        else:
            self.bar.update(self._task_of(advance.source), total=advance.done + advance.waiting)

    def count_visit(self, visit: Visit) -> None:
        """Count one address."""
        if self.bar is not None:
            self.bar.update(self._task_of(visit.source), advance=1)

    def _task_of(self, source: str) -> TaskID:
        if self.bar is not None and source not in self._tasks:
            self._tasks[source] = self.bar.add_task(source, total=None)
        return self._tasks[source]


@contextmanager
def show_crawl() -> Iterator[CrawlDisplay]:
    """Yield a display of a crawl."""
    if not sys.stderr.isatty():
        yield CrawlDisplay(None)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn(gettext("địa chỉ")))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield CrawlDisplay(bar)

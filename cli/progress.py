"""Progress of long work: a bar on a terminal, plain lines otherwise; always on stderr, so that stdout stays data.

Without a terminal (cron publishes one article) the library of the bars is not even imported.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from archive.crawling.crawl_log import Visit
    from crawler.reporting.progress import Advance

Report = Callable[[int, int, str], None]

_STEP = 0.1
"""Without a terminal a line is printed each time another tenth of the work is done."""


@contextmanager
def show_progress() -> Iterator[Report]:
    """Yield ``report(done, total, what)``; ``total`` 0 means unknown."""
    if not sys.stderr.isatty():
        yield _report_lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("…", total=None)

        def report(done: int, total: int, what: str) -> None:
            bar.update(task, completed=done, total=total or None, description=what)

        yield report


def _report_lines() -> Report:
    last: dict[str, float] = {}

    def report(done: int, total: int, what: str) -> None:
        share = done / total if total else 0.0
        before = last.get(what)
        if before is None or share - before >= _STEP or (done == total and share > before):
            last[what] = share
            _print_line(f"{what}: {done}/{total}" if total else f"{what}: {done}")

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

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("địa chỉ"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield CrawlDisplay(bar)

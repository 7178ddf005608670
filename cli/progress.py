"""Progress of long work: a bar on a terminal, plain lines otherwise; always on stderr, so that stdout stays data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from archive.crawl_log import Visit
    from crawler.report import Advance

Report = Callable[[int, int, str], None]

_STEP = 0.1
"""Without a terminal a line is printed each time another tenth of the work is done."""


@contextmanager
def counted() -> Iterator[Report]:
    """Yield ``report(done, total, what)``; ``total`` 0 means unknown."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _lines(console)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("…", total=None)

        def report(done: int, total: int, what: str) -> None:
            bar.update(task, completed=done, total=total or None, description=what)

        yield report


def _lines(console: Console) -> Report:
    last: dict[str, float] = {}

    def report(done: int, total: int, what: str) -> None:
        share = done / total if total else 0.0
        before = last.get(what)
        if before is None or share - before >= _STEP or (done == total and share > before):
            last[what] = share
            console.print(f"{what}: {done}/{total}" if total else f"{what}: {done}", highlight=False)

    return report


@contextmanager
def narrated() -> Iterator[Callable[[str], None]]:
    """Yield ``say(text)`` for work without a known end: one line an event, never broken by width."""
    console = Console(stderr=True)

    def say(text: str) -> None:
        console.print(text, highlight=False, markup=False, soft_wrap=True)

    yield say


@dataclass(slots=True)
class Crawling:
    """Shows a crawl: ``say`` a line, ``advanced`` and ``visited`` how far it is: a bar for each source, or lines."""

    console: Console
    bar: Progress | None
    _tasks: dict[str, TaskID] = field(default_factory=dict)

    def say(self, text: str) -> None:
        """Print one line, above the bars."""
        self.console.print(text, highlight=False, markup=False, soft_wrap=True)

    def advanced(self, advance: Advance) -> None:
        """Tell how many addresses wait."""
        if self.bar is None:
            self.say(advance.line)
        else:
            self.bar.update(self._task(advance.source), total=advance.done + advance.waiting)

    def visited(self, visit: Visit) -> None:
        """Count one address."""
        if self.bar is not None:
            self.bar.update(self._task(visit.source), advance=1)

    def _task(self, source: str) -> TaskID:
        if self.bar is not None and source not in self._tasks:
            self._tasks[source] = self.bar.add_task(source, total=None)
        return self._tasks[source]


@contextmanager
def crawling() -> Iterator[Crawling]:
    """Yield what shows a crawl."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield Crawling(console, None)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("địa chỉ"))
    with Progress(*columns, console=console, transient=True) as bar:
        yield Crawling(console, bar)

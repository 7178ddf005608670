"""Progress of long work: a bar on a terminal, plain lines otherwise; always on stderr, so that stdout stays data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

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

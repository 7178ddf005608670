"""What the commands tell of articles for which a step failed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.command_error import CommandError
from translations import gettext, ngettext
from words import sentence

if TYPE_CHECKING:
    from archive.attempts import ExportReport

STEPS = {
    "facts": "cli.without_facts",
    "terms": "cli.without_terms",
    "definitions": "cli.without_definitions",
    "marks": "cli.without_marks",
    "words": "cli.without_words",
    "event": "cli.without_event",
    "row": "cli.without_row",
    "signature": "cli.without_signature",
    "file": "cli.without_file",
    "extraction": "cli.without_part",
    "storage": "cli.without_storage",
}
"""How an article is published for which a step of ``archive.failures`` failed, as codes of the catalogue."""


def print_failure_counts(data: Path) -> None:
    """Print how many articles lack what, one line for each step that failed."""
    from archive.articles.archive import Archive
    from archive.failures import Failures

    with Archive.open(data, readonly=True) as archive:
        counts = Failures(archive.engine).count_by_step()
    for step, count in counts.items():
        click.echo(ngettext("{n} bài {without}: `run.py check` nêu từng bài", count, without=_without(step)))


def print_failures(data: Path) -> int:
    """Print a line for each article and step that failed; return how many."""
    from archive.articles.archive import Archive
    from archive.failures import Failures

    with Archive.open(data, readonly=True) as archive:
        failures = Failures(archive.engine).list()
    for f in failures:
        named = gettext("bài {number}", number=f.article) + (f" ({f.url})" if f.url else "")
        click.echo(f"{named}, {_without(f.step)}: {f.error}")
    return len(failures)


def report_left_out(done: ExportReport) -> None:
    """Tell which articles an export left out. Raises CommandError when there are any: the others are written."""
    for article, error in done.left_out.items():
        click.echo(gettext("bỏ qua bài {article}: {error}", article=article, error=error), err=True)
    if done.left_out:
        raise CommandError("cli.articles_left_out", count=len(done.left_out), written=done.articles)


def _without(step: str) -> str:
    return sentence(STEPS[step]) if step in STEPS else step

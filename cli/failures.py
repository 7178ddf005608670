"""What the commands tell of articles for which a step failed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from archive.attempts import ExportReport

STEPS = {
    "facts": "without facts",
    "terms": "with text that cannot be searched",
    "definitions": "without the abbreviations they define",
    "marks": "without the days and documents they name",
    "words": "without words of several syllables",
    "event": "without their main event",
    "row": "without days and byline in the index",
    "signature": "not compared with other portals",
    "file": "with an attached file that could not be read",
}
"""How an article is published for which a step of ``archive.failures`` failed."""


def print_failure_counts(data: Path) -> None:
    """Print how many articles lack what, one line for each step that failed."""
    from archive.articles.archive import Archive
    from archive.failures import Failures

    with Archive.open(data, readonly=True) as archive:
        counts = Failures(archive.engine).count_by_step()
    for step, count in counts.items():
        click.echo(f"{count} {_articles_word(count)} {STEPS.get(step, step)}: `run.py check` names them")


def print_failures(data: Path) -> int:
    """Print a line for each article and step that failed; return how many."""
    from archive.articles.archive import Archive
    from archive.failures import Failures

    with Archive.open(data, readonly=True) as archive:
        failures = Failures(archive.engine).list()
    for f in failures:
        named = f"article {f.article} ({f.url})" if f.url else f"article {f.article}"
        click.echo(f"{named}, {STEPS.get(f.step, f.step)}: {f.error}")
    return len(failures)


def report_left_out(done: ExportReport) -> None:
    """Tell which articles an export left out. Raises ClickException when there are any: the others are written."""
    for article, error in done.left_out.items():
        click.echo(f"article {article} is left out: {error}", err=True)
    if done.left_out:
        count = len(done.left_out)
        raise click.ClickException(f"{count} {_articles_word(count)} left out (named above), {done.articles} written")


def _articles_word(count: int) -> str:
    return "article" if count == 1 else "articles"

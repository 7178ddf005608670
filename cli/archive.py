"""Commands on the archive: import, export, check, backup, restore, migrate."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from cli.command_error import CommandError
from cli.failures import print_failures, report_left_out
from cli.progress import show_events

if TYPE_CHECKING:
    from archive.attempts import ExportReport


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--source", default="import", show_default=True, help="The source of articles that name none.")
@click.pass_obj
def import_command(data: Path, files: tuple[str, ...], source: str) -> None:
    """Take articles from JSON Lines (plain, .gz, .xz, or - for standard input) and from WARC files (.warc, .warc.gz).

    Keys: id or url, title, lead, body, captions, published, section, source, byline; unknown keys are kept.
    Pages in a WARC file are read like crawled ones; those without an article are counted as skipped.
    A line or record that cannot be taken is named with its file and number, and the rest is imported (exit code 1).
    """
    from archive.articles.archive import Archive
    from archive.exchange.json_lines import ImportReport, import_files
    from crawler.warc_import import import_warc, is_warc

    total, skipped = ImportReport(), 0
    with show_events() as say, Archive.open(data) as archive:
        for file in files:
            if is_warc(file):
                report: ImportReport = (warc := import_warc(archive, file, source_default=source, progress=say))
                skipped += warc.skipped
            else:
                report = import_files(archive, [file], source_default=source, progress=say)
            total.add(report)
    for error in total.errors:
        click.echo(error, err=True)
    aside = f", {skipped} without an article" if skipped else ""
    click.echo(f"{total.new} new, {total.changed} changed, {total.same} unchanged, {len(total.errors)} refused{aside}")
    if total.errors:
        raise CommandError("cli.lines_refused", count=len(total.errors))


@click.command("export")
@click.option("--format", "form", type=click.Choice(["jsonl", "csv", "warc"]), default="jsonl", show_default=True)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="A file instead of standard output.",
)
@click.pass_obj
def export_command(data: Path, form: str, output: Path | None) -> None:
    """Write every article of the archive, the imported unknown keys included.

    Covers the archive (articles as they stand now; warc: every version with the pages as they were answered, gzipped unless
    the file is called .warc); accounts, jobs and the query log are not in it.
    """
    from archive.articles.archive import Archive
    from archive.exchange.json_lines import export_articles
    from archive.exchange.warc import export_warc

    with Archive.open(data, readonly=True) as archive:
        if form == "warc":
            done = _export_binary(
                output, lambda file: export_warc(archive, file, gzip=output is None or output.suffix != ".warc")
            )
        elif output is None:
            stream = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="", write_through=True)
            done = export_articles(archive, stream, form)
            stream.detach()
        else:
            aside = output.with_name(output.name + ".part")
            with aside.open("w", encoding="utf-8", newline="") as file:
                done = export_articles(archive, file, form)
            aside.replace(output)
    report_left_out(done)


def _find_unanswered(data: Path) -> list[str]:
    """Return a line for each kept query that the published index does not answer as it must."""
    from search import ask_published, kept_queries

    kept = kept_queries(data, readonly=True)
    outcomes = ask_published(data, kept)
    click.echo(f"{sum(o.passed for o in outcomes)} of {len(outcomes)} kept queries are answered")
    return [
        f"kept query {o.kept.query!r}: article {o.kept.article} is {f'at {o.rank}' if o.rank else 'not found'}, "
        f"wanted among the first {o.kept.top}"
        for o in outcomes
        if not o.passed
    ]


def _export_binary(output: Path | None, write: Callable[[IO[bytes]], ExportReport]) -> ExportReport:
    if output is None:
        return write(sys.stdout.buffer)
    aside = output.with_name(output.name + ".part")
    with aside.open("wb") as file:
        done = write(file)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(output)
    return done


@click.command("check")
@click.option("--queries", is_flag=True, help="Also ask the index the kept queries (administration, Câu hỏi kiểm tra).")
@click.pass_obj
def check_command(data: Path, queries: bool) -> None:
    """Look for damage: databases, index manifest, settings. Exit code 1 and a list when something is wrong.

    Articles that are kept and published without a part that could not be made are named too; they are no damage.
    """
    from indexer import check_index
    from jobs.tasks.examine_data import examine_data
    from settings import find_problems

    found = examine_data(data)
    problems = found.problems + [f"article {number}: {error}" for number, error in found.damaged.items()]
    problems += check_index(data)
    problems += find_problems()
    if queries:
        problems += _find_unanswered(data)
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise CommandError("cli.problems_found", count=len(problems), data=data)
    click.echo("no damage found" if print_failures(data) else "all is well")


@click.command("backup")
@click.argument("target", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option("--keep", type=click.IntRange(min=1), default=7, show_default=True, help="Backups in DIR that stay.")
@click.option(
    "--analyses", is_flag=True, help="Take the kept analyses along: a restore is faster by the time they took."
)
@click.pass_obj
def backup_command(data: Path, target: Path, keep: int, analyses: bool) -> None:
    """Write one more backup into DIR, consistently, also while serving, and read it again.

    It holds archive, accounts, jobs, saved searches, secret key, sources and settings, for its owner alone. The index is not
    copied: it is made again. The former backups stay as they were unless the new one is sound; otherwise exit code 1.
    """
    from jobs.tasks.backup import backup

    click.echo(f"{data} is copied to {backup(data, target, keep=keep, analyses=analyses)}, and the copy was read again")


@click.command("restore")
@click.argument("source", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.pass_obj
def restore_command(data: Path, source: Path) -> None:
    """Bring a backup back, then build the index: the newest one in DIR, or the one that DIR is.

    A damaged backup changes nothing, and neither does a folder that is being served.
    """
    from cli.index import run_update
    from jobs.tasks.backup import restore

    for lack in restore(source, data):
        click.echo(lack, err=True)
    run_update(data, rebuild=True)
    click.echo(f"{source} is restored to {data}")


@click.command("migrate")
@click.pass_obj
def migrate_command(data: Path) -> None:
    """Bring the databases of the data folder to this version, after a copy was made beside each.

    Commands that write do so by themselves; those that only read leave the folder as it is.
    """
    from archive.articles.archive import Archive
    from site_data.site import Site

    before = {path.name for path in data.glob("*.of-*")}
    with Archive.open(data), Site.open(data):
        for path in sorted(data.glob("*.of-*")):
            if path.name not in before:
                click.echo(f"{path} is the database as it was before")
        click.echo("the databases are up to date")


COMMANDS: tuple[click.Command, ...] = (
    import_command,
    export_command,
    check_command,
    backup_command,
    restore_command,
    migrate_command,
)

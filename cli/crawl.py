"""Commands on sources: crawl, source list|add|check|pause."""

from __future__ import annotations

import json
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from cli.progress import narrated

if TYPE_CHECKING:
    from crawler.sources import Source

_SHOWN = 50  # missing articles that are listed; --json has all

_REFUSED = frozenset(("failed", "unsafe", "forbidden"))
"""Outcomes that brought nothing home."""


@contextmanager
def stop_on_interrupt() -> Iterator[threading.Event]:
    """Yield an event that Ctrl-C sets, so that the work ends between two steps; a second Ctrl-C ends it at once."""
    stop = threading.Event()

    def interrupt(signum: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def chosen(data: Path, names: tuple[str, ...], everything: bool) -> list[Source]:
    """Return the sources named (or made from the URLs given). Raises UnknownSource."""
    from crawler.errors import UnknownSource
    from crawler.sources import load_sources, source_for_url

    known = load_sources(data)
    if everything:
        return [source for source in known.values() if not source.paused]
    found = []
    for name in names:
        if "://" in name:
            found.append(source_for_url(name))
        elif name in known:
            found.append(known[name])
        else:
            raise UnknownSource(
                f"no source is called {name!r}: `run.py source list` shows them, or give the portal's address (https://…)"
            )
    return found


@click.command("crawl")
@click.argument("sources", nargs=-1, metavar="[SOURCE or URL]...")
@click.option("--all", "everything", is_flag=True, help="Every source that is not paused.")
@click.option("--limit", type=click.IntRange(min=1), default=None, help="Fetch at most this many pages a source.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]),
    default=None,
    help="Only articles published on or after this day.",
)
@click.option(
    "--report",
    "report_path",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="Write what happened to every address into this file (CSV, or JSON Lines when it ends in .jsonl).",
)
@click.pass_obj
def crawl_command(
    data: Path,
    sources: tuple[str, ...],
    everything: bool,
    limit: int | None,
    since: datetime | None,
    report_path: Path | None,
) -> None:
    """Fetch what is new, politely, and go on where an interrupted crawl stopped."""
    from archive.store import Archive
    from crawler.crawl import crawl
    from crawler.report_file import report_file

    if bool(sources) == everything:
        raise click.UsageError("name sources or addresses, or give --all, one of the two")
    wanted = chosen(data, sources, everything)
    day = since.date() if since else None
    with (
        Archive.open(data) as archive,
        report_file(report_path) as told,
        narrated() as say,
        stop_on_interrupt() as stop,
    ):
        report = crawl(archive, wanted, limit=limit, since=day, progress=say, cancelled=stop.is_set, visited=told)
    outcomes = ", ".join(f"{count} {name}" for name, count in sorted(report.outcomes.items())) or "nothing to fetch"
    click.echo(f"{sum(report.outcomes.values())} addresses: {outcomes}")
    if report.outcomes and set(report.outcomes) <= _REFUSED:
        raise click.ClickException(
            "nothing could be fetched (the causes are named above): check the address and the connection"
        )


@click.group("source")
def source_group() -> None:
    """List, add, check and pause the portals that are crawled."""


@source_group.command("list")
@click.pass_obj
def source_list(data: Path) -> None:
    """Show every source: name, domain, family, status."""
    from crawler.sources import load_sources

    for name, source in sorted(load_sources(data).items()):
        state = "paused" if source.paused else source.status
        click.echo(f"{name:20} {source.domain:32} {source.family:12} {state}")


@source_group.command("add")
@click.argument("name")
@click.argument("url")
@click.pass_obj
def source_add(data: Path, name: str, url: str) -> None:
    """Declare the portal at URL under NAME (a TOML file in the data folder, to be edited for selectors)."""
    from crawler.sources import add_source

    click.echo(f"declared in {add_source(data, name, url)}; `run.py source check {name}` tries it")


@source_group.command("check")
@click.argument("name")
@click.pass_obj
def source_check(data: Path, name: str) -> None:
    """Fetch a few pages of the live portal, say what was understood, and mark the source verified."""
    from crawler.check import check_source

    (source,) = chosen(data, (name,), False)
    with narrated() as say:
        report = check_source(data, source, say)
    click.echo(report)


@source_group.command("gaps")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of a table.")
@click.pass_obj
def source_gaps(data: Path, name: str, as_json: bool) -> None:
    """Show how complete a source is: articles expected and found by section and month, and what is missing."""
    from archive.store import Archive
    from crawler.completeness import REASONS, completeness

    (source,) = chosen(data, (name,), False)
    with Archive.open(data) as archive:
        found = completeness(archive, source.name)
    if as_json:
        click.echo(json.dumps({**asdict(found), "share": round(found.share, 4)}, ensure_ascii=False))
        return
    click.echo(f"{source.name}: {found.told()}")
    for cell in found.cells:
        mark = "" if cell.found == cell.expected else "  thiếu"
        click.echo(f"{cell.month:10} {cell.section[:40]:40} {cell.found:6}/{cell.expected}{mark}")
    for section, month in found.silent:
        click.echo(f"{month:10} {section[:40]:40} tháng trống đáng ngờ")
    for gap in found.missing[:_SHOWN]:
        click.echo(f"{REASONS.get(gap.reason, gap.reason)}: {gap.url}")
    for page in found.unread[:_SHOWN]:
        click.echo(f"danh sách chưa đọc được: {page.url}")


@source_group.command("pause")
@click.argument("name")
@click.option("--resume", is_flag=True, help="Crawl it again.")
@click.pass_obj
def source_pause(data: Path, name: str, resume: bool) -> None:
    """Leave a source out of `crawl --all` and of the schedule."""
    from crawler.sources import pause_source

    pause_source(data, name, paused=not resume)
    click.echo(f"{name} is {'crawled again' if resume else 'paused'}")


COMMANDS: tuple[click.Command, ...] = (crawl_command, source_group)

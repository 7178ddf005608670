"""The command that tells why a page is not found: why."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cli.language.translated import command
from translations import N_

_MARKS = {"ok": "+", "wrong": "!", "unknown": "?"}


@command(
    "why",
    help=N_(
        "Cho biết vì sao không tìm thấy trang ở ADDRESS: robots, thấy ở đâu, tải khi nào, đọc, bị từ chối vì sao, chỉ mục, bị ẩn.\n\n"
        "Không tải gì. Mã thoát 1 khi người đọc không tìm thấy trang ấy."
    ),
)
@click.argument("address")
@click.pass_obj
def why_command(data: Path, address: str) -> None:
    """Tell why the page at ADDRESS is not found: robots, where met, when fetched, read, refused why, indexed, hidden.

    Nothing is fetched. Exit code 1 when the page is not found by readers.
    """
    from contextlib import ExitStack

    from archive.articles.archive import Archive
    from indexer import IndexDamaged, IndexMissing
    from jobs.source_list import known_sources
    from jobs.why_missing import diagnose_address
    from search import Searcher
    from site_data.site import Site

    with ExitStack() as stack:
        archive = stack.enter_context(Archive.open(data, readonly=True))
        site = stack.enter_context(Site.open_to_read(data))
        holds = None
        try:
            backend = stack.enter_context(Searcher.open(data)).backend
        except (IndexMissing, IndexDamaged):
            pass
        else:
            holds = lambda article: article in backend.holding([article])  # noqa: E731
        found = diagnose_address(archive, known_sources(data, site), holds, address)
    for step in found.steps:
        click.echo(f"{_MARKS[step.state]} {step.title}: {step.text}" + (f" {step.advice}" if step.advice else ""))
    if found.verdict.state != "ok":
        click.echo(f"=> {found.verdict.title}: {found.verdict.text} {found.verdict.advice}".rstrip())
        sys.exit(1)


COMMANDS: tuple[click.Command, ...] = (why_command,)

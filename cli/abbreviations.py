"""Decisions on abbreviations from the command line: abbreviation list|accept|reject|weigh|log."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.admin.operator_name import operator_name

if TYPE_CHECKING:
    from archive.abbreviations.decisions import Status


@click.group("abbreviation")
def abbreviation_group() -> None:
    """Abbreviations that the archive learned, and decisions about them; a decision holds from the next query on."""


@abbreviation_group.command("list")
@click.option("--min", "minimum", default=2, show_default=True, help="Articles that must define a pair.")
@click.pass_obj
def list_pairs(data: Path, minimum: int) -> None:
    """Print learned pairs: short form, long form, articles, first and last day seen, decision."""
    from archive.abbreviations.definitions import LearnedAbbreviations
    from archive.articles.archive import Archive

    with Archive.open(data, readonly=True) as archive:
        for p in LearnedAbbreviations(archive.engine).pairs(minimum):
            click.echo("\t".join([p.abbreviation, p.expansion, str(p.count), p.first or "", p.last or "", p.status]))


def _decide(data: Path, short: str, long: str, status: Status, weight: float) -> None:
    from archive.abbreviations.decisions import Decisions
    from archive.articles.archive import Archive

    with Archive.open(data) as archive:
        Decisions(archive.engine).decide(short, long, status, by=operator_name(), weight=weight)


_SHORT = click.argument("short")
_LONG = click.argument("long")


@abbreviation_group.command("accept")
@_SHORT
@_LONG
@click.option("--weight", default=1.0, show_default=True, help="What the form counts in queries that give the other.")
@click.pass_obj
def accept(data: Path, short: str, long: str, weight: float) -> None:
    """Take a pair into the dictionary, learned or not."""
    _decide(data, short, long, "accepted", weight)
    click.echo(f"{short} = {long}: accepted")


@abbreviation_group.command("reject")
@_SHORT
@_LONG
@click.pass_obj
def reject(data: Path, short: str, long: str) -> None:
    """Leave a pair out, wherever it comes from."""
    _decide(data, short, long, "rejected", 1.0)
    click.echo(f"{short} = {long}: rejected")


@abbreviation_group.command("weigh")
@_SHORT
@_LONG
@click.argument("weight", type=click.FloatRange(0.1, 10))
@click.pass_obj
def weigh(data: Path, short: str, long: str, weight: float) -> None:
    """Set what a pair counts, and undo accepting or rejecting it."""
    _decide(data, short, long, "", weight)
    click.echo(f"{short} = {long}: weighs {weight:g}")


@abbreviation_group.command("log")
@click.option("-n", default=50, show_default=True, help="Decisions shown.")
@click.pass_obj
def show_log(data: Path, n: int) -> None:
    """Print the last decisions: when, who, what."""
    from archive.abbreviations.decisions import Decisions
    from archive.articles.archive import Archive

    with Archive.open(data, readonly=True) as archive:
        for d in Decisions(archive.engine).log(n):
            click.echo("\t".join([d.at, d.by, d.abbreviation, d.expansion, d.status or "none", f"{d.weight:g}"]))


COMMANDS: tuple[click.Command, ...] = (abbreviation_group,)

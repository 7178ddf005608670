"""Decisions on pairs from the command line: abbreviation list|accept|reject|weigh|log, and related likewise for words of one meaning."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.admin.operator_name import operator_name

if TYPE_CHECKING:
    from archive.abbreviations.decisions import Kind, Status


@click.group("abbreviation")
def abbreviation_group() -> None:
    """Abbreviations that the archive learned, and decisions about them; a decision holds from the next query on."""


@click.group("related")
def related_group() -> None:
    """Words of one meaning, shipped and learned, and decisions about them; a decision holds from the next query on."""


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


@related_group.command("list")
@click.pass_obj
def list_words(data: Path) -> None:
    """Print learned pairs, the surest first: both words, how alike they stand (0 to 1), occurrences of the rarer, decision."""
    from archive.abbreviations.decisions import Decisions
    from archive.abbreviations.learned_words import LearnedWords
    from archive.articles.archive import Archive

    with Archive.open(data, readonly=True) as archive:
        status = {(d.abbreviation, d.expansion): d.status for d in Decisions(archive.engine, "related").all()}
        for p in LearnedWords(archive.engine).all():
            first, second = sorted((p.word, p.other))
            decided = status.get((first, second), "")
            click.echo("\t".join([p.word, p.other, f"{p.similarity:.3f}", str(p.count), decided]))


@related_group.command("learn")
@click.pass_obj
def learn(data: Path) -> None:
    """Learn pairs from the archive's texts now; an update of the index does so by itself from time to time."""
    from indexer import learn_words

    count = learn_words(data, anyway=True)
    click.echo("too few articles to learn from" if count is None else f"{count} pairs learned")


def _decide(data: Path, kind: Kind, pair: tuple[str, str], status: Status, weight: float = 1.0) -> None:
    from archive.abbreviations.decisions import Decisions
    from archive.articles.archive import Archive

    with Archive.open(data) as archive:
        Decisions(archive.engine, kind).decide(*pair, status, by=operator_name(), weight=weight)


_SHORT = click.argument("short")
_LONG = click.argument("long")
_WORD = click.argument("word")
_OTHER = click.argument("other")


@abbreviation_group.command("accept")
@_SHORT
@_LONG
@click.option("--weight", default=1.0, show_default=True, help="What the form counts in queries that give the other.")
@click.pass_obj
def accept(data: Path, short: str, long: str, weight: float) -> None:
    """Take a pair into the dictionary, learned or not."""
    _decide(data, "abbreviation", (short, long), "accepted", weight)
    click.echo(f"{short} = {long}: accepted")


@related_group.command("accept")
@_WORD
@_OTHER
@click.pass_obj
def accept_words(data: Path, word: str, other: str) -> None:
    """Take two words as of one meaning, learned or not."""
    _decide(data, "related", (word, other), "accepted")
    click.echo(f"{word} = {other}: accepted")


@abbreviation_group.command("reject")
@_SHORT
@_LONG
@click.pass_obj
def reject(data: Path, short: str, long: str) -> None:
    """Leave a pair out, wherever it comes from."""
    _decide(data, "abbreviation", (short, long), "rejected")
    click.echo(f"{short} = {long}: rejected")


@related_group.command("reject")
@_WORD
@_OTHER
@click.pass_obj
def reject_words(data: Path, word: str, other: str) -> None:
    """Leave a pair of words out, shipped or learned."""
    _decide(data, "related", (word, other), "rejected")
    click.echo(f"{word} = {other}: rejected")


@related_group.command("reset")
@_WORD
@_OTHER
@click.pass_obj
def reset_words(data: Path, word: str, other: str) -> None:
    """Undo accepting or rejecting two words."""
    _decide(data, "related", (word, other), "")
    click.echo(f"{word} = {other}: as it came")


@abbreviation_group.command("weigh")
@_SHORT
@_LONG
@click.argument("weight", type=click.FloatRange(0.1, 10))
@click.pass_obj
def weigh(data: Path, short: str, long: str, weight: float) -> None:
    """Set what a pair counts, and undo accepting or rejecting it."""
    _decide(data, "abbreviation", (short, long), "", weight)
    click.echo(f"{short} = {long}: weighs {weight:g}")


def _show_log(data: Path, kind: Kind, n: int) -> None:
    from archive.abbreviations.decisions import Decisions
    from archive.articles.archive import Archive

    with Archive.open(data, readonly=True) as archive:
        for d in Decisions(archive.engine, kind).log(n):
            click.echo("\t".join([d.at, d.by, d.abbreviation, d.expansion, d.status or "none", f"{d.weight:g}"]))


@abbreviation_group.command("log")
@click.option("-n", default=50, show_default=True, help="Decisions shown.")
@click.pass_obj
def show_log(data: Path, n: int) -> None:
    """Print the last decisions: when, who, what."""
    _show_log(data, "abbreviation", n)


@related_group.command("log")
@click.option("-n", default=50, show_default=True, help="Decisions shown.")
@click.pass_obj
def show_words_log(data: Path, n: int) -> None:
    """Print the last decisions: when, who, what."""
    _show_log(data, "related", n)


COMMANDS: tuple[click.Command, ...] = (abbreviation_group, related_group)

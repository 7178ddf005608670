"""Decisions on pairs from the command line: abbreviation list|accept|reject|weigh|log, and related likewise for words of one meaning."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.admin.operator_name import operator_name
from cli.language.translated import FiniteRange, group, option
from translations import N_, gettext, ngettext, write_decimal

if TYPE_CHECKING:
    from archive.abbreviations.decisions import Kind, Status


@group(
    "abbreviation",
    help=N_("Chữ viết tắt mà kho học được và quyết định về chúng; quyết định có hiệu lực từ câu tìm kế tiếp."),
)
def abbreviation_group() -> None:
    """Abbreviations that the archive learned, and decisions about them; a decision holds from the next query on."""


@group(
    "related",
    help=N_(
        "Các từ cùng nghĩa, có sẵn và học được, và quyết định về chúng; quyết định có hiệu lực từ câu tìm kế tiếp."
    ),
)
def related_group() -> None:
    """Words of one meaning, shipped and learned, and decisions about them; a decision holds from the next query on."""


@abbreviation_group.command(
    "list", help=N_("In các cặp học được: dạng tắt, dạng đầy đủ, số bài, ngày gặp đầu và cuối, quyết định.")
)
@option(
    "--min",
    "minimum",
    type=click.IntRange(1, 10**6),
    default=2,
    show_default=True,
    help=N_("Số bài ít nhất phải định nghĩa một cặp."),
)
@click.pass_obj
def list_pairs(data: Path, minimum: int) -> None:
    """Print learned pairs: short form, long form, articles, first and last day seen, decision."""
    from archive.abbreviations.definitions import LearnedAbbreviations
    from archive.articles.archive import Archive

    with Archive.open(data, readonly=True) as archive:
        for p in LearnedAbbreviations(archive.engine).pairs(minimum):
            click.echo("\t".join([p.abbreviation, p.expansion, str(p.count), p.first or "", p.last or "", p.status]))


@related_group.command(
    "list",
    help=N_(
        "In các cặp học được, chắc nhất trước: hai từ, giống nhau đến đâu (0 đến 1), số lần của từ hiếm hơn, quyết định."
    ),
)
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


@related_group.command(
    "learn", help=N_("Học các cặp từ bài trong kho ngay bây giờ; việc cập nhật chỉ mục thỉnh thoảng cũng tự làm.")
)
@click.pass_obj
def learn(data: Path) -> None:
    """Learn pairs from the archive's texts now; an update of the index does so by itself from time to time."""
    from indexer import learn_words

    count = learn_words(data, anyway=True)
    click.echo(gettext("quá ít bài để học") if count is None else ngettext("đã học {n} cặp", count))


def _decide(data: Path, kind: Kind, pair: tuple[str, str], status: Status, weight: float = 1.0) -> None:
    from archive.abbreviations.decisions import Decisions
    from archive.articles.archive import Archive

    with Archive.open(data) as archive:
        Decisions(archive.engine, kind).decide(*pair, status, by=operator_name(), weight=weight)


_SHORT = click.argument("short")
_LONG = click.argument("long")
_WORD = click.argument("word")
_OTHER = click.argument("other")


@abbreviation_group.command("accept", help=N_("Đưa một cặp vào từ điển, dù kho có học được hay không."))
@_SHORT
@_LONG
@option(
    "--weight",
    type=FiniteRange(0.1, 10),
    default=1.0,
    show_default=True,
    help=N_("Dạng này được tính bao nhiêu khi câu tìm dùng dạng kia."),
)
@click.pass_obj
def accept(data: Path, short: str, long: str, weight: float) -> None:
    """Take a pair into the dictionary, learned or not."""
    _decide(data, "abbreviation", (short, long), "accepted", weight)
    click.echo(gettext("{short} = {long}: đã chấp nhận", short=short, long=long))


@related_group.command("accept", help=N_("Coi hai từ là cùng nghĩa, dù kho có học được hay không."))
@_WORD
@_OTHER
@click.pass_obj
def accept_words(data: Path, word: str, other: str) -> None:
    """Take two words as of one meaning, learned or not."""
    _decide(data, "related", (word, other), "accepted")
    click.echo(gettext("{short} = {long}: đã chấp nhận", short=word, long=other))


@abbreviation_group.command("reject", help=N_("Bỏ một cặp, dù nó từ đâu ra."))
@_SHORT
@_LONG
@click.pass_obj
def reject(data: Path, short: str, long: str) -> None:
    """Leave a pair out, wherever it comes from."""
    _decide(data, "abbreviation", (short, long), "rejected")
    click.echo(gettext("{short} = {long}: đã bỏ", short=short, long=long))


@related_group.command("reject", help=N_("Bỏ một cặp từ, có sẵn hay học được."))
@_WORD
@_OTHER
@click.pass_obj
def reject_words(data: Path, word: str, other: str) -> None:
    """Leave a pair of words out, shipped or learned."""
    _decide(data, "related", (word, other), "rejected")
    click.echo(gettext("{short} = {long}: đã bỏ", short=word, long=other))


@related_group.command("reset", help=N_("Hủy việc chấp nhận hay bỏ hai từ."))
@_WORD
@_OTHER
@click.pass_obj
def reset_words(data: Path, word: str, other: str) -> None:
    """Undo accepting or rejecting two words."""
    _decide(data, "related", (word, other), "")
    click.echo(gettext("{short} = {long}: như ban đầu", short=word, long=other))


@abbreviation_group.command("weigh", help=N_("Đặt trọng số của một cặp, và hủy việc chấp nhận hay bỏ nó."))
@_SHORT
@_LONG
@click.argument("weight", type=FiniteRange(0.1, 10))
@click.pass_obj
def weigh(data: Path, short: str, long: str, weight: float) -> None:
    """Set what a pair counts, and undo accepting or rejecting it."""
    _decide(data, "abbreviation", (short, long), "", weight)
    number = write_decimal(weight, len(f"{weight:g}".partition(".")[2]))
    click.echo(gettext("{short} = {long}: trọng số {weight}", short=short, long=long, weight=number))


def _show_log(data: Path, kind: Kind, n: int) -> None:
    from archive.abbreviations.decisions import Decisions
    from archive.articles.archive import Archive

    with Archive.open(data, readonly=True) as archive:
        for d in Decisions(archive.engine, kind).log(n):
            click.echo("\t".join([d.at, d.by, d.abbreviation, d.expansion, d.status or "none", f"{d.weight:g}"]))


@abbreviation_group.command("log", help=N_("In các quyết định gần nhất: khi nào, ai, gì."))
@option("-n", type=click.IntRange(1, 10_000), default=50, show_default=True, help=N_("Số quyết định hiện ra."))
@click.pass_obj
def show_log(data: Path, n: int) -> None:
    """Print the last decisions: when, who, what."""
    _show_log(data, "abbreviation", n)


@related_group.command("log", help=N_("In các quyết định gần nhất: khi nào, ai, gì."))
@option("-n", type=click.IntRange(1, 10_000), default=50, show_default=True, help=N_("Số quyết định hiện ra."))
@click.pass_obj
def show_words_log(data: Path, n: int) -> None:
    """Print the last decisions: when, who, what."""
    _show_log(data, "related", n)


COMMANDS: tuple[click.Command, ...] = (abbreviation_group, related_group)

"""Commands on the index: index, search, evaluate."""

from __future__ import annotations

import json
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, TextIO

import click

from cli.admin.operator_name import add_to_audit
from cli.command_error import CommandError, CommandUsageError
from cli.failures import print_failure_counts, report_left_out
from cli.language.translated import NamedFile, NamedPath, command, option
from cli.progress import UPDATE, show_progress
from translations import N_, gettext, lookup, ngettext, write_day, write_decimal, write_number

if TYPE_CHECKING:
    from search import Results, Searcher, Sort
    from site_data.search_rules import SearchRule


VARIANTS = ("typed", "folded", "telex", "vni", "typo", "oldtone", "newtone")
"""The names of search.quality.query_variants.VARIANTS, which only the command itself imports."""


def run_update(data: Path, *, rebuild: bool, anyway: bool = False) -> None:
    """Bring facts and index up to date with a progress bar and closing lines; Ctrl-C keeps what is finished.

    Raises CommandError when articles on damaged pages were left out: the others are published.
    """
    from jobs.tasks.update_index import (
        NOT_REFRESHED,
        describe_facts,
        describe_index,
        describe_left_out,
        describe_step,
        update_index,
    )
    from progress import Cancelled

    stop = threading.Event()

    def interrupt(signum: int, frame: FrameType | None) -> None:
        stop.set()

    before: Any = signal.signal(signal.SIGINT, interrupt)
    try:
        with show_progress(UPDATE, describe_step) as report:
            done = update_index(data, rebuild=rebuild, anyway=anyway, progress=report, cancelled=stop.is_set)
    except Cancelled:
        before = signal.SIG_IGN  # Only the message is left; a second Ctrl-C must not tear it.
        raise
    finally:
        signal.signal(signal.SIGINT, before)
    facts, index = done.facts, done.index
    click.echo(describe_facts(facts))
    click.echo(describe_index(index))
    print_failure_counts(data)
    if done.not_refreshed:
        click.echo(lookup(NOT_REFRESHED), err=True)
    for article, error in index.left_out.items():
        click.echo(describe_left_out(article, error), err=True)
    if index.left_out:
        raise CommandError("cli.articles_not_indexed", count=len(index.left_out), found=index.articles)


@command("index", help=N_("Phân tích những gì mới trong kho và công bố."))
@option("--rebuild", is_flag=True, help=N_("Dựng mới toàn bộ chỉ mục từ mọi bài trong kho."))
@option("--anyway", is_flag=True, help=N_("Vẫn công bố khi câu tìm mẫu cho kết quả kém hơn trước."))
@option(
    "--export-whoosh",
    type=NamedPath(file_okay=False),
    default=None,
    metavar="DIR",
    help=N_("Thay vào đó, ghi chỉ mục đang dùng thành chỉ mục Whoosh thường vào một thư mục mới."),
)
@click.pass_obj
def index_command(data: Path, rebuild: bool, anyway: bool, export_whoosh: Path | None) -> None:
    """Analyse what is new in the archive and publish it."""
    if export_whoosh is None:
        if anyway:
            add_to_audit(data, "job: index", "", "anyway")
        run_update(data, rebuild=rebuild, anyway=anyway)
        return
    if rebuild or anyway:
        raise CommandUsageError("cli.export_goes_alone")
    from indexer import export_whoosh as export

    with show_progress() as report:
        written = export(data, export_whoosh, lambda done, total: report(done, total, gettext("đang ghi")))
    click.echo(ngettext("đã ghi {n} bài vào {folder}", written.articles, folder=export_whoosh))
    report_left_out(written)


@command("search", help=N_("Tìm trong chỉ mục."))
@click.argument("query", required=False)
@option("-n", "count", type=click.IntRange(1, 1000), default=10, show_default=True, help=N_("Số kết quả hiện ra."))
@option(
    "--sort",
    type=click.Choice(["relevance", "fresh", "date"]),
    default="relevance",
    show_default=True,
    help=N_("fresh: ưu tiên bài mới."),
)
@option("--json", "as_json", is_flag=True, help=N_("Một đối tượng JSON thay vì văn bản."))
@option(
    "--batch",
    type=NamedFile(),
    default=None,
    help=N_("Mỗi dòng vào một câu tìm, mỗi dòng ra một đối tượng JSON (dùng cùng --json)."),
)
@click.pass_obj
def search_command(data: Path, query: str | None, count: int, sort: Sort, as_json: bool, batch: TextIO | None) -> None:
    """Search the index, with what admins decided for single queries (`run.py rule`)."""
    from search import Searcher

    if (query is None) == (batch is None):
        raise CommandUsageError("cli.query_or_batch")
    if batch is not None and not as_json:
        raise CommandUsageError("cli.batch_writes_json")
    with ExitStack() as stack:
        searcher = stack.enter_context(Searcher.open(data))
        ask = partial(_search, searcher, _open_rules(data, stack), count, sort)
        if batch is not None:
            for line in batch:
                _print_json(ask(line.rstrip("\r\n")))
        elif as_json:
            _print_json(ask(query or ""))
        else:
            _print_text(ask(query or ""))


def _open_rules(data: Path, stack: ExitStack) -> Callable[[str], list[SearchRule]]:
    """Return what tells the decisions on a query; none without a site."""
    from database.connection import database_exists
    from database.damage import read_or
    from site_data.site import NAME, Site

    if not database_exists(data / NAME):
        return lambda _: []
    rules = stack.enter_context(Site.open(data, readonly=True)).search_rules
    none: list[SearchRule] = []
    return lambda query: read_or(none, lambda: rules.of(query), "decisions on queries")


def _search(
    searcher: Searcher, rules: Callable[[str], list[SearchRule]], count: int, sort: Sort, query: str
) -> Results:
    from search import search_tuned

    return search_tuned(searcher, rules(query), query, n=count, offset=0, sort=sort, filters={})


def _print_json(results: Results) -> None:
    from search import as_json

    click.echo(json.dumps(as_json(results), ensure_ascii=False))


def _print_text(results: Results) -> None:
    for item in results.understood:
        click.echo(f"({item.text})")
    if results.suggestion:
        click.echo(gettext("Ý bạn là: {query}", query=results.suggestion))
    if results.answer:
        from cli.answers import describe_answer

        for line in describe_answer(results.answer):
            click.echo(line)
    total, partial = ngettext("{n} bài có đủ các từ", results.total), write_number(results.total_partial)
    took = write_decimal(results.took_ms)
    click.echo(gettext("{total}, {partial} bài chỉ có một số từ, {took} ms", total=total, partial=partial, took=took))
    for number, hit in enumerate(results.hits, 1):
        day = f"  {write_day(date.fromisoformat(hit.published[:10]))}" if hit.published else ""
        click.echo(f"{number:3}. {hit.title}{day}\n     {hit.url or hit.id}")


@command(
    "evaluate",
    help=N_("Chấm điểm cách phân tích và xếp hạng đang dùng trên PASSAGES và QUESTIONS (JSON Lines, thường hoặc nén)."),
)
@click.argument("passages", type=NamedPath(exists=True, dir_okay=False))
@click.argument("questions", type=NamedPath(exists=True, dir_okay=False))
@option("--json", "as_json", is_flag=True, help=N_("Một đối tượng JSON thay vì văn bản."))
@option("--variant", type=click.Choice(VARIANTS), default="typed", help=N_("Cách gõ câu hỏi."))
@option("--seed", type=int, default=0, show_default=True, help=N_("Bộ lỗi gõ nào (--variant typo)."))
def evaluate_command(passages: Path, questions: Path, as_json: bool, variant: str, seed: int) -> None:
    """Judge the production analysis and ranking on PASSAGES and QUESTIONS (JSON Lines, plain or packed)."""
    from search import evaluate

    figures = evaluate(passages, questions, variant=variant, seed=seed)
    if as_json:
        click.echo(json.dumps(figures))
        return
    for name, value in figures.items():
        sys.stdout.write(f"{name}: {value:.4f}\n" if isinstance(value, float) else f"{name}: {value}\n")


COMMANDS: tuple[click.Command, ...] = (index_command, search_command, evaluate_command)

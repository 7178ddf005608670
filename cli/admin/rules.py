"""Commands on single queries: rule list|add|remove, queries."""

from __future__ import annotations

from pathlib import Path

import click

from cli.admin.operator_name import operator_name
from cli.command_error import CommandError
from cli.language.translated import RECORD, command, group, option
from translations import N_, gettext


@group(
    "rule",
    help=N_(
        "Quyết định cho từng câu tìm trên trang: bài đứng đầu hoặc không hiện, được hiểu là câu khác, không bao giờ sửa."
    ),
)
def rule_group() -> None:
    """Decisions on single queries of the site: an article first or not at all, another query meant, never corrected."""


@rule_group.command("list", help=N_("In các quyết định có câu tìm chứa WORDS: số, loại, câu tìm, bài hoặc nghĩa, ai."))
@click.argument("words", default="")
@click.pass_obj
def rule_list(data: Path, words: str) -> None:
    """Print the decisions whose query holds WORDS: number, kind, query, article or meaning, who."""
    from site_data.site import Site

    with Site.open_to_read(data) as site:
        for rule in site.search_rules.list(words):
            click.echo(
                "\t".join([str(rule.id), rule.kind, rule.query, rule.target or str(rule.article or ""), rule.who])
            )


@rule_group.command("add", help=N_("Quyết định về QUERY; TARGET là số bài (pin, block) hoặc câu được hiểu (means)."))
@click.argument("kind", type=click.Choice(["pin", "block", "means", "never"]))
@click.argument("query")
@click.argument("target", default="")
@click.pass_obj
def rule_add(data: Path, kind: str, query: str, target: str) -> None:
    """Decide on QUERY; TARGET is an article's number (pin, block) or the query that is meant (means)."""
    from archive.articles.archive import Archive
    from site_data.search_rules import KINDS
    from site_data.site import Site

    article = (
        int(target) if kind in ("pin", "block") and target.isascii() and target.isdigit() and len(target) < 16 else 0
    )
    if article:
        with Archive.open(data, readonly=True) as archive:
            if archive.get(article) is None:
                raise CommandError("archive.article_unknown", article=article)
    with Site.open(data) as site:
        number = site.search_rules.add(
            next(k for k in KINDS if k == kind), query, operator_name(), article=article, target=target
        )
        site.audit.add(operator_name(), f"search rule: {kind}", query, target)
    click.echo(gettext("quyết định {number} có hiệu lực từ lần tìm kế tiếp", number=number))


@rule_group.command("remove", help=N_("Rút lại một quyết định."))
@click.argument("number", type=RECORD)
@click.pass_obj
def rule_remove(data: Path, number: int) -> None:
    """Take a decision back."""
    from site_data.site import Site

    with Site.open(data) as site:
        rule = site.search_rules.remove(number)
        if rule is None:
            raise CommandError("cli.rule_unknown", number=number)
        site.audit.add(operator_name(), f"search rule removed: {rule.kind}", rule.query)
    click.echo(gettext("đã rút lại quyết định {number}", number=number))


@command("queries", help=N_("In những câu người đọc tìm nhiều nhất (từ ba lần trở lên): số lần, số kết quả, câu tìm."))
@option("--without-result", is_flag=True, help=N_("Chỉ những câu lần gần nhất không tìm thấy gì."))
@option("-n", "count", type=click.IntRange(1, 10_000), default=50, show_default=True)
@click.pass_obj
def queries_command(data: Path, without_result: bool, count: int) -> None:
    """Print what readers search for most often (asked three times or more): times, results, query."""
    from site_data.site import Site

    with Site.open_to_read(data) as site:
        for one in site.queries.frequent(count, without_result=without_result):
            click.echo(f"{one.times}\t{one.total}\t{one.query}")


COMMANDS: tuple[click.Command, ...] = (rule_group, queries_command)

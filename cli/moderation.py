"""Commands on personal data: hide, show, erase."""

from __future__ import annotations

from pathlib import Path

import click

from cli.admin.operator_name import operator_name
from cli.index import run_update

_reason = click.option("--reason", required=True, help="Why; kept in the audit trail.")


def _decide(data: Path, what: str, subject: str, reason: str) -> None:
    from archive.articles.archive import Archive
    from archive.moderation import Moderation

    with Archive.open(data) as archive:
        hiding = Moderation(archive.engine)
        if subject.isdigit():
            decide = hiding.hide_article if what == "hide" else hiding.show_article
            decide(int(subject), who=operator_name(), reason=reason)
        else:
            name = hiding.hide_name if what == "hide" else hiding.show_name
            name(subject, who=operator_name(), reason=reason)


@click.command("hide")
@click.argument("subject", metavar="ARTICLE-or-NAME")
@_reason
@click.pass_obj
def hide_command(data: Path, subject: str, reason: str) -> None:
    """Hide an article (its number) or a full name from readers, at once; the archive keeps it."""
    _decide(data, "hide", subject, reason)
    click.echo(f"{subject} is hidden from readers; `run.py show` shows it again")


@click.command("show")
@click.argument("subject", metavar="ARTICLE-or-NAME")
@_reason
@click.pass_obj
def show_command(data: Path, subject: str, reason: str) -> None:
    """Show a hidden article or name again."""
    _decide(data, "show", subject, reason)
    click.echo(f"{subject} is shown again; an article is found after the next `run.py index`")


@click.command("erase")
@click.argument("article", type=int)
@_reason
@click.confirmation_option(prompt="This cannot be undone. Erase the article?")
@click.pass_obj
def erase_command(data: Path, article: int, reason: str) -> None:
    """Erase an article for good: versions, raw responses, facts, analyses and every index generation.

    A tombstone keeps it from being crawled or imported again. Backups made before still hold it.
    """
    from archive.articles.archive import Archive
    from jobs.tasks.erase import erase

    with Archive.open(data) as archive:
        erase(archive.engine, article, who=operator_name(), reason=reason)
    run_update(data, rebuild=False)
    click.echo(f"article {article} is erased; backups made before still hold it")


COMMANDS: tuple[click.Command, ...] = (hide_command, show_command, erase_command)

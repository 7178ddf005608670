"""The command on facts: what articles state."""

from __future__ import annotations

import json
from functools import partial
from typing import IO

import click

from cli.command_error import CommandError
from cli.language.translated import NamedFile, command, option
from translations import N_, gettext, lookup

_KINDS = {
    "events": N_("sự kiện"),
    "people": N_("người"),
    "documents": N_("văn bản"),
    "agencies": N_("cơ quan"),
    "figures": N_("số liệu"),
    "periods": N_("giai đoạn"),
    "quotes": N_("lời phát biểu"),
}
_SHOWN = {"no": N_("không hiện"), "held": N_("tạm giữ kín")}


@command(
    "facts",
    help=N_("In sự kiện, người, văn bản, số liệu, giai đoạn và lời phát biểu của từng bài trong tệp JSON Lines."),
)
@click.argument("file", type=NamedFile(binary=True), metavar="FILE-or--")
@option("--json", "as_json", is_flag=True, help=N_("Mỗi bài một đối tượng JSON thay vì văn bản."))
def facts_command(file: IO[bytes], as_json: bool) -> None:
    """Print events, people, documents, figures, periods and quotes of each article of a JSON Lines file."""
    from archive.attempts import FailedStep, attempt
    from archive.exchange.json_lines import article_of_line
    from database.errors import ImportLineError
    from facts.extraction import article as facts

    bad = 0
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            article, _ = article_of_line(line, "import")
        except ImportLineError as error:
            bad += 1
            click.echo(f"{file.name}:{number}: {error}", err=True)
            continue
        public_id = None if article.external_id or article.url else str(number)
        found = attempt(partial(facts.facts_of, public_id=public_id), article)
        if isinstance(found, FailedStep):
            bad += 1
            click.echo(f"{file.name}:{number}: {gettext('không rút được dữ kiện ({why})', why=found.error)}", err=True)
            continue
        made = facts.as_json(found)
        if as_json:
            click.echo(json.dumps(made, ensure_ascii=False))
            continue
        click.echo(f"{made['id']}  {article.title}")
        for kind, title in _KINDS.items():
            for item in made[kind]:
                parts = [
                    str(value)
                    for key, value in item.items()
                    if key not in ("sentence", "shown", "roles", "former") and value and value is not True
                ]
                parts += [lookup(_SHOWN[item["shown"]])] if item.get("shown", "yes") != "yes" else []
                click.echo(f"  {lookup(title)}: {' | '.join(parts)}")
    if bad:
        raise CommandError("cli.lines_unreadable", count=bad)


COMMANDS: tuple[click.Command, ...] = (facts_command,)

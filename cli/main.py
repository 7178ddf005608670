"""The root command, ``--data`` and the error boundary."""

from __future__ import annotations

import gc
import io
import os
import sys
from pathlib import Path

import click

import settings
from cli import abbreviations, archive, crawl, extract, facts, index, jobs, moderation, serve
from cli.admin import accounts, editing, rules, why
from cli.language.translated import NamedPath, TranslatedGroup, group, option, translate_click, version_option
from translations import N_, gettext


class ErrorBoundary(TranslatedGroup):
    """A group whose commands answer errors a person can cause with one line and exit code 1."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command inside the error boundary."""
        from cli.errors import report_errors

        with report_errors():
            return super().invoke(ctx)


@group(
    cls=ErrorBoundary,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    help=N_("Tìm Tin: tìm trong kho tin bài của cổng thông tin Công an các tỉnh."),
)
@option(
    "--data",
    type=NamedPath(file_okay=False),
    default=None,
    help=N_("Thư mục dữ liệu (mặc định index_data/, hoặc TIMTIN_DATA)."),
)
@version_option(settings.VERSION, prog_name="timtin", help=N_("Cho biết phiên bản rồi thoát."))
@click.pass_context
def cli(ctx: click.Context, data: Path | None) -> None:
    """Tìm Tin: search the news archives of provincial police portals in Vietnam."""
    ctx.obj = data if data is not None else Path(settings.get("data"))


for command in (
    *archive.COMMANDS,
    *crawl.COMMANDS,
    *index.COMMANDS,
    *facts.COMMANDS,
    *extract.COMMANDS,
    *serve.COMMANDS,
    *accounts.COMMANDS,
    *why.COMMANDS,
    *rules.COMMANDS,
    *editing.COMMANDS,
    *jobs.COMMANDS,
    *moderation.COMMANDS,
    *abbreviations.COMMANDS,
):
    cli.add_command(command)


def main() -> None:
    """Run the command line; Ctrl-C ends it with a line, a closed pipe in silence."""
    # Imports make a hundred thousand objects that stay: looking through them at every 700 costs a tenth of a short command.
    gc.set_threshold(20_000, 10, 10)
    translate_click()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Names of files may hold any bytes: they are told as they are.
            stream.reconfigure(errors="surrogateescape")
    try:
        cli.main(prog_name=Path(sys.argv[0]).name, standalone_mode=False)
    except click.UsageError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(1)
    except (click.Abort, KeyboardInterrupt):
        click.echo(gettext("đã dừng; những gì đã xong được giữ, chạy lại lệnh để làm tiếp"), err=True)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output went away (`| head`); python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)

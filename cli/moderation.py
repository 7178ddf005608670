"""Commands on personal data: hide, show, erase."""

from __future__ import annotations

from pathlib import Path

import click

from cli.admin.operator_name import operator_name
from cli.index import run_update
from cli.language.translated import RECORD, command, confirmation_option, option
from translations import N_, gettext

_reason = option("--reason", required=True, help=N_("Lý do; được giữ trong nhật ký."))


def _decide(data: Path, what: str, subject: str, reason: str) -> None:
    from archive.articles.archive import Archive
    from archive.moderation import Moderation

    with Archive.open(data) as archive:
        hiding = Moderation(archive.engine)
        if subject.isdecimal():
            decide = hiding.hide_article if what == "hide" else hiding.show_article
            decide(RECORD.convert(subject, None, None), who=operator_name(), reason=reason)
        else:
            name = hiding.hide_name if what == "hide" else hiding.show_name
            name(subject, who=operator_name(), reason=reason)


@command("hide", help=N_("Ẩn một bài (bằng số) hoặc một tên đầy đủ khỏi người đọc, ngay lập tức; kho vẫn giữ."))
@click.argument("subject", metavar="ARTICLE-or-NAME")
@_reason
@click.pass_obj
def hide_command(data: Path, subject: str, reason: str) -> None:
    """Hide an article (its number) or a full name from readers, at once; the archive keeps it."""
    _decide(data, "hide", subject, reason)
    click.echo(gettext("{subject} đã được ẩn với người đọc; `run.py show` cho hiện lại", subject=subject))


@command("show", help=N_("Cho hiện lại bài hoặc tên đã ẩn."))
@click.argument("subject", metavar="ARTICLE-or-NAME")
@_reason
@click.pass_obj
def show_command(data: Path, subject: str, reason: str) -> None:
    """Show a hidden article or name again."""
    _decide(data, "show", subject, reason)
    click.echo(gettext("{subject} đã hiện lại; bài sẽ tìm được sau lần `run.py index` kế tiếp", subject=subject))


@command(
    "erase",
    help=N_(
        "Xóa hẳn một bài: các phiên bản, trang gốc, dữ kiện, phân tích và mọi đời chỉ mục.\n\n"
        "Một dấu mốc giữ cho bài không được thu thập hay nhập lại. Các bản sao lưu từ trước vẫn còn bài ấy."
    ),
)
@click.argument("article", type=RECORD)
@_reason
@confirmation_option(prompt=N_("Việc này không hoàn lại được. Xóa hẳn bài?"), help=N_("Làm luôn, không hỏi lại."))
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
    click.echo(gettext("bài {article} đã được xóa hẳn; các bản sao lưu từ trước vẫn còn bài ấy", article=article))


COMMANDS: tuple[click.Command, ...] = (hide_command, show_command, erase_command)

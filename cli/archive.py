"""Commands on the archive: import, export, check, backup, restore, migrate."""

from __future__ import annotations

import io
import sys
from contextlib import ExitStack
from pathlib import Path

import click

from cli.command_error import CommandError
from cli.failures import print_failures, report_left_out
from cli.language.translated import NamedPath, command, option, overwrite_option
from cli.progress import show_events, show_progress
from translations import N_, gettext, ngettext, write_number
from words import sentence


@command(
    "import",
    help=N_(
        "Nhận bài từ JSON Lines (thường, .gz, .xz, hoặc - là đầu vào chuẩn) và từ tệp WARC (.warc, .warc.gz).\n\n"
        "Các khóa: id hoặc url, title, lead, body, captions, published, section, source, byline; khóa lạ được giữ lại. Trang trong tệp WARC được đọc như trang thu thập; trang không có bài được đếm là bỏ qua. Dòng hoặc bản ghi không nhận được sẽ được nêu kèm tệp và số dòng, phần còn lại vẫn được nhập (mã thoát 1)."
    ),
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@option("--source", default="import", show_default=True, help=N_("Nguồn của những bài không nêu nguồn."))
@click.pass_obj
def import_command(data: Path, files: tuple[str, ...], source: str) -> None:
    """Take articles from JSON Lines (plain, .gz, .xz, or - for standard input) and from WARC files (.warc, .warc.gz).

    Keys: id or url, title, lead, body, captions, published, section, source, byline; unknown keys are kept.
    Pages in a WARC file are read like crawled ones; those without an article are counted as skipped.
    A line or record that cannot be taken is named with its file and number, and the rest is imported (exit code 1).
    """
    from archive.articles.archive import Archive
    from archive.exchange.json_lines import ImportReport, import_files
    from crawler.warc_import import import_warc, is_warc

    total, skipped = ImportReport(), 0
    with show_events() as say, Archive.open(data) as archive:
        for file in files:
            if is_warc(file):
                report: ImportReport = (warc := import_warc(archive, file, source_default=source, progress=say))
                skipped += warc.skipped
            else:
                report = import_files(archive, [file], source_default=source, progress=say)
            total.add(report)
    for error in total.errors:
        click.echo(error, err=True)
    line = gettext(
        "{new} bài mới, {changed} bài thay đổi, {same} bài không đổi, {refused} dòng không nhận",
        new=write_number(total.new),
        changed=write_number(total.changed),
        same=write_number(total.same),
        refused=write_number(len(total.errors)),
    )
    click.echo(line + (ngettext(", {n} trang không có bài", skipped) if skipped else ""))
    if total.errors:
        raise CommandError("cli.lines_refused", count=len(total.errors))


@command(
    "export",
    help=N_(
        "Ghi mọi bài của kho, kể cả các khóa lạ đã nhập.\n\n"
        "Gồm kho bài (bài như hiện nay; warc: mọi phiên bản với trang gốc, nén gzip trừ khi tên tệp kết thúc bằng .warc); không gồm tài khoản, công việc và nhật ký tìm kiếm."
    ),
)
@option("--format", "form", type=click.Choice(["jsonl", "csv", "warc"]), default="jsonl", show_default=True)
@option(
    "-o",
    "--output",
    type=NamedPath(dir_okay=False),
    default=None,
    help=N_("Ghi vào tệp mới thay vì đầu ra chuẩn."),
)
@overwrite_option
@click.pass_obj
def export_command(data: Path, form: str, output: Path | None, overwrite: bool) -> None:
    """Write every article of the archive, the imported unknown keys included.

    Covers the archive (articles as they stand now; warc: every version with the pages as they were answered, gzipped unless
    the file is called .warc); accounts, jobs and the query log are not in it.
    """
    from archive.articles.archive import Archive
    from archive.exchange.json_lines import export_articles
    from archive.exchange.warc import export_warc
    from database.output_file import new_file

    with ExitStack() as stack:
        archive = stack.enter_context(Archive.open(data, readonly=True))
        file = sys.stdout.buffer if output is None else stack.enter_context(new_file(output, overwrite=overwrite))
        if form == "warc":
            done = export_warc(archive, file, gzip=output is None or output.suffix != ".warc")
        else:
            text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
            done = export_articles(archive, text, form)
            text.detach()
    report_left_out(done)


def _find_unanswered(data: Path) -> list[str]:
    """Return a line for each kept query that the published index does not answer as it must."""
    from search import ask_published, kept_queries

    kept = kept_queries(data, readonly=True)
    outcomes = ask_published(data, kept)
    passed = sum(o.passed for o in outcomes)
    click.echo(gettext("{passed}/{all} câu tìm mẫu có kết quả đúng", passed=passed, all=len(outcomes)))
    return [
        gettext(
            "câu tìm mẫu “{query}”: bài {article} ở vị trí {rank}, cần trong {top} kết quả đầu",
            query=o.kept.query,
            article=o.kept.article,
            rank=o.rank,
            top=o.kept.top,
        )
        if o.rank
        else gettext(
            "câu tìm mẫu “{query}”: không thấy bài {article}, cần trong {top} kết quả đầu",
            query=o.kept.query,
            article=o.kept.article,
            top=o.kept.top,
        )
        for o in outcomes
        if not o.passed
    ]


@command(
    "check",
    help=N_(
        "Tìm hư hỏng: cơ sở dữ liệu, chỉ mục, cài đặt, chỗ trống của đĩa. Có lỗi thì mã thoát 1 và một danh sách.\n\n"
        "Bài được giữ và công bố nhưng thiếu phần không làm được cũng được nêu; đó không phải hư hỏng."
    ),
)
@option("--queries", is_flag=True, help=N_("Hỏi chỉ mục cả các câu tìm mẫu (trang Quản trị, Câu tìm mẫu)."))
@click.pass_obj
def check_command(data: Path, queries: bool) -> None:
    """Look for damage: databases, index manifest, settings, room on the disk. Exit code 1 and a list when something is wrong.

    Articles that are kept and published without a part that could not be made are named too; they are no damage.
    """
    from crawler.sources.registry import find_faults
    from indexer import check_index
    from jobs.notices.troubles import find_full_disk
    from jobs.tasks.examine_data import examine_data
    from settings import find_problems

    # First, so that all of them are told whatever becomes of what reads them.
    of_settings = find_problems()
    for problem in of_settings:
        click.echo(problem, err=True)
    found = examine_data(data)
    problems = found.problems + [
        gettext("bài {number}: {error}", number=number, error=error) for number, error in found.damaged.items()
    ]
    of_index = check_index(data)
    problems += [sentence("jobs.index_damaged")] if of_index else []
    problems += map(str, find_faults(data).values())
    # How much must be free is a setting too.
    problems += find_full_disk(data).values() if data.is_dir() and not of_settings else ()
    if queries:
        problems += _find_unanswered(data)
    # What the engine says of its files is in its own words, on lines of their own.
    for problem in (*problems, *(f"  {line}" for line in of_index)):
        click.echo(problem, err=True)
    if problems or of_settings:
        raise CommandError("cli.problems_found", count=len(problems) + len(of_settings), data=data)
    click.echo(gettext("không thấy hư hỏng") if print_failures(data) else gettext("mọi thứ đều tốt"))


@command(
    "backup",
    help=N_(
        "Ghi thêm một bản sao lưu vào DIR, nhất quán cả khi trang web đang chạy, rồi đọc lại để kiểm tra.\n\n"
        "Gồm kho bài, tài khoản, công việc, tìm kiếm đã lưu, khóa bí mật, nguồn và cài đặt, chỉ chủ sở hữu đọc được. Chỉ mục không được sao: nó được dựng lại. Các bản trước được giữ nguyên nếu bản mới không lành; khi ấy mã thoát là 1."
    ),
)
@click.argument("target", type=NamedPath(file_okay=False), metavar="DIR")
@option(
    "--keep", type=click.IntRange(min=1), default=7, show_default=True, help=N_("Số bản sao lưu giữ lại trong DIR.")
)
@option(
    "--analyses", is_flag=True, help=N_("Sao cả kết quả phân tích: khôi phục nhanh hơn đúng bằng thời gian phân tích.")
)
@click.pass_obj
def backup_command(data: Path, target: Path, keep: int, analyses: bool) -> None:
    """Write one more backup into DIR, consistently, also while serving, and read it again.

    It holds archive, accounts, jobs, saved searches, secret key, sources and settings, for its owner alone. The index is not
    copied: it is made again. The former backups stay as they were unless the new one is sound; otherwise exit code 1.
    """
    from jobs.tasks.backup import backup

    copied = backup(data, target, keep=keep, analyses=analyses)
    click.echo(gettext("{data} đã được sao vào {folder}, và bản sao đã được đọc lại", data=data, folder=copied))


@command(
    "restore",
    help=N_(
        "Khôi phục một bản sao lưu rồi lập chỉ mục: bản mới nhất trong DIR, hoặc chính DIR.\n\n"
        "Bản bị hỏng không làm thay đổi gì; thư mục đang được phục vụ cũng vậy."
    ),
)
@click.argument("source", type=NamedPath(file_okay=False), metavar="DIR")
@click.pass_obj
def restore_command(data: Path, source: Path) -> None:
    """Bring a backup back, then build the index: the newest one in DIR, or the one that DIR is.

    A damaged backup changes nothing, and neither does a folder that is being served.
    """
    from cli.index import run_update
    from jobs.tasks.backup import restore

    for lack in restore(source, data):
        click.echo(lack, err=True)
    run_update(data, rebuild=True)
    click.echo(gettext("{source} đã được khôi phục vào {data}", source=source, data=data))


@command(
    "migrate",
    help=N_(
        "Đưa cơ sở dữ liệu của thư mục dữ liệu lên phiên bản này, sau khi sao một bản bên cạnh.\n\n"
        "Lệnh nào ghi dữ liệu cũng tự làm việc này; lệnh chỉ đọc để nguyên thư mục."
    ),
)
@click.pass_obj
def migrate_command(data: Path) -> None:
    """Bring the databases of the data folder to this version, after a copy was made beside each.

    Commands that write do so by themselves; those that only read leave the folder as it is.
    """
    from archive.articles.archive import Archive
    from site_data.site import Site

    before = {path.name for path in data.glob("*.of-*")}
    with Archive.open(data), Site.open(data):
        for path in sorted(data.glob("*.of-*")):
            if path.name not in before:
                click.echo(gettext("{file} là cơ sở dữ liệu như trước đó", file=path))
        click.echo(gettext("cơ sở dữ liệu đã ở phiên bản này"))


@command(
    "migrate-archive",
    help=N_(
        "Chuyển kho bài, tài khoản, công việc và kết quả phân tích giữa một thư mục dữ liệu (SQLite) và PostgreSQL.\n\n"
        "FROM và TO: thư mục dữ liệu, hoặc địa chỉ postgresql://… TO phải còn trống. Lệnh bị ngắt thì chạy lại: những gì đã chuyển không chuyển lần nữa. Cuối cùng từng dòng được so với nguồn. Nguồn được giữ nguyên; khóa bí mật và các nguồn tự khai báo nằm trong thư mục dữ liệu, hãy sao riêng."
    ),
)
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.pass_obj
def migrate_archive_command(data: Path, source: str, target: str) -> None:
    """Move articles, accounts, jobs and analyses between a data folder (SQLite) and PostgreSQL, checking every row."""
    from jobs.tasks.migrate_archive import migrate_archive

    with show_progress() as report:
        moved = migrate_archive(source, target, data, lambda table, rows: report(rows, 0, table))
    for table in moved:
        if table.rows:
            click.echo(f"{table.name}: {write_number(table.rows)}  sha256 {table.sha256}")
    click.echo(
        gettext(
            "{rows} dòng của {tables} bảng giống nhau ở hai nơi, {written} dòng vừa được ghi",
            rows=write_number(sum(table.rows for table in moved)),
            tables=len(moved),
            written=write_number(sum(table.written for table in moved)),
        )
    )


COMMANDS: tuple[click.Command, ...] = (
    import_command,
    export_command,
    check_command,
    backup_command,
    restore_command,
    migrate_command,
    migrate_archive_command,
)

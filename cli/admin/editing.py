"""Editors' work from the command line: held list|show|hide, report list|close, correct event|merge|split|link|wrong|undo|list, golden."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.admin.operator_name import operator_name
from cli.command_error import CommandError
from cli.language.moments import write_moment
from cli.language.translated import RECORD, group, option
from translations import N_, gettext, lookup

if TYPE_CHECKING:
    from facts.corrections import Corrections

_MOST = 1000
"""Lines of a list: what is waited for is decided long before."""
_reason = option("--reason", required=True, help=N_("Lý do; được giữ trong nhật ký."))


@contextmanager
def _corrections(data: Path, *, readonly: bool = False) -> Iterator[Corrections]:
    """Open the corrections of a data folder; they show to readers at once."""
    from archive.articles.archive import Archive
    from facts.corrections import Corrections

    with Archive.open(data, readonly=readonly) as archive:
        yield Corrections(archive)


def _print_rows(rows: Sequence[Sequence[str]], nothing: str) -> None:
    """Print rows, tab between their columns; ``nothing`` says that there are none."""
    for row in rows:
        click.echo("\t".join(row))
    if not rows:
        click.echo(nothing)


@group(
    "held", help=N_("Những người được giữ kín chờ quyết định: bài nêu chức vụ, và cũng nêu họ bị buộc tội hay bị hại.")
)
def held_group() -> None:
    """People held back until somebody decides: articles name their office, and accuse them or name them as victims."""


@held_group.command("list", help=N_("Liệt kê họ: tên, nơi, chức vụ, số của các bài."))
@click.pass_obj
def held_list(data: Path) -> None:
    """List them: name, place, offices, numbers of the articles."""
    with _corrections(data, readonly=True) as corrections:
        people = corrections.list_held(_MOST)
    rows = [[one.name, one.place or "-", "; ".join(one.offices), ", ".join(map(str, one.articles))] for one in people]
    _print_rows(rows, gettext("không có ai đang chờ"))


def _decide_person(data: Path, name: str, place: str, shown: bool, reason: str) -> None:
    from facts.keys import name_key

    with _corrections(data) as corrections:
        key = name_key(name)
        found = [one for one in corrections.list_held(_MOST) if one.key == key and place in ("", one.place)]
        if not found:
            raise CommandError("cli.held_unknown", name=name)
        if len(found) > 1:
            raise CommandError("cli.held_several", name=name, places=", ".join(one.place or "-" for one in found))
        one = found[0]
        corrections.decide_person(one.key, one.place, one.roles, shown, who=operator_name(), reason=reason)


_place = option("--place", default="", help=N_("Nơi giữ chức vụ, khi nhiều người cùng tên đang chờ."))


@held_group.command("show", help=N_("Cho hiện người này."))
@click.argument("name")
@_place
@_reason
@click.pass_obj
def held_show(data: Path, name: str, place: str, reason: str) -> None:
    """Show a person."""
    _decide_person(data, name, place, True, reason)
    click.echo(gettext("{name}: đã cho hiện", name=name))


@held_group.command("hide", help=N_("Giữ kín người này."))
@click.argument("name")
@_place
@_reason
@click.pass_obj
def held_hide(data: Path, name: str, place: str, reason: str) -> None:
    """Hold a person back for good."""
    _decide_person(data, name, place, False, reason)
    click.echo(gettext("{name}: tiếp tục giữ kín", name=name))


@group("report", help=N_("Những chỗ sai mà người đọc báo."))
def report_group() -> None:
    """What readers report as wrong."""


@report_group.command("list", help=N_("Liệt kê các báo lỗi chưa xem: số, lúc, trang, lời báo."))
@click.pass_obj
def report_list(data: Path) -> None:
    """List open reports: number, time, page, text."""
    from archive.articles.archive import Archive
    from facts.store.reports import FactReports

    with Archive.open(data, readonly=True) as archive:
        reports = FactReports(archive.engine).list_open(_MOST)
    rows = [[str(one.id), write_moment(one.at), one.path, " ".join(one.text.split())] for one in reports]
    _print_rows(rows, gettext("không có báo lỗi nào chưa xem"))


@report_group.command("close", help=N_("Ghi rằng báo lỗi NUMBER đã được xem."))
@click.argument("number", type=RECORD)
@click.pass_obj
def report_close(data: Path, number: int) -> None:
    """Say that report NUMBER was looked at."""
    from archive.articles.archive import Archive
    from facts.store.reports import FactReports
    from site_data.site import Site

    with Archive.open(data) as archive, Site.open(data) as site:
        if not FactReports(archive.engine).close(number, operator_name()):
            raise CommandError("archive.report_unknown", number=number)
        site.audit.add(operator_name(), "report closed", str(number))
    click.echo(gettext("báo lỗi {number}: đã xem", number=number))


@group("correct", help=N_("Sửa dữ kiện; mỗi quyết định giữ lý do, người quyết định, và rút lại được."))
def correct_group() -> None:
    """Correct facts; each decision keeps its reason and who took it, and can be taken back."""


@correct_group.command(
    "event", help=N_("Sửa tên, ngày, nơi hay đơn vị tổ chức của sự kiện NUMBER (số trong địa chỉ /su-kien/SỐ).")
)
@click.argument("number", type=RECORD)
@option("--title", help=N_("Tên sự kiện."))
@option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help=N_("Ngày diễn ra, dạng 2023-05-24."))
@option("--place", help=N_("Nơi diễn ra."))
@option("--host", "hosts", multiple=True, help=N_("Đơn vị tổ chức; dùng nhiều lần khi có nhiều đơn vị."))
@_reason
@click.pass_obj
def correct_event(
    data: Path, number: int, title: str | None, day: object, place: str | None, hosts: tuple[str, ...], reason: str
) -> None:
    """Correct title, day, place or hosts of event NUMBER."""
    told = {"title": title, "date": f"{day:%Y-%m-%d}" if day else None, "place": place, "hosts": list(hosts) or None}
    fields = {name: value for name, value in told.items() if value is not None}
    if title is not None and not title.strip():  # An event has a name, on the site as well.
        raise CommandError("cli.nothing_corrected")
    if not fields:
        raise CommandError("cli.nothing_corrected")
    with _corrections(data) as corrections:
        corrections.correct_event(number, fields, who=operator_name(), reason=reason)
    click.echo(gettext("sự kiện {number}: đã sửa", number=number))


@correct_group.command("merge", help=N_("Gộp sự kiện NUMBER vào sự kiện INTO."))
@click.argument("number", type=RECORD)
@click.argument("into", type=RECORD)
@_reason
@click.pass_obj
def correct_merge(data: Path, number: int, into: int, reason: str) -> None:
    """Put event NUMBER into event INTO."""
    with _corrections(data) as corrections:
        corrections.merge_events(number, into, who=operator_name(), reason=reason)
    click.echo(gettext("sự kiện {number}: đã gộp vào {into}", number=number, into=into))


@correct_group.command("split", help=N_("Tách sự kiện mà bài ARTICLE nêu thành sự kiện riêng."))
@click.argument("article", type=RECORD)
@_reason
@click.pass_obj
def correct_split(data: Path, article: int, reason: str) -> None:
    """Make the event that ARTICLE reports one of its own."""
    with _corrections(data) as corrections:
        corrections.split_report(article, 0, who=operator_name(), reason=reason)
    click.echo(gettext("bài {article}: sự kiện đã tách riêng", article=article))


@correct_group.command("link", help=N_("Nối hai sự kiện là hai kỳ của một chuỗi."))
@click.argument("number", type=RECORD)
@click.argument("other", type=RECORD)
@_reason
@click.pass_obj
def correct_link(data: Path, number: int, other: int, reason: str) -> None:
    """Say that two events are editions of one series."""
    with _corrections(data) as corrections:
        corrections.link_editions(number, other, who=operator_name(), reason=reason)
    click.echo(gettext("sự kiện {number} và {other}: đã nối", number=number, other=other))


@correct_group.command(
    "wrong",
    help=N_("Bỏ một dữ kiện sai khỏi bài ARTICLE: người theo tên, văn bản theo số hiệu, số liệu hay lời phát biểu."),
)
@click.argument("article", type=RECORD)
@click.argument("kind", type=click.Choice(["person", "document", "figure", "quote", "event"]))
@click.argument("value", default="")
@_reason
@click.pass_obj
def correct_wrong(data: Path, article: int, kind: str, value: str, reason: str) -> None:
    """Take a wrong fact from ARTICLE: a person by name, a document by number, a figure, a quote."""
    from facts.keys import name_key, number_key

    key = {"person": name_key, "document": number_key}.get(kind, str)(value)
    with _corrections(data) as corrections:
        corrections.mark_wrong(article, kind, key, who=operator_name(), reason=reason)
    click.echo(gettext("bài {article}: đã bỏ dữ kiện sai", article=article))


@correct_group.command(
    "list", help=N_("In các quyết định, mới nhất trước: số, lúc, ai, việc, với gì, lý do; dấu - là đã rút lại.")
)
@click.pass_obj
def correct_list(data: Path) -> None:
    """Print decisions, the newest first: number, time, who, what, to what, why; - was taken back."""
    from jobs.audit_trail import WORDS

    with _corrections(data, readonly=True) as corrections:
        told = corrections.decisions(_MOST)
    rows = [
        [
            "-" if one.undone else "+",
            str(one.id),
            write_moment(one.at),
            one.who,
            lookup(WORDS.get(one.action, one.action)),
            one.key,
            one.reason,
        ]
        for one in told
    ]
    _print_rows(rows, gettext("chưa có quyết định nào"))


@correct_group.command("undo", help=N_("Rút lại quyết định NUMBER."))
@click.argument("number", type=RECORD)
@_reason
@click.pass_obj
def correct_undo(data: Path, number: int, reason: str) -> None:
    """Take decision NUMBER back."""
    with _corrections(data) as corrections:
        corrections.undo(number, who=operator_name(), reason=reason)
    click.echo(gettext("đã rút lại quyết định {number}", number=number))


@group(
    "golden",
    help=N_("Câu tìm mẫu: bài phải đứng trong số kết quả đầu; chỉ mục mới làm kém đi thì không được xuất bản."),
)
def golden_group() -> None:
    """Sample queries: an article that has to be among the first hits; an index that does worse is not published."""


@golden_group.command("list", help=N_("Liệt kê: số, câu tìm, bài, vị trí phải đạt, vị trí lần trước."))
@click.pass_obj
def golden_list(data: Path) -> None:
    """List them: number, query, article, place demanded, last place."""
    from site_data.site import Site

    with Site.open_to_read(data) as site:
        kept = site.golden_queries.list()
    rows = [
        [str(one.id), one.query, str(one.article), str(one.top), "-" if one.rank is None else str(one.rank)]
        for one in kept
    ]
    _print_rows(rows, gettext("chưa có câu tìm mẫu nào"))


@golden_group.command("add", help=N_("Thêm: QUERY phải cho bài ARTICLE trong TOP kết quả đầu."))
@click.argument("query")
@click.argument("article", type=RECORD)
@click.argument("top", type=click.IntRange(1, 100), default=10)
@click.pass_obj
def golden_add(data: Path, query: str, article: int, top: int) -> None:
    """Add one: QUERY has to find ARTICLE among the first TOP hits."""
    from archive.articles.archive import Archive
    from site_data.site import Site

    with Archive.open(data, readonly=True) as archive, Site.open(data) as site:
        if archive.get(article) is None:
            raise CommandError("archive.article_unknown", article=article)
        number = site.golden_queries.add(query, article, top, operator_name())
        site.audit.add(operator_name(), "golden query added", query, f"/bai/{article}")
    click.echo(gettext("câu tìm mẫu {number}: được thử ở lần lập chỉ mục tới", number=number))


@golden_group.command("remove", help=N_("Bỏ câu tìm mẫu NUMBER."))
@click.argument("number", type=RECORD)
@click.pass_obj
def golden_remove(data: Path, number: int) -> None:
    """Remove sample query NUMBER."""
    from site_data.site import Site

    with Site.open(data) as site:
        query = site.golden_queries.remove(number)
        if query is None:
            raise CommandError("cli.golden_unknown", number=number)
        site.audit.add(operator_name(), "golden query removed", query)
    click.echo(gettext("đã bỏ câu tìm mẫu {number}", number=number))


COMMANDS: tuple[click.Command, ...] = (held_group, report_group, correct_group, golden_group)

"""Commands on sources: crawl, source list|add|preview|check|gaps|failed|set|pause."""

from __future__ import annotations

import json
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

import settings
from cli.admin.operator_name import add_to_audit
from cli.command_error import CommandError, CommandUsageError
from cli.language.translated import FiniteRange, NamedPath, command, group, option, overwrite_option
from cli.progress import show_crawl, show_events
from translations import N_, gettext, lookup, ngettext

if TYPE_CHECKING:
    from crawler.sources.source import Source

_STATES = {"verified": N_("đã kiểm tra"), "unverified": N_("chưa kiểm tra")}
_DELAYS = settings.numbers_of("delay")
_SHOWN = 50  # missing articles that are listed; --json has all


@contextmanager
def stop_on_interrupt(say: Callable[[str], None] = lambda text: None) -> Iterator[threading.Event]:
    """Yield an event that Ctrl-C sets, so that the work ends between two steps; a second Ctrl-C ends it at once.

    ``say`` is told that it was heard.
    """
    stop = threading.Event()

    def interrupt(signum: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        say(gettext("đang dừng sau địa chỉ này; nhấn Ctrl-C lần nữa để dừng ngay"))

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def interruptible_sleep(stop: threading.Event) -> Callable[[float], None]:
    """Return a sleep that ends with CrawlStopped when ``stop`` is set: a portal may want a minute between two pages."""
    from crawler.errors import CrawlStopped

    def sleep(seconds: float) -> None:
        if stop.wait(seconds):
            raise CrawlStopped("crawler.stopped")

    return sleep


def choose_sources(data: Path, names: tuple[str, ...], everything: bool) -> list[Source]:
    """Return the sources named (or made from the URLs given). Raises UnknownSource, also for one whose file cannot be read."""
    from crawler.errors import UnknownSource
    from crawler.sources.registry import load_sources, source_for_url

    known = load_sources(data)
    if everything:
        for fault in filter(None, (source.fault for source in known.values())):
            click.echo(str(fault), err=True)
        return [source for source in known.values() if not source.paused]
    by_domain = {source.domain: source for source in known.values() if source.domain}
    found = []
    for name in names:
        if "://" in name:
            found.append(source_for_url(name))
        elif name in known:
            found.append(known[name])
        elif (domain := name.lower().removeprefix("www.")) in by_domain:
            found.append(by_domain[domain])
        else:
            raise UnknownSource("crawler.source_or_address_unknown", name=name)
    for fault in filter(None, (source.fault for source in found)):
        raise fault
    return found


@command("crawl", help=N_("Tải những gì mới, nhẹ nhàng với cổng thông tin, và làm tiếp từ chỗ lần trước dừng."))
@click.argument("sources", nargs=-1, metavar="[SOURCE or URL]...")
@option("--all", "everything", is_flag=True, help=N_("Mọi nguồn không tạm dừng."))
@option("--limit", type=click.IntRange(min=1), default=None, help=N_("Mỗi nguồn tải nhiều nhất chừng này trang."))
@option(
    "--since",
    type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]),
    default=None,
    help=N_("Chỉ bài đăng từ ngày này."),
)
@option(
    "--report",
    "report_path",
    type=NamedPath(dir_okay=False),
    default=None,
    help=N_("Ghi kết quả của từng địa chỉ vào tệp mới này (CSV, hoặc JSON Lines khi tên kết thúc bằng .jsonl)."),
)
@overwrite_option
@click.pass_obj
def crawl_command(
    data: Path,
    sources: tuple[str, ...],
    everything: bool,
    limit: int | None,
    since: datetime | None,
    report_path: Path | None,
    overwrite: bool,
) -> None:
    """Fetch what is new, politely, and go on where an interrupted crawl stopped."""
    from archive.articles.archive import Archive
    from archive.crawling.crawl_log import Visit
    from crawler.crawl import crawl
    from crawler.http.fetcher import Clock
    from crawler.reporting.outcome_file import open_outcome_file
    from crawler.reporting.progress import describe_outcomes
    from crawler.visit.source_crawl import FRUITLESS

    if bool(sources) == everything:
        raise CommandUsageError("cli.sources_or_all")
    wanted = choose_sources(data, sources, everything)
    day = since.date() if since else None
    with (
        Archive.open(data) as archive,
        open_outcome_file(report_path, overwrite=overwrite) as reported,
        show_crawl() as shown,
        stop_on_interrupt(shown.print_line) as stop,
    ):

        def visited(visit: Visit) -> None:
            reported(visit)
            shown.count_visit(visit)

        report = crawl(
            archive,
            wanted,
            limit=limit,
            since=day,
            progress=shown.print_line,
            advanced=shown.show_advance,
            cancelled=stop.is_set,
            clock=Clock(sleep=interruptible_sleep(stop)),
            visited=visited,
        )
    told = describe_outcomes(report.outcomes)
    click.echo(ngettext("{n} địa chỉ: {told}", report.outcomes.total(), told=told))
    if stop.is_set():
        sys.exit(130)
    if report.outcomes and set(report.outcomes) <= FRUITLESS:
        raise CommandError("cli.nothing_fetched")


@group("source", help=N_("Liệt kê, thêm, kiểm tra và tạm dừng các cổng thông tin được thu thập."))
def source_group() -> None:
    """List, add, check and pause the portals that are crawled."""


@source_group.command("list", help=N_("Liệt kê mọi nguồn: tên, tên miền, họ, trạng thái."))
@click.pass_obj
def source_list(data: Path) -> None:
    """Show every source: name, domain, family, status."""
    from crawler.sources.registry import load_sources

    for name, source in sorted(load_sources(data).items()):
        state = gettext("tạm dừng") if source.paused else lookup(_STATES.get(source.status, source.status))
        state = state if source.fault is None else str(source.fault)
        click.echo(f"{name:20} {source.domain:32} {source.family:12} {state}")


@source_group.command(
    "add",
    help=N_(
        "Khai báo cổng thông tin ở URL với tên NAME (một tệp TOML trong thư mục dữ liệu, sửa được để thêm bộ chọn)."
    ),
)
@click.argument("name")
@click.argument("url")
@click.pass_obj
def source_add(data: Path, name: str, url: str) -> None:
    """Declare the portal at URL under NAME (a TOML file in the data folder, to be edited for selectors)."""
    from crawler.sources.registry import add_source

    added = add_source(data, name, url)
    add_to_audit(data, "source added", name, url)
    click.echo(gettext("đã khai báo trong {file}; thử bằng `run.py source check {name}`", file=added, name=name))


@source_group.command(
    "check", help=N_("Tải vài trang của cổng thông tin thật, nói đã hiểu gì, và đánh dấu nguồn là đã kiểm tra.")
)
@click.argument("name")
@click.pass_obj
def source_check(data: Path, name: str) -> None:
    """Fetch a few pages of the live portal, say what was understood, and mark the source verified."""
    from crawler.source_check import check_source

    (source,) = choose_sources(data, (name,), False)
    with show_events() as say:
        report = check_source(data, source, say)
    click.echo(report)


@source_group.command(
    "gaps",
    help=N_("Cho biết một nguồn đầy đủ đến đâu: số bài cần có và đã có theo chuyên mục và tháng, và còn thiếu gì."),
)
@click.argument("name")
@option("--json", "as_json", is_flag=True, help=N_("Một đối tượng JSON thay vì bảng."))
@click.pass_obj
def source_gaps(data: Path, name: str, as_json: bool) -> None:
    """Show how complete a source is: articles expected and found by section and month, and what is missing."""
    from archive.articles.archive import Archive
    from crawler.reporting.completeness import REASONS, measure_completeness
    from jobs.source_list import UNDECLARED

    # The sample portal and imports have articles, but no declaration.
    chosen = name if name in UNDECLARED else choose_sources(data, (name,), False)[0].name
    with Archive.open(data, readonly=True) as archive:
        found = measure_completeness(archive, chosen)
    if as_json:
        click.echo(json.dumps({**asdict(found), "share": round(found.share, 4)}, ensure_ascii=False))
        return
    click.echo(f"{chosen}: {found.describe()}")
    for cell in found.cells:
        mark = "" if cell.found == cell.expected else f"  {gettext('thiếu')}"
        click.echo(f"{cell.month:10} {cell.section[:40]:40} {cell.found:6}/{cell.expected}{mark}")
    for section, month in found.silent:
        click.echo(f"{month:10} {section[:40]:40} {gettext('tháng không có bài, cần xem lại')}")
    for gap in found.missing[:_SHOWN]:
        click.echo(f"{lookup(REASONS.get(gap.reason, gap.reason))}: {gap.url}")
    for page in found.unread[:_SHOWN]:
        click.echo(gettext("danh sách chưa đọc được: {url}", url=page.url))


@source_group.command("pause", help=N_("Bỏ một nguồn ra khỏi `crawl --all` và khỏi lịch."))
@click.argument("name")
@option("--resume", is_flag=True, help=N_("Thu thập trở lại."))
@click.pass_obj
def source_pause(data: Path, name: str, resume: bool) -> None:
    """Leave a source out of `crawl --all` and of the schedule."""
    from crawler.sources.registry import pause_source

    pause_source(data, name, paused=not resume)
    add_to_audit(data, "source changed", name, f"paused = {str(not resume).lower()}")
    said = gettext("{name}: thu thập trở lại", name=name) if resume else gettext("{name}: tạm dừng thu thập", name=name)
    click.echo(said)


@source_group.command(
    "preview", help=N_("Cho xem sẽ đọc được gì ở cổng thông tin có địa chỉ URL, vài bài đầy đủ; không lưu gì.")
)
@click.argument("url")
@click.pass_obj
def source_preview(data: Path, url: str) -> None:
    """Show what would be read of the portal at URL, a few articles in full; nothing is stored."""
    from crawler.http.fetcher import Clock
    from crawler.source_check import preview_portal
    from crawler.sources.registry import source_for_url

    with show_events() as say, stop_on_interrupt() as stop:
        understood, tried = preview_portal(source_for_url(url), say, Clock(sleep=interruptible_sleep(stop)))
    click.echo(gettext("đọc được {read}/{tried} bài thử; chưa lưu gì", read=understood, tried=tried))


@source_group.command(
    "failed", help=N_("Đếm các địa chỉ không đem lại gì theo lý do, liệt kê địa chỉ của một lý do, hoặc cho tải lại.")
)
@click.argument("name")
@option("--reason", default="", help=N_("Liệt kê địa chỉ của một lý do."))
@option("--retry", is_flag=True, help=N_("Cho tải lại các địa chỉ của lý do ấy."))
@click.pass_obj
def source_failed(data: Path, name: str, reason: str, retry: bool) -> None:
    """Count the addresses that brought nothing by reason, list those of one, or have them fetched again."""
    from datetime import UTC

    from archive.articles.archive import Archive
    from archive.crawling.inspection import FAILED, CrawlInspection

    (source,) = choose_sources(data, (name,), False)
    if retry and not reason:
        raise CommandUsageError("cli.retry_without_reason")
    if reason and reason not in FAILED:
        raise CommandUsageError("cli.reason_unknown", reason=reason, reasons=", ".join(FAILED))
    with Archive.open(data, readonly=not retry) as archive:
        look = CrawlInspection(archive.engine)
        if retry:
            count = look.retry(source.name, reason, datetime.now(UTC))
            if not count:
                raise CommandError("cli.nothing_to_retry", name=source.name)
            click.echo(ngettext("{n} địa chỉ sẽ được tải lại", count))
            add_to_audit(data, "addresses retried", source.name, reason)
            return
        lines = (
            [f"{one.url}\t{one.tries}" for one in look.failed(source.name, reason, 10_000)]
            if reason
            else [f"{outcome:16} {count}" for outcome, count in look.count_failed(source.name).items()]
        )
    for line in lines or [gettext("không có địa chỉ nào")]:
        click.echo(line)


@source_group.command(
    "set", help=N_("Đổi giới hạn của một nguồn (trong tệp TOML của nó); có hiệu lực từ lần thu thập sau.")
)
@click.argument("name")
@option("--delay", type=FiniteRange(_DELAYS.lowest, _DELAYS.highest), help=N_("Số giây giữa hai lượt tải."))
@option(
    "--budget",
    type=click.IntRange(0, int(settings.numbers_of("budget").highest)),
    help=N_("Số lượt tải mỗi ngày; 0 là không giới hạn."),
)
@option("--hours", type=click.IntRange(0, 24), nargs=2, help=N_("Chỉ thu thập giữa hai giờ này (giờ Việt Nam)."))
@option("--full-text/--snippet-only", default=None, help=N_("Người đọc được xem toàn văn hay chỉ đoạn trích."))
@click.pass_obj
def source_set(
    data: Path,
    name: str,
    delay: float | None,
    budget: int | None,
    hours: tuple[int, int] | None,
    full_text: bool | None,
) -> None:
    """Change the limits of a source (in its TOML file); they hold from the next crawl on."""
    from crawler.sources.source import are_hours
    from crawler.sources.toml_file import set_value

    if hours is not None and not are_hours(*hours):
        raise CommandUsageError("cli.hours_empty", start=hours[0], end=hours[1])
    (source,) = choose_sources(data, (name,), False)
    values = {
        "delay": None if delay is None else f"{delay:g}",
        "budget": None if budget is None else str(budget),
        "hours": None if hours is None else f"[{hours[0]}, {hours[1]}]",
        "show_full_text": None if full_text is None else str(full_text).lower(),
    }
    changed = {key: text for key, text in values.items() if text is not None}
    if not changed:
        raise CommandUsageError("cli.nothing_set")
    for key, text in changed.items():
        click.echo(f"{source.name}: {key} = {text}")
        set_value(data, source.name, key, text)
    add_to_audit(data, "source changed", source.name, "; ".join(f"{key} = {text}" for key, text in changed.items()))


@command(
    "reextract",
    help=N_("Đọc lại các trang đã giữ sau khi cập nhật chương trình: của một nguồn hoặc tất cả; không tải gì."),
)
@click.argument("source", required=False, default="", metavar="[SOURCE]")
@option("--failed", is_flag=True, help=N_("Chỉ những trang trước đó không đọc được, hoặc đọc thiếu."))
@click.pass_obj
def reextract_command(data: Path, source: str, failed: bool) -> None:
    """Read kept pages again after an update: of one source or of all; nothing is fetched."""
    from archive.articles.archive import Archive
    from crawler.reextract import reextract
    from crawler.sources.registry import load_sources

    name = choose_sources(data, (source,), False)[0].name if source else ""
    with stop_on_interrupt(lambda text: click.echo(text, err=True)) as stop, Archive.open(data) as archive:
        report = reextract(archive, load_sources(data), source=name, failed=failed, cancelled=stop.is_set)
    for line in report.last_refusals:
        click.echo(line, err=True)
    click.echo(report.line)


COMMANDS: tuple[click.Command, ...] = (crawl_command, reextract_command, source_group)

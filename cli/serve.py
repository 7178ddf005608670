"""Commands that serve the site: serve, work, demo."""

from __future__ import annotations

import socket
from contextlib import ExitStack, closing
from pathlib import Path

import click

import settings
from cli.crawl import interruptible_sleep, stop_on_interrupt
from cli.index import run_update
from cli.language.translated import command, option
from cli.progress import show_events
from translations import N_, gettext, ngettext


@command(
    "serve",
    help=N_(
        "Chạy trang web, cùng phần làm công việc và lịch, đến khi nhấn Ctrl-C.\n\n"
        "Các tiến trình web chạy trên mọi bộ xử lý (TIMTIN_WEB_PROCESSES). SIGHUP khởi động lại chương trình mà không từ chối yêu cầu nào. Socket do systemd mở sẵn được dùng thay cho địa chỉ và cổng."
    ),
)
@option("--host", default=None, help=N_("Địa chỉ lắng nghe (mặc định 127.0.0.1, hoặc TIMTIN_HOST)."))
@option(
    "--port", type=click.IntRange(0, 65535), default=None, help=N_("Cổng lắng nghe (mặc định 8080, hoặc TIMTIN_PORT).")
)
@option("--no-worker", is_flag=True, help=N_("Để công việc và lịch cho `run.py work`."))
@click.pass_obj
def serve_command(data: Path, host: str | None, port: int | None, no_worker: bool) -> None:
    """Serve the site, with its worker for jobs and schedules, until Ctrl-C.

    Web processes run on all processors (TIMTIN_WEB_PROCESSES). SIGHUP begins the program anew and refuses no request. A
    socket that systemd has opened is used instead of host and port.
    """
    from web.serving.supervisor import begin_anew

    settings.check_all()
    with closing(_listen(host, port)) as listener:
        if _serve(data, listener, with_worker=not no_worker):
            begin_anew(listener)


@command("work", help=N_("Làm công việc và lịch đến khi nhấn Ctrl-C, bên cạnh `run.py serve --no-worker`."))
@option("--no-schedule", is_flag=True, help=N_("Chỉ làm việc được yêu cầu, không thu thập theo lịch."))
@click.pass_obj
def work_command(data: Path, no_schedule: bool) -> None:
    """Run jobs and schedules until Ctrl-C, beside `run.py serve --no-worker`."""
    from jobs.worker.service import run_worker

    settings.check_all()
    run_worker(data, announce=lambda text: click.echo(text), schedule=not no_schedule)


def _listen(host: str | None, port: int | None) -> socket.socket:
    """Take the site's port; raises PortInUse, AddressRefused."""
    from web.serving.listener import handed_over, listen

    return handed_over() or listen(
        host or settings.get("host"), port if port is not None else int(settings.number("port"))
    )


def _serve(data: Path, listener: socket.socket, *, schedule: bool = True, with_worker: bool = True) -> bool:
    from web.serving.supervisor import serve

    return serve(data, listener, announce=lambda text: click.echo(text), schedule=schedule, with_worker=with_worker)


@command(
    "demo",
    help=N_(
        "Chạy cổng thông tin mẫu trên máy này, thu thập, lập chỉ mục rồi chạy trang web.\n\n"
        "Dữ liệu của nó ở riêng, trong thư mục demo/ của thư mục dữ liệu, và được giữ cho lần sau."
    ),
)
@option("--host", default=None, help=N_("Địa chỉ trang web lắng nghe."))
@option(
    "--port",
    type=click.IntRange(0, 65535),
    default=None,
    help=N_("Cổng trang web lắng nghe (mặc định 8080, hoặc TIMTIN_PORT)."),
)
@option(
    "--sample-port",
    type=click.IntRange(1, 65535),
    default=8090,
    show_default=True,
    help=N_("Cổng của cổng thông tin mẫu (cố định để địa chỉ bài không đổi)."),
)
@option("--no-serve", is_flag=True, help=N_("Thu thập và lập chỉ mục rồi dừng."))
@click.pass_obj
def demo_command(data: Path, host: str | None, port: int | None, sample_port: int, no_serve: bool) -> None:
    """Start the sample portal on this machine, crawl it, index it and serve the site.

    Its data stays apart from real archives, in the folder demo/ of the data folder, and is kept for the next time.
    """
    from sample.server import HOST, serve_portal
    from web.serving.listener import port_error

    settings.check_all()
    with ExitStack() as stack:
        # Both ports are taken before minutes go into crawling and indexing.
        listener = None if no_serve else stack.enter_context(closing(_listen(host, port)))
        try:
            base_url = stack.enter_context(serve_portal(sample_port))
        except OSError as error:
            raise port_error(error, HOST, sample_port, "--sample-port (make run SAMPLE_PORT=…)") from None
        _run_demo(data / "demo", base_url, listener)


def _run_demo(data: Path, base_url: str, listener: socket.socket | None) -> None:
    from archive.articles.archive import Archive
    from crawler.crawl import crawl
    from crawler.http.fetcher import Clock
    from crawler.sources.sample import sample_source
    from jobs.source_list import show_sample
    from site_data.site import Site

    with show_events() as say, stop_on_interrupt() as stop:
        say(gettext("cổng thông tin mẫu: {address}", address=base_url))
        with Archive.open(data) as archive:
            report = crawl(
                archive,
                [sample_source(base_url)],
                progress=lambda line: None if stop.is_set() else say(line),
                cancelled=stop.is_set,
                clock=Clock(sleep=interruptible_sleep(stop)),
            )
    if stop.is_set():
        raise KeyboardInterrupt
    say(ngettext("đã thăm {n} địa chỉ", report.outcomes.total()))
    run_update(data, rebuild=False)
    if listener is None:
        return
    # The schedule would crawl the real portals of the source list, which a demonstration must not do.
    with Site.open(data) as site:
        show_sample(site, base_url)
        try:
            _serve(data, listener, schedule=False)
        finally:
            show_sample(site, "")


COMMANDS: tuple[click.Command, ...] = (serve_command, work_command, demo_command)

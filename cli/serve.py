"""Commands that serve the site: serve, work, demo."""

from __future__ import annotations

import socket
from contextlib import ExitStack, closing
from pathlib import Path

import click

import settings
from cli.crawl import interruptible_sleep, stop_on_interrupt
from cli.index import run_update
from cli.progress import show_events


@click.command("serve")
@click.option("--host", default=None, help="Address to listen on (default 127.0.0.1, or TIMTIN_HOST).")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=None, help="Port to listen on (default 8080, or TIMTIN_PORT)."
)
@click.option("--no-worker", is_flag=True, help="Leave jobs and schedules to `run.py work`.")
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


@click.command("work")
@click.option("--no-schedule", is_flag=True, help="Run what is asked for, crawl nothing by the clock.")
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


@click.command("demo")
@click.option("--host", default=None, help="Address the site listens on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=None,
    help="Port the site listens on (default 8080, or TIMTIN_PORT).",
)
@click.option(
    "--sample-port",
    type=click.IntRange(1, 65535),
    default=8090,
    show_default=True,
    help="Port of the sample portal (fixed, so that its addresses stay).",
)
@click.option("--no-serve", is_flag=True, help="Crawl and index, then stop.")
@click.pass_obj
def demo_command(data: Path, host: str | None, port: int | None, sample_port: int, no_serve: bool) -> None:
    """Start the sample portal on this machine, crawl it, index it and serve the site.

    Its data stays apart from real archives, in the folder demo/ of the data folder, and is kept for the next time.
    """
    from sample.server import HOST, serve_portal
    from web.serving.listener import port_error

    with ExitStack() as stack:
        # Both ports are taken before minutes go into crawling and indexing.
        listener = None if no_serve else stack.enter_context(closing(_listen(host, port)))
        try:
            base_url = stack.enter_context(serve_portal(sample_port))
        except OSError as error:
            raise port_error(error, HOST, sample_port, "--sample-port (with make: SAMPLE_PORT=…)") from None
        _run_demo(data / "demo", base_url, listener)


def _run_demo(data: Path, base_url: str, listener: socket.socket | None) -> None:
    from archive.articles.archive import Archive
    from crawler.crawl import crawl
    from crawler.http.fetcher import Clock
    from crawler.sources.sample import sample_source
    from jobs.source_list import show_sample
    from site_data.site import Site

    with show_events() as say, stop_on_interrupt() as stop:
        say(f"cổng thông tin mẫu: {base_url}")
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
    say(f"đã thăm {report.outcomes.total()} địa chỉ")
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

"""Commands that serve the site: serve, demo."""

from __future__ import annotations

from pathlib import Path

import click

import settings
from cli.index import run_update
from cli.progress import narrated


@click.command("serve")
@click.option("--host", default=None, help="Address to listen on (default 127.0.0.1, or TIMTIN_HOST).")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=None, help="Port to listen on (default 8080, or TIMTIN_PORT)."
)
@click.pass_obj
def serve_command(data: Path, host: str | None, port: int | None) -> None:
    """Serve the site, with its worker for jobs and schedules, until Ctrl-C."""
    _serve(data, host, port)


def _serve(data: Path, host: str | None, port: int | None, *, schedule: bool = True) -> None:
    from web.serve import serve

    address = host or settings.get("host")
    number = port if port is not None else int(settings.number("port"))
    serve(data, address, number, announce=lambda text: click.echo(text), schedule=schedule)


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
    from archive.site import Site
    from archive.store import Archive
    from crawler.crawl import crawl
    from crawler.sources.sample import sample_source
    from jobs.portals import show_sample
    from sample.server import serve as serve_sample

    folder = data / "demo"
    with serve_sample(sample_port) as base_url:
        with narrated() as say:
            say(f"cổng thông tin mẫu: {base_url}")
            with Archive.open(folder) as archive:
                report = crawl(archive, [sample_source(base_url)], progress=say, cancelled=lambda: False)
            say(f"đã thăm {report.outcomes.total()} địa chỉ")
        run_update(folder, rebuild=False)
        if not no_serve:
            # The schedule would crawl the real portals of the source list, which a demonstration must not do.
            with Site.open(folder) as site:
                show_sample(site, base_url)
                try:
                    _serve(folder, host, port, schedule=False)
                finally:
                    show_sample(site, "")


COMMANDS: tuple[click.Command, ...] = (serve_command, demo_command)

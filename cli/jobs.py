"""Commands on jobs: jobs list|show|retry|cancel."""

from __future__ import annotations

from pathlib import Path

import click

from cli.command_error import CommandError


@click.group("jobs")
def jobs_group() -> None:
    """Work asked for on the administration pages or by the schedule."""


@jobs_group.command("list")
@click.option("-n", "count", type=click.IntRange(1, 1000), default=20, show_default=True)
@click.pass_obj
def jobs_list(data: Path, count: int) -> None:
    """Show the newest jobs, the newest first."""
    from site_data.site import Site

    with Site.open(data) as site:
        for job in site.jobs.list(count):
            click.echo(
                f"{job.id:6}  {job.kind:8}  {job.state:10}  {job.created:%Y-%m-%d %H:%M}  {job.done}/{job.total}  {job.message}"
            )


@jobs_group.command("cancel")
@click.argument("job", type=int)
@click.pass_obj
def jobs_cancel(data: Path, job: int) -> None:
    """Ask a waiting or running job to stop; what it confirmed stays."""
    from site_data.site import Site

    with Site.open(data) as site:
        if site.jobs.get(job) is None:
            raise CommandError("cli.job_unknown", job=job)
        site.jobs.cancel(job)
    click.echo(f"job {job} is asked to stop")


@jobs_group.command("show")
@click.argument("job", type=click.IntRange(1, 2**63 - 1))
@click.pass_obj
def jobs_show(data: Path, job: int) -> None:
    """Show one job: who asked, when, how it ended, and its log."""
    from site_data.site import Site

    with Site.open(data) as site:
        found = site.jobs.get(job)
        if found is None:
            raise CommandError("cli.job_unknown", job=job)
        click.echo(f"{found.id}  {found.kind}  {found.state}  {found.who or 'schedule or command'}  {dict(found.args)}")
        click.echo(f"created {found.created}  started {found.started}  finished {found.finished}")
        for line in site.jobs.lines(job):
            click.echo(line)


@jobs_group.command("retry")
@click.argument("job", type=click.IntRange(1, 2**63 - 1))
@click.pass_obj
def jobs_retry(data: Path, job: int) -> None:
    """Put the same work in line once more; a running `serve` takes it."""
    from cli.admin.operator_name import operator_name
    from site_data.site import Site

    with Site.open(data) as site:
        found = site.jobs.get(job)
        if found is None:
            raise CommandError("cli.job_unknown", job=job)
        click.echo(f"job {site.jobs.submit(found.kind, found.args, operator_name())} is in line")


COMMANDS: tuple[click.Command, ...] = (jobs_group,)

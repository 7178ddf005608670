"""Commands on jobs: jobs list|show|retry|cancel."""

from __future__ import annotations

from pathlib import Path

import click

from cli.command_error import CommandError
from cli.language.moments import write_moment
from cli.language.translated import RECORD, group, option
from jobs.words import STATES, TITLES, describe_arguments
from translations import N_, gettext, lookup


@group("jobs", help=N_("Công việc do trang quản trị hoặc lịch yêu cầu."))
def jobs_group() -> None:
    """Work asked for on the administration pages or by the schedule."""


@jobs_group.command("list", help=N_("Liệt kê các công việc mới nhất, mới nhất trước."))
@option("-n", "count", type=click.IntRange(1, 1000), default=20, show_default=True)
@click.pass_obj
def jobs_list(data: Path, count: int) -> None:
    """Show the newest jobs, the newest first."""
    from site_data.site import Site

    with Site.open_to_read(data) as site:
        jobs = site.jobs.list(count)
    for job in jobs:
        # What a job that has ended was doing last says nothing any more.
        last = job.message if job.state in ("running", "failed", "dead") else ""
        kind, state = lookup(TITLES.get(job.kind, job.kind)), lookup(STATES.get(job.state, job.state))
        click.echo(
            f"{job.id:6}  {kind:24}  {state:18}  {write_moment(job.created)}  {job.done}/{job.total}  {last}".rstrip()
        )
    if not jobs:
        click.echo(gettext("chưa có công việc nào"))


@jobs_group.command(
    "cancel", help=N_("Yêu cầu một công việc đang chờ hoặc đang chạy dừng lại; những gì đã xong được giữ.")
)
@click.argument("job", type=RECORD)
@click.pass_obj
def jobs_cancel(data: Path, job: int) -> None:
    """Ask a waiting or running job to stop; what it confirmed stays."""
    from cli.admin.operator_name import operator_name
    from site_data.site import Site

    with Site.open(data) as site:
        if site.jobs.get(job) is None:
            raise CommandError("cli.job_unknown", job=job)
        if not site.jobs.cancel(job, operator_name()):
            raise CommandError("cli.job_ended", job=job)
    click.echo(gettext("đã yêu cầu công việc {job} dừng", job=job))


@jobs_group.command("show", help=N_("Cho xem một công việc: ai yêu cầu, khi nào, kết thúc ra sao, và nhật ký."))
@click.argument("job", type=RECORD)
@click.pass_obj
def jobs_show(data: Path, job: int) -> None:
    """Show one job: who asked, when, how it ended, and its log."""
    from site_data.site import Site

    with Site.open_to_read(data) as site:
        found = site.jobs.get(job)
        if found is None:
            raise CommandError("cli.job_unknown", job=job)
        kind, state = lookup(TITLES.get(found.kind, found.kind)), lookup(STATES.get(found.state, found.state))
        asked = describe_arguments(found.args)
        click.echo(f"{found.id}  {kind}  {state}  {found.who or gettext('lịch hoặc lệnh')}  {asked}".rstrip())
        click.echo(
            gettext(
                "yêu cầu lúc {created}, bắt đầu {started}, kết thúc {finished}",
                created=write_moment(found.created),
                started=write_moment(found.started),
                finished=write_moment(found.finished),
            )
        )
        for line in site.jobs.lines(job):
            click.echo(line)


@jobs_group.command("retry", help=N_("Xếp hàng lại cùng công việc ấy; `serve` đang chạy sẽ nhận."))
@click.argument("job", type=RECORD)
@click.pass_obj
def jobs_retry(data: Path, job: int) -> None:
    """Put the same work in line once more; a running `serve` takes it."""
    from cli.admin.operator_name import operator_name
    from site_data.site import Site

    with Site.open(data) as site:
        found = site.jobs.get(job)
        if found is None:
            raise CommandError("cli.job_unknown", job=job)
        if not found.has_ended:
            raise CommandError("cli.job_open", job=job)
        number = site.jobs.submit(found.kind, found.args, operator_name())
    click.echo(gettext("công việc {job} đang chờ đến lượt", job=number))


COMMANDS: tuple[click.Command, ...] = (jobs_group,)

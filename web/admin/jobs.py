"""The dashboard of ``/quan-tri``: what the archive holds, buttons that ask for work, and the jobs with their progress."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apiflask import APIBlueprint
from flask import abort, flash, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

import settings
from archive.crawling.crawl_log import CrawlLog
from archive.failures import Failures
from archive.model import VIETNAM
from crawler.reporting.progress import OUTCOMES
from indexer import IndexDamaged, IndexMissing
from jobs.failure_messages import describe_failures, lack_of
from jobs.kept_backups import list_kept_backups
from jobs.source_list import source_title
from jobs.words import STATES, TITLES
from jobs.worker.schedule import scheduled_minutes, wake_worker
from site_data.jobs import Job
from translations import N_, N_count, gettext, ngettext
from web import template_filters as wording
from web.admin.login import require_admin, require_role
from web.state import SiteState, current_state
from web.view.forms import PressForm
from web.view.paging import read_list_page

blueprint = APIBlueprint("admin_jobs", __name__, url_prefix="/quan-tri", enable_openapi=False)

REQUESTS: Mapping[str, tuple[str, dict[str, object]]] = {
    "thu-thap": ("crawl", {}),
    "lap-chi-muc": ("index", {}),
    "lap-lai": ("index", {"rebuild": True}),
    "kiem-tra": ("examine", {}),
    "sao-luu": ("backup", {}),
    "doc-lai": ("reextract", {"failed": True, "then_index": True}),
}
"""Button -> kind of job and its arguments."""

_MONTHS = 12
"""Months of the table of completeness."""

_SOURCES = 20
"""Sources on a page of that table."""

_MOST_FAILURES = 20
"""Shown; `run.py check` names them all."""

IN_LINE = N_("đang chờ đến lượt: có công việc cùng loại đang chạy")
OPEN = ("waiting", "running")


def _is_in_line(job: Job, jobs: list[Job]) -> bool:
    """Tell whether a job waits behind another of its kind, whether that one has begun already or not."""
    return job.state == "waiting" and any(o.kind == job.kind and o.state in OPEN and o.id < job.id for o in jobs)


def describe_job(job: Job, jobs: list[Job]) -> dict[str, object]:
    """Return what the page and its script show of a job."""
    rebuild = gettext(" (lập lại từ đầu)") if job.args.get("rebuild") else ""
    return {
        "id": job.id,
        "title": gettext(TITLES.get(job.kind, job.kind)) + rebuild,
        "state": job.state,
        "state_text": gettext(IN_LINE if _is_in_line(job, jobs) else STATES.get(job.state, job.state)),
        "created": wording.moment(job.created),
        "started": wording.moment(job.started),
        "finished": wording.moment(job.finished),
        "done": job.done,
        "total": job.total,
        "count": f"{wording.number(job.done)}/{wording.number(job.total)}" if job.total else "",
        "who": job.who or gettext("tự động"),
        "message": job.message if job.state == "running" else "",
        "result": job.result or "",
        "open": job.state in OPEN,
    }


@dataclass(frozen=True, slots=True)
class SourceMonths:
    """How complete a source is: articles found and expected, in all and by month ("2023-05")."""

    name: str
    title: str
    found: int
    expected: int
    months: Mapping[str, tuple[int, int]]


def _last_months() -> list[str]:
    """Return the months that the table of completeness shows, the newest first."""
    today = datetime.now(UTC).astimezone(VIETNAM)
    newest = 12 * today.year + today.month - 1
    return [f"{at // 12}-{at % 12 + 1:02}" for at in range(newest, newest - _MONTHS, -1)]


def _measure_sources(state: SiteState) -> list[SourceMonths]:
    """Return how complete the sources are of which something is known, as of the newest index; none without one."""
    known = []
    try:
        for name, source in sorted(state.sources().items()):
            # Worked out once an index, for the public page of sources as well.
            complete = state.source_overview(name).completeness
            if complete.expected:
                found = SourceMonths(name, source_title(source), complete.found, complete.expected, complete.by_month())
                known.append(found)
    except (IndexMissing, IndexDamaged):
        return []
    return known


def _describe_jobs(state: SiteState) -> list[dict[str, object]]:
    jobs = list(state.site.jobs.list(30))
    return [describe_job(job, jobs) for job in jobs]


@blueprint.get("/")
@require_role("reader")
def dashboard() -> ResponseReturnValue:
    """Show counts, sources, buttons and jobs."""
    state = current_state()
    jobs = _describe_jobs(state)
    failures = Failures(state.archive.engine)
    newest = failures.list(_MOST_FAILURES)
    sources = _measure_sources(state)
    shown = read_list_page(len(sources), _SOURCES)
    return render_template(
        "admin/dashboard.html",
        form=PressForm(),
        articles=state.archive.count(),
        index_age=state.index_age(),
        troubles=[notice for notice in state.site.notices.list() if notice.ended is None],
        disk_free=shutil.disk_usage(state.data).free,
        waiting=state.site.jobs.count(state="waiting"),
        alerts=len(state.site.saved_searches.alerts("confirmed")),
        visits=CrawlLog(state.archive.engine).count_outcomes(datetime.now(UTC) - timedelta(days=1)),
        outcomes=OUTCOMES,
        crawl_age=state.crawl_age(),
        jobs=jobs,
        busy=any(job["open"] for job in jobs),
        failures=newest,
        failed=describe_failures(failures.count_by_step()),
        failed_articles=state.archive.get_many([f.article for f in newest]),
        lack_of=lack_of,
        months=_last_months(),
        sources=sources[shown.offset : shown.offset + shown.size],
        shown=shown,
    )


@blueprint.post("/cong-viec")
@require_admin
def submit() -> ResponseReturnValue:
    """Ask for a job; says so when it has to wait in line."""
    wanted = REQUESTS.get(request.form.get("viec", ""))
    if wanted is None:
        abort(400)
    state = current_state()
    kind, args = wanted
    source = request.form.get("nguon", "")
    if kind == "crawl" and source:
        if source not in state.sources():
            abort(400)
        args = {"sources": [source]}
    running = any(job.kind == kind and job.state in OPEN for job in state.site.jobs.list(50))
    number = state.site.jobs.submit(kind, args, g.user)
    wake_worker(state.data)
    flash(
        gettext("Công việc {number} đang chờ đến lượt: có công việc cùng loại đang chạy.", number=number)
        if running
        else gettext("Đã nhận công việc {number}.", number=number),
        "info",
    )
    return redirect(url_for("admin_jobs.dashboard"))


@blueprint.get("/cong-viec")
@require_role("reader")
def every() -> ResponseReturnValue:
    """Show every job there was, with those of a kind or in a state only when asked for."""
    jobs, kind, state = current_state().site.jobs, request.args.get("loai", ""), request.args.get("trang-thai", "")
    shown = read_list_page(jobs.count(kind, state))
    found = jobs.list(shown.size, offset=shown.offset, kind=kind, state=state)
    newest = jobs.list(50)
    return render_template(
        "admin/jobs.html",
        jobs=[describe_job(job, newest) for job in found],
        press=PressForm(),
        kind=kind,
        state=state,
        shown=shown,
        minutes=scheduled_minutes(current_state().site),
    )


@dataclass(frozen=True, slots=True)
class ScheduledWork:
    """Work that is done by itself: its title, when, its newest job, and the button that asks for it now."""

    title: str
    when: str
    last: dict[str, object] | None
    action: str


def _scheduled_work(state: SiteState) -> list[ScheduledWork]:
    minutes = scheduled_minutes(state.site)
    off = gettext("đang tắt (TIMTIN_INDEX_MINUTES=0, `demo` hoặc `work --no-schedule`)")
    hourly = ngettext(N_count("mỗi {n} phút"), minutes) if minutes else off
    rhythms = {
        "crawl": (hourly, "thu-thap"),
        "index": (gettext("sau mỗi lần thu thập"), "lap-chi-muc"),
        "mail": (gettext("sau mỗi lần lập chỉ mục, và theo nhịp người nhận chọn"), ""),
        "examine": (gettext("mỗi đêm lúc 2 giờ, và khi người đọc gặp chỗ hỏng"), "kiem-tra"),
        "notify": (gettext("khi có sự cố mới hoặc sự cố đã hết"), ""),
        "backup": (gettext("theo lịch của máy chủ (deploy/systemd), hoặc bấm ở đây"), "sao-luu"),
    }
    return [
        ScheduledWork(gettext(TITLES[kind]), when, _newest_job(state, kind), action)
        for kind, (when, action) in rhythms.items()
    ]


def _newest_job(state: SiteState, kind: str) -> dict[str, object] | None:
    newest = state.site.jobs.list(1, kind=kind)
    return describe_job(newest[0], newest) if newest else None


@blueprint.get("/lich")
@require_role("reader")
def schedule() -> ResponseReturnValue:
    """Show what is done by itself and when it last was, and the backups there are."""
    state, folder = current_state(), settings.get("backup_dir")
    return render_template(
        "admin/schedule.html",
        form=PressForm(),
        works=_scheduled_work(state),
        is_working=scheduled_minutes(state.site) is not None,
        folder=folder,
        backups=list_kept_backups(Path(folder)) if folder else [],
        old_days=int(settings.number("backup_days")),
    )


@blueprint.post("/cong-viec/<int:number>/lam-lai")
@require_admin
def repeat(number: int) -> ResponseReturnValue:
    """Ask for the same work once more."""
    state = current_state()
    job = state.site.jobs.get(number) if number < 2**63 else None
    if job is None:
        abort(404)
    if not job.has_ended:
        flash(gettext("Công việc {number} chưa kết thúc: chưa làm lại.", number=number), "error")
        return redirect(url_for("admin_jobs.one", number=number), 303)
    again = state.site.jobs.submit(job.kind, job.args, g.user)
    wake_worker(state.data)
    flash(gettext("Đã nhận công việc {number}.", number=again), "info")
    return redirect(url_for("admin_jobs.one", number=again), 303)


@blueprint.get("/cong-viec.json")
@require_role("reader")
def listing() -> ResponseReturnValue:
    """Return the jobs for the page's script."""
    return jsonify(jobs=_describe_jobs(current_state()))


@blueprint.get("/cong-viec/<int:number>")
@require_role("reader")
def one(number: int) -> ResponseReturnValue:
    """Show one job with its log and result."""
    state = current_state()
    job = state.site.jobs.get(number) if number < 2**63 else None
    if job is None:
        abort(404)
    return render_template(
        "admin/job.html",
        form=PressForm(),
        job=describe_job(job, list(state.site.jobs.list(50))),
        lines=list(state.site.jobs.lines(number))[-500:],
        url=job.args.get("url", "") if job.kind == "preview" else "",
    )


@blueprint.post("/cong-viec/<int:number>/huy")
@require_admin
def cancel(number: int) -> ResponseReturnValue:
    """Ask a job to stop."""
    state = current_state()
    job = state.site.jobs.get(number) if number < 2**63 else None
    if job is None:
        abort(404)
    if state.site.jobs.cancel(number, g.user):
        flash(gettext("Đã yêu cầu hủy công việc {number}.", number=number), "info")
    else:
        flash(gettext("Công việc {number} đã kết thúc.", number=number), "error")
    return redirect(url_for("admin_jobs.dashboard"))

"""``/quan-tri/nguon``: the portals that are crawled: adding with a preview, trying, pausing, limits, what failed and why."""

from __future__ import annotations

from datetime import UTC, datetime

from apiflask import APIBlueprint
from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.crawling.crawl_log import CrawlLog
from archive.crawling.inspection import FAILED, CrawlInspection
from crawler.errors import UnknownSource
from crawler.reporting.completeness import measure_completeness
from crawler.reporting.progress import OUTCOMES
from crawler.sources.registry import add_source, source_for_url
from crawler.sources.source import Source
from crawler.sources.toml_file import set_value
from jobs.source_list import source_title
from jobs.worker.schedule import wake_worker
from translations import gettext
from vietnamese.spelling.normalise import fold
from web.admin.login import require_admin, require_role
from web.state import SiteState, current_state
from web.view.forms import PressForm, SourceForm, SourceLimitsForm
from web.view.paging import read_list_page

blueprint = APIBlueprint("admin_sources", __name__, url_prefix="/quan-tri/nguon", enable_openapi=False)

_MONTHS = 36
"""Months of completeness that are shown, the newest first."""

_VISITS = 20


@blueprint.get("/")
@require_role("reader")
def page() -> ResponseReturnValue:
    """Show the sources that hold the words of the box, and the form that adds one."""
    url = request.args.get("url", "")[:2000]
    return _show(SourceForm(formdata=None, url=url), 200)


def _show(form: SourceForm, status: int) -> ResponseReturnValue:
    state, wanted = current_state(), " ".join(request.args.get("q", "").split())[:100]
    counts = state.archive.sources()
    found = [
        (source, source_title(source), counts.get(source.name, 0))
        for source in sorted(state.sources().values(), key=lambda s: s.name)
        if fold(wanted) in fold(f"{source.name} {source_title(source)} {source.domain}")
    ]
    shown = read_list_page(len(found), 60)
    return render_template(
        "admin/sources.html",
        form=form,
        press=PressForm(),
        wanted=wanted,
        faults=[source.fault for source, _, _ in found if source.fault],
        shown=shown,
        sources=found[shown.offset : shown.offset + shown.size],
    ), status


@blueprint.post("/xem-thu")
@require_admin
def preview() -> ResponseReturnValue:
    """Ask for a preview of what would be read of a portal; a job, since a portal may take its time."""
    form, state = SourceForm(), current_state()
    url = (form.url.data or "").strip()[:2000]
    try:
        source = source_for_url(url)
    except UnknownSource as error:
        form.url.errors = [str(error)]
        return _show(form, 400)
    number = state.site.jobs.submit("preview", {"url": url, "domain": source.domain}, g.user)
    wake_worker(state.data)
    return redirect(url_for("admin_jobs.one", number=number), 303)


@blueprint.post("/")
@require_admin
def add() -> ResponseReturnValue:
    """Declare a portal."""
    form, state = SourceForm(), current_state()
    if not form.validate_on_submit():
        return _show(form, 400)
    try:
        add_source(state.data, form.name.data, form.url.data)
    except UnknownSource as error:
        (form.url if error.code.startswith("crawler.source_address") else form.name).errors = [str(error)]
        return _show(form, 400)
    state.site.audit.add(g.user, "source added", form.name.data, form.url.data)
    flash(gettext("Đã khai báo nguồn. Hãy bấm “Thử nguồn”: nguồn vào lịch thu thập khi đọc được bài."), "info")
    return redirect(url_for("admin_sources.one", name=form.name.data), 303)


def _find(state: SiteState, name: str) -> Source:
    source = state.sources().get(name)
    if source is None:
        abort(404)
    return source


@blueprint.get("/<name>/")
@require_role("reader")
def one(name: str) -> ResponseReturnValue:
    """Show a source: its limits, how complete it is, what failed and why, the newest visits."""
    source = _find(current_state(), name)
    return _show_one(source, SourceLimitsForm.of(source), 200)


def _show_one(source: Source, form: SourceLimitsForm, status: int) -> ResponseReturnValue:
    state = current_state()
    look, outcome = CrawlInspection(state.archive.engine), request.args.get("loi", "")
    failed = look.count_failed(source.name)
    shown = read_list_page(failed.get(outcome, 0), 30)
    complete = measure_completeness(state.archive, source.name)
    return render_template(
        "admin/source.html",
        source=source,
        title=source_title(source),
        form=form,
        press=PressForm(),
        count=state.archive.sources().get(source.name, 0),
        complete=complete,
        months=sorted(complete.cells, key=lambda c: c.month, reverse=True)[:_MONTHS],
        failed=failed,
        outcome=outcome if outcome in failed else "",
        addresses=look.failed(source.name, outcome, shown.size, shown.offset) if outcome in failed else [],
        shown=shown,
        outcomes=OUTCOMES,
        visits=CrawlLog(state.archive.engine).recent_visits(source.name, _VISITS),
    ), status


@blueprint.post("/<name>/")
@require_admin
def change(name: str) -> ResponseReturnValue:
    """Change the limits of a source; they hold from the next crawl on."""
    state = current_state()
    source = _find(state, name)
    if source.allow_loopback:
        abort(400)  # The demonstration's portal has no file.
    form = SourceLimitsForm()
    if not form.validate_on_submit():
        return _show_one(source, form, 400)
    values = form.toml_values()
    try:
        for key, text in values.items():
            set_value(state.data, name, key, text)
    except UnknownSource as error:
        form.delay.errors = [str(error)]
        return _show_one(source, form, 400)
    state.site.audit.add(g.user, "source changed", name, "; ".join(f"{key} = {text}" for key, text in values.items()))
    flash(gettext("Đã lưu. Có hiệu lực từ lần thu thập tới."), "info")
    return redirect(url_for("admin_sources.one", name=name), 303)


@blueprint.post("/<name>/thu")
@require_admin
def check(name: str) -> ResponseReturnValue:
    """Ask for the source to be tried on its live portal."""
    state = current_state()
    number = state.site.jobs.submit("check", {"source": _find(state, name).name}, g.user)
    wake_worker(state.data)
    return redirect(url_for("admin_jobs.one", number=number), 303)


@blueprint.post("/<name>/thu-lai")
@require_admin
def retry(name: str) -> ResponseReturnValue:
    """Have the addresses that failed for one reason, or one of them, fetched again with the next crawl."""
    state, outcome = current_state(), request.form.get("loi", "")
    source = _find(state, name)
    if outcome not in FAILED:
        abort(400)
    look = CrawlInspection(state.archive.engine)
    count = look.retry(source.name, outcome, datetime.now(UTC), request.form.get("dia-chi", "")[:2000])
    if not count:
        flash(gettext("Không có địa chỉ nào như vậy để tải lại."), "error")
        return redirect(url_for("admin_sources.one", name=name, loi=outcome), 303)
    state.site.audit.add(g.user, "addresses retried", source.name, outcome)
    number = state.site.jobs.submit("crawl", {"sources": [source.name], "then_index": True}, g.user)
    wake_worker(state.data)
    flash(gettext("{count} địa chỉ sẽ được tải lại trong công việc {number}.", count=count, number=number), "info")
    return redirect(url_for("admin_sources.one", name=name, loi=outcome), 303)

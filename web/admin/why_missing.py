"""``/quan-tri/vi-sao``: why a page is not found, step by step, and a button that has it fetched."""

from __future__ import annotations

from datetime import UTC, datetime

from apiflask import APIBlueprint
from flask import flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from archive.crawling.frontier import Frontier
from archive.crawling.inspection import CrawlInspection
from jobs.why_missing import diagnose_address
from jobs.worker.schedule import wake_worker
from translations import gettext
from web.admin.login import require_role
from web.state import current_state
from web.urls import page_address
from web.view.forms import PressForm

blueprint = APIBlueprint("admin_why", __name__, url_prefix="/quan-tri/vi-sao", enable_openapi=False)


@blueprint.get("/")
@require_role("reader")
def page() -> ResponseReturnValue:
    """Show the form, and the steps of an address that was given."""
    state, text = current_state(), request.args.get("dia-chi", "").strip()[:2000]
    found = diagnose_address(state.archive, state.sources(), state.index_holds(), text) if text else None
    return render_template("admin/why.html", text=text, found=found, press=PressForm())


@blueprint.post("/")
@require_role("admin")
def fetch() -> ResponseReturnValue:
    """Put an address at the head of its source's queue and ask for a crawl of that source."""
    state, text = current_state(), request.form.get("dia-chi", "").strip()[:2000]
    found = diagnose_address(state.archive, state.sources(), None, text)
    if found.source is None:
        flash(gettext("Không có nguồn nào khai báo trang này: hãy thêm nguồn trước."), "error")
    else:
        now = datetime.now(UTC)
        frontier, look = Frontier(state.archive.engine), CrawlInspection(state.archive.engine)
        if not frontier.add(found.source, [(found.url, "article", 1)], now=now):
            look.make_due(found.source, found.url, now)
        state.site.audit.add(g.user, "addresses retried", found.source, found.url)
        number = state.site.jobs.submit("crawl", {"sources": [found.source], "then_index": True}, g.user)
        wake_worker(state.data)
        flash(gettext("Đã đưa địa chỉ vào hàng đợi; công việc {number} sẽ tải rồi lập chỉ mục.", number=number), "info")
    return redirect(page_address("admin_why.page", {"dia-chi": text}), 303)

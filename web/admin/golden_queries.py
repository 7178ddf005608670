"""``/quan-tri/cau-hoi``: queries whose answer is known, where the newest index has it, and publishing in spite of them."""

from __future__ import annotations

import re

from apiflask import APIBlueprint
from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.model import StoredArticle
from database.errors import ArchiveError
from jobs.worker.schedule import wake_worker
from site_data.golden_queries import MOST_TOP
from translations import N_, gettext
from web.admin.login import require_admin
from web.state import current_state
from web.view.forms import PressForm

blueprint = APIBlueprint("admin_queries", __name__, url_prefix="/quan-tri", enable_openapi=False)

REFUSED = N_("Chưa lưu được. Cần có câu tìm chưa lưu cho bài này và vị trí từ 1 đến {most}.")
UNKNOWN = N_("Không thấy bài này trong kho. Hãy nhập số trong địa chỉ /bai/SỐ, địa chỉ của bài, hoặc mã khi nhập bài.")

_PAGE = re.compile(r"(?:.*/bai/)?([0-9]{1,15})")


def _find_article(text: str) -> StoredArticle | None:
    """Return the article that an admin names by its page, its number, its own address, or its id as imported."""
    archive = current_state().archive
    page_number = _PAGE.fullmatch(text)
    found = archive.get(int(page_number[1])) if page_number else None
    return found or archive.by_url(text) or archive.by_external(None, text)


@blueprint.get("/cau-hoi")
@require_admin
def page() -> ResponseReturnValue:
    """Show the kept queries with their last results."""
    state = current_state()
    queries = state.site.golden_queries.list()
    articles = state.archive.get_many([k.article for k in queries])
    return render_template("admin/queries.html", form=PressForm(), kept=queries, articles=articles, most=MOST_TOP)


@blueprint.post("/cau-hoi")
@require_admin
def add() -> ResponseReturnValue:
    """Store a query."""
    stored = _find_article(request.form.get("bai", "").strip()[:2000])
    top = request.form.get("vi-tri", "")
    if stored is None:
        flash(gettext(UNKNOWN), "error")
    else:
        try:
            place = int(top) if top.isascii() and top.isdigit() and len(top) < 4 else 0
            site = current_state().site
            site.golden_queries.add(request.form.get("cau-hoi", ""), stored.id, place, g.user)
            site.audit.add(g.user, "golden query added", request.form.get("cau-hoi", ""), f"/bai/{stored.id}")
            flash(gettext("Đã lưu. Lần lập chỉ mục tới sẽ kiểm tra câu này."), "info")
        except ArchiveError:
            flash(gettext(REFUSED, most=MOST_TOP), "error")
    return redirect(url_for("admin_queries.page"), 303)


@blueprint.post("/cau-hoi/<int:number>/bo")
@require_admin
def remove(number: int) -> ResponseReturnValue:
    """Delete a query."""
    site = current_state().site
    query = site.golden_queries.remove(number) if number < 2**63 else None
    if query is None:
        abort(404)
    site.audit.add(g.user, "golden query removed", query)
    flash(gettext("Đã bỏ câu tìm mẫu."), "info")
    return redirect(url_for("admin_queries.page"), 303)


@blueprint.post("/cau-hoi/xuat-ban")
@require_admin
def publish() -> ResponseReturnValue:
    """Ask for an index that is published whatever it answers."""
    state = current_state()
    state.site.jobs.submit("index", {"anyway": True}, g.user)
    wake_worker(state.data)
    flash(gettext("Đã yêu cầu lập chỉ mục và xuất bản dù câu tìm mẫu có kết quả kém hơn."), "info")
    return redirect(url_for("admin_jobs.dashboard"), 303)

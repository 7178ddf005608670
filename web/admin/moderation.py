"""``/quan-tri/an``: hide articles and names from readers with a reason, show them again, and read the audit trail."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from apiflask import APIBlueprint
from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.moderation import Moderation
from database.errors import ArchiveError
from jobs.worker.schedule import wake_worker
from web.admin.login import require_admin
from web.state import current_state
from web.view.forms import PressForm

blueprint = APIBlueprint("admin_hiding", __name__, url_prefix="/quan-tri", enable_openapi=False)

ACTIONS: Mapping[str, str] = {
    "hide article": "ẩn bài",
    "show article": "hiện lại bài",
    "hide name": "ẩn tên",
    "show name": "hiện lại tên",
    "erase": "xóa hẳn bài",
}
"""Action of the audit trail -> words of the page."""

REFUSED = "Chưa thực hiện được. Cần có lý do; bài phải là số trong địa chỉ /bai/SỐ; tên phải đủ họ và tên."


@blueprint.get("/an")
@require_admin
def page() -> ResponseReturnValue:
    """Show what is hidden, the forms, and the newest decisions."""
    state = current_state()
    hiding = Moderation(state.archive.engine)
    hidden = state.archive.get_many(sorted(hiding.hidden_articles()))
    return render_template(
        "admin/hiding.html",
        form=PressForm(),
        articles=hidden,
        names=hiding.hidden_names(),
        trail=hiding.audit_trail(),
        actions=ACTIONS,
    )


@blueprint.post("/an")
@require_admin
def decide() -> ResponseReturnValue:
    """Hide or show an article or a name."""
    state = current_state()
    hiding = Moderation(state.archive.engine)
    subject, reason = request.form.get("doi-tuong", "").strip(), request.form.get("ly-do", "")[:1000]
    known: Mapping[str, Callable[[], None]] = {
        "an-bai": lambda: hiding.hide_article(_article_number(subject), who=g.user, reason=reason),
        "hien-bai": lambda: hiding.show_article(_article_number(subject), who=g.user, reason=reason),
        "an-ten": lambda: hiding.hide_name(subject[:200], who=g.user, reason=reason),
        "hien-ten": lambda: hiding.show_name(subject[:200], who=g.user, reason=reason),
    }
    act = known.get(request.form.get("viec", ""))
    if act is None:
        abort(400)
    try:
        act()
    except ArchiveError:
        flash(REFUSED, "error")
    else:
        # Readers see it at once; the index takes it in with its next update.
        state.site.jobs.submit("index", {})
        wake_worker(state.data)
        flash("Đã ghi nhận.", "info")
    return redirect(url_for("admin_hiding.page"), 303)


def _article_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0

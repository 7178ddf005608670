"""``/quan-tri/an``: hide articles and names from readers with a reason, and show them again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from apiflask import APIBlueprint
from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.moderation import Moderation
from database.errors import ArchiveError
from jobs.worker.schedule import wake_worker
from translations import N_, gettext
from web.admin.login import require_admin
from web.state import current_state
from web.view.forms import PressForm

blueprint = APIBlueprint("admin_hiding", __name__, url_prefix="/quan-tri", enable_openapi=False)

_DONE = {
    "an-bai": N_("Đã ẩn bài. Người đọc không còn thấy bài này."),
    "hien-bai": N_("Đã hiện lại bài."),
    "an-ten": N_("Đã ẩn tên. Người đọc không còn thấy tên này."),
    "hien-ten": N_("Đã hiện lại tên."),
}


@blueprint.get("/an")
@require_admin
def page() -> ResponseReturnValue:
    """Show what is hidden, and the forms."""
    state = current_state()
    hiding = Moderation(state.archive.engine)
    hidden = state.archive.get_many(sorted(hiding.hidden_articles()))
    return render_template(
        "admin/hiding.html",
        form=PressForm(),
        articles=hidden,
        names=hiding.hidden_names(),
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
    asked = request.form.get("viec", "")
    act = known.get(asked)
    if act is None:
        abort(400)
    try:
        act()
    except ArchiveError as error:
        flash(gettext("Chưa thực hiện được: {why}.", why=error), "error")
    else:
        # Readers see it at once; the index takes it in with its next update.
        state.site.jobs.submit("index", {}, g.user)
        wake_worker(state.data)
        flash(gettext(_DONE[asked]), "info")
    return redirect(url_for("admin_hiding.page"), 303)


def _article_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0

"""``/quan-tri/nhat-ky``: who signed in, who changed what; to be looked through and searched."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import render_template, request
from flask.typing import ResponseReturnValue

from translations import N_
from web.admin.login import require_admin
from web.state import current_state
from web.view.paging import read_list_page

blueprint = APIBlueprint("admin_audit", __name__, url_prefix="/quan-tri/nhat-ky", enable_openapi=False)

ACTIONS = {
    "sign-in": N_("đăng nhập"),
    "sign-in failed": N_("đăng nhập sai"),
    "sign-out": N_("đăng xuất"),
    "password changed": N_("đổi mật khẩu"),
    "account made": N_("lập tài khoản"),
    "account removed": N_("xóa tài khoản"),
    "role changed": N_("đổi vai trò"),
    "sessions ended": N_("kết thúc phiên"),
    "link made": N_("lập liên kết tài khoản"),
}
"""Action of the log -> words of the page; others are shown as they are."""


@blueprint.get("/")
@require_admin
def page() -> ResponseReturnValue:
    """Show a page of the log."""
    log, wanted = current_state().site.audit, " ".join(request.args.get("q", "").split())[:100]
    shown = read_list_page(log.count(wanted=wanted))
    entries = log.list(shown.size, offset=shown.offset, wanted=wanted)
    return render_template("admin/audit.html", entries=entries, actions=ACTIONS, wanted=wanted, shown=shown)

"""``/quan-tri/tai-khoan``: who may sign in and with which role; links for new accounts and lost passwords."""

from __future__ import annotations

from datetime import UTC, datetime

from apiflask import APIBlueprint
from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from database.errors import ArchiveError
from site_data.roles import as_role
from translations import N_, gettext
from web.admin.login import require_admin
from web.admin.setup_link import make_invitation
from web.state import current_state
from web.view.forms import InvitationForm, PressForm
from web.view.public_view import base_address

blueprint = APIBlueprint("admin_users", __name__, url_prefix="/quan-tri/tai-khoan", enable_openapi=False)

ROLE_TITLES = {"reader": N_("xem"), "editor": N_("biên tập"), "admin": N_("quản trị")}
LAST_ADMIN = N_("Đây là quản trị viên cuối cùng: hãy trao vai trò quản trị cho người khác trước.")


@blueprint.get("/")
@require_admin
def page() -> ResponseReturnValue:
    """Show the accounts and the form that invites."""
    return _show(InvitationForm(), 200)


def _show(form: InvitationForm, status: int, link: str = "") -> ResponseReturnValue:
    site = current_state().site
    return render_template(
        "admin/users.html",
        form=form,
        press=PressForm(),
        users=site.users.list(),
        sessions=site.sessions.count(datetime.now(UTC)),
        roles=ROLE_TITLES,
        link=link,
    ), status


@blueprint.post("/")
@require_admin
def invite() -> ResponseReturnValue:
    """Make a link for a new account, or for one that has lost its password; it is shown once."""
    form, site = InvitationForm(), current_state().site
    if not form.validate_on_submit():
        return _show(form, 400)
    known = site.users.get(form.name.data)
    role = as_role(known.role if known else form.role.data)
    site.audit.add(g.user, "link made", form.name.data, role)
    link = base_address() + make_invitation(site, form.name.data, role)
    return _show(InvitationForm(formdata=None), 200, link)


@blueprint.post("/<name>/vai-tro")
@require_admin
def change_role(name: str) -> ResponseReturnValue:
    """Give an account another role; its sessions end."""
    site, wanted = current_state().site, request.form.get("role", "")
    user = site.users.get(name)
    if user is None:
        abort(404)
    if wanted not in ROLE_TITLES:
        abort(400)
    if user.role == wanted:
        flash(gettext("{name} đã có vai trò {role}.", name=name, role=gettext(ROLE_TITLES[wanted])), "error")
        return redirect(url_for("admin_users.page"), 303)
    try:
        site.users.set_role(name, as_role(wanted))
    except ArchiveError:
        flash(gettext(LAST_ADMIN), "error")
    else:
        site.audit.add(g.user, "role changed", name, wanted)
        flash(
            gettext(
                "{name} nay có vai trò {role}; các phiên đăng nhập của tài khoản này đã kết thúc.",
                name=name,
                role=gettext(ROLE_TITLES[wanted]),
            ),
            "info",
        )
    return redirect(url_for("admin_users.page"), 303)


@blueprint.post("/<name>/ket-thuc-phien")
@require_admin
def end_sessions(name: str) -> ResponseReturnValue:
    """End every session of an account."""
    site = current_state().site
    if site.users.get(name) is None:
        abort(404)
    ended = site.sessions.end_all(name)
    if ended:
        site.audit.add(g.user, "sessions ended", name)
        flash(gettext("Đã kết thúc {ended} phiên của {name}.", ended=ended, name=name), "info")
    else:
        flash(gettext("{name} không có phiên nào đang mở.", name=name), "error")
    return redirect(url_for("admin_users.page"), 303)


@blueprint.post("/<name>/xoa")
@require_admin
def remove(name: str) -> ResponseReturnValue:
    """Remove an account; its sessions end at once."""
    site = current_state().site
    try:
        removed = site.users.remove(name)
    except ArchiveError:
        flash(gettext(LAST_ADMIN), "error")
    else:
        if not removed:
            abort(404)
        site.audit.add(g.user, "account removed", name)
        flash(gettext("Đã xóa tài khoản {name}.", name=name), "info")
    return redirect(url_for("admin_users.page"), 303)

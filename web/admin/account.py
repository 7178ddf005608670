"""``/quan-tri/toi``: one's own password and open sessions."""

from __future__ import annotations

from datetime import UTC, datetime

from apiflask import APIBlueprint
from flask import flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from site_data.passwords import hash_password
from translations import N_, gettext
from web.admin.login import begin_session, require_role
from web.admin.password_attempts import PasswordAttempt, describe_wait
from web.rate_limits import SIGN_IN_LIMIT, limiter
from web.state import current_state
from web.view.forms import PasswordForm, PressForm

blueprint = APIBlueprint("admin_account", __name__, url_prefix="/quan-tri/toi", enable_openapi=False)


@blueprint.get("/")
@require_role("reader")
def page() -> ResponseReturnValue:
    """Show the form and the open sessions."""
    return _show(PasswordForm(), 200)


def _show(form: PasswordForm, status: int, retry_after: int = 0) -> ResponseReturnValue:
    sessions = current_state().site.sessions.list(g.user, datetime.now(UTC))
    page = render_template("admin/account.html", form=form, press=PressForm(), sessions=sessions)
    return page, status, {"Retry-After": str(retry_after)} if retry_after else {}


@blueprint.post("/")
@require_role("reader")
@limiter.limit(SIGN_IN_LIMIT)
def change_password() -> ResponseReturnValue:
    """Change the password; every other session of the account ends."""
    form, site = PasswordForm(), current_state().site
    if not form.validate_on_submit():
        return _show(form, 400)
    # Whoever sits down at an open session must not guess faster than at the sign-in page.
    attempt = PasswordAttempt.of_request(g.user)
    if seconds := attempt.seconds_to_wait():
        form.old.errors = [describe_wait(seconds)]
        return _show(form, 429, seconds)
    if attempt.verify(form.old.data, "password check failed") is None:
        form.old.errors = [N_("Mật khẩu hiện tại không đúng.")]
        return _show(form, 400)
    password_hash = hash_password(form.password.data)
    site.users.set_password(g.user, password_hash)
    site.audit.add(g.user, "password changed", g.user, request.remote_addr or "")
    flash(gettext("Đã đổi mật khẩu. Các phiên đăng nhập khác của bạn đã kết thúc."), "info")
    return begin_session(g.user, password_hash, url_for("admin_account.page"))


@blueprint.post("/ket-thuc-phien-khac")
@require_role("reader")
def end_others() -> ResponseReturnValue:
    """End every session but this one."""
    site = current_state().site
    ended = site.sessions.end_all(g.user, but=session["token"])
    site.audit.add(g.user, "sessions ended", g.user)
    flash(
        gettext("Đã kết thúc {ended} phiên khác.", ended=ended) if ended else gettext("Không có phiên nào khác."),
        "info",
    )
    return redirect(url_for("admin_account.page"), 303)

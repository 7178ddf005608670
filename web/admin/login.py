"""``/quan-tri``: who may see what, signing in and out, and the link that makes an account or gives it a new password."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import ParamSpec

from apiflask import APIBlueprint
from flask import abort, flash, g, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from site_data.passwords import hash_password
from site_data.roles import Role, has_role
from translations import N_, gettext
from web.admin.password_attempts import PasswordAttempt, describe_wait
from web.login.cookies import clear_site_data, remember_device
from web.rate_limits import SIGN_IN_LIMIT, limiter
from web.state import current_state
from web.view.forms import SetUpForm, SignInForm

blueprint = APIBlueprint("admin", __name__, url_prefix="/quan-tri", enable_openapi=False)

WRONG = N_("Tên đăng nhập hoặc mật khẩu không đúng.")
UNKNOWN_CODE = N_(
    "Mã thiết lập không đúng. Hãy chép nguyên liên kết đã nhận; mỗi liên kết mới làm liên kết trước hết hiệu lực."
)
OTHER_NAME = N_("Liên kết này dành cho tên đăng nhập khác. Hãy nhập đúng tên đã được báo cho bạn.")
USED = N_(
    "Liên kết này đã được dùng, hoặc tài khoản đã thay đổi sau khi liên kết được lập. Hãy đăng nhập, hoặc xin quản trị viên một liên kết mới nếu quên mật khẩu."
)
EXPIRED = N_("Liên kết này đã hết hạn. Hãy khởi động lại máy chủ, hoặc xin quản trị viên một liên kết mới.")

P = ParamSpec("P")


@blueprint.before_app_request
def _refuse_without_accounts() -> None:
    """Answer every page of the administration with what is damaged, where accounts cannot be told. Raises ArchiveDamaged."""
    damage = current_state().site.damage
    if damage is not None and request.path.startswith(blueprint.url_prefix or ""):
        raise damage


def require_role(needed: Role) -> Callable[[Callable[P, ResponseReturnValue]], Callable[P, ResponseReturnValue]]:
    """Let a view answer only accounts of a role; others are refused, or sent to the sign-in page. ``g.user`` is the name."""
    return lambda view: _guard(view, needed)


def require_admin(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Let a view answer only admins."""
    return _guard(view, "admin")


def _guard(view: Callable[P, ResponseReturnValue], needed: Role) -> Callable[P, ResponseReturnValue]:
    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        site, token = current_state().site, session.get("token")
        name = site.sessions.user_of(token, datetime.now(UTC)) if isinstance(token, str) else None
        user = site.users.get(name) if name is not None else None
        if user is None:
            session.clear()
            if request.method == "GET":
                session["next"] = request.full_path.removesuffix("?")[:500]
            return redirect(url_for("admin.sign_in"))
        if not has_role(user.role, needed):
            abort(403)
        g.user, g.role = user.name, user.role
        return view(*args, **kwargs)

    return guarded


def begin_session(name: str, password_hash: str, next_page: str = "") -> Response:
    """Sign an account in: a new session, whatever the browser sent, and a mark for the device; lead to ``next_page``.

    To the sign-in page when the account does not have that password any more.
    """
    site, old = current_state().site, session.get("token")
    if isinstance(old, str):
        site.sessions.end(old)
    session.clear()
    token = site.sessions.begin(name, password_hash, datetime.now(UTC))
    if token is None:
        return make_response(redirect(url_for("admin.sign_in")))
    session.permanent = True
    session["token"] = token
    response = make_response(redirect(next_page or url_for("admin_jobs.dashboard")))
    remember_device(response, name, password_hash)
    return response


def _next_page() -> str:
    """Return the page that asked for signing in: one of ours, since only we write the cookie."""
    wanted = session.get("next")
    return wanted if isinstance(wanted, str) and wanted.startswith("/quan-tri/") else ""


@blueprint.route("/dang-nhap", methods=["GET", "POST"])
@limiter.limit(SIGN_IN_LIMIT, methods=["POST"])
def sign_in() -> ResponseReturnValue:
    """Show the sign-in page; sign in with what it sends."""
    form = SignInForm()
    if form.validate_on_submit():
        return _attempt(form, form.name.data)
    return _show_sign_in(form, 400 if request.method == "POST" else 200)


def _show_sign_in(form: SignInForm, status: int, retry_after: int = 0) -> ResponseReturnValue:
    page = render_template("admin/sign_in.html", form=form, nobody=not current_state().site.users.list())
    return page, status, {"Retry-After": str(retry_after)} if retry_after else {}


def _attempt(form: SignInForm, name: str) -> ResponseReturnValue:
    """Sign in, or say the same thing at the same pace whether the name or the password is wrong."""
    attempt = PasswordAttempt.of_request(name)
    if seconds := attempt.seconds_to_wait():
        flash(describe_wait(seconds), "error")
        return _show_sign_in(form, 429, seconds)
    user = attempt.verify(form.password.data, "sign-in failed")
    if user is None:
        flash(gettext(WRONG), "error")
        return _show_sign_in(form, 401)
    current_state().site.audit.add(user.name, "sign-in", detail=request.remote_addr or "")
    return begin_session(user.name, user.password_hash, _next_page())


@blueprint.route("/thiet-lap", methods=["GET", "POST"])
@limiter.limit(SIGN_IN_LIMIT)
def set_up() -> ResponseReturnValue:
    """Make an account, or give it a new password, with the code of a link.

    The code stands behind the # of the link, which no browser sends: it is in no log and no Referer.
    """
    form = SetUpForm(name=request.args.get("ten", "")[:64])
    if not form.validate_on_submit():
        return render_template("admin/set_up.html", form=form), 400 if request.method == "POST" else 200
    site, now = current_state().site, datetime.now(UTC)
    found = site.invitations.find(form.code.data, now)
    if found is None:
        form.code.errors = [UNKNOWN_CODE]
    elif found.state != "usable":
        flash(gettext(USED if found.state == "used" else EXPIRED), "error")
        return render_template("admin/set_up.html", form=None), 410
    elif found.name not in ("", form.name.data):
        form.name.errors = [OTHER_NAME]
    else:
        return _take_invitation(form, now)
    return render_template("admin/set_up.html", form=form), 400


def _take_invitation(form: SetUpForm, now: datetime) -> ResponseReturnValue:
    site, name = current_state().site, form.name.data
    password_hash = hash_password(form.password.data)
    taken = site.invitations.take(form.code.data, name, password_hash, now)
    if taken is None:
        flash(gettext(USED), "error")
        return render_template("admin/set_up.html", form=None), 410
    if taken.role:
        site.audit.add(name, "account made", name, taken.role)
    else:
        site.audit.add(name, "password changed", name, N_("liên kết thiết lập"))
    return begin_session(name, password_hash)


@blueprint.post("/dang-xuat")
def sign_out() -> ResponseReturnValue:
    """End the session, here and on the server."""
    site, token = current_state().site, session.get("token")
    if isinstance(token, str):
        name = site.sessions.user_of(token, datetime.now(UTC))
        site.sessions.end(token)
        if name is not None:
            site.audit.add(name, "sign-out")
    session.clear()
    return clear_site_data(make_response(redirect(url_for("search.front"))))

"""``/quan-tri``: the first account, signing in and out. What admins do is in the modules beside this one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import ParamSpec

from apiflask import APIBlueprint
from flask import abort, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from site_data.passwords import check_password, hash_password
from site_data.roles import Role, has_role
from site_data.users import User
from web.admin.setup_link import spend_token, token_fits
from web.rate_limits import SIGN_IN_LIMIT, limiter
from web.state import current_state
from web.view.forms import SetUpForm, SignInForm

blueprint = APIBlueprint("admin", __name__, url_prefix="/quan-tri", enable_openapi=False)

MAX_FAILURES = 10
"""Wrong passwords in a row after which an account must wait."""

WAIT = timedelta(minutes=15)

WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."
LOCKED = "Tài khoản này nhập sai mật khẩu quá nhiều lần. Hãy chờ 15 phút rồi thử lại."

P = ParamSpec("P")


def require_role(needed: Role) -> Callable[[Callable[P, ResponseReturnValue]], Callable[P, ResponseReturnValue]]:
    """Let a view answer only accounts of a role; others are refused, or sent to the sign-in page. ``g.user`` is the name."""
    return lambda view: _guard(view, needed)


def require_admin(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Let a view answer only admins."""
    return _guard(view, "admin")


def _guard(view: Callable[P, ResponseReturnValue], needed: Role) -> Callable[P, ResponseReturnValue]:
    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        name = session.get("user")
        user = current_state().site.users.get(name) if isinstance(name, str) else None
        # A changed password ends every session that was opened with the old one.
        if user is None or session.get("stamp") != password_stamp(user.password_hash):
            session.clear()
            return redirect(url_for("admin.sign_in"))
        if not has_role(user.role, needed):
            abort(403)
        g.user, g.role = user.name, user.role
        return view(*args, **kwargs)

    return guarded


def password_stamp(password_hash: str) -> str:
    """Return the end of a password hash: enough to notice that it changed, useless otherwise."""
    return password_hash[-8:]


def is_locked(user: User, now: datetime) -> bool:
    """Tell whether an account must wait after too many wrong passwords in a row."""
    return user.failures >= MAX_FAILURES and user.failed_at is not None and now - user.failed_at < WAIT


def _begin_session(name: str, password_hash: str) -> ResponseReturnValue:
    session.clear()
    session.permanent = True
    session["user"] = name
    session["stamp"] = password_stamp(password_hash)
    return redirect(url_for("admin_jobs.dashboard"))


@blueprint.route("/dang-nhap", methods=["GET", "POST"])
@limiter.limit(SIGN_IN_LIMIT, methods=["POST"])
def sign_in() -> ResponseReturnValue:
    """Show the sign-in page; sign in with what it sends."""
    form = SignInForm()
    users = current_state().site.users
    status = 200
    if form.validate_on_submit():
        user = users.get(form.name.data)
        now = datetime.now(UTC)
        if user is not None and is_locked(user, now):
            flash(LOCKED, "error")
            status = 429
        elif check_password(user.password_hash if user else None, form.password.data) and user is not None:
            users.clear_failures(user.name)
            return _begin_session(user.name, user.password_hash)
        else:
            if user is not None:
                users.record_failure(user.name, now)
            flash(WRONG, "error")
            status = 401
    elif request.method == "POST":
        status = 400
    return render_template("admin/sign_in.html", form=form, nobody=not users.list()), status


@blueprint.route("/thiet-lap/<token>", methods=["GET", "POST"])
@limiter.limit(SIGN_IN_LIMIT)
def set_up(token: str) -> ResponseReturnValue:
    """Make the first account, from the one-time link."""
    site = current_state().site
    if not token_fits(site, token):
        abort(404)
    form = SetUpForm()
    if form.validate_on_submit():
        password_hash = hash_password(form.password.data)
        site.users.add(form.name.data, password_hash)
        spend_token(site)
        return _begin_session(form.name.data, password_hash)
    return render_template("admin/set_up.html", form=form), 400 if request.method == "POST" else 200


@blueprint.post("/dang-xuat")
def sign_out() -> ResponseReturnValue:
    """End the session."""
    session.clear()
    return redirect(url_for("search.front"))

"""Following a search: its private page ``/theo-doi/<token>``, mails with confirmation, and one-click unsubscribing.

No account is needed: who has the private link may change the search. Links in mails lead to a page with a button, so that
programs that fetch links in advance change nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime

from apiflask import APIBlueprint
from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from jobs.errors import MailFailed
from jobs.mail import smtp as mailer
from jobs.mail.messages import HOW_OFTEN
from jobs.mail.signed_links import LinkSigner
from jobs.tasks.mail_request import request_mails
from jobs.worker.schedule import wake
from site_data.saved_searches import Saved
from web.rate_limits import MAIL_LIMIT, SAVE_LIMIT, csrf, limiter
from web.state import state
from web.view.forms import AskForMail, Press
from web.view.public_view import reading
from web.view.search_params import SearchParams, asked

blueprint = APIBlueprint("following", __name__, enable_openapi=False)

SHOWN = 20
MOST_CONFIRMATIONS = 3
"""Mails to one unconfirmed address in a day: nobody's box is filled from here."""

ASKED = (
    "Đã gửi thư xác nhận đến địa chỉ này, trừ khi vừa gửi quá nhiều lần. Hãy mở liên kết trong thư để bắt đầu nhận tin."
)


def links() -> LinkSigner:
    """Return the maker of signed links of this site."""
    key = current_app.config["SECRET_KEY"]
    assert isinstance(key, bytes)
    return LinkSigner(key)


def _saved(token: str) -> Saved:
    number = links().search_of(token)
    saved = state().site.saved_searches.get(number) if number is not None else None
    if saved is None:
        abort(404)
    return saved


def _mails() -> bool:
    try:
        return mailer.configured() is not None
    except MailFailed:
        return False


@blueprint.get("/theo-doi")
@limiter.limit(SAVE_LIMIT)
def offer() -> ResponseReturnValue:
    """What following a search means, with the button that begins it."""
    want = asked()
    if want.empty:
        return redirect(url_for("search.front"))
    return render_template("follow.html", want=want, press=Press())


@blueprint.post("/theo-doi")
@limiter.limit(SAVE_LIMIT)
def save() -> ResponseReturnValue:
    """Keep a search and go to its private page."""
    want = SearchParams.of(request.form)
    if want.empty:
        return redirect(url_for("search.front"))
    held = state()
    title = want.q or ", ".join(want.filters.values())
    number = held.site.saved_searches.save(title[:200], want.parameters(), held.indexed().article)
    flash("Đã lưu tìm kiếm. Hãy giữ địa chỉ của trang này: ai có địa chỉ đều mở được, không cần tài khoản.", "info")
    return redirect(url_for("following.page", token=links().private(number)), 303)


@blueprint.get("/theo-doi/<token>")
@limiter.limit(SAVE_LIMIT)
def page(token: str) -> ResponseReturnValue:
    """What is new to a saved search since its reader marked it as read."""
    return _page(token, _saved(token), AskForMail())


def _page(token: str, saved: Saved, form: AskForMail, status: int = 200) -> ResponseReturnValue:
    held, want = state(), SearchParams.of(saved.asked)
    found = held.matching(want.q, sort="date", filters=want.search_filters())
    new = [int(n) for n in found.articles if n > saved.seen]
    shown = reading().articles(new[:SHOWN])
    html = render_template(
        "following.html",
        token=token,
        saved=saved,
        want=want,
        total=len(found.articles),
        new=[shown[n] for n in new[:SHOWN] if n in shown],
        new_total=len(new),
        titles=held.source_titles(),
        notices=[u.text for u in found.understood if u.kind == "notice"],
        alerts=held.site.saved_searches.alerts_of(saved.id),
        how_often=HOW_OFTEN,
        mails=_mails(),
        form=form,
        press=Press(),
    )
    return html, status, {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}


@blueprint.post("/theo-doi/<token>")
@limiter.limit(SAVE_LIMIT)
def change(token: str) -> ResponseReturnValue:
    """Rename, mark as read, or delete."""
    saved, following = _saved(token), state().site.saved_searches
    what = request.form.get("viec", "")
    if what == "xoa":
        following.forget(saved.id)
        flash("Đã xóa tìm kiếm và mọi thông báo của nó.", "info")
        return redirect(url_for("search.front"), 303)
    if what == "da-doc":
        following.change(saved.id, seen=state().indexed().article)
    elif what == "doi-ten" and (title := " ".join(request.form.get("ten", "").split())):
        following.change(saved.id, title=title[:200])
    else:
        abort(400)
    return redirect(url_for("following.page", token=token), 303)


@blueprint.post("/theo-doi/<token>/thu")
@limiter.limit(MAIL_LIMIT)
def mail(token: str) -> ResponseReturnValue:
    """Ask for mails; the owner of the address has to confirm."""
    saved, form, held = _saved(token), AskForMail(), state()
    if not _mails():
        abort(404)
    if not form.validate_on_submit():
        return _page(token, saved, form, 400)
    email, now = form.email.data.strip().lower(), datetime.now(UTC)
    if held.site.saved_searches.may_ask(email, MOST_CONFIRMATIONS, now):
        indexed = held.indexed()
        held.site.saved_searches.ask(saved.id, email, form.every.data, article=indexed.article, change=indexed.change)
        request_mails(held.site)
        wake(held.data)
    # The same words whatever happened: nobody learns here which addresses are known.
    flash(ASKED, "info")
    return redirect(url_for("following.page", token=token), 303)


@blueprint.route("/xac-nhan/<token>", methods=["GET", "POST"])
@limiter.limit(SAVE_LIMIT)
def confirm(token: str) -> ResponseReturnValue:
    """The page behind the link of a confirmation."""
    number, following = links().confirmed(token), state().site.saved_searches
    alert = following.alert(number) if number is not None else None
    if alert is None or alert.state == "ended":
        return _said(
            "Liên kết đã hết hạn", "Liên kết xác nhận chỉ dùng được trong 3 ngày. Hãy đăng ký lại.", status=404
        )
    if request.method == "GET" and alert.state != "confirmed":
        return render_template(
            "press.html", title="Xác nhận nhận thư", alert=alert, button="Đồng ý nhận thư", press=Press()
        )
    if alert.state != "confirmed":
        following.set_state(alert.id, "confirmed")
    return _said("Đã xác nhận", f"Bạn sẽ nhận thư về “{alert.saved.title}”, {HOW_OFTEN[alert.every]}.")


@blueprint.route("/huy-thu/<token>", methods=["GET", "POST"])
@csrf.exempt  # type: ignore[untyped-decorator]
@limiter.limit(SAVE_LIMIT)
def end(token: str) -> ResponseReturnValue:
    """Unsubscribe: a button for people, one POST for mail programs (RFC 8058)."""
    number, following = links().ended(token), state().site.saved_searches
    alert = following.alert(number) if number is not None else None
    if alert is None:
        return _said(
            "Không còn thông báo này", "Thông báo đã được xóa từ trước; bạn không nhận thư nào nữa.", status=404
        )
    if request.method == "GET" and alert.state != "ended":
        return render_template("press.html", title="Thôi nhận thư", alert=alert, button="Thôi nhận thư", press=Press())
    following.set_state(alert.id, "ended")
    return _said("Đã thôi nhận thư", f"Bạn không nhận thư về “{alert.saved.title}” nữa.")


def _said(title: str, text: str, *, status: int = 200) -> ResponseReturnValue:
    return render_template("said.html", title=title, text=text), status

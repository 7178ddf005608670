"""Saved searches: the private page ``/theo-doi/<token>``, mails with confirmation, and one-click unsubscribing.

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
from jobs.worker.schedule import wake_worker
from site_data.saved_searches import SavedSearch
from translations import N_, gettext
from web.rate_limits import MAIL_LIMIT, SAVE_LIMIT, csrf, limiter
from web.state import current_state
from web.view.facet_choices import labels_of
from web.view.forms import MailForm, PressForm
from web.view.public_view import site_view
from web.view.search_params import SearchParams, read_params

blueprint = APIBlueprint("following", __name__, enable_openapi=False)

SHOWN = 20
MOST_CONFIRMATIONS = 3
"""Mails to one unconfirmed address in a day: nobody's box is filled from here."""

ASKED = N_(
    "Đã gửi thư xác nhận đến địa chỉ này, trừ khi vừa gửi quá nhiều lần. Hãy mở liên kết trong thư để bắt đầu nhận tin."
)


def link_signer() -> LinkSigner:
    """Return the maker of signed links of this site."""
    key = current_app.config["SECRET_KEY"]
    assert isinstance(key, bytes)
    return LinkSigner(key)


def _find_saved(token: str) -> SavedSearch:
    number = link_signer().search_of(token)
    saved = current_state().site.saved_searches.get(number) if number is not None else None
    if saved is None:
        abort(404)
    return saved


def _mail_offered() -> bool:
    try:
        return mailer.configured_server() is not None
    except MailFailed:
        return False


@blueprint.get("/theo-doi")
@limiter.limit(SAVE_LIMIT)
def offer() -> ResponseReturnValue:
    """Show what following a search means, with the button that begins it."""
    params = read_params()
    if params.is_empty:
        return redirect(url_for("search.front"))
    labels = labels_of(params, current_state().source_titles())
    return render_template("follow.html", params=params, labels=labels, press=PressForm())


@blueprint.post("/theo-doi")
@limiter.limit(SAVE_LIMIT)
def save() -> ResponseReturnValue:
    """Keep a search and go to its private page."""
    params = SearchParams.of(request.form)
    if params.is_empty:
        return redirect(url_for("search.front"))
    state = current_state()
    title = params.q or ", ".join(labels_of(params, state.source_titles()))
    number = state.site.saved_searches.save(title[:200], params.parameters(), state.indexed().article)
    flash(
        gettext("Đã lưu tìm kiếm. Hãy giữ địa chỉ của trang này: ai có địa chỉ đều mở được, không cần tài khoản."),
        "info",
    )
    return redirect(url_for("following.page", token=link_signer().private_token(number)), 303)


@blueprint.get("/theo-doi/<token>")
@limiter.limit(SAVE_LIMIT)
def page(token: str) -> ResponseReturnValue:
    """Show what is new to a saved search since its reader marked it as read."""
    return _private_page(token, _find_saved(token), MailForm())


def _private_page(token: str, saved: SavedSearch, form: MailForm, status: int = 200) -> ResponseReturnValue:
    state, params = current_state(), SearchParams.of(saved.parameters)
    found = state.matching(params.q, sort="date", filters=params.search_filters())
    new = [int(n) for n in found.articles if n > saved.seen]
    articles = site_view().articles(new[:SHOWN])
    html = render_template(
        "following.html",
        token=token,
        saved=saved,
        params=params,
        total=len(found.articles),
        new=[articles[n] for n in new[:SHOWN] if n in articles],
        new_total=len(new),
        titles=state.source_titles(),
        notices=[u.text for u in found.understood if u.kind == "notice"],
        alerts=state.site.saved_searches.alerts_of(saved.id),
        how_often=HOW_OFTEN,
        mails=_mail_offered(),
        form=form,
        press=PressForm(),
    )
    return html, status, {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}


@blueprint.post("/theo-doi/<token>")
@limiter.limit(SAVE_LIMIT)
def change(token: str) -> ResponseReturnValue:
    """Rename, mark as read, or delete."""
    saved, saved_searches = _find_saved(token), current_state().site.saved_searches
    what = request.form.get("viec", "")
    if what == "xoa":
        saved_searches.delete(saved.id)
        flash(gettext("Đã xóa tìm kiếm và mọi thông báo của nó."), "info")
        return redirect(url_for("search.front"), 303)
    if what == "da-doc":
        saved_searches.update(saved.id, seen=current_state().indexed().article)
    elif what == "doi-ten" and (title := " ".join(request.form.get("ten", "").split())):
        saved_searches.update(saved.id, title=title[:200])
    else:
        abort(400)
    return redirect(url_for("following.page", token=token), 303)


@blueprint.post("/theo-doi/<token>/thu")
@limiter.limit(MAIL_LIMIT)
def mail(token: str) -> ResponseReturnValue:
    """Ask for mails; the owner of the address has to confirm."""
    saved, form, state = _find_saved(token), MailForm(), current_state()
    if not _mail_offered():
        abort(404)
    if not form.validate_on_submit():
        return _private_page(token, saved, form, 400)
    email, now = form.email.data.lower(), datetime.now(UTC)
    if state.site.saved_searches.may_request(email, MOST_CONFIRMATIONS, now):
        indexed = state.indexed()
        state.site.saved_searches.request_alert(
            saved.id, email, form.every.data, article=indexed.article, change=indexed.change
        )
        request_mails(state.site)
        wake_worker(state.data)
    # The same words whatever happened: nobody learns here which addresses are known.
    flash(gettext(ASKED), "info")
    return redirect(url_for("following.page", token=token), 303)


@blueprint.route("/xac-nhan/<token>", methods=["GET", "POST"])
@limiter.limit(SAVE_LIMIT)
def confirm(token: str) -> ResponseReturnValue:
    """Confirm an alert, from the link in a mail."""
    number, saved_searches = link_signer().alert_to_confirm(token), current_state().site.saved_searches
    alert = saved_searches.get_alert(number) if number is not None else None
    if alert is None or alert.state == "ended":
        return _message_page(
            gettext("Liên kết đã hết hạn"),
            gettext("Liên kết xác nhận chỉ dùng được trong 3 ngày. Hãy đăng ký lại."),
            status=404,
        )
    if request.method == "GET" and alert.state != "confirmed":
        return render_template(
            "press.html",
            title=gettext("Xác nhận nhận thư"),
            titles=alert.saved.title,
            button=gettext("Đồng ý nhận thư"),
            press=PressForm(),
        )
    if alert.state != "confirmed":
        saved_searches.set_state(alert.id, "confirmed")
    return _message_page(
        gettext("Đã xác nhận"),
        gettext(
            "Bạn sẽ nhận thư về “{title}”, {often}.", title=alert.saved.title, often=gettext(HOW_OFTEN[alert.every])
        ),
    )


@blueprint.route("/huy-thu/<token>", methods=["GET", "POST"])
@csrf.exempt  # type: ignore[untyped-decorator]
@limiter.limit(SAVE_LIMIT)
def end(token: str) -> ResponseReturnValue:
    """End the alerts of a mail: a button for people, one POST for mail programs (RFC 8058)."""
    numbers, saved_searches = link_signer().alerts_to_end(token), current_state().site.saved_searches
    alerts = [alert for number in numbers if (alert := saved_searches.get_alert(number)) is not None]
    if not alerts:
        return _message_page(
            gettext("Không còn thông báo này"),
            gettext("Thông báo đã được xóa từ trước; bạn không nhận thư nào nữa."),
            status=404,
        )
    titles = "”, “".join(alert.saved.title for alert in alerts)
    if request.method == "GET" and any(alert.state != "ended" for alert in alerts):
        return render_template(
            "press.html",
            title=gettext("Thôi nhận thư"),
            titles=titles,
            button=gettext("Thôi nhận thư"),
            press=PressForm(),
        )
    for alert in alerts:
        saved_searches.set_state(alert.id, "ended")
    return _message_page(gettext("Đã thôi nhận thư"), gettext("Bạn không nhận thư về “{title}” nữa.", title=titles))


def _message_page(title: str, text: str, *, status: int = 200) -> ResponseReturnValue:
    return render_template("said.html", title=title, text=text), status

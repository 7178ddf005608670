"""``/quan-tri/du-kien``: editors decide who is held back, correct events and facts, and read what readers reported as wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from apiflask import APIBlueprint
from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from database.errors import ArchiveError
from facts.corrections import Corrections
from facts.keys import name_key, number_key
from facts.reading.facts import FactReader
from facts.store.reports import FactReports
from translations import N_, gettext
from web.admin.login import require_role
from web.facts.events import day_range
from web.state import current_state
from web.view.forms import PressForm

blueprint = APIBlueprint("admin_facts", __name__, url_prefix="/quan-tri/du-kien", enable_openapi=False)

ACTIONS: Mapping[str, str] = {
    "show person": N_("cho hiện người"),
    "hide person": N_("giữ kín người"),
    "wrong fact": N_("dữ kiện sai"),
    "correct event": N_("sửa sự kiện"),
    "join event": N_("gộp hoặc tách sự kiện"),
    "link edition": N_("nối kỳ của một chuỗi"),
}
"""Action of a decision -> words of the page."""


@blueprint.get("/")
@require_role("editor")
def page() -> ResponseReturnValue:
    """Show who waits for a decision, the reports of readers, and the newest decisions."""
    state = current_state()
    corrections = Corrections(state.archive)
    return render_template(
        "admin/facts.html",
        form=PressForm(),
        held=corrections.list_held(),
        reports=FactReports(state.archive.engine).list_open(),
        decisions=corrections.decisions(),
        actions=ACTIONS,
    )


@blueprint.get("/su-kien/<int:number>")
@require_role("editor")
def event(number: int) -> ResponseReturnValue:
    """Show what can be corrected of one event."""
    found = FactReader(current_state().archive.engine).read_event(number) if number < 2**63 else None
    if found is None:
        abort(404)
    return render_template("admin/event.html", form=PressForm(), page=found, event=found.summary)


@blueprint.post("/")
@require_role("editor")
def decide() -> ResponseReturnValue:
    """Keep one decision, or take one back."""
    known: Mapping[str, Callable[[], None]] = {
        "hien-nguoi": lambda: _decide_person(True),
        "giu-kin": lambda: _decide_person(False),
        "hoan-tac": lambda: _corrections().undo(_number("so"), **_who()),
        "sua-su-kien": _correct_event,
        "gop": lambda: _corrections().merge_events(_number("so"), _number("vao"), **_who()),
        "tach": lambda: _corrections().split_report(_number("bai"), 0, **_who()),
        "noi": lambda: _corrections().link_editions(_number("so"), _number("vao"), **_who()),
        "sai": _mark_wrong,
        "xong": _close_report,
    }
    act = known.get(request.form.get("viec", ""))
    if act is None:
        abort(400)
    try:
        act()
    except ArchiveError as error:
        flash(gettext("Chưa thực hiện được: {why}.", why=error), "error")
    else:
        flash(gettext("Đã lưu."), "info")
    return redirect(url_for("admin_facts.page"), 303)


def _corrections() -> Corrections:
    return Corrections(current_state().archive)


def _who() -> dict[str, str]:
    return {"who": g.user, "reason": request.form.get("ly-do", "")[:1000]}


def _number(name: str) -> int:
    text = request.form.get(name, "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _text(name: str, longest: int = 300) -> str:
    return " ".join(request.form.get(name, "").replace("\x00", " ").split())[:longest]


def _decide_person(shown: bool) -> None:
    roles = [role[:300] for role in request.form.getlist("chuc-vu")][:50]
    _corrections().decide_person(_text("nguoi"), _text("noi-giu"), roles, shown, **_who())


def _correct_event() -> None:
    number = _number("so")
    fields: dict[str, object] = {"place": _text("noi-hop")}
    if title := _text("ten"):
        fields["title"] = title[:140]
    if day := _text("ngay", 10):
        told = day_range(day)
        if told is None or told[0] != told[1]:
            raise ArchiveError("archive.day_unknown", number=number)
        fields["date"] = told[0]
    fields["hosts"] = [host.strip() for host in _text("don-vi", 1000).split(";") if host.strip()]
    _corrections().correct_event(number, fields, **_who())


def _close_report() -> None:
    number = _number("so")
    if not FactReports(current_state().archive.engine).close(number, g.user):
        raise ArchiveError("archive.report_unknown", number=number)
    current_state().site.audit.add(g.user, "report closed", str(number))


def _mark_wrong() -> None:
    kind, value = _text("loai"), _text("gia-tri", 1000)
    keys: Mapping[str, Callable[[str], str]] = {"person": name_key, "document": number_key}
    if kind not in ("person", "document", "figure", "quote", "event"):
        abort(400)
    _corrections().mark_wrong(_number("bai"), kind, keys.get(kind, str)(value), **_who())

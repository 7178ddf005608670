"""``/bao-loi``: a reader says what is wrong in a fact; editors read it."""

from __future__ import annotations

import re

from apiflask import APIBlueprint
from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from facts.store.reports import FactReports
from web.rate_limits import MAIL_LIMIT, limiter
from web.state import current_state
from web.view.forms import PressForm

blueprint = APIBlueprint("reports", __name__, enable_openapi=False)

_PATH = re.compile(r"/(?:su-kien|nguoi)/\d{1,15}|/van-ban/[^\s?#]{1,100}|/so-lieu\?do=[^\s#]{1,300}")
"""The pages of facts, which alone can be reported."""
LONGEST = 500


@blueprint.get("/bao-loi")
def offer() -> ResponseReturnValue:
    """Show the form for one page."""
    path, about = _path(request.args.get("trang", "")), _line(request.args.get("ve", ""))
    return render_template("facts/report.html", form=PressForm(), page_path=path, about=about, sent=False)


@blueprint.post("/bao-loi")
@limiter.limit(MAIL_LIMIT)
def send() -> ResponseReturnValue:
    """Keep what a reader reports."""
    path, about = _path(request.form.get("trang", "")), _line(request.form.get("ve", ""))
    text = request.form.get("loi", "").replace("\x00", " ").strip()[:LONGEST]
    if text:
        FactReports(current_state().archive.engine).add(path, f"[{about}] {text}" if about else text)
    status = 200 if text else 400
    return render_template("facts/report.html", form=PressForm(), page_path=path, about=about, sent=bool(text)), status


def _line(text: str) -> str:
    """Return what a reader says the fault is in: one line of a fact, such as a figure with its unit."""
    return " ".join(text.replace("\x00", " ").split())[:200]


def _path(text: str) -> str:
    if not _PATH.fullmatch(text):
        abort(404)
    return text

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
    return render_template(
        "facts/report.html", form=PressForm(), page_path=_path(request.args.get("trang", "")), sent=False
    )


@blueprint.post("/bao-loi")
@limiter.limit(MAIL_LIMIT)
def send() -> ResponseReturnValue:
    """Keep what a reader reports."""
    path, text = (
        _path(request.form.get("trang", "")),
        request.form.get("loi", "").replace("\x00", " ").strip()[:LONGEST],
    )
    if not text:
        return render_template("facts/report.html", form=PressForm(), page_path=path, sent=False), 400
    FactReports(current_state().archive.engine).add(path, text)
    return render_template("facts/report.html", form=PressForm(), page_path=path, sent=True)


def _path(text: str) -> str:
    if not _PATH.fullmatch(text):
        abort(404)
    return text

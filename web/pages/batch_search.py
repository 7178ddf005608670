"""``/tim-hang-loat``: a list of queries in (typed or as CSV), their best answers out as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from apiflask import APIBlueprint
from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from archive.exchange.csv_cells import BOM, csv_line
from translations import gettext
from web.rate_limits import BATCH_LIMIT, limiter
from web.slots import heavy
from web.state import current_state
from web.view.forms import PressForm
from web.view.public_view import base_address
from web.view.search_params import MAX_QUERY

blueprint = APIBlueprint("batch", __name__, enable_openapi=False)

MOST = 200
"""Queries of one batch."""

ANSWERS = (1, 3, 5, 10)
"""How many answers a query may ask for."""

COLUMNS = ("query", "total", "rank", "title", "source", "published", "event_day", "url", "address", "complete")


def queries_of(text: str) -> list[str]:
    """Return the queries of a text: one a line, or the first column of a CSV (a heading "query" is left out)."""
    rows = csv.reader(io.StringIO(text.removeprefix(BOM).replace("\x00", " ")))
    try:
        found = [" ".join(row[0].split())[:MAX_QUERY] for row in rows if row]
    except csv.Error:
        found = [" ".join(typed.split())[:MAX_QUERY] for typed in io.StringIO(text, newline=None)]
    return [query for at, query in enumerate(found) if query and not (at == 0 and query.lower() == "query")]


@blueprint.route("/tim-hang-loat", methods=["GET", "POST"])
@limiter.limit(BATCH_LIMIT, methods=["POST"])
@heavy(methods=("POST",))
def page() -> ResponseReturnValue:
    """Show the form, or send the file that answers it."""
    if request.method == "GET":
        return _show_form("")
    text = request.form.get("cau", "")
    upload = request.files.get("tep")
    if upload is not None and upload.filename:
        try:
            text = upload.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            return _show_form(gettext("Tệp không phải văn bản UTF-8. Hãy lưu lại dạng CSV UTF-8 rồi gửi lại."), 400)
    asked = queries_of(text)
    if not asked:
        return _show_form(gettext("Hãy gõ ít nhất một câu tìm, mỗi câu một dòng, hoặc chọn một tệp CSV."), 400)
    if len(asked) > MOST:
        return _show_form(
            gettext(
                "Tối đa {most} câu tìm một lần; bạn gửi {sent} câu. Hãy chia thành nhiều lần.",
                most=MOST,
                sent=len(asked),
            ),
            400,
        )
    n = request.form.get("so", "3")
    number = int(n) if n in map(str, ANSWERS) else 3
    headers = {"Content-Disposition": 'attachment; filename="timtin-hang-loat.csv"', "Cache-Control": "no-store"}
    # Answered while the request lasts: an index that is missing is still an error page, not a broken file.
    lines = list(_answer_lines(asked, number, base_address()))
    return Response(lines, content_type="text/csv; charset=utf-8", headers=headers)


def _show_form(wrong: str, status: int = 200) -> ResponseReturnValue:
    html = render_template(
        "batch.html", press=PressForm(), wrong=wrong, most=MOST, choices=ANSWERS, text=request.form.get("cau", "")
    )
    return html, status


def _answer_lines(queries: Sequence[str], n: int, base: str) -> Iterator[str]:
    state = current_state()
    titles = state.source_titles()
    yield BOM + csv_line(COLUMNS)
    for query in queries:
        found = state.search(query, n=n, offset=0, sort="relevance", filters={})
        if not found.hits:
            yield csv_line((query, str(found.total), *[""] * 8))
        for rank, hit in enumerate(found.hits, 1):
            yield csv_line(
                (
                    query,
                    str(found.total),
                    str(rank),
                    hit.title,
                    titles.get(hit.source, hit.source),
                    (hit.published or "")[:10],
                    hit.event_day or "",
                    hit.url or "",
                    f"{base}/bai/{hit.article}",
                    "yes" if hit.complete else "",
                )
            )

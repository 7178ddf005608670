"""``/tim-nang-cao``: a form that writes the operators of the query language, so that they can be learned and shared."""

from __future__ import annotations

from collections.abc import Mapping

from apiflask import APIBlueprint
from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from translations import N_
from vietnamese.entities.events import KINDS
from web.rate_limits import SEARCH_LIMIT, limiter
from web.state import current_state

blueprint = APIBlueprint("advanced", __name__, enable_openapi=False)

FIELDS: Mapping[str, tuple[str, str]] = {
    "tu-khoa": (N_("Có các từ"), "ma túy Hà Tĩnh"),
    "cum-tu": (N_("Có đúng cụm từ"), "phong trào Toàn dân"),
    "bo": (N_("Không có cụm từ"), "giao thông"),
    "tieu-de": (N_("Trong tiêu đề"), "tổng kết"),
    "dau-bai": (N_("Ở 50 chữ đầu bài"), "ANTQ"),
    "gan-mot": (N_("Gần nhau: từ thứ nhất"), "ma túy"),
    "gan-hai": (N_("Gần nhau: từ thứ hai"), "biên giới"),
    "dang-tu": (N_("Đăng từ"), N_("2013 hoặc 24/5/2023")),
    "dang-den": (N_("Đăng đến"), "2023"),
    "dien-ra": (N_("Sự kiện diễn ra"), "24/5/2023"),
    "nguoi": (N_("Người"), "Nguyễn Hồng Phong"),
    "cap-bac": (N_("Cấp bậc"), "Đại tá"),
    "co-quan": (N_("Cơ quan"), "Công an tỉnh Hà Tĩnh"),
    "van-ban": (N_("Văn bản"), "09/CTr-BCA-MTTW"),
    "trich-dan": (N_("Trong lời phát biểu"), "biểu dương"),
    "tac-gia": (N_("Tác giả bài viết"), "Sỹ Quý"),
}
"""Field -> label and example."""

NEARNESS = {
    "5": N_("cách nhau không quá 5 chữ"),
    "20": N_("cách nhau không quá 20 chữ"),
    "CÂU": N_("trong cùng một câu"),
}


def _quote(text: str) -> str:
    return '"' + text.replace('"', " ").strip() + '"'


def compose_query(values: Mapping[str, str]) -> str:
    """Return the query that the fields mean."""
    get = {name: " ".join(text.replace("\x00", " ").split())[:200] for name, text in values.items()}
    parts = [get.get("tu-khoa", "")]
    if text := get.get("cum-tu"):
        parts.append(_quote(text))
    if get.get("gan-mot") and get.get("gan-hai"):
        apart = get.get("gan", "5") if get.get("gan") in NEARNESS else "5"
        parts.append(f"{_quote(get['gan-mot'])} NEAR/{apart} {_quote(get['gan-hai'])}")
    for name, operator in (
        ("tieu-de", "tiêu đề"),
        ("dau-bai", "đầu bài"),
        ("nguoi", "người"),
        ("cap-bac", "cấp bậc"),
        ("co-quan", "cơ quan"),
        ("van-ban", "văn bản"),
        ("trich-dan", "trích dẫn"),
        ("tac-gia", "tác giả"),
        ("loai", "sự kiện"),
        ("nguon", "nguồn"),
    ):
        if text := get.get(name):
            parts.append(f"{operator}:{_quote(text)}")
    for name, operator in (("dang-tu", "từ"), ("dang-den", "đến"), ("dien-ra", "diễn ra")):
        if text := get.get(name):
            parts.append(f"{operator}:{text.replace(' ', '')}")
    if text := get.get("bo"):
        parts.append("-" + _quote(text))
    return " ".join(part for part in parts if part)


@blueprint.get("/tim-nang-cao")
@limiter.limit(SEARCH_LIMIT)
def page() -> ResponseReturnValue:
    """Show the form; sent, it leads to the results of the query it wrote."""
    if "tim" in request.args and (query := compose_query(request.args)):
        return redirect(url_for("search.results", q=query))
    state = current_state()
    titles = state.source_titles()
    sources = [(name, titles.get(name, name)) for name in sorted(state.archive.sources())]
    return render_template("advanced.html", fields=FIELDS, nearness=NEARNESS, kinds=KINDS, sources=sources)

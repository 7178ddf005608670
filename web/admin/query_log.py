"""``/quan-tri/cau-tim``: what readers search for and do not find, each with what would help; decisions on single queries."""

from __future__ import annotations

import re

from apiflask import APIBlueprint
from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from database.errors import ArchiveError
from search import DEPTH, Results
from site_data.query_log import FrequentQuery
from site_data.search_rules import KINDS, RuleKind, SearchRule, query_key
from translations import N_, N_count, gettext, ngettext
from web.admin.login import require_admin, require_role
from web.state import current_state
from web.urls import page_address
from web.view.forms import PressForm
from web.view.paging import read_list_page

blueprint = APIBlueprint("admin_query_log", __name__, url_prefix="/quan-tri/cau-tim", enable_openapi=False)

TITLES: dict[str, str] = {
    "pin": N_("ghim lên đầu"),
    "block": N_("không hiện bài"),
    "means": N_("có nghĩa là"),
    "never": N_("không bao giờ sửa"),
}

_SHORT_FORM = re.compile(r"[A-ZĐ][A-ZĐ0-9.&-]{1,9}")
_SHOWN = 5

_MOST_FREQUENT = 1000
"""Frequent queries among which those are looked for that a decision holds for."""

REFUSED = N_("Chưa lưu được: cần câu tìm, và bài hoặc câu được hiểu (khác câu tìm); mỗi câu ghim nhiều nhất 5 bài.")
NOT_FOUND = N_count(
    "Bài này không nằm trong {n} kết quả đầu của câu tìm nên không ghim được: hãy thêm chữ viết tắt hoặc đồng nghĩa trước."
)


def is_short_form(query: str) -> bool:
    """Tell whether a query looks like an abbreviation that nobody has explained."""
    return _SHORT_FORM.fullmatch(query.strip()) is not None


@blueprint.get("/")
@require_role("reader")
def page() -> ResponseReturnValue:
    """Show the queries asked most often, or those without a result, that hold the words of the box."""
    log, wanted = current_state().site.queries, " ".join(request.args.get("q", "").split())[:100]
    empty = request.args.get("loai") == "khong-thay"
    shown = read_list_page(log.count_frequent(wanted, without_result=empty))
    found = log.frequent(shown.size, offset=shown.offset, wanted=wanted, without_result=empty)
    return render_template(
        "admin/query_log.html", queries=found, shown=shown, wanted=wanted, empty=empty, is_short_form=is_short_form
    )


@blueprint.get("/quyet-dinh")
@require_role("reader")
def rules() -> ResponseReturnValue:
    """Show the decisions on queries, the form, and what a query answers now and would answer."""
    state, wanted = current_state(), " ".join(request.args.get("q", "").split())[:100]
    every = state.site.search_rules.list(wanted)
    shown = read_list_page(len(every))
    kind, query = request.args.get("loai", "pin"), request.args.get("cau", "")[:500]
    article, target = request.args.get("bai", ""), request.args.get("nghia", "")[:500]
    proposed = _proposed(kind, query, article, target)
    return render_template(
        "admin/rules.html",
        press=PressForm(),
        titles=TITLES,
        rules=every[shown.offset : shown.offset + shown.size],
        shown=shown,
        wanted=wanted,
        kind=kind,
        query=query,
        article=article,
        target=target,
        times=state.site.queries.times_asked(query) if query else 0,
        alike=_frequent_alike(query) if query else [],
        before=_first_hits(query, state.site.search_rules.of(query)) if query else None,
        after=_first_hits(query, [*state.site.search_rules.of(query), proposed]) if query and proposed else None,
    )


def _frequent_alike(query: str) -> list[FrequentQuery]:
    """Return the frequent queries that a decision on this one holds for: the ways in which readers type it."""
    key = query_key(query)
    return [one for one in current_state().site.queries.frequent(_MOST_FREQUENT) if query_key(one.query) == key]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _proposed(kind: str, query: str, article: str, target: str) -> SearchRule | None:
    if (
        kind not in KINDS
        or (kind in ("pin", "block") and not _number(article))
        or (kind == "means" and not target.strip())
    ):
        return None
    rule_kind: RuleKind = next(k for k in KINDS if k == kind)
    return SearchRule(0, rule_kind, query, _number(article), target, g.user)


def _first_hits(query: str, rules_of_query: list[SearchRule]) -> Results:
    return current_state().search_with(rules_of_query, query, n=_SHOWN)


@blueprint.post("/quyet-dinh")
@require_admin
def decide() -> ResponseReturnValue:
    """Take a decision; it holds from the next search on."""
    state, form = current_state(), request.form
    kind, query = form.get("loai", ""), form.get("cau", "")[:500]
    article, target = form.get("bai", "").strip(), form.get("nghia", "")[:500]
    proposed = _proposed(kind, query, article, target)
    if proposed is None:
        flash(gettext(REFUSED), "error")
    elif proposed.article and state.archive.get(proposed.article) is None:
        flash(gettext("Không có bài {number} trong kho.", number=proposed.article), "error")
    elif proposed.kind == "pin" and not _is_hit(query, proposed.article):
        flash(ngettext(NOT_FOUND, DEPTH), "error")
    else:
        try:
            state.site.search_rules.add(proposed.kind, query, g.user, article=proposed.article, target=target)
            state.site.audit.add(g.user, f"search rule: {kind}", query, target or article)
            flash(gettext("Đã lưu. Có hiệu lực từ lần tìm kế tiếp."), "info")
            return redirect(url_for("admin_query_log.rules"), 303)
        except ArchiveError:
            flash(gettext(REFUSED), "error")
    again = {"loai": kind, "cau": query, "bai": article, "nghia": target}
    return redirect(page_address("admin_query_log.rules", again), 303)


def _is_hit(query: str, article: int) -> bool:
    found = current_state().search_with([], query, n=DEPTH)
    return any(hit.article == article for hit in found.hits)


@blueprint.post("/quyet-dinh/<int:number>/bo")
@require_admin
def remove(number: int) -> ResponseReturnValue:
    """Delete a decision."""
    state = current_state()
    rule = state.site.search_rules.remove(number) if number < 2**63 else None
    if rule is None:
        abort(404)
    state.site.audit.add(
        g.user, f"search rule removed: {rule.kind}", rule.query, rule.target or str(rule.article or "")
    )
    flash(gettext("Đã bỏ quyết định."), "info")
    return redirect(url_for("admin_query_log.rules"), 303)

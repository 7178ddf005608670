"""``/van-ban``: documents by the beginning of their number; who cites one, first and last, and in which events."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from vietnamese.spelling.normalise import fold
from web.facts import charts
from web.facts.parts import read_parts
from web.facts.public_facts import public_facts
from web.machine.metadata import describe_document
from web.rate_limits import SEARCH_LIMIT, limiter
from web.state import current_state
from web.view.search_params import page_number

blueprint = APIBlueprint("documents", __name__, enable_openapi=False)

PAGE_SIZE = 30


@blueprint.get("/van-ban/")
@limiter.limit(SEARCH_LIMIT)
def search() -> ResponseReturnValue:
    """List documents, the most cited first."""
    text = " ".join(request.args.get("q", "").replace("\x00", " ").split())[:100]
    number = page_number(request.args)
    total, found = public_facts().documents(text, PAGE_SIZE, (number - 1) * PAGE_SIZE)
    return render_template(
        "facts/documents.html",
        text=text,
        total=total,
        documents=found,
        number=number,
        last=max(1, -(-total // PAGE_SIZE)),
    )


@blueprint.get("/van-ban/<path:written>")
@limiter.limit(SEARCH_LIMIT)
def one(written: str) -> ResponseReturnValue:
    """Show one document by its number."""
    parts = read_parts()
    page = public_facts().document(written[:100], parts.window)
    if page is None:
        abort(404)
    return render_template(
        "facts/document.html",
        metadata=describe_document(page),
        page=page,
        parts=parts,
        titles=current_state().source_titles(),
    )


@blueprint.get("/so-lieu")
@limiter.limit(SEARCH_LIMIT)
def figures() -> ResponseReturnValue:
    """Show one measure over the years, with its sentences, contradictions marked; without one, search all of them."""
    if "do" not in request.args:
        return _search_figures()
    key, province = request.args.get("do", "")[:300], fold(request.args.get("tinh", "")[:100])
    facts = public_facts()
    measure = facts.figures(key, province)
    if measure is None and province:
        # An event's province need not be what its articles are about.
        province, measure = "", facts.figures(key, "")
    if measure is None:
        abort(404)
    return render_template(
        "facts/figures.html",
        measure=measure,
        bars=charts.chart_of(measure),
        key=key,
        province=province,
        provinces=facts.provinces_of_measure(key),
    )


def _search_figures() -> ResponseReturnValue:
    text = " ".join(request.args.get("q", "").replace("\x00", " ").split())[:200]
    number = page_number(request.args)
    found = public_facts().search_figures(text) if text else []
    return render_template(
        "facts/measures.html",
        text=text,
        total=len(found),
        measures=found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE],
        number=number,
        last=max(1, -(-len(found) // PAGE_SIZE)),
    )


@blueprint.get("/dot-cao-diem")
@limiter.limit(SEARCH_LIMIT)
def campaigns() -> ResponseReturnValue:
    """Show campaigns as timelines."""
    text = " ".join(request.args.get("q", "").replace("\x00", " ").split())[:200]
    return render_template("facts/campaigns.html", text=text, campaigns=public_facts().campaigns(text)[:50])

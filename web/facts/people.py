"""``/nguoi``: who holds an office or rank, over articles and years; "giám đốc Công an tỉnh @2021" names who held it then."""

from __future__ import annotations

import re

from apiflask import APIBlueprint
from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from facts.extraction.provinces import find_province
from facts.keys import role_key
from web.facts.events import day_range
from web.facts.parts import read_parts
from web.facts.public_facts import public_facts
from web.machine.metadata import describe_person
from web.rate_limits import SEARCH_LIMIT, limiter
from web.state import current_state
from web.view.search_params import page_number

blueprint = APIBlueprint("people", __name__, url_prefix="/nguoi", enable_openapi=False)

PAGE_SIZE = 20


@blueprint.get("/")
@limiter.limit(SEARCH_LIMIT)
def search() -> ResponseReturnValue:
    """List people by name, rank or office; ``@`` asks who held an office on a day or in a year."""
    text = " ".join(request.args.get("q", "").replace("\x00", " ").split())[:200]
    number = page_number(request.args)
    facts = public_facts()
    office, at, when = text.partition("@")
    asked_day = day_range(when.strip()) if at else None
    holders = []
    if at and asked_day and office.strip():
        # A year is asked as a year; of a month, its first day.
        day = when.strip() if len(when.strip()) == 4 else asked_day[0]
        place = find_province(office)
        holders = facts.holder_of(_office_without_place(office, place), place, day)
    total, found = (0, []) if at else facts.people(text, PAGE_SIZE, (number - 1) * PAGE_SIZE)
    return render_template(
        "facts/people.html",
        text=text,
        asked=bool(at),
        understood=not at or bool(asked_day and office.strip()),
        holders=holders,
        total=total,
        people=found,
        number=number,
        last=max(1, -(-total // PAGE_SIZE)),
    )


def _office_without_place(text: str, place: str) -> str:
    """Return an office without the name of its province, which is asked for apart."""
    key = role_key(text)
    return re.sub(rf"\b{re.escape(place)}\b", " ", key).strip() if place else key


@blueprint.get("/<int:number>")
@limiter.limit(SEARCH_LIMIT)
def one(number: int) -> ResponseReturnValue:
    """Show one person."""
    parts = read_parts()
    page = public_facts().person(number, parts.window) if number < 2**63 else None
    if page is None:
        abort(404)
    return render_template(
        "facts/person.html",
        metadata=describe_person(page),
        page=page,
        parts=parts,
        person=page.summary,
        titles=current_state().source_titles(),
    )

"""``/api/v1/events``, ``people``, ``documents``: what articles state, each fact with its sentence and article."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from apiflask import APIBlueprint, Schema
from apiflask.fields import Integer, String
from apiflask.validators import Length, OneOf, Range, Regexp
from flask import abort, jsonify
from flask.typing import ResponseReturnValue

from facts.reading.facts import EventFilter
from translations import N_
from vietnamese.entities.events import KINDS
from web.api.auth import allow_programs, endpoint
from web.api.cursors import DEEPEST, PATTERN, Cursor
from web.api.fact_schemas import (
    ArticleFactsOutput,
    CampaignList,
    DocumentList,
    DocumentOutput,
    EventList,
    EventOutput,
    HoldersOutput,
    MeasureOutput,
    PersonList,
    PersonOutput,
)
from web.facts.public_facts import public_facts
from web.view.public_view import site_view

blueprint = APIBlueprint("api_facts", __name__, url_prefix="/api/v1", tag="Facts")
allow_programs(blueprint)

_DAY = Regexp(r"^(|\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))$(?!\n)")


class Page(Schema):
    """Which part of a list."""

    n = Integer(load_default=20, validate=Range(1, 100))
    offset = Integer(load_default=0, validate=Range(0, 10000))
    cursor = String(
        load_default="",
        validate=Regexp(PATTERN),
        metadata={"description": N_("giá trị next của trang trước; khi có thì offset không được dùng")},
    )


def _page_bounds(values: dict[str, Any]) -> tuple[int, int]:
    """Return how many items are asked for, and from which on."""
    cursor = Cursor.read(values["cursor"])
    return values["n"], cursor.offset if cursor else values["offset"]


def _list_output(total: int, items: list[dict[str, Any]], offset: int) -> ResponseReturnValue:
    after = offset + len(items)
    more = bool(items) and after < min(total, DEEPEST)
    return jsonify(total=total, items=items, next=Cursor(after, 0).text() if more else None)


class EventsInput(Page):
    """What events to look for; empty parameters ask nothing."""

    q = String(load_default="", validate=Length(max=200))
    kind = String(load_default="", validate=OneOf(["", *KINDS]))
    begin = String(load_default="", validate=_DAY, metadata={"description": N_("diễn ra từ ngày, YYYY-MM-DD")})
    end = String(load_default="", validate=_DAY, metadata={"description": N_("diễn ra đến ngày, YYYY-MM-DD")})
    host = String(load_default="", validate=Length(max=200))
    person = String(load_default="", validate=Length(max=200))
    document = String(load_default="", validate=Length(max=100))
    source = String(load_default="", validate=Length(max=100))


class WordsInput(Page):
    """Words to look for."""

    q = String(load_default="", validate=Length(max=200))


class HolderInput(Schema):
    """An office, a province ("" for any) and a day or year."""

    role = String(required=True, validate=Length(1, 200))
    province = String(load_default="", validate=Length(max=100))
    day = String(required=True, validate=Regexp(r"^\d{4}(-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?$(?!\n)"))


class NumberInput(Schema):
    """A document number."""

    number = String(required=True, validate=Length(1, 100))


class MeasureInput(Schema):
    """A measure (the ``measure`` of a figure) and a province ("" for all)."""

    measure = String(required=True, validate=Length(1, 300))
    province = String(load_default="", validate=Length(max=100))


@endpoint(blueprint, "/events", "listEvents", N_("Tìm sự kiện"), EventList, takes=EventsInput)
def events(query_data: dict[str, Any]) -> ResponseReturnValue:
    """Events by words, kind, day, host, person and document; the newest first."""
    event_filter = EventFilter(
        words=query_data["q"],
        **{k: query_data[k] for k in ("kind", "begin", "end", "host", "person", "document", "source")},
    )
    n, offset = _page_bounds(query_data)
    total, found = public_facts().events(event_filter, n, offset)
    return _list_output(total, [asdict(event) for event in found], offset)


@endpoint(blueprint, "/events/<int:number>", "getEvent", N_("Một sự kiện"), EventOutput, 404)
def event(number: int) -> ResponseReturnValue:
    """Everything the articles state of an event, each with its sentence and article; and the same conference in other years."""
    page = public_facts().event(number) if number < 2**63 else None
    if page is None:
        abort(404)
    others = [asdict(other) for other in public_facts().recurrences(number)]
    return jsonify(asdict(page) | {"recurrences": others})


@endpoint(blueprint, "/people", "listPeople", N_("Tìm lãnh đạo, cán bộ"), PersonList, takes=WordsInput)
def people(query_data: dict[str, Any]) -> ResponseReturnValue:
    """People by name, rank or office; only those whose office or rank in a public body the articles state."""
    n, offset = _page_bounds(query_data)
    total, found = public_facts().people(query_data["q"], n, offset)
    return _list_output(total, [asdict(person) for person in found], offset)


@endpoint(blueprint, "/people/<int:number>", "getPerson", N_("Một người"), PersonOutput, 404)
def person(number: int) -> ResponseReturnValue:
    """Offices and ranks over time, events and quotes of a person, each with its sentence."""
    page = public_facts().person(number) if number < 2**63 else None
    if page is None:
        abort(404)
    return jsonify(asdict(page))


@endpoint(blueprint, "/holders", "findHolders", N_("Ai giữ chức vụ khi ấy"), HoldersOutput, takes=HolderInput)
def holders(query_data: dict[str, Any]) -> ResponseReturnValue:
    """Who held an office on a day or in a year, with the articles that prove it."""
    found = public_facts().holder_of(query_data["role"], query_data["province"], query_data["day"])
    return jsonify(holders=[asdict(holder) for holder in found])


@endpoint(blueprint, "/documents", "listDocuments", N_("Tìm văn bản"), DocumentList, takes=WordsInput)
def documents(query_data: dict[str, Any]) -> ResponseReturnValue:
    """Documents whose number begins so, the most cited first."""
    n, offset = _page_bounds(query_data)
    total, found = public_facts().documents(query_data["q"], n, offset)
    return _list_output(total, [{"number": number, "articles": articles} for number, articles in found], offset)


@endpoint(blueprint, "/documents/one", "getDocument", N_("Một văn bản"), DocumentOutput, 404, takes=NumberInput)
def document(query_data: dict[str, Any]) -> ResponseReturnValue:
    """The articles that cite a document (its full number, in any way of writing it), the earliest first."""
    page = public_facts().document(query_data["number"])
    if page is None:
        abort(404)
    return jsonify(asdict(page))


@endpoint(blueprint, "/figures", "getMeasure", N_("Một số liệu qua các năm"), MeasureOutput, 404, takes=MeasureInput)
def figures(query_data: dict[str, Any]) -> ResponseReturnValue:
    """The same measure over the years, with its sentences; `contradicted` where articles differ."""
    measure = public_facts().figures(query_data["measure"], query_data["province"])
    if measure is None:
        abort(404)
    return jsonify(asdict(measure))


@endpoint(blueprint, "/campaigns", "listCampaigns", N_("Đợt cao điểm"), CampaignList, takes=WordsInput)
def campaigns(query_data: dict[str, Any]) -> ResponseReturnValue:
    """Campaigns whose names hold all the words, each with its articles by day."""
    n, offset = _page_bounds(query_data)
    found = public_facts().campaigns(query_data["q"])
    return _list_output(len(found), [asdict(campaign) for campaign in found[offset : offset + n]], offset)


@endpoint(blueprint, "/articles/<int:number>/facts", "getArticleFacts", N_("Điều một bài nêu"), ArticleFactsOutput, 404)
def article_facts(number: int) -> ResponseReturnValue:
    """Events, people, documents, figures, periods and quotes of an article, and the articles related to it."""
    facts = public_facts()
    if site_view().article(number) is None:
        abort(404)
    stated = facts.facts_of(number)
    related = [asdict(other) for other in facts.related(number)]
    return jsonify({"facts": asdict(stated) if stated else None, "related": related})

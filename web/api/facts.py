"""``/api/v1/events``, ``people``, ``documents``: what articles state, each fact with its sentence and article."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from apiflask import APIBlueprint, Schema
from apiflask.fields import Dict, Integer, List, String
from apiflask.validators import Length, OneOf, Range, Regexp
from flask import abort, jsonify
from flask.typing import ResponseReturnValue

from archive.facts_reading import EventFilter
from vietnamese.events import KINDS
from web.api.callers import OPTIONAL, limited, refuse_bad_tokens
from web.api.schemas import Answer
from web.facts.shown import facts_shown

blueprint = APIBlueprint("api_facts", __name__, url_prefix="/api/v1", tag="Sự kiện, người, văn bản")
blueprint.before_request(refuse_bad_tokens)

_DAY = Regexp(r"^(|\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))$")


class Page(Schema):
    """Which part of a list."""

    n = Integer(load_default=20, validate=Range(1, 100))
    offset = Integer(load_default=0, validate=Range(0, 10000))


class EventsInput(Page):
    """What events to look for; empty parameters ask nothing."""

    q = String(load_default="", validate=Length(max=200))
    kind = String(load_default="", validate=OneOf(["", *KINDS]))
    begin = String(load_default="", validate=_DAY, metadata={"description": "diễn ra từ ngày, YYYY-MM-DD"})
    end = String(load_default="", validate=_DAY, metadata={"description": "diễn ra đến ngày, YYYY-MM-DD"})
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
    day = String(required=True, validate=Regexp(r"^\d{4}(-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?$"))


class NumberInput(Schema):
    """A document number."""

    number = String(required=True, validate=Length(1, 100))


class ListOutput(Answer):
    """How many there are, and some of them."""

    total = Integer()
    items = List(Dict())


class FactOutput(Answer):
    """One thing with everything the archive states of it."""

    summary = Dict()


class HoldersOutput(Answer):
    """Who held the office."""

    holders = List(Dict())


class DocumentOutput(Answer):
    """A document and who cites it."""

    number = String()
    citations = List(Dict())


@blueprint.get("/events")
@limited
@blueprint.input(EventsInput, location="query")
@blueprint.output(ListOutput)
@blueprint.doc(summary="Tìm sự kiện", security=OPTIONAL, responses=[401, 422, 429])
def events(query_data: dict[str, Any]) -> ResponseReturnValue:
    """Sự kiện theo từ, loại, ngày diễn ra, đơn vị tổ chức, người dự, văn bản; mới nhất trước."""
    asked = EventFilter(
        words=query_data["q"],
        **{k: query_data[k] for k in ("kind", "begin", "end", "host", "person", "document", "source")},
    )
    total, found = facts_shown().events(asked, query_data["n"], query_data["offset"])
    return jsonify(total=total, items=[asdict(event) for event in found])


@blueprint.get("/events/<int:number>")
@limited
@blueprint.output(FactOutput)
@blueprint.doc(summary="Một sự kiện", security=OPTIONAL, responses=[401, 404, 429])
def event(number: int) -> ResponseReturnValue:
    """Mọi điều các bài nói về một sự kiện, kèm câu và bài nêu điều đó; và cùng hội nghị ở các năm khác."""
    page = facts_shown().event(number) if number < 2**63 else None
    if page is None:
        abort(404)
    others = [asdict(other) for other in facts_shown().recurrences(number)]
    return jsonify(asdict(page) | {"recurrences": others})


@blueprint.get("/people")
@limited
@blueprint.input(WordsInput, location="query")
@blueprint.output(ListOutput)
@blueprint.doc(summary="Tìm người giữ chức vụ, cấp bậc", security=OPTIONAL, responses=[401, 422, 429])
def people(query_data: dict[str, Any]) -> ResponseReturnValue:
    """Người theo tên, cấp bậc hoặc chức vụ; chỉ người được nêu chức vụ hoặc cấp bậc."""
    total, found = facts_shown().people(query_data["q"], query_data["n"], query_data["offset"])
    return jsonify(total=total, items=[asdict(person) for person in found])


@blueprint.get("/people/<int:number>")
@limited
@blueprint.output(FactOutput)
@blueprint.doc(summary="Một người", security=OPTIONAL, responses=[401, 404, 429])
def person(number: int) -> ResponseReturnValue:
    """Chức vụ, cấp bậc theo thời gian, sự kiện, lời phát biểu, kèm câu nêu từng điều."""
    page = facts_shown().person(number) if number < 2**63 else None
    if page is None:
        abort(404)
    return jsonify(asdict(page))


@blueprint.get("/people/holders")
@limited
@blueprint.input(HolderInput, location="query")
@blueprint.output(HoldersOutput)
@blueprint.doc(summary="Ai giữ chức vụ khi ấy", security=OPTIONAL, responses=[401, 422, 429])
def holders(query_data: dict[str, Any]) -> ResponseReturnValue:
    """Người giữ một chức vụ vào một ngày hoặc năm, kèm các bài chứng minh."""
    found = facts_shown().holder_of(query_data["role"], query_data["province"], query_data["day"])
    return jsonify(holders=[asdict(holder) for holder in found])


@blueprint.get("/documents")
@limited
@blueprint.input(WordsInput, location="query")
@blueprint.output(ListOutput)
@blueprint.doc(summary="Tìm văn bản", security=OPTIONAL, responses=[401, 422, 429])
def documents(query_data: dict[str, Any]) -> ResponseReturnValue:
    """Văn bản có số hiệu bắt đầu như vậy, được nhắc nhiều nhất trước."""
    total, found = facts_shown().documents(query_data["q"], query_data["n"], query_data["offset"])
    return jsonify(total=total, items=[{"number": number, "articles": articles} for number, articles in found])


@blueprint.get("/documents/one")
@limited
@blueprint.input(NumberInput, location="query")
@blueprint.output(DocumentOutput)
@blueprint.doc(summary="Một văn bản", security=OPTIONAL, responses=[401, 404, 422, 429])
def document(query_data: dict[str, Any]) -> ResponseReturnValue:
    """Các bài nhắc đến một văn bản (số hiệu đầy đủ, viết cách nào cũng được), sớm nhất trước."""
    page = facts_shown().document(query_data["number"])
    if page is None:
        abort(404)
    return jsonify(asdict(page))

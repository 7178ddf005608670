"""``/api/v1/events``, ``people``, ``documents``: what articles state, each fact with its sentence and article."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from apiflask import APIBlueprint, Schema
from apiflask.fields import Dict, Integer, List, String
from apiflask.validators import Length, OneOf, Range, Regexp
from flask import abort, jsonify
from flask.typing import ResponseReturnValue

from facts.reading.facts import EventFilter
from vietnamese.entities.events import KINDS
from web.api.auth import allow_programs, endpoint
from web.api.cursors import DEEPEST, PATTERN, Cursor
from web.api.schemas import Answer
from web.facts.public_facts import public_facts
from web.view.public_view import site_view

blueprint = APIBlueprint("api_facts", __name__, url_prefix="/api/v1", tag="Sự kiện, người, văn bản")
allow_programs(blueprint)

_DAY = Regexp(r"^(|\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))$")


class Page(Schema):
    """Which part of a list."""

    n = Integer(load_default=20, validate=Range(1, 100))
    offset = Integer(load_default=0, validate=Range(0, 10000))
    cursor = String(
        load_default="",
        validate=Regexp(PATTERN),
        metadata={"description": "giá trị next của trang trước; khi có thì offset không được dùng"},
    )


def _page_bounds(values: dict[str, Any]) -> tuple[int, int]:
    """Return how many items are event_filter for, and from which on."""
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
    next = String(allow_none=True, metadata={"description": "cursor của trang sau, null ở trang cuối"})


class FactOutput(Answer):
    """One thing with everything the archive states of it."""

    summary = Dict()


class HoldersOutput(Answer):
    """Who held the office."""

    holders = List(Dict())


class MeasureInput(Schema):
    """A measure (the ``measure`` of a figure) and a province ("" for all)."""

    measure = String(required=True, validate=Length(1, 300))
    province = String(load_default="", validate=Length(max=100))


class MeasureOutput(Answer):
    """The same measure over the years, each point with its sentence."""

    unit = String()
    what = String()
    points = List(Dict())


class DocumentOutput(Answer):
    """A document and who cites it."""

    number = String()
    citations = List(Dict())


@endpoint(blueprint, "/events", "Tìm sự kiện", ListOutput, takes=EventsInput)
def events(query_data: dict[str, Any]) -> ResponseReturnValue:
    """Sự kiện theo từ, loại, ngày diễn ra, đơn vị tổ chức, người dự, văn bản; mới nhất trước."""
    event_filter = EventFilter(
        words=query_data["q"],
        **{k: query_data[k] for k in ("kind", "begin", "end", "host", "person", "document", "source")},
    )
    n, offset = _page_bounds(query_data)
    total, found = public_facts().events(event_filter, n, offset)
    return _list_output(total, [asdict(event) for event in found], offset)


@endpoint(blueprint, "/events/<int:number>", "Một sự kiện", FactOutput, 404)
def event(number: int) -> ResponseReturnValue:
    """Mọi điều các bài nói về một sự kiện, kèm câu và bài nêu điều đó; và cùng hội nghị ở các năm khác."""
    page = public_facts().event(number) if number < 2**63 else None
    if page is None:
        abort(404)
    others = [asdict(other) for other in public_facts().recurrences(number)]
    return jsonify(asdict(page) | {"recurrences": others})


@endpoint(blueprint, "/people", "Tìm người giữ chức vụ, cấp bậc", ListOutput, takes=WordsInput)
def people(query_data: dict[str, Any]) -> ResponseReturnValue:
    """Người theo tên, cấp bậc hoặc chức vụ; chỉ người được nêu chức vụ hoặc cấp bậc."""
    n, offset = _page_bounds(query_data)
    total, found = public_facts().people(query_data["q"], n, offset)
    return _list_output(total, [asdict(person) for person in found], offset)


@endpoint(blueprint, "/people/<int:number>", "Một người", FactOutput, 404)
def person(number: int) -> ResponseReturnValue:
    """Chức vụ, cấp bậc theo thời gian, sự kiện, lời phát biểu, kèm câu nêu từng điều."""
    page = public_facts().person(number) if number < 2**63 else None
    if page is None:
        abort(404)
    return jsonify(asdict(page))


@endpoint(blueprint, "/people/holders", "Ai giữ chức vụ khi ấy", HoldersOutput, takes=HolderInput)
def holders(query_data: dict[str, Any]) -> ResponseReturnValue:
    """Người giữ một chức vụ vào một ngày hoặc năm, kèm các bài chứng minh."""
    found = public_facts().holder_of(query_data["role"], query_data["province"], query_data["day"])
    return jsonify(holders=[asdict(holder) for holder in found])


@endpoint(blueprint, "/documents", "Tìm văn bản", ListOutput, takes=WordsInput)
def documents(query_data: dict[str, Any]) -> ResponseReturnValue:
    """Văn bản có số hiệu bắt đầu như vậy, được nhắc nhiều nhất trước."""
    n, offset = _page_bounds(query_data)
    total, found = public_facts().documents(query_data["q"], n, offset)
    return _list_output(total, [{"number": number, "articles": articles} for number, articles in found], offset)


@endpoint(blueprint, "/documents/one", "Một văn bản", DocumentOutput, 404, takes=NumberInput)
def document(query_data: dict[str, Any]) -> ResponseReturnValue:
    """Các bài nhắc đến một văn bản (số hiệu đầy đủ, viết cách nào cũng được), sớm nhất trước."""
    page = public_facts().document(query_data["number"])
    if page is None:
        abort(404)
    return jsonify(asdict(page))


@endpoint(blueprint, "/figures", "Một số liệu qua các năm", MeasureOutput, 404, takes=MeasureInput)
def figures(query_data: dict[str, Any]) -> ResponseReturnValue:
    """Cùng một số liệu qua các năm, kèm câu nêu; `contradicted` khi các bài nói khác nhau."""
    measure = public_facts().figures(query_data["measure"], query_data["province"])
    if measure is None:
        abort(404)
    return jsonify(asdict(measure))


@endpoint(blueprint, "/campaigns", "Đợt cao điểm", ListOutput, takes=WordsInput)
def campaigns(query_data: dict[str, Any]) -> ResponseReturnValue:
    """Các đợt cao điểm có tên chứa mọi từ, mỗi đợt với các bài theo ngày."""
    n, offset = _page_bounds(query_data)
    found = public_facts().campaigns(query_data["q"])
    return _list_output(len(found), [asdict(campaign) for campaign in found[offset : offset + n]], offset)


@endpoint(blueprint, "/articles/<int:number>/facts", "Điều một bài nêu", FactOutput, 404)
def article_facts(number: int) -> ResponseReturnValue:
    """Sự kiện, người, văn bản, số liệu, giai đoạn, lời phát biểu của một bài, và các bài liên quan."""
    facts = public_facts()
    if site_view().article(number) is None:
        abort(404)
    stated = facts.facts_of(number)
    related = [asdict(other) for other in facts.related(number)]
    return jsonify({"facts": asdict(stated) if stated else None, "related": related})

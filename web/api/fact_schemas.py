"""The shapes of facts for the description of the API, made from the dataclasses that are answered, so that neither can differ."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from apiflask import Schema
from apiflask.fields import Boolean, Float, Integer, List, Nested, String
from apiflask.validators import OneOf
from marshmallow.fields import Field

from facts.model import Facts
from facts.reading.related import Related
from facts.reading.views import (
    Campaign,
    DocumentPage,
    EventPage,
    EventSummary,
    Holder,
    Measure,
    PersonPage,
    PersonSummary,
)
from translations import N_
from web.api.schemas import Answer

_PLAIN: dict[Any, type[Field[Any]]] = {str: String, int: Integer, float: Float, bool: Boolean}
_NEXT = {"description": N_("giá trị cursor của trang sau, null ở trang cuối")}


@lru_cache
def schema_of(kind: type) -> type[Schema]:
    """Return the schema of a dataclass and all it holds."""
    assert is_dataclass(kind)
    hints = get_type_hints(kind)
    made = Answer.from_dict({f.name: _field_of(hints[f.name]) for f in fields(kind)}, name=kind.__name__)
    return cast(type[Schema], made)


def _field_of(hint: Any, *, nullable: bool = False) -> Field[Any]:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (types.UnionType, Union):
        wanted = [arg for arg in args if arg is not type(None)]
        # A whole number is a number: the wider of the two is what both are.
        return _field_of(float if float in wanted else wanted[0], nullable=len(wanted) < len(args))
    if origin is tuple:
        return List(_field_of(args[0]))
    if origin is Literal:
        return String(validate=OneOf(args), allow_none=nullable)
    if is_dataclass(hint):
        return Nested(schema_of(hint), allow_none=nullable)  # type: ignore[arg-type]
    return _PLAIN[hint](allow_none=nullable)


def list_schema(item: type, name: str) -> type[Schema]:
    """Return the schema of a part of a list: how many there are, some of them, and where the next part begins."""
    made = Answer.from_dict(
        {
            "total": Integer(),
            "items": List(Nested(schema_of(item))),
            "next": String(allow_none=True, metadata=_NEXT),
        },
        name=name,
    )
    return cast(type[Schema], made)


class CountedDocument(Answer):
    """A document and how many articles cite it."""

    number = String()
    articles = Integer()


class DocumentList(Answer):
    """How many documents there are, and some of them."""

    total = Integer()
    items = List(Nested(CountedDocument))
    next = String(allow_none=True, metadata=_NEXT)


class EventOutput(schema_of(EventPage)):  # type: ignore[misc]
    """An event with everything the articles state of it, and the same conference in other years."""

    recurrences = List(Nested(schema_of(EventSummary)))


class HoldersOutput(Answer):
    """Who held the office."""

    holders = List(Nested(schema_of(Holder)))


class ArticleFactsOutput(Answer):
    """What one article states (null when its facts are not made yet), and what it shares with others."""

    facts = Nested(schema_of(Facts), allow_none=True)
    related = List(Nested(schema_of(Related)))


EventList = list_schema(EventSummary, "EventList")
PersonList = list_schema(PersonSummary, "PersonList")
CampaignList = list_schema(Campaign, "CampaignList")
PersonOutput = schema_of(PersonPage)
DocumentOutput = schema_of(DocumentPage)
MeasureOutput = schema_of(Measure)

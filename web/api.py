"""The JSON interface ``/api/v1/search``: the same object as ``run.py search --json``."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint, Schema
from apiflask.fields import Integer, String
from apiflask.validators import Length, OneOf, Range
from flask import jsonify
from flask.typing import ResponseReturnValue

from indexer.results_json import as_json
from web.guards import SEARCH_LIMIT, limiter
from web.state import state

blueprint = APIBlueprint("api", __name__, url_prefix="/api/v1", tag="Tìm kiếm")

FILTERS = ("source", "section", "year", "event_kind")


class SearchInput(Schema):
    """Parameters of a search: q, n (1-100), offset (0-10000), sort, and the filters."""

    q = String(load_default="", validate=Length(max=10000))
    n = Integer(load_default=10, validate=Range(1, 100))
    offset = Integer(load_default=0, validate=Range(0, 10000))
    sort = String(load_default="relevance", validate=OneOf(["relevance", "date"]))
    source = String(load_default="")
    section = String(load_default="")
    year = String(load_default="")
    event_kind = String(load_default="")


@blueprint.get("/search")
@blueprint.input(SearchInput, location="query")
@limiter.limit(SEARCH_LIMIT)
def search(query_data: dict[str, Any]) -> ResponseReturnValue:
    """Search the archive."""
    filters = {name: query_data[name] for name in FILTERS if query_data[name]}
    results = state().search(
        query_data["q"], n=query_data["n"], offset=query_data["offset"], sort=query_data["sort"], filters=filters
    )
    return jsonify(as_json(results))

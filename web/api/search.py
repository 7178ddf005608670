"""``/api/v1/search``: the same object as ``run.py search --json``, page by page; and several queries at once."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint, HTTPError
from flask import jsonify
from flask.typing import ResponseReturnValue

from search import as_json
from translations import N_, gettext
from web.api.auth import allow_programs, endpoint
from web.api.cursors import DEEPEST, Cursor
from web.api.schemas import FILTERS, BatchInput, BatchOutput, SearchInput, SearchOutput
from web.slots import heavy
from web.state import current_state

blueprint = APIBlueprint("api", __name__, url_prefix="/api/v1", tag="Search")
allow_programs(blueprint)

MOST_VALUES = 100
"""Values of a filter that an error names."""


@endpoint(blueprint, "/search", "search", N_("Tìm trong kho bài"), SearchOutput, 404, 503, takes=SearchInput)
def search(query_data: dict[str, Any]) -> ResponseReturnValue:
    """Articles by query and filters; the next page is asked for with `next` as `cursor`."""
    cursor = Cursor.read(query_data["cursor"])
    state = current_state()
    offset, n = cursor.offset if cursor else query_data["offset"], query_data["n"]
    filters = {name: query_data[name] for name in FILTERS if query_data[name]}
    if unknown := state.unknown_filters(filters):
        name, known = next(iter(unknown.items()))
        values = ", ".join(known[:MOST_VALUES]) + (", …" if len(known) > MOST_VALUES else "")
        told = {"name": name, "value": filters[name], "values": values}
        reason = gettext("{name} không có giá trị “{value}”. Các giá trị có: {values}.", **told)
        raise HTTPError(404, detail={"reason": reason})
    results = state.search(query_data["q"], n=n, offset=offset, sort=query_data["sort"], filters=filters)
    change = state.indexed().change
    after = offset + len(results.hits)
    more = after < min(results.total + results.total_partial, DEEPEST) and len(results.hits) > 0
    return jsonify(
        as_json(results)
        | {
            "next": Cursor(after, change).text() if more else None,
            "changed": cursor is not None and cursor.change != change,
        }
    )


@endpoint(
    blueprint,
    "/search/batch",
    "searchBatch",
    N_("Tìm nhiều câu một lần"),
    BatchOutput,
    400,
    415,
    503,
    takes=BatchInput,
    location="json",
    method="POST",
)
@heavy(methods=("POST",))
def batch(json_data: dict[str, Any]) -> ResponseReturnValue:
    """An answer for each query in turn, with its first `n` articles."""
    state = current_state()
    found = [
        state.search(text, n=json_data["n"], offset=0, sort="relevance", filters={}) for text in json_data["queries"]
    ]
    return jsonify(answers=[as_json(results) for results in found])

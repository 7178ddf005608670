"""``/api/v1/``: the page that describes the API, and what its OpenAPI description needs besides what the views say.

The description is in English, whatever the reader's language: programs and the clients made from it are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from apiflask import APIBlueprint, APIFlask
from flask import current_app, render_template
from flask.typing import ResponseReturnValue

import settings
from translations import N_, lookup, use_language
from web.rate_limits import SEARCH_LIMIT
from web.view.public_view import base_address

blueprint = APIBlueprint("interface", __name__, url_prefix="/api/v1", enable_openapi=False)

_TAGS = {
    "Search": N_("Tìm bài theo câu tìm và bộ lọc."),
    "Articles": N_("Bài, các phiên bản, thay đổi của kho và nguồn tin."),
    "Facts": N_("Sự kiện, lãnh đạo, văn bản, số liệu mà các bài nêu, kèm câu nêu từng điều."),
}
_ABOUT = N_(
    "Giao diện cho chương trình: tìm trong kho bài, đọc bài và những điều các bài nêu. "
    "Mọi câu trả lời là JSON; lỗi luôn có dạng {{error: {{status, message}}}}."
)
_STATUSES = {
    "401": N_("Mã truy cập không đúng hoặc đã bị thu hồi"),
    "404": N_("Không có thứ được hỏi"),
    "422": N_("Tham số không hợp lệ"),
    "429": N_("Quá nhiều yêu cầu; Retry-After nói khi nào hỏi lại"),
    "503": N_("Chưa sẵn sàng; Retry-After nói khi nào hỏi lại"),
}


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing to ask for, as the page shows it: ``parameters`` are (name, kind, default, whether needed, words)."""

    method: str
    path: str
    summary: str
    tag: str
    parameters: tuple[tuple[str, str, str, bool, str], ...]


def register_description(app: APIFlask) -> None:
    """Bind what completes the description to an application."""
    app.spec_processor(complete_description)


def complete_description(spec: dict[Any, Any] | str) -> dict[Any, Any] | str:
    """Return the description with its texts in English, where the API is, who answers for it, and bodies that are needed."""
    assert isinstance(spec, dict)  # Only a description in YAML is text.
    with use_language("en"):
        _translate(spec)
        spec["info"]["description"] = lookup(_ABOUT).format()
        spec["tags"] = [{"name": name, "description": lookup(text)} for name, text in _TAGS.items()]
        for operation in _operations(spec):
            for status, response in operation["responses"].items():
                response["description"] = lookup(_STATUSES.get(status, "")) or response["description"]
            if "requestBody" in operation:
                operation["requestBody"]["required"] = True  # OpenAPI takes it as optional otherwise.
    spec["info"] |= {"contact": _contact(), "license": {"name": "MIT", "identifier": "MIT"}}
    spec["servers"] = [{"url": base_address() or "/", "description": settings.get("site_name")}]
    return spec


def _contact() -> dict[str, str]:
    contact = settings.get("contact") or settings.get("security_contact")
    address = {"email": contact} if "@" in contact else {"url": contact} if contact else {}
    return {"name": settings.get("site_name"), **address}


def _translate(part: Any) -> None:
    """Put the English of texts in place of them, wherever they stand in the description."""
    for key, value in part.items() if isinstance(part, dict) else enumerate(part):
        if key in ("description", "summary") and isinstance(value, str):
            part[key] = lookup(value)
        elif isinstance(value, (dict, list)):
            _translate(value)


def _operations(spec: dict[Any, Any]) -> Iterator[dict[str, Any]]:
    for path in spec["paths"].values():
        yield from (part for part in path.values() if isinstance(part, dict))


@blueprint.get("/")
def page() -> ResponseReturnValue:
    """Show what there is to ask for."""
    app = current_app
    assert isinstance(app, APIFlask)
    operations = list(_read_operations(app))
    groups = [(text, [o for o in operations if o.tag == tag]) for tag, text in _TAGS.items()]
    base = base_address()
    return render_template("machine/api.html", groups=groups, base=base, limit=SEARCH_LIMIT.partition("/")[0])


def _read_operations(app: APIFlask) -> Iterator[Operation]:
    """Yield the operations from the views themselves: their texts are still those of the catalogue."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        described = getattr(app.view_functions[rule.endpoint], "_spec", None)
        if not described or "operation_id" not in described:
            continue
        found = app.blueprints[rule.endpoint.partition(".")[0]]
        method = "POST" if "POST" in (rule.methods or ()) else "GET"
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        yield Operation(
            method, path, described["summary"], str(getattr(found, "tag", "")), tuple(_read_parameters(described))
        )


def _read_parameters(described: dict[str, Any]) -> Iterator[tuple[str, str, str, bool, str]]:
    for schema, *_ in described.get("args", ()):
        for name, field in schema.fields.items():
            default = field.load_default if isinstance(field.load_default, (str, int)) else ""
            words = field.metadata.get("description", "")
            yield name, type(field).__name__.lower(), str(default), bool(field.required), str(words)

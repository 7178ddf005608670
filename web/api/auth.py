"""Who calls the API: a reader's address with the usual limit, or the holder of a token with a limit of its own."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, TypeVar, cast

from apiflask import APIBlueprint, Schema
from flask import abort, request

from translations import N_
from web.callers import name_caller, token_holder
from web.rate_limits import SEARCH_LIMIT, csrf, limiter

View = TypeVar("View", bound=Callable[..., Any])

SCHEMES = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": N_("Mã truy cập của chương trình dùng nhiều; không bắt buộc"),
    }
}
"""Security schemes of the description."""

OPTIONAL: list[str | dict[str, list[Any]]] = [{}, {"token": []}]
"""Callers may pass without a token; a token that is given must be a valid one (``refuse_bad_tokens``)."""


def allow_programs(blueprint: APIBlueprint) -> None:
    """Let programs call a part of the API: with a valid token or none, and without the CSRF token of a form.

    Nothing in the API may look at the cookie of a signed-in admin: that is what makes a forged request worthless here.
    """
    blueprint.before_request(refuse_bad_tokens)
    csrf.exempt(blueprint)


def refuse_bad_tokens() -> None:
    """Answer 401 to an unknown or revoked token. Runs before each request of the API."""
    if "Authorization" in request.headers and token_holder() is None:
        abort(401)


def _rate_limit() -> str:
    found = token_holder()
    return f"{found.per_minute}/minute" if found else SEARCH_LIMIT


def limit_rate(view: View) -> View:
    """Apply the caller's limit to a view."""
    return cast(View, limiter.shared_limit(_rate_limit, scope="api", key_func=name_caller)(view))


def endpoint(
    blueprint: APIBlueprint,
    rule: str,
    name: str,
    summary: str,
    output: type[Schema],
    *errors: int,
    takes: type[Schema] | None = None,
    location: str = "query",
    method: str = "GET",
) -> Callable[[View], View]:
    """Return the decorator of a view of the API: limited by its caller, and described with what it takes and answers.

    ``name`` is what a client calls it (the operationId), ``takes`` is the schema of its input, ``errors`` are the statuses it answers besides those of every view.
    """

    def register_view(view: View) -> View:
        statuses = {401, 429, *errors} | ({422} if takes is not None else set())
        # Its docstring describes it: what one line says APIFlask takes for a summary alone.
        about = inspect.cleandoc(view.__doc__ or "")
        described = blueprint.doc(
            operation_id=name, summary=summary, description=about, security=OPTIONAL, responses=sorted(statuses)
        )(view)
        described = blueprint.output(output)(described)
        if takes is not None:
            described = blueprint.input(takes, location=location)(described)
        return blueprint.route(rule, methods=[method])(limit_rate(described))

    return register_view

"""The Flask application factory. ``create_app`` opens a data folder; ``close_app`` closes it again."""

from __future__ import annotations

from pathlib import Path

from apiflask import APIFlask
from flask import request
from flask.wrappers import Response
from werkzeug.routing import IntegerConverter, Map

import settings
from database.secret_key import read_secret_key
from jobs.words import STATES, TITLES
from search import PARAMETERS
from site_data.accounts.sessions import LONGEST
from web import metrics, urls
from web import template_filters as wording
from web.admin import abbreviations as admin_abbreviations
from web.admin import account as admin_account
from web.admin import audit as admin_audit
from web.admin import facts as admin_facts
from web.admin import golden_queries as admin_queries
from web.admin import jobs as admin_jobs
from web.admin import login as admin_login
from web.admin import moderation as admin_moderation
from web.admin import query_log as admin_query_log
from web.admin import sources as admin_sources
from web.admin import users as admin_users
from web.admin import why_missing as admin_why
from web.admin.navigation import admin_pages
from web.api import articles as api_articles
from web.api import description as api_description
from web.api import facts as api_facts
from web.api import search as api_search
from web.api.auth import SCHEMES
from web.api.schemas import ErrorOutput
from web.counters import NAME, SCHEME, Counters
from web.facts import documents, events, filters, people, reports
from web.hosts import register_hosts
from web.languages import register_languages
from web.login.cookies import SESSION, SessionCookie, add_transport_headers
from web.machine import brand, discovery, embed, sitemaps
from web.machine.brand import register_brand
from web.machine.cross_origin import register_cross_origin
from web.machine.listing import register_listing
from web.machine.metadata import register_metadata
from web.pages import (
    advanced_search,
    article,
    batch_search,
    error_pages,
    exports,
    feeds,
    health,
    help,
    policy,
    saved_searches,
    search,
    sources,
    suggestions,
)
from web.rate_limits import csrf, limiter
from web.slots import slots_of
from web.state import SiteState, current_state
from web.wire import register_wire

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}

MAX_BODY = 64 * 1024
"""Bytes of a form; only a batch of queries may be larger."""

MAX_BATCH = 1024 * 1024
"""Bytes of a batch: its queries at their longest."""


_PAGES = (
    search,
    sources,
    suggestions,
    article,
    batch_search,
    exports,
    feeds,
    saved_searches,
    help,
    api_search,
    api_articles,
    api_facts,
    api_description,
    events,
    people,
    documents,
    filters,
    reports,
    advanced_search,
    policy,
    health,
    discovery,
    sitemaps,
    brand,
    embed,
    metrics,
    admin_login,
    admin_jobs,
    admin_moderation,
    admin_facts,
    admin_queries,
    admin_abbreviations,
    admin_sources,
    admin_query_log,
    admin_why,
    admin_users,
    admin_account,
    admin_audit,
)


class StorableNumber(IntegerConverter):
    """A number in an address: one that no database could hold is a page that there is not."""

    def __init__(self, map: Map, fixed_digits: int = 0, min: int | None = None, max: int | None = None) -> None:
        super().__init__(map, fixed_digits, min, 2**63 - 1 if max is None else max)


def create_app(data: Path | None = None, *, testing: bool = False) -> APIFlask:
    """Return the site over a data folder (TIMTIN_DATA when None), its databases opened (and made where missing).

    ``testing`` turns rate limits and CSRF tokens off. Raises ArchiveError when the folder cannot be used, SettingError with all
    settings that are wrong.
    """
    settings.check_all()
    data = data if data is not None else Path(settings.get("data"))
    app = APIFlask(
        __name__,
        title=settings.get("site_name"),
        version="1",
        docs_path=None,
        spec_path="/api/v1/openapi.json",
        json_errors=False,
    )
    _set_options(app, testing)
    app.url_map.converters["int"] = StorableNumber
    _set_session_cookie(app, read_secret_key(data))
    app.extensions["timtin"] = SiteState(data)
    # Last, as it holds a file that is closed with the site alone.
    app.extensions["timtin.slots"] = slots_of(_open_counters(app, data))
    app.before_request(_raise_body_limit)  # Before the token is looked for, which reads the form.
    register_wire(app)
    register_hosts(app)
    register_languages(app)
    register_brand(app)
    register_metadata(app)
    register_cross_origin(app)
    register_listing(app)
    csrf.init_app(app)
    limiter.init_app(app)
    error_pages.register_error_pages(app)
    _register_filters(app)
    for module in _PAGES:
        app.register_blueprint(module.blueprint)
    metrics.register_metrics(app)
    app.after_request(_add_security_headers)
    app.teardown_request(_note_damage)
    return app


def _set_options(app: APIFlask, testing: bool) -> None:
    app.config.update(
        TESTING=testing,
        MAX_CONTENT_LENGTH=MAX_BODY,
        WTF_CSRF_ENABLED=not testing,
        RATELIMIT_ENABLED=not testing,
        RATELIMIT_HEADERS_ENABLED=True,
        SPEC_FORMAT="json",
        OPENAPI_VERSION="3.1.0",
        HTTP_ERROR_SCHEMA=ErrorOutput,
        VALIDATION_ERROR_SCHEMA=ErrorOutput,
    )
    app.security_schemes = SCHEMES
    api_description.register_description(app)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]


def _set_session_cookie(app: APIFlask, key: bytes) -> None:
    app.session_interface = SessionCookie()
    app.config.update(
        SECRET_KEY=key,
        SESSION_COOKIE_NAME=SESSION,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=LONGEST,
        PREFERRED_URL_SCHEME="https" if settings.get("public_url").startswith("https://") else "http",
    )


def _open_counters(app: APIFlask, data: Path) -> Counters:
    """Open what all processes of the site count together, for slots and rate limits alike."""
    app.config["RATELIMIT_STORAGE_URI"] = f"{SCHEME}://{data / NAME}"
    counters = app.extensions["timtin.counters"] = Counters(data / NAME)
    app.config["RATELIMIT_STORAGE_OPTIONS"] = {"counters": counters}
    return counters


def close_app(app: APIFlask) -> None:
    """Close the databases of an application."""
    app.extensions["timtin"].close()
    app.extensions["timtin.counters"].close()


def _register_filters(app: APIFlask) -> None:
    filters = {
        "number": wording.number,
        "bytes": wording.size,
        "masked": wording.masked,
        "partial_day": wording.partial_day,
        "figure": wording.figure,
        "capfirst": wording.capfirst,
        "day": wording.day,
        "moment": wording.moment,
        "age": wording.age,
        "marked": wording.marked,
        "web_address": wording.web_address,
        "host": wording.host,
    }
    app.jinja_env.filters.update(filters)
    app.jinja_env.globals.update(
        site_name=settings.get("site_name"),
        path=urls.page_path,
        admin_pages=admin_pages,
        STATES=STATES,
        JOB_TITLES=TITLES,
        FACET_TITLES=wording.FACET_TITLES,
        PARAMETERS=PARAMETERS,
        SOURCE_STATES=wording.SOURCE_STATES,
        DECISIONS=wording.DECISIONS,
        HOW=wording.HOW,
        WHERE=wording.WHERE,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def _raise_body_limit() -> None:
    if request.path == "/tim-hang-loat":
        request.max_content_length = request.max_form_memory_size = MAX_BATCH


def _note_damage(_: BaseException | None) -> None:
    current_state().note_damage()


def _add_security_headers(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if not response.headers["X-Frame-Options"]:  # A page that says itself who may frame it.
        del response.headers["X-Frame-Options"]
    if request.path.startswith("/quan-tri"):
        response.headers["Cache-Control"] = "no-store"
    return add_transport_headers(response)

"""Where programs begin: robots.txt, security.txt, the OpenSearch description and its suggestions."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from xml.etree.ElementTree import Element, SubElement, tostring

from apiflask import APIBlueprint
from flask import Response, abort, jsonify, request, url_for
from flask.typing import ResponseReturnValue

import settings
from translations import gettext, language
from web.formats.xml_text import xml_safe
from web.rate_limits import SUGGEST_LIMIT, limiter
from web.state import current_state
from web.view.public_view import base_address

blueprint = APIBlueprint("discovery", __name__, enable_openapi=False)

_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_MOST_SHORT_NAME, _MOST_DESCRIPTION = 16, 1024
_DAY = "public, max-age=86400"
_EXPIRES_AFTER = timedelta(days=180)

CLOSED = ("/api/", "/quan-tri", "/xuat/", "/tim-kiem/loc/", "/tim-hang-loat", "/theo-doi", "/bao-loi", "/goi-y")
"""What crawlers leave alone: interfaces, forms and files. Result pages they may read, which say themselves what they are."""


@blueprint.get("/robots.txt")
def robots() -> ResponseReturnValue:
    """Say what crawlers may read, and where the sitemap is."""
    root = request.script_root
    lines = ["User-agent: *", *(f"Disallow: {root}{path}" for path in CLOSED), f"Allow: {root}/api/v1/$"]
    if base := base_address():
        lines += ["", f"Sitemap: {base}{url_for('sitemaps.index')}"]
    return _text("\n".join(lines) + "\n")


@blueprint.get("/.well-known/security.txt")
def security() -> ResponseReturnValue:
    """Say whom to tell of a security hole (RFC 9116)."""
    contact = settings.get("security_contact")
    if not contact:
        abort(404)
    if "@" in contact and ":" not in contact:
        contact = f"mailto:{contact}"
    expires = datetime.combine(datetime.now(UTC).date() + _EXPIRES_AFTER, time(), UTC)
    lines = [f"Contact: {contact}", f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}", "Preferred-Languages: vi, en"]
    if base := base_address():
        lines.append(f"Canonical: {base}{url_for('discovery.security')}")
    return _text("\n".join(lines) + "\n")


@blueprint.get("/opensearch.xml")
def opensearch() -> ResponseReturnValue:
    """Describe the search for browsers that offer it in their address bar; its templates need the public address."""
    base = base_address()
    if not base:
        abort(404)
    name = settings.get("site_name")
    about = gettext("Tìm trong kho tin bài của {site}", site=name)
    root = Element("OpenSearchDescription", {"xmlns": _OPENSEARCH})
    for tag, text in (
        ("ShortName", name[:_MOST_SHORT_NAME].strip()),
        ("LongName", name[:48].strip()),
        ("Description", about[:_MOST_DESCRIPTION]),
        ("Language", language()),
        ("InputEncoding", "UTF-8"),
        ("OutputEncoding", "UTF-8"),
    ):
        SubElement(root, tag).text = xml_safe(text)
    for endpoint, kind in (
        ("search.results", "text/html"),
        ("feeds.search", "application/atom+xml"),
        ("discovery.suggestions", "application/x-suggestions+json"),
    ):
        SubElement(root, "Url", type=kind, template=f"{base}{url_for(endpoint)}?q={{searchTerms}}")
    icon = SubElement(root, "Image", width="48", height="48", type="image/x-icon")
    icon.text = base + url_for("brand.icon")
    body = tostring(root, encoding="utf-8", xml_declaration=True)
    headers = {"Cache-Control": _DAY}
    return Response(body, content_type="application/opensearchdescription+xml; charset=utf-8", headers=headers)


@blueprint.get("/goi-y/opensearch")
@limiter.limit(SUGGEST_LIMIT)
def suggestions() -> ResponseReturnValue:
    """Answer ``[what was typed, [offers]]``, as address bars ask for it."""
    typed = request.args.get("q", "").replace("\x00", " ")[:200]
    response = jsonify([typed, [one.text for one in current_state().suggest(typed)]])
    response.content_type = "application/x-suggestions+json; charset=utf-8"
    return response


def _text(text: str) -> Response:
    return Response(text, content_type="text/plain; charset=utf-8", headers={"Cache-Control": _DAY})

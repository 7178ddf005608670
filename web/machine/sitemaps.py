"""The sitemap: ``/sitemap.xml`` lists a file for each month of articles, and files of events; each is bounded and streamed.

What was hidden since the index was made is left out when a file is sent.
A sitemap names whole addresses, so there is none without TIMTIN_PUBLIC_URL.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from xml.sax.saxutils import escape

import numpy as np
from apiflask import APIBlueprint
from flask import Response, abort, url_for
from flask.typing import ResponseReturnValue

from archive.articles.archive import Archive
from archive.articles.checksums import fingerprints_of
from facts.reading.facts import FactReader
from web.machine.listing import current_listing
from web.state import current_state
from web.view.public_view import base_address

blueprint = APIBlueprint("sitemaps", __name__, enable_openapi=False)

_BATCH = 500
_NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_KIND = "application/xml; charset=utf-8"

Line = tuple[str, str]
"""The path of a page and the day or time it last changed, "" when unknown."""


@blueprint.get("/sitemap.xml")
def index() -> ResponseReturnValue:
    """List the files of the sitemap."""
    base = base_address() or abort(404)
    state = current_state()
    months, events = current_listing().read_months(state), FactReader(state.archive.engine).count_events()
    files = [("thang", f"{name}-{part}") for name, numbers in months.items() for part in _parts(len(numbers))]
    files += [("su-kien", str(part)) for part in _parts(events)]
    lines = (
        f"<sitemap><loc>{escape(base + url_for('sitemaps.file', kind=kind, name=name))}</loc></sitemap>\n"
        for kind, name in files
    )
    return Response("".join([_XML, f"<sitemapindex {_NS}>\n", *lines, "</sitemapindex>\n"]), content_type=_KIND)


@blueprint.get("/sitemap/<any('thang', 'su-kien'):kind>/<name>.xml")
def file(kind: str, name: str) -> ResponseReturnValue:
    """Send one file: a month (or part of it) of articles, or a part of the events."""
    base = base_address() or abort(404)
    state = current_state()
    month, _, number = name.rpartition("-")
    if not (number.isascii() and number.isdigit() and 0 < len(number) < 6 and int(number)):
        abort(404)
    size = current_listing().file_size
    at = (int(number) - 1) * size
    if kind == "thang":
        lines = _article_lines(
            state.archive, current_listing().read_months(state).get(month, np.empty(0, np.int64))[at : at + size]
        )
    else:
        lines = _event_lines(FactReader(state.archive.engine), size, at) if not month else iter(())
    first = next(lines, None)
    if first is None:
        abort(404)
    return Response(_write_urls(base, chain([first], lines)), content_type=_KIND)


def _parts(count: int) -> range:
    return range(1, -(-count // current_listing().file_size) + 1)


def _article_lines(archive: Archive, numbers: np.ndarray) -> Iterator[Line]:
    path = url_for("article.page", number=0).removesuffix("0")
    for at in range(0, len(numbers), _BATCH):
        batch = [int(n) for n in numbers[at : at + _BATCH]]
        seen, fingerprints = archive.find_visible(batch), fingerprints_of(archive.engine, batch)
        for number in batch:
            if number in seen and number in fingerprints:
                yield f"{path}{number}", f"{fingerprints[number].recorded_at:%Y-%m-%dT%H:%M:%SZ}"


def _event_lines(facts: FactReader, size: int, at: int) -> Iterator[Line]:
    path = url_for("events.one", number=0).removesuffix("0")
    return ((f"{path}{number}", "") for number in facts.list_events(size, at))


def _write_urls(base: str, lines: Iterable[Line]) -> Iterator[str]:
    yield f"{_XML}<urlset {_NS}>\n"
    for path, changed in lines:
        when = f"<lastmod>{changed}</lastmod>" if changed else ""
        yield f"<url><loc>{escape(base + path)}</loc>{when}</url>\n"
    yield "</urlset>\n"

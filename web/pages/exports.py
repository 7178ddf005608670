"""``/xuat``: the complete hits of a search as files for spreadsheets, reference managers and print, streamed.

Every file obeys the query, filters and order of the address, and holds what the site may show of each article.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from apiflask import APIBlueprint
from flask import Response, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.exchange.json_lines import record_of
from archive.model import VIETNAM, StoredArticle
from translations import N_, N_count, language, ngettext, use_language
from web.formats import bibtex, csl, ris
from web.formats.citation import Citation, citation_sentence
from web.rate_limits import EXPORT_LIMIT, limiter
from web.slots import heavy
from web.state import current_state
from web.view.export_entries import Entry, ExportEntries
from web.view.export_table import write_table
from web.view.facet_choices import labels_of
from web.view.public_view import SiteView, site_view
from web.view.search_params import SearchParams, read_params

blueprint = APIBlueprint("exports", __name__, url_prefix="/xuat", enable_openapi=False)

_BATCH = 100
"""Articles read at once."""
_SAMPLE = 20
"""Articles whose size stands for the others when the page tells how large a file will be."""


@dataclass(frozen=True, slots=True)
class FileFormat:
    """One kind of file: its name in the address and on the disk, title, media type, and what writes it from entries."""

    name: str
    title: str
    about: str
    mimetype: str
    write: Callable[[ExportEntries, SearchParams], Iterator[str]]


LACKING = N_count("Tệp này thiếu {n} bài không ghi được.")
"""What a file says at its end where its format has a place for it."""


def _write_table(writing: ExportEntries, params: SearchParams) -> Iterator[str]:
    return write_table(writing, params.q)


def _write_json_lines(writing: ExportEntries, params: SearchParams) -> Iterator[str]:
    return writing.write_each(_json_line)


def _json_line(entry: Entry) -> str:
    stored, citation = entry
    proof = {"permanent": citation.permanent, "version": citation.version, "sha256": citation.sha256}
    return json.dumps(record_of(stored) | {"archived": proof}, ensure_ascii=False) + "\n"


def _write_csl(writing: ExportEntries, params: SearchParams) -> Iterator[str]:
    before = "[\n"
    for item in writing.write_each(lambda entry: json.dumps(csl.csl_item(entry[1]), ensure_ascii=False)):
        yield before + item
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"


def _write_ris(writing: ExportEntries, params: SearchParams) -> Iterator[str]:
    return writing.write_each(lambda entry: ris.ris_record(entry[1]))


def _write_bibtex(writing: ExportEntries, params: SearchParams) -> Iterator[str]:
    yield from writing.write_each(lambda entry: bibtex.bibtex_record(entry[1]))
    if writing.missing:
        yield f"@comment{{{ngettext(LACKING, writing.missing)}}}\n"


def _write_press_pack(writing: ExportEntries, params: SearchParams) -> Iterator[str]:
    # No generator: the template is found while the request lasts; the pages are written while they are sent.
    template = current_app.jinja_env.get_template("press_pack.html")
    opened = _chronological(writing)
    lacking = ngettext(LACKING, writing.missing) if writing.missing else ""
    labels = labels_of(params, current_state().source_titles())
    return template.generate(
        params=params, labels=labels, entries=opened, lacking=lacking, made_at=datetime.now(VIETNAM)
    )


def _chronological(writing: ExportEntries) -> list[tuple[StoredArticle, Citation, str]]:
    """Return the entries with the sentences that cite them: the oldest first, the undated last."""
    keyed = writing.write_each(
        lambda e: ((e[1].day or date.max, e[1].published is None, e[0].id), (*e, citation_sentence(e[1])))
    )
    return [entry for _, entry in sorted(keyed, key=lambda found: found[0])]


FORMATS: Mapping[str, FileFormat] = {
    f.name: f
    for f in (
        FileFormat("bai.csv", "CSV", N_("bảng tính (Excel, LibreOffice)"), "text/csv; charset=utf-8", _write_table),
        FileFormat(
            "bai.jsonl",
            "JSON Lines",
            N_("mỗi dòng một bài, cho lập trình viên"),
            "application/x-ndjson",
            _write_json_lines,
        ),
        FileFormat(
            "trich-dan.ris",
            "RIS",
            "Zotero, EndNote, Mendeley",
            "application/x-research-info-systems",
            _write_ris,
        ),
        FileFormat("trich-dan.bib", "BibTeX", "LaTeX, JabRef", "application/x-bibtex", _write_bibtex),
        FileFormat(
            "trich-dan.json", "CSL-JSON", "pandoc, citeproc", "application/vnd.citationstyles.csl+json", _write_csl
        ),
        FileFormat(
            "ho-so.html",
            N_("Hồ sơ báo chí"),
            N_("trang in được, xem không cần mạng"),
            "text/html; charset=utf-8",
            _write_press_pack,
        ),
    )
}


def read_entries(numbers: Sequence[int], view: SiteView) -> Iterator[Entry]:
    """Yield articles with their citations in the order given, read in batches; what disappeared meanwhile is left out."""
    for at in range(0, len(numbers), _BATCH):
        yield from view.cite_articles(numbers[at : at + _BATCH])


def stream_file(form: FileFormat, params: SearchParams, numbers: Sequence[int]) -> Response:
    """Return the streamed file of some articles; the header X-Total-Count tells how many it is to hold."""
    view = site_view()
    body = form.write(ExportEntries(read_entries(numbers, view), len(numbers)), params)
    body = _spoken(language(), body)
    headers = {
        "Content-Disposition": f'attachment; filename="timtin-{form.name}"',
        "X-Total-Count": str(len(numbers)),
        "Cache-Control": "private, no-store",
    }
    return Response(body, mimetype=None, content_type=form.mimetype, headers=headers)


def _spoken(name: str, parts: Iterable[str]) -> Iterator[str]:
    """Yield the parts, each made in a language: they are made while they are sent, after the request has ended."""
    source = iter(parts)
    while True:
        with use_language(name):
            part = next(source, None)
        if part is None:
            return
        yield part


PARTIAL = {"gom": "mot-so-tu"}
"""In an address: the articles that hold some of the words, where none holds all."""

MOST_PARTIAL = 500
"""How many of those a file has, the most relevant first."""


def _article_numbers(params: SearchParams, *, partial: bool) -> list[int]:
    state, filters = current_state(), params.search_filters()
    if partial:
        return state.partial_articles(params.q, MOST_PARTIAL, filters)
    return [int(n) for n in state.matching(params.q, sort=params.order, filters=filters).articles]


def _wants_partial() -> bool:
    return all(request.args.get(name) == value for name, value in PARTIAL.items())


@blueprint.get("/")
@limiter.limit(EXPORT_LIMIT)
@heavy()
def page() -> ResponseReturnValue:
    """Show which files there are for a search, with the number of articles and about how large each will be."""
    params = read_params()
    if params.is_empty:
        return redirect(url_for("search.front"))
    numbers = _article_numbers(params, partial=False)
    partial = not numbers and bool(params.q)
    if partial:
        numbers = _article_numbers(params, partial=True)
    return render_template(
        "exports.html",
        params=params,
        partial=PARTIAL if partial else {},
        labels=labels_of(params, current_state().source_titles()),
        total=len(numbers),
        formats=FORMATS.values(),
        sizes=estimate_sizes(numbers, params),
    )


def estimate_sizes(numbers: Sequence[int], params: SearchParams) -> dict[str, int]:
    """Return about how many bytes each file will have, by the name of its format, from its first articles."""
    sample = list(read_entries(numbers[:_SAMPLE], site_view()))
    found: dict[str, int] = {}
    for form in FORMATS.values():
        empty = sum(len(part.encode()) for part in form.write(ExportEntries([], 0), params))
        few = sum(len(part.encode()) for part in form.write(ExportEntries(sample, len(sample)), params))
        found[form.name] = empty + (few - empty) * len(numbers) // max(len(sample), 1)
    return found


@blueprint.get("/<name>")
@limiter.limit(EXPORT_LIMIT)
@heavy()
def file(name: str) -> ResponseReturnValue:
    """Send one file of a search."""
    params = read_params()
    form = FORMATS.get(name)
    if form is None or params.is_empty:
        abort(404)
    return stream_file(form, params, _article_numbers(params, partial=_wants_partial()))


@blueprint.get("/bai/<int:number>/<name>")
@limiter.limit(EXPORT_LIMIT)
@heavy()
def one(number: int, name: str) -> ResponseReturnValue:
    """Send one article as a file."""
    form = FORMATS.get(name)
    if form is None or site_view().article(number) is None:
        abort(404)
    return stream_file(form, SearchParams("", {}), [number])


def file_links(number: int) -> list[tuple[str, str]]:
    """Return (title, address) of the files of one article."""
    chosen: dict[str, Any] = {name: form for name, form in FORMATS.items() if name.startswith("trich-dan")}
    return [(form.title, url_for("exports.one", number=number, name=name)) for name, form in chosen.items()]

"""``/xuat``: the complete hits of a search as files for spreadsheets, reference managers and print, streamed.

Every file obeys the query, filters and order of the address, and holds what the site may show of each article.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

import structlog
from apiflask import APIBlueprint
from flask import Response, abort, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from archive.attempts import Failed, attempt
from archive.exchange.csv_cells import BOM, line
from archive.exchange.json_lines import record_of
from archive.model import VIETNAM, StoredArticle
from web.formats import bibtex, csl, ris
from web.formats.citation import Citation, sentence
from web.rate_limits import EXPORT_LIMIT, limiter
from web.state import state
from web.view.public_view import SiteReading, reading
from web.view.search_params import SearchParams, asked

R = TypeVar("R")

blueprint = APIBlueprint("exports", __name__, url_prefix="/xuat", enable_openapi=False)

_BATCH = 100
_SAMPLE = 20
"""Articles whose size stands for the others when the page tells how large a file will be."""

Entry = tuple[StoredArticle, Citation]

_log = structlog.get_logger("exports")


@dataclass(slots=True)
class Writing:
    """The entries of a file of ``promised`` articles; one that cannot be written is left out, and the log says so at the end."""

    entries: Iterable[Entry]
    promised: int
    written: int = 0

    def each(self, write: Callable[[Entry], R]) -> Iterator[R]:
        """Yield what each entry is written as."""
        for entry in self.entries:
            made = attempt(write, entry)
            if isinstance(made, Failed):
                _log.warning("article left out of a file", article=entry[0].id, error=made.error)
                continue
            self.written += 1
            yield made
        if self.missing:
            _log.warning("a file lacks articles", missing=self.missing, written=self.written)

    @property
    def missing(self) -> int:
        """How many of the promised articles the file lacks, once they are written: those left out, and those gone meanwhile."""
        return self.promised - self.written


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file: its name in the address and on the disk, title, media type, and what writes it from entries."""

    name: str
    title: str
    about: str
    mimetype: str
    write: Callable[[Writing, SearchParams], Iterator[str]]


LACKING = "Tệp này thiếu {} bài không ghi được."
"""What a file says at its end where its format has a place for it."""

COLUMNS = ("id", "title", "source", "section", "published", "byline", "lead", "url", "permanent", "version", "sha256")


def _table(writing: Writing, want: SearchParams) -> Iterator[str]:
    yield BOM + line(COLUMNS)
    yield from writing.each(_table_line)


def _table_line(entry: Entry) -> str:
    stored, made = entry
    article = stored.article
    published = article.published.isoformat() if article.published else ""
    values = (
        stored.public_id,
        article.title,
        made.publisher,
        article.section,
        published if article.precision == "minute" else published[:10],
        article.byline,
        article.lead,
        made.url,
        made.permanent,
        str(made.version),
        made.sha256,
    )
    return line(values)


def _lines(writing: Writing, want: SearchParams) -> Iterator[str]:
    return writing.each(_json_line)


def _json_line(entry: Entry) -> str:
    stored, made = entry
    proof = {"permanent": made.permanent, "version": made.version, "sha256": made.sha256}
    return json.dumps(record_of(stored) | {"archived": proof}, ensure_ascii=False) + "\n"


def _csl(writing: Writing, want: SearchParams) -> Iterator[str]:
    before = "[\n"
    for item in writing.each(lambda entry: json.dumps(csl.item(entry[1]), ensure_ascii=False)):
        yield before + item
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"


def _ris(writing: Writing, want: SearchParams) -> Iterator[str]:
    return writing.each(lambda entry: ris.record(entry[1]))


def _bibtex(writing: Writing, want: SearchParams) -> Iterator[str]:
    yield from writing.each(lambda entry: bibtex.record(entry[1]))
    if writing.missing:
        yield f"@comment{{{LACKING.format(writing.missing)}}}\n"


def _pack(writing: Writing, want: SearchParams) -> Iterator[str]:
    # No generator: the template is found while the request lasts; the pages are written while they are sent.
    template = current_app.jinja_env.get_template("press_pack.html")
    opened = _chronology(writing)
    lacking = LACKING.format(writing.missing) if writing.missing else ""
    return template.generate(want=want, entries=opened, lacking=lacking, made_at=datetime.now(VIETNAM))


def _chronology(writing: Writing) -> list[tuple[StoredArticle, Citation, str]]:
    """The entries with the sentences that cite them: the oldest first, the undated last."""
    keyed = writing.each(lambda e: ((e[1].day or date.max, e[1].published is None, e[0].id), (*e, sentence(e[1]))))
    return [entry for _, entry in sorted(keyed, key=lambda found: found[0])]


FORMATS: Mapping[str, Format] = {
    f.name: f
    for f in (
        Format("bai.csv", "CSV", "bảng tính (Excel, LibreOffice)", "text/csv; charset=utf-8", _table),
        Format("bai.jsonl", "JSON Lines", "mỗi dòng một bài, cho lập trình viên", "application/x-ndjson", _lines),
        Format(
            "trich-dan.ris",
            "RIS",
            "Zotero, EndNote, Mendeley",
            "application/x-research-info-systems",
            _ris,
        ),
        Format("trich-dan.bib", "BibTeX", "LaTeX, JabRef", "application/x-bibtex", _bibtex),
        Format("trich-dan.json", "CSL-JSON", "pandoc, citeproc", "application/vnd.citationstyles.csl+json", _csl),
        Format("ho-so.html", "Hồ sơ báo chí", "trang in được, xem không cần mạng", "text/html; charset=utf-8", _pack),
    )
}


def entries(numbers: Sequence[int], look: SiteReading) -> Iterator[Entry]:
    """Yield articles with their citations in the order given, read in batches; what disappeared meanwhile is left out."""
    for at in range(0, len(numbers), _BATCH):
        yield from look.cited(numbers[at : at + _BATCH])


def answer(form: Format, want: SearchParams, numbers: Sequence[int]) -> Response:
    """Return the streamed file of some articles; the header X-Total-Count tells how many it is to hold."""
    look = reading()
    body = form.write(Writing(entries(numbers, look), len(numbers)), want)
    headers = {
        "Content-Disposition": f'attachment; filename="timtin-{form.name}"',
        "X-Total-Count": str(len(numbers)),
        "Cache-Control": "private, no-store",
    }
    return Response(body, mimetype=None, content_type=form.mimetype, headers=headers)


def _numbers(want: SearchParams) -> list[int]:
    return [int(n) for n in state().matching(want.q, sort=want.order, filters=want.search_filters()).articles]


@blueprint.get("/")
@limiter.limit(EXPORT_LIMIT)
def page() -> ResponseReturnValue:
    """Which files there are for a search, with the number of articles and about how large each will be."""
    want = asked()
    if want.empty:
        return redirect(url_for("search.front"))
    numbers = _numbers(want)
    return render_template(
        "exports.html", want=want, total=len(numbers), formats=FORMATS.values(), sizes=sizes(numbers, want)
    )


def sizes(numbers: Sequence[int], want: SearchParams) -> dict[str, int]:
    """Return about how many bytes each file will have, by the name of its format, from its first articles."""
    sample = list(entries(numbers[:_SAMPLE], reading()))
    found: dict[str, int] = {}
    for form in FORMATS.values():
        empty = sum(len(part.encode()) for part in form.write(Writing([], 0), want))
        few = sum(len(part.encode()) for part in form.write(Writing(sample, len(sample)), want))
        found[form.name] = empty + (few - empty) * len(numbers) // max(len(sample), 1)
    return found


@blueprint.get("/<name>")
@limiter.limit(EXPORT_LIMIT)
def file(name: str) -> ResponseReturnValue:
    """One file of a search."""
    want = asked()
    form = FORMATS.get(name)
    if form is None or want.empty:
        abort(404)
    return answer(form, want, _numbers(want))


@blueprint.get("/bai/<int:number>/<name>")
@limiter.limit(EXPORT_LIMIT)
def one(number: int, name: str) -> ResponseReturnValue:
    """One article as a file."""
    form = FORMATS.get(name)
    if form is None or reading().article(number) is None:
        abort(404)
    return answer(form, SearchParams("", {}), [number])


def links(number: int) -> list[tuple[str, str]]:
    """Return (title, address) of the files of one article."""
    chosen: dict[str, Any] = {name: form for name, form in FORMATS.items() if name.startswith("trich-dan")}
    return [(form.title, url_for("exports.one", number=number, name=name)) for name, form in chosen.items()]

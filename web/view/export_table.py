"""The spreadsheet of a search: a line an article, with what of it answers the query, its event's day, and why it was found."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from sqlalchemy import Engine

from archive.attempts import FailedStep, attempt
from archive.exchange.csv_cells import BOM, csv_line
from facts.reading.main_events import MainEvent, read_main_events
from search import Excerpt, Query, make_excerpts
from web.state import current_state
from web.view.export_entries import Entry, ExportEntries
from web.view.hits import reason_of

COLUMNS = (
    "id", "title", "source", "section", "published", "event_kind", "event_day", "snippet", "reason", "byline", "lead", "url",
    "permanent", "version", "sha256",
)  # fmt: skip

_BATCH = 100


def write_table(writing: ExportEntries, text: str) -> Iterator[str]:
    """Yield the lines of the file: its columns, then each article; ``text`` is the query, "" for none."""
    state = current_state()
    query, engine = state.parse_query(text), state.archive.engine
    return _write_lines(writing, query, text, engine)


def _write_lines(writing: ExportEntries, query: Query | None, text: str, engine: Engine) -> Iterator[str]:
    yield BOM + csv_line(COLUMNS)
    known: dict[int, tuple[MainEvent | None, Excerpt | None]] = {}
    writing.entries = _look_up(writing.entries, known, query, text, engine)
    yield from writing.write_each(lambda entry: _table_line(entry, *known.pop(entry[0].id, (None, None))))


def _look_up(
    entries: Iterable[Entry],
    known: dict[int, tuple[MainEvent | None, Excerpt | None]],
    query: Query | None,
    text: str,
    engine: Engine,
) -> Iterator[Entry]:
    """Yield the entries, what belongs to them put into ``known`` some entries at a time."""
    source = iter(entries)
    while batch := list(islice(source, _BATCH)):
        numbers = [stored.id for stored, _ in batch]
        events = read_main_events(engine, numbers)
        excerpts = _excerpts_of(batch, query, text)
        known |= {n: (events.get(n), excerpt) for n, excerpt in zip(numbers, excerpts, strict=True)}
        yield from batch


def _excerpts_of(batch: Sequence[Entry], query: Query | None, text: str) -> Sequence[Excerpt | None]:
    if query is None:
        return [None] * len(batch)
    found = attempt(lambda articles: make_excerpts(query, text, articles), [stored.article for stored, _ in batch])
    return [None] * len(batch) if isinstance(found, FailedStep) else found


def _table_line(entry: Entry, event: MainEvent | None, excerpt: Excerpt | None) -> str:
    stored, citation = entry
    article = stored.article
    published = article.published.isoformat() if article.published else ""
    values = (
        stored.public_id,
        article.title,
        citation.publisher,
        article.section,
        published if article.precision == "minute" else published[:10],
        event.kind if event else "",
        (event.day or "") if event else "",
        _plain(excerpt.snippet) if excerpt else "",
        "; ".join(_reason_text(excerpt)) if excerpt else "",
        article.byline,
        article.lead,
        citation.url,
        citation.permanent,
        str(citation.version),
        citation.sha256,
    )
    return csv_line(values)


def _plain(marked: str) -> str:
    return html.unescape(marked.replace("<mark>", "").replace("</mark>", ""))


def _reason_text(excerpt: Excerpt) -> Iterator[str]:
    for why in excerpt.why:
        reason = reason_of(why)
        how = f"{reason.how} {reason.unit}".strip()
        yield f"{reason.matched} ({', '.join(part for part in (how, reason.where) if part)})"

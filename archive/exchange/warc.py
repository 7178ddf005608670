"""Export of the archive as WARC 1.1 (ISO 28500): raw responses as they came, and each article beside them as metadata.

A reader such as warcio or a replay system needs only the responses; ``crawler.warc_import`` reads both back. An article's own
record has a URN for an address and names the response that it was read from.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from typing import IO
from urllib.parse import quote

from sqlalchemy import select
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive import tables as t
from archive.articles.archive import Archive, raw_of
from archive.attempts import ExportReport
from archive.exchange.json_lines import Record, record_of
from archive.model import RawResponse, StoredArticle, Version
from database.times import parse_moment
from database.transactions import reading

METADATA = "application/vnd.timtin.article+json"
"""The content type of an article's own record."""

# The bodies are kept unpacked: headers that say otherwise would make a reader unpack them again.
_PACKING = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection", "keep-alive"})


def export_warc(archive: Archive, out: IO[bytes], *, gzip: bool = True, record: Record = record_of) -> ExportReport:
    """Write every article, by change, all its versions, each with the response it came from.

    A body that was written before under the same address becomes a revisit record. An article that cannot be written
    (its ``record`` fails) is left out with all its versions. Raises ArchiveError.
    """
    writer = _RecordWriter(out, gzip, record)
    done = ExportReport()
    for batch in archive.changed_since(0, batch=50):
        for stored in batch:
            written = done.attempt(stored.id, partial(writer.write_article, archive), stored)
            if written is not None:
                out.write(written)
    done.left_out |= archive.damaged
    return done


class _RecordWriter:
    def __init__(self, out: IO[bytes], gzip: bool, record: Record) -> None:
        self._warc, self._record = WARCWriter(out, gzip=gzip, warc_version="1.1"), record
        self._seen: dict[str, tuple[str, str]] = {}
        about = {"software": "timtin", "format": "WARC File Format 1.1", "conformsTo": _STANDARD}
        self._warc.write_record(self._warc.create_warcinfo_record("timtin.warc.gz" if gzip else "timtin.warc", about))

    def write_article(self, archive: Archive, stored: StoredArticle) -> bytes:
        """Return the records of one article: its versions, the oldest first, and what else was answered for it."""
        # Aside, as half an article is none: nor may a later revisit name a body that was left out with it.
        self._warc.out = aside = io.BytesIO()
        before = dict(self._seen)
        try:
            self._write_records(archive, stored)
        except BaseException:
            self._seen = before
            raise
        return aside.getvalue()

    def _write_records(self, archive: Archive, stored: StoredArticle) -> None:
        answers = list(_other_responses(archive, stored.id))
        versions = archive.versions(stored.id)
        for version in versions:
            own = [raw for raw in answers if raw.fetched_at == version.recorded_at]
            ids = [self._response(raw) for raw in own]
            newest = version.number == stored.version
            self._metadata(stored, version, ids[-1] if ids else None, stored.gone and newest)
        told = {version.recorded_at for version in versions}
        for raw in answers:
            if raw.fetched_at not in told:
                self._response(raw)

    def _response(self, raw: RawResponse) -> str:
        reason = HTTPStatus(raw.status).phrase if raw.status in {s.value for s in HTTPStatus} else "Status"
        headers = [(name, value) for name, value in _header_lines(raw) if name.lower() not in _PACKING]
        headers.append(("Content-Length", str(len(raw.body))))
        http = StatusAndHeaders(f"{raw.status} {reason}", headers, protocol="HTTP/1.1")
        record = self._warc.create_warc_record(
            raw.url,
            "response",
            payload=io.BytesIO(raw.body),
            length=len(raw.body),
            http_headers=http,
            warc_headers_dict={"WARC-Date": _warc_date(raw.fetched_at)},
        )
        self._warc.ensure_digest(record, block=True, payload=True)
        digest = record.rec_headers.get_header("WARC-Payload-Digest")
        before = self._seen.get(f"{raw.url} {digest}")
        if before is not None:
            record = self._warc.create_revisit_record(
                raw.url, digest, *before, http_headers=http, warc_headers_dict={"WARC-Date": _warc_date(raw.fetched_at)}
            )
        else:
            self._seen[f"{raw.url} {digest}"] = (raw.url, _warc_date(raw.fetched_at))
        self._warc.write_record(record)
        return str(record.rec_headers.get_header("WARC-Record-ID"))

    def _metadata(self, stored: StoredArticle, version: Version, response: str | None, gone: bool) -> None:
        as_stored = StoredArticle(stored.id, version.article, version.number, stored.change, gone, "")
        text = json.dumps(self._record(as_stored), ensure_ascii=False).encode()
        headers = {"WARC-Date": _warc_date(version.recorded_at)}
        if response is not None:
            headers["WARC-Concurrent-To"] = response
        # Never the response's own address: a replay would show this record in its place. The record names its response instead.
        address = f"urn:timtin:{quote(version.article.source)}:{quote(stored.public_id)}:{version.number}"
        record = self._warc.create_warc_record(
            address,
            "metadata",
            payload=io.BytesIO(text),
            length=len(text),
            warc_content_type=METADATA,
            warc_headers_dict=headers,
        )
        self._warc.write_record(record)


_STANDARD = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"


def _other_responses(archive: Archive, article: int) -> Iterator[RawResponse]:
    r = t.responses.c
    with reading(archive.engine) as connection:
        rows = connection.execute(select(t.responses).where(r.article == article).order_by(r.id)).all()
    yield from (raw_of(row) for row in rows)


def _header_lines(raw: RawResponse) -> Iterator[tuple[str, str]]:
    """Yield the headers as lines of their own; what cannot stand in one line is put on one."""
    for name, value in raw.headers.items():
        for line in value.split("\n") if name.lower() == "x-robots-tag" else (value,):
            yield name, " ".join(line.split())


def _warc_date(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def date_of(text: str | None) -> datetime | None:
    """Return the moment of a WARC-Date, None when it is none."""
    try:
        found = parse_moment((text or "").replace("Z", "+00:00"))
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found is not None and found.tzinfo is None else found

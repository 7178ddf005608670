"""RIS, the tagged format of reference managers (Zotero, EndNote, Mendeley)."""

from __future__ import annotations

from collections.abc import Iterator

from web.formats.citation import Citation


def ris_record(citation: Citation) -> str:
    """Return one RIS record; lines end with CR LF as the format asks."""
    return "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in _fields_of(citation)) + "ER  - \r\n\r\n"


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _fields_of(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "TY", "NEWS"
    yield "ID", citation.key
    yield "TI", citation.title
    for name in citation.authors:
        # A comma would be read as the end of a family name; Vietnamese names are written whole.
        yield "AU", name
    if citation.publisher:
        yield "T2", citation.publisher
    if citation.section:
        yield "SE", citation.section
    if citation.day:
        yield "PY", f"{citation.day:%Y}"
        yield "DA", f"{citation.day:%Y/%m/%d}"
    if citation.abstract:
        yield "AB", citation.abstract
    yield "LA", "vi"
    if citation.url:
        yield "UR", citation.url
    if "://" in citation.permanent:
        yield "L2", citation.permanent
    yield "Y2", f"{citation.accessed:%Y/%m/%d}"
    yield "N1", citation.note

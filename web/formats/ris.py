"""RIS, the tagged format of reference managers (Zotero, EndNote, Mendeley)."""

from __future__ import annotations

from collections.abc import Iterator

from web.formats.citation import Citation


def record(made: Citation) -> str:
    """Return one RIS record; lines end with CR LF as the format asks."""
    return "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in _fields(made)) + "ER  - \r\n\r\n"


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _fields(made: Citation) -> Iterator[tuple[str, str]]:
    yield "TY", "NEWS"
    yield "ID", made.key
    yield "TI", made.title
    for name in made.authors:
        # A comma would be read as the end of a family name; Vietnamese names are written whole.
        yield "AU", name
    yield "T2", made.publisher
    if made.section:
        yield "SE", made.section
    if made.day:
        yield "PY", f"{made.day:%Y}"
        yield "DA", f"{made.day:%Y/%m/%d}"
    if made.abstract:
        yield "AB", made.abstract
    yield "LA", "vi"
    if made.url:
        yield "UR", made.url
    yield "L2", made.permanent
    yield "Y2", f"{made.accessed:%Y/%m/%d}"
    yield "N1", made.note

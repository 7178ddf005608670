"""BibTeX, in UTF-8: ``@article`` with the ``entrysubtype`` by which biblatex and Zotero know a newspaper's article."""

from __future__ import annotations

from collections.abc import Iterator

from web.formats.citation import Citation

_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


def bibtex_record(citation: Citation) -> str:
    """Return one entry."""
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields_of(citation))
    return f"@article{{{citation.key},\n{lines}}}\n\n"


def _escape_text(value: str) -> str:
    return " ".join(value.split()).translate(_SPECIAL)


def _escape_url(url: str) -> str:
    # Addresses are read verbatim; only what would end the field early is written as its percent code.
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _fields_of(citation: Citation) -> Iterator[tuple[str, str]]:
    # The second braces keep capitals and whole Vietnamese names.
    yield "title", "{" + _escape_text(citation.title) + "}"
    if citation.authors:
        yield "author", " and ".join("{" + _escape_text(name) + "}" for name in citation.authors)
    if citation.publisher:
        yield "journal", _escape_text(citation.publisher)
    yield "entrysubtype", "newspaper"
    if citation.day:
        yield "date", f"{citation.day:%Y-%m-%d}"
        yield "year", f"{citation.day:%Y}"
    if citation.address:
        yield "url", _escape_url(citation.address)
    yield "urldate", f"{citation.accessed:%Y-%m-%d}"
    if citation.abstract:
        yield "abstract", _escape_text(citation.abstract)
    yield "langid", "vietnamese"
    yield "note", _escape_text(citation.note)

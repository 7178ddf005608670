"""BibTeX (``@online`` as biblatex reads it), in UTF-8."""

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


def record(made: Citation) -> str:
    """Return one entry."""
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(made))
    return f"@online{{{made.key},\n{lines}}}\n\n"


def _text(value: str) -> str:
    return " ".join(value.split()).translate(_SPECIAL)


def _address(url: str) -> str:
    # Addresses are read verbatim; only what would end the field early is written as its percent code.
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _fields(made: Citation) -> Iterator[tuple[str, str]]:
    # The second braces keep capitals and whole Vietnamese names.
    yield "title", "{" + _text(made.title) + "}"
    if made.authors:
        yield "author", " and ".join("{" + _text(name) + "}" for name in made.authors)
    yield "organization", _text(made.publisher)
    if made.day:
        yield "date", f"{made.day:%Y-%m-%d}"
        yield "year", f"{made.day:%Y}"
    yield "url", _address(made.url or made.permanent)
    yield "urldate", f"{made.accessed:%Y-%m-%d}"
    if made.abstract:
        yield "abstract", _text(made.abstract)
    yield "langid", "vietnamese"
    yield "note", _text(made.note)

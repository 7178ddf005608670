"""The two languages: Vietnamese text is what stands in the code, English is looked up in one gettext catalogue.

Ground of the project: the site, mails, jobs and the command line all translate here. The site chooses the language of
a request (``web/languages.py``), everything else speaks the one of ``TIMTIN_LANG``.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from translations.language import LANGUAGES, language, set_language, use_language
from translations.po_file import Entry, read_po
from translations.values import (
    read_decimal,
    read_whole_number,
    write_day,
    write_decimal,
    write_number,
    write_partial_day,
)

__all__ = [
    "LANGUAGES",
    "N_",
    "N_count",
    "catalogue",
    "catalogue_path",
    "gettext",
    "language",
    "lookup",
    "ngettext",
    "read_decimal",
    "read_whole_number",
    "set_language",
    "use_language",
    "write_day",
    "write_decimal",
    "write_number",
    "write_partial_day",
]


def catalogue_path(name: str) -> Path:
    """Return the file of a language's catalogue."""
    return Path(__file__).parent / name / "LC_MESSAGES" / "messages.po"


@lru_cache
def catalogue(name: str) -> dict[str, Entry]:
    """Return the catalogue of a language by the Vietnamese text; none for Vietnamese itself."""
    return {} if name == LANGUAGES[0] else read_po(catalogue_path(name).read_text("utf-8"))


def lookup(text: str, n: int | float | None = None) -> str:
    """Return a text in the present language, in its singular or plural when there is a number; itself when it is missing."""
    entry = catalogue(language()).get(text)
    found = entry.form(n) if entry else ""
    return found or text


def N_(text: str) -> str:
    """Mark a text that stands in a constant, to be translated where it is shown."""
    return text


def N_count(text: str) -> str:
    """Mark a text about so many things (``{n}``) that stands in a constant, for ``ngettext`` where it is shown."""
    return text


def gettext(text: str, /, **data: object) -> str:
    """Return a text in the present language with its data put into the braces."""
    return lookup(text).format(**data) if data else lookup(text)


def ngettext(text: str, n: int, /, **data: object) -> str:
    """Return a text about so many things (``{n}``), in the singular or plural of the present language."""
    return lookup(text, n).format(n=write_number(n), **data)

"""The two languages: Vietnamese text is what stands in the code, English is looked up in one gettext catalogue.

Ground of the project: the site, mails, jobs and the command line all translate here. The site chooses the language of
a request (``web/languages.py``), everything else speaks the one of ``TIMTIN_LANG``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from translations.po_file import Entry, read_po

LANGUAGES = ("vi", "en")
"""The language of the code first."""

CATALOGUES = Path(__file__).parent

_chosen: ContextVar[str | None] = ContextVar("timtin_language", default=None)


def language() -> str:
    """Return the language of the present request, mail or command."""
    if (chosen := _chosen.get()) is not None:
        return chosen
    asked = os.environ.get("TIMTIN_LANG", "")[:2].lower()
    return asked if asked in LANGUAGES else LANGUAGES[0]


@contextmanager
def use_language(name: str) -> Iterator[None]:
    """Speak a language inside the block."""
    token = _chosen.set(name)
    try:
        yield
    finally:
        _chosen.reset(token)


def set_language(name: str | None) -> None:
    """Speak a language from here on, in this thread; None for that of ``TIMTIN_LANG``."""
    _chosen.set(name)


def catalogue_path(name: str) -> Path:
    """Return the file of a language's catalogue."""
    return CATALOGUES / name / "LC_MESSAGES" / "messages.po"


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


def gettext(text: str, /, **data: object) -> str:
    """Return a text in the present language with its data put into the braces."""
    return lookup(text).format(**data)


def ngettext(text: str, n: int, /, **data: object) -> str:
    """Return a text about so many things (``{n}``), in the singular or plural of the present language."""
    return lookup(text, n).format(n=write_number(n), **data)


def write_number(value: int) -> str:
    """Write a whole number as the present language groups it: 15276 -> 15.276 or 15,276."""
    grouped = f"{value:,}"
    return grouped if language() == "en" else grouped.replace(",", ".")


def write_decimal(value: float, digits: int = 1) -> str:
    """Write a number with so many decimals, at the decimal sign of the present language: 0.25 -> 0,2 or 0.2."""
    grouped = f"{value:,.{digits}f}"
    return grouped if language() == "en" else grouped.translate(_SWAPPED)


_SWAPPED = str.maketrans(",.", ".,")

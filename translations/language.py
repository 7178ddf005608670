"""Which language is spoken: chosen for a request or mail, else that of ``TIMTIN_LANG``, else Vietnamese."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LANGUAGES = ("vi", "en")
"""The language of the code first."""

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
    before = _chosen.get()
    _chosen.set(name)
    try:
        yield
    finally:
        _chosen.set(before)


def set_language(name: str | None) -> None:
    """Speak a language from here on, in this thread; None for that of ``TIMTIN_LANG``."""
    _chosen.set(name)

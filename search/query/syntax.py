"""Which parts of a query are meant to the letter."""

from __future__ import annotations

import re

_QUOTED = re.compile(r'"[^"]*"')
_LETTER = re.compile(r'(?<!\S)[+\-](?:"[^"]*"|\S+)|\w+:\S+|\d\w*[/\-–]\S+')


ADDRESS = re.compile(
    r"(?<![\w@.])(?:https?://[^\s\"<>]+|(?:[\w.+\-]+@)?(?:[a-z0-9\-]+\.)+(?:vn|com|net|org|gov|edu|info|biz|io|me|tv|xyz|asia|eu|uk|cn)"
    r"(?:/[^\s\"<>]*)?)(?![\w@])",
    re.IGNORECASE | re.ASCII,
)
"""An address, a host or an e-mail address: one thing, neither expanded nor corrected."""


def literal_spans(text: str, *, quotes: bool = True) -> list[tuple[int, int]]:
    """Return the parts of a query that are meant to the letter: insisted on, excluded, operators, addresses, numbers; ``quotes`` too."""
    return [m.span() for p in (_LETTER, ADDRESS) for m in p.finditer(text)] + (
        [m.span() for m in _QUOTED.finditer(text)] if quotes else []
    )

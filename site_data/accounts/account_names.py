"""What an account may be called: one name however its letters are composed, without what looks like another one."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 64
"""Characters of a name."""

# \Z: a "$" lets a line break pass after the name, and "lan" with one looks like lan.
PATTERN = re.compile(r"[\w.@-]+\Z")
"""The characters of a name."""


_MOST_PARTS = 4
"""A letter sent as base, marks and tone is three characters, with one more to spare."""


def compose_name(name: str) -> str:
    """Return a name with its letters composed: some keyboards and terminals send each mark on its own.

    One far too long for any account stays as it is: composing takes time with the square of a run of marks.
    """
    return name if len(name) > LONGEST * _MOST_PARTS else unicodedata.normalize("NFC", name)


def may_be_called(name: str) -> bool:
    """Tell whether a new account may have a composed name."""
    return len(name) <= LONGEST and PATTERN.match(name) is not None

"""What an account may be called: one name however its letters are composed, without what looks like another one."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 64
"""Characters of a name."""

# \Z: a "$" lets a line break pass after the name, and "lan" with one looks like lan.
PATTERN = re.compile(r"[\w.@-]+\Z")
"""The characters of a name."""


def compose_name(name: str) -> str:
    """Return a name with its letters composed: some keyboards and terminals send each mark on its own."""
    return unicodedata.normalize("NFC", name)


def may_be_called(name: str) -> bool:
    """Tell whether a new account may have a composed name."""
    return len(name) <= LONGEST and PATTERN.match(name) is not None

"""Text that XML can hold: every XML file the site writes takes its text from here."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Control characters, lone surrogates and the two non-characters (XML 1.0, production 2)."""


def xml_safe(text: str) -> str:
    """Leave out what XML cannot hold."""
    return _FORBIDDEN.sub("", text)

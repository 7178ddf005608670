"""Composes the letters of a page whose tones stand behind them as characters of their own (NFD), addresses left alone.

Programs of macOS and some editors write "ế" as three characters. A browser shows one letter; every rule that reads a page
is written in whole letters. An address in such letters names another file on its server when it is composed: it stays.
"""

from __future__ import annotations

import re
from html import unescape

from vietnamese.spelling.marks import compose_letters

_MARK = r"[\u0300-\u0337\u0339-\u036f]"  # without the stroke that makes a sign of "<", ">" or "="
_NAMED = r"&\#(?:x0*3[0-6][0-9a-f]|0*(?:76[89]|7[7-9]\d|8[0-7]\d));"
_ESCAPED = r"\\u03[0-6][0-9a-f]"
_APART = re.compile(f"{_MARK}|{_NAMED}|{_ESCAPED}", re.IGNORECASE)
_CLUSTER = re.compile(
    rf"""(?P<kept>\b[\w-]{{0,20}}(?:href|src|srcset|url)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+)|https?:[^\s"'<>]+)
    |(?P<base>&(?:\#\d{{2,6}}|\#x[0-9a-f]{{2,6}}|[a-z]{{1,8}});|\\u[0-9a-f]{{4}}|[^\W\d_])(?P<marks>(?:{_MARK}|{_NAMED}|{_ESCAPED})+)""",
    re.IGNORECASE | re.VERBOSE,
)


def compose_markup(markup: str) -> str:
    """Return a page of HTML with each letter and the marks behind it as one character, whether written, named or escaped.

    Addresses, and a page without such marks, come back as they are.
    """
    return _CLUSTER.sub(_compose_cluster, markup) if _APART.search(markup) else markup


def _compose_cluster(found: re.Match[str]) -> str:
    if found["kept"]:
        return found["kept"]
    base = _read_escapes(found["base"])
    # "&lt;" and "\\u0022" are the page's own signs: written out they would be read as markup.
    return compose_letters(base + _read_escapes(found["marks"])) if base.isalpha() else found.group()


def _read_escapes(text: str) -> str:
    return re.sub(r"(?i)\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), unescape(text))

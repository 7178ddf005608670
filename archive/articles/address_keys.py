"""One article, several addresses: http and https, with and without www, a trailing slash, its print and phone versions.

Every address at which an article was seen is kept by its key; ``Archive.put`` finds the article by it.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

_HOSTS = re.compile(r"^(?:www\d?|m|mobile|amp|wap)\.(?=[^.]+\.)")
_PRINT_SEGMENT = re.compile(r"(?i)/(?:print|amp|in-bai|in-bai-viet|ban-in|savefile)(?=/|$)")
_PRINT_ENDING = re.compile(r"(?i)[-_](?:print|amp|in)(?=\.(?:html?|aspx|php|chn|vnp)$)|\.amp$")
_PRINT_QUERY = re.compile(r"(?i)^(?:print|amp|in|mode|tmpl|view|output|format|display)$")
_PRINT_VALUES = frozenset(("", "1", "true", "print", "amp", "component", "in", "yes"))
_INDEX = re.compile(r"(?i)/(?:index|default)\.(?:html?|php|aspx?|jsp)$")


def address_key(url: str) -> str:
    """Return what all addresses of one page have in common, never shown to anybody. ``url`` is canonical."""
    parts = urlsplit(url)
    path = _PRINT_ENDING.sub("", _PRINT_SEGMENT.sub("", parts.path))
    path = _INDEX.sub("/", path).rstrip("/")
    query = urlencode(sorted(p for p in parse_qsl(parts.query, keep_blank_values=True) if not _is_print(*p)))
    host = _HOSTS.sub("", parts.netloc.lower().removesuffix(":80").removesuffix(":443"))
    return f"{host}{path}" + (f"?{query}" if query else "")


def _is_print(name: str, value: str) -> bool:
    return bool(_PRINT_QUERY.match(name)) and value.lower() in _PRINT_VALUES


def better_address(known: str, new: str) -> str:
    """Return which of two addresses of one page stands for it: no print version, https, the shorter; else the known."""
    return min((known, new), key=_preference)


def _preference(url: str) -> tuple[bool, bool, int]:
    parts = urlsplit(url)
    printed = bool(_PRINT_SEGMENT.search(parts.path) or _PRINT_ENDING.search(parts.path))
    printed = printed or any(_is_print(*p) for p in parse_qsl(parts.query, keep_blank_values=True))
    small = bool(re.match(r"(?:m|mobile|amp|wap)\.", parts.netloc))
    return printed or small, parts.scheme != "https", len(url)

"""Queries pasted from a page or an address: tags, entities and percent signs are taken off before the query is read."""

from __future__ import annotations

import html
import re
from contextlib import suppress
from urllib.parse import unquote

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->")
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]{2,8});")
_ESCAPED = re.compile(r"%[0-9a-fA-F]{2}")


def unwrap_pasted(text: str) -> str:
    """Return the words of pasted markup or of an escaped address; other text as it is ("giảm 20% so với")."""
    if _ESCAPED.search(text) and " " not in text.strip():
        with suppress(UnicodeDecodeError):
            text = unquote(text.replace("+", " "), errors="strict")
    if _TAG.search(text) or _ENTITY.search(text):
        text = html.unescape(_TAG.sub(" ", text))
    return text

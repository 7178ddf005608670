"""CSL-JSON, what citation processors (citeproc, Zotero, pandoc) read."""

from __future__ import annotations

from datetime import date
from typing import Any

import settings
from web.formats.citation import Citation


def csl_item(citation: Citation) -> dict[str, Any]:
    """Return one CSL item."""
    found: dict[str, Any] = {
        "id": citation.key,
        "type": "article-newspaper",
        "title": citation.title,
        "author": [{"literal": name} for name in citation.authors],
        "container-title": citation.publisher,
        "section": citation.section,
        "issued": _date_parts(citation.day) if citation.day else None,
        "accessed": _date_parts(citation.accessed),
        "abstract": citation.abstract,
        "URL": citation.address,
        "archive": settings.get("site_name"),
        "version": str(citation.version),
        "language": "vi",
        "note": citation.note,
    }
    return {name: value for name, value in found.items() if value}


def _date_parts(day: date) -> dict[str, Any]:
    return {"date-parts": [[day.year, day.month, day.day]]}

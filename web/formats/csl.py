"""CSL-JSON, what citation processors (citeproc, Zotero, pandoc) read."""

from __future__ import annotations

from datetime import date
from typing import Any

from web.formats.citation import Citation


def item(made: Citation) -> dict[str, Any]:
    """Return one CSL item."""
    found: dict[str, Any] = {
        "id": made.key,
        "type": "article-newspaper",
        "title": made.title,
        "author": [{"literal": name} for name in made.authors],
        "container-title": made.publisher,
        "section": made.section,
        "issued": _parts(made.day) if made.day else None,
        "accessed": _parts(made.accessed),
        "abstract": made.abstract,
        "URL": made.url or made.permanent,
        "archive": "Tìm Tin",
        "archive_location": made.permanent,
        "version": str(made.version),
        "language": "vi",
        "note": made.note,
    }
    return {name: value for name, value in found.items() if value}


def _parts(day: date) -> dict[str, Any]:
    return {"date-parts": [[day.year, day.month, day.day]]}

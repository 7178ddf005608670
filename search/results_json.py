"""Results as the JSON object that the command line and the API promise."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from search.results import Results
from search.understood import Understood


def _understood_json(one: Understood) -> dict[str, Any]:
    data = {name: value.isoformat() if isinstance(value, date) else value for name, value in one.data.items()}
    return asdict(replace(one, data=data)) | {"text": one.text}


def as_json(results: Results) -> dict[str, Any]:
    """Return the plain object of results: query, total, total_partial, took_ms, understood, suggestion, hits, facets, answer."""
    return {
        "query": results.query,
        "total": results.total,
        "total_partial": results.total_partial,
        "took_ms": results.took_ms,
        "understood": [_understood_json(one) for one in results.understood],
        "suggestion": results.suggestion,
        "hits": [asdict(h) for h in results.hits],
        "facets": {name: dict(counts) for name, counts in results.facets.items()},
        "answer": asdict(results.answer) if results.answer else None,
    }

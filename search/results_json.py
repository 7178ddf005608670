"""Results as the JSON object that the command line and the API promise."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from search.results import Results


def as_json(results: Results) -> dict[str, Any]:
    """Return the plain object of results: query, total, total_partial, took_ms, understood, suggestion, hits, facets, answer."""
    return {
        "query": results.query,
        "total": results.total,
        "total_partial": results.total_partial,
        "took_ms": results.took_ms,
        "understood": [asdict(u) for u in results.understood],
        "suggestion": results.suggestion,
        "hits": [asdict(h) for h in results.hits],
        "facets": {name: dict(counts) for name, counts in results.facets.items()},
        "answer": asdict(results.answer) if results.answer else None,
    }

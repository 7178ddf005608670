"""What spelling offers or applies: another reading of a query."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Correction:
    """Another reading of a query, the query that insists on what was typed, and whether the reading may apply by itself."""

    text: str
    off: str
    sure: bool = False

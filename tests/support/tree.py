"""The files of the checkout that are the product."""

from __future__ import annotations

from pathlib import Path

from tests.support.paths import ROOT

_OUTSIDE = {"docs", "tests", "requirements", "index_data", "build", "dist"}


def product_files() -> list[Path]:
    """Every Python file of the product, by path from the root."""
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*.py"))
    return sorted(p for p in found if p.parts[0] not in _OUTSIDE and not any(part.startswith(".") for part in p.parts))

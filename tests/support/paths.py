"""Where the tests find things: the root of the checkout, their data, the shared texts."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data"


def texts_folder() -> Path:
    """Where the shared texts would be."""
    return Path(os.environ.get("TIMTIN_TEXTS") or ROOT.parent / "shared")

"""Keeps the file of typing help near the published index, at a bounded share of the machine's time."""

from __future__ import annotations

from pathlib import Path
from time import time

from search.suggest.store import NAME, seconds_taken, write_suggestions, written_at

SHARE = 20
"""How many times as long as it takes the file is left alone after it was written: one article more need not be offered at once."""


def refresh_suggestions(data: Path, *, anyway: bool = False) -> bool:
    """Write typing help for the published index; False where the last was written too short a while ago, unless ``anyway``.

    Raises IndexMissing, IndexDamaged, OSError, sqlite3.Error.
    """
    if not anyway and time() - written_at(data) < SHARE * seconds_taken(data):
        return False
    # Most updates come too soon after the last writing and need none of this.
    from search.searcher import Searcher
    from search.suggest.collect import collect_suggestions

    with Searcher.open(data) as searcher:
        write_suggestions(data, collect_suggestions(searcher.archive, searcher.dictionary))
    return True


def discard_suggestions(data: Path) -> None:
    """Delete typing help: something of it was erased."""
    (data / NAME).unlink(missing_ok=True)

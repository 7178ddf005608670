"""Which generations were found damaged: kept beside them for every process, until another is published.

What a hash tells is looked at again each time; a generation whose numbers contradict each other under hashes that are right is
refused as long as it is there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from columnar.errors import AFRESH
from columnar.files.array_file import write_durably
from columnar.generations.names import generation_names, index_folder

_FILE = "damaged.json"
CONTRADICTION = "its numbers contradict each other"


def distrusted_generations(data: Path) -> dict[str, str]:
    """Return what was found wrong with generations that are still there, by name; nothing where that cannot be read."""
    try:
        kept = json.loads((index_folder(data) / _FILE).read_text("utf-8"))
        there = set(generation_names(data))
        return {str(name): str(why) for name, why in kept.items() if name in there}
    except (OSError, ValueError, AttributeError):
        return {}


def why_refused(data: Path, name: str) -> str | None:
    """Return why a generation is not to be opened though its hashes are right; None for all others."""
    why = distrusted_generations(data).get(name, "")
    return why if CONTRADICTION in why else None


def note_damage(data: Path, name: str, why: str | None) -> None:
    """Keep what is wrong with a generation; None: it was found sound, which does not settle a contradiction."""
    known = distrusted_generations(data)
    if why is None and CONTRADICTION in known.get(name, CONTRADICTION) or why == known.get(name):
        return
    kept: Mapping[str, str] = {**known, name: why} if why else {n: w for n, w in known.items() if n != name}
    with suppress(OSError):  # Who may not write here is told by the log.
        write_durably(index_folder(data) / _FILE, json.dumps(kept).encode())


def refuse_generation(data: Path, name: str) -> None:
    """Have a generation opened by nobody any more: its hashes are right, and still it led beyond its arrays."""
    note_damage(data, name, f"{name}: {CONTRADICTION}: {AFRESH}")

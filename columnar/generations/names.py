"""Where generations stand: their folder, their names, and which one answers."""

from __future__ import annotations

import re
from pathlib import Path

from columnar.errors import AFRESH, IndexDamaged, IndexMissing

_CURRENT = "CURRENT"
_NAME = re.compile(r"g\d{8,}")


def index_folder(data: Path) -> Path:
    """Return the folder of all generations."""
    return data / "index"


def generation_names(data: Path) -> list[str]:
    """Return the generations on disk, newest first; what is unfinished, or somebody else's, has another name."""
    folder = index_folder(data)
    found = [p.name for p in folder.iterdir() if _NAME.fullmatch(p.name) and p.is_dir()] if folder.is_dir() else []
    return sorted(found, reverse=True)


def current_folder(data: Path) -> Path:
    """Return the folder that the file CURRENT names; where that is damaged, the newest one: none has its name before it is whole.

    Raises IndexMissing when nothing was published, IndexDamaged when there is no folder at all.
    """
    name = _named(data)
    if name is None:
        if not (names := generation_names(data)):
            raise IndexDamaged("columnar.file_damaged", file=_CURRENT, why="it names no generation")
        name = names[0]
    return index_folder(data) / name


def find_damage(data: Path) -> list[str]:
    """Return a line when the file CURRENT names nothing. Raises IndexMissing."""
    return [] if _named(data) else [f"{_CURRENT} is damaged (it names no generation): {AFRESH}"]


def _named(data: Path) -> str | None:
    """Return the name that stands in the file CURRENT, None when there is none that can be read. Raises IndexMissing."""
    try:
        written = (data / _CURRENT).read_bytes()
    except FileNotFoundError:
        raise IndexMissing("columnar.nothing_published", folder=data) from None
    except OSError:
        return None
    name = written.decode("ascii", "replace").strip()
    return name if _NAME.fullmatch(name) else None


def newest_before(data: Path, name: str) -> str | None:
    """Return the newest generation on disk that is older than ``name``."""
    return next((n for n in generation_names(data) if n < name), None)


def index_stamp(data: Path) -> tuple[int, ...] | None:
    """Return inode and time of the file that names the current generation: both change with each publication; None without one."""
    try:
        stat = (data / _CURRENT).stat()
    except OSError:
        return None
    return stat.st_ino, stat.st_mtime_ns

"""Where generations stand: their folder, their names, and which one answers."""

from __future__ import annotations

from pathlib import Path

from columnar.errors import IndexMissing


def index_folder(data: Path) -> Path:
    """Return the folder of all generations."""
    return data / "index"


def generation_names(data: Path) -> list[str]:
    """Return the generations on disk, newest first; unfinished ones (beginning with a dot) are none."""
    folder = index_folder(data)
    found = [p.name for p in folder.iterdir() if p.is_dir() and p.name.startswith("g")] if folder.is_dir() else []
    return sorted(found, reverse=True)


def current_folder(data: Path) -> Path:
    """Return the folder CURRENT names. Raises IndexMissing when nothing was published."""
    try:
        name = (data / "CURRENT").read_text("utf-8").strip()
    except FileNotFoundError:
        raise IndexMissing("columnar.nothing_published", folder=data) from None
    return index_folder(data) / name


def newest_before(data: Path, name: str) -> str | None:
    """Return the newest generation on disk that is older than ``name``."""
    return next((n for n in generation_names(data) if n < name), None)


def index_stamp(data: Path) -> tuple[int, ...] | None:
    """Return inode and time of the file that names the current generation: both change with each publication; None without one."""
    try:
        stat = (data / "CURRENT").stat()
    except OSError:
        return None
    return stat.st_ino, stat.st_mtime_ns

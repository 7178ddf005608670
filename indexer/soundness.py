"""Which index files are known to be sound, so that nobody hashes 800 MB to publish one article.

A file of a generation never changes once it is written, so what was hashed stays sound while its size, inode and time of change
are the same. Each process remembers that; what it knows of large files is also kept beside the generations, by whoever publishes.
Damage that leaves the times alone (a bad disk) is found by hashing again: ``run.py check``, and the site at its start and nightly.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from indexer.engines.arrays import write_durably

_FILE = "sound.json"

_LARGE = 1 << 20
"""Bytes from which on hashing costs more than it is worth: smaller files are hashed once by every process."""

_Key = tuple[int, int, int]
"""Inode, size and time of change (ns) of a file."""

_sound: dict[_Key, str] = {}
_damaged: set[tuple[_Key, str]] = set()


def sha256_of(path: Path) -> str:
    """The sha256 (hex) of a file."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _key(path: Path) -> _Key:
    stat = path.stat()
    return stat.st_ino, stat.st_size, stat.st_mtime_ns


def note(path: Path, sha256: str) -> None:
    """Remember that this process wrote or hashed the file."""
    _sound[_key(path)] = sha256


def is_sound(path: Path, sha256: str, *, again: bool) -> bool:
    """Tell whether a file has this hash: known from before, unless ``again``, else hashed now. Raises OSError."""
    key = _key(path)
    if not again and (key, sha256) in _damaged:
        return False
    if again or _sound.get(key, _kept(path).get(key)) != sha256:
        if sha256_of(path) != sha256:
            _sound.pop(key, None)
            _damaged.add((key, sha256))
            return False
        _damaged.discard((key, sha256))
    _sound[key] = sha256
    return True


def _kept(path: Path) -> dict[_Key, str]:
    """What is kept of a large file's neighbours; nothing where it cannot be read: then they are hashed."""
    if path.stat().st_size < _LARGE:
        return {}
    try:
        return _entries(json.loads((path.parents[1] / _FILE).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def _entries(listed: list[Any]) -> dict[_Key, str]:
    return {(int(inode), int(size), int(time)): str(sha256) for inode, size, time, sha256 in listed}


def keep(folder: Path) -> None:
    """Keep what this process knows of the large files of all generations in ``folder`` for the processes after it."""
    keys = {_key(path) for path in folder.glob("g*/*") if path.stat().st_size >= _LARGE}
    known = [(*key, _sound[key]) for key in sorted(keys) if key in _sound]
    write_durably(folder / _FILE, json.dumps(known).encode())


def forget(folder: Path) -> None:
    """Drop what is kept: after damage was found, every process hashes for itself."""
    with suppress(OSError):  # Who may not write here may still look for damage.
        (folder / _FILE).unlink()

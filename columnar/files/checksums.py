"""Remember which files were verified, so that nobody hashes 800 MB to publish one document.

A file of a generation never changes once it is written, so what was hashed stays sound while its size, inode and time of change
are the same. Each process remembers that; what it knows of large files is also kept beside the generations, by whoever publishes.
Damage that leaves the times alone (a bad disk) is found by hashing again (``check_index``).
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from columnar.files.array_file import write_durably

FILE = "verified.json"
"""What processes know of large files, beside the generations."""

LARGE = 1 << 20
"""Bytes from which on hashing costs more than it is worth: smaller files are hashed once by every process."""

_Key = tuple[int, int, int]
"""Inode, size and time of change (ns) of a file."""


def sha256_of(path: Path) -> str:
    """Hash a file; hex."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _key(path: Path) -> _Key:
    stat = path.stat()
    return stat.st_ino, stat.st_size, stat.st_mtime_ns


class VerifiedChecksums:
    """The files that this process wrote or hashed, with their sha256."""

    def __init__(self) -> None:
        self._sound: dict[_Key, str] = {}
        self._damaged: set[tuple[_Key, str]] = set()

    def record(self, path: Path, sha256: str) -> None:
        """Remember the hash of a file that was just written."""
        self._sound[_key(path)] = sha256

    def matches(self, path: Path, sha256: str, *, again: bool) -> bool:
        """Tell whether a file has this hash: known from before, unless ``again``, else hashed now. Raises OSError."""
        key = _key(path)
        if not again and (key, sha256) in self._damaged:
            return False
        if again or self._sound.get(key, _saved(path).get(key)) != sha256:
            if sha256_of(path) != sha256:
                self._sound.pop(key, None)
                self._damaged.add((key, sha256))
                return False
            self._damaged.discard((key, sha256))
        self._sound[key] = sha256
        return True

    def save(self, folder: Path) -> None:
        """Keep what is known of the large files of all generations in ``folder`` for the processes after this one."""
        keys = {_key(path) for path in folder.glob("g*/*") if path.stat().st_size >= LARGE}
        known = [(*key, self._sound[key]) for key in sorted(keys) if key in self._sound]
        write_durably(folder / FILE, json.dumps(known).encode())


VERIFIED = VerifiedChecksums()
"""Those of this process."""


def discard_saved(folder: Path) -> None:
    """Drop what is kept: after damage was found, every process hashes for itself."""
    with suppress(OSError):  # Who may not write here may still look for damage.
        (folder / FILE).unlink()


def _saved(path: Path) -> dict[_Key, str]:
    """Read what is kept beside the generation of a large file; nothing where it cannot be read: then files are hashed."""
    if path.stat().st_size < LARGE:
        return {}
    try:
        return _entries(json.loads((path.parents[1] / FILE).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def _entries(listed: list[Any]) -> dict[_Key, str]:
    return {(int(inode), int(size), int(time)): str(sha256) for inode, size, time, sha256 in listed}

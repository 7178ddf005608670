"""The data folder's secret key: made once, mode 600; it signs sessions and the links in mails."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from coded_error import reason_of
from database.errors import ArchiveUnwritable

_FILE = "secret.key"


def read_secret_key(data: Path) -> bytes:
    """Return the data folder's secret key, made when missing. Raises ArchiveUnwritable."""
    path = data / _FILE
    try:
        data.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _write_key_once(path, secrets.token_bytes(32))
        return path.read_bytes()
    except OSError as error:
        raise ArchiveUnwritable("database.secret_key_unwritable", file=path, why=reason_of(error)) from error


def _write_key_once(path: Path, key: bytes) -> None:
    aside = path.with_name(f"{path.name}.{os.getpid()}.part")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    # link() fails when another process was first: then its key counts, never a mixture.
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()

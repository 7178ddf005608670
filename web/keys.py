"""Secrets of a site: the key that signs sessions, and the one-time link that makes the first account."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from archive.errors import ArchiveUnwritable
from archive.site import Site

_KEY_FILE = "secret.key"
_TOKEN = "setup_token_sha256"


def secret_key(data: Path) -> bytes:
    """Return the data folder's secret key, made once with mode 600. Raises ArchiveUnwritable."""
    path = data / _KEY_FILE
    try:
        data.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _write_once(path, secrets.token_bytes(32))
        return path.read_bytes()
    except OSError as error:
        raise ArchiveUnwritable(
            f"{path}: {error.strerror}: the secret key cannot be kept there; make the data folder writable or choose another with --data"
        ) from error


def _write_once(path: Path, key: bytes) -> None:
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


def setup_link(data: Path) -> str | None:
    """Return the path of a fresh one-time set-up link, or None when an account exists. Older links stop working."""
    with Site.open(data) as site:
        if site.users.list():
            return None
        token = secrets.token_urlsafe(24)
        site.settings.set(_TOKEN, _digest(token))
    return f"/quan-tri/thiet-lap/{token}"


def token_fits(site: Site, token: str) -> bool:
    """True when the token is the one of the newest set-up link and no account exists yet."""
    kept = site.settings.get(_TOKEN)
    return bool(kept) and not site.users.list() and hmac.compare_digest(str(kept), _digest(token))


def spend_token(site: Site) -> None:
    """Make the set-up link worthless."""
    site.settings.set(_TOKEN, "")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

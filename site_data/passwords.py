"""Passwords of accounts: argon2 hashes, checked in about the same time whether or not the account exists."""

from __future__ import annotations

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()

_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$BRiXfm/nXE1yHEu1iHUROw$or8uXEXpkvB0A/FVEJMIxSD08G0spZyKDlamlxNRGek"
"""A hash with today's parameters that no password is known for: checking it takes as long as checking a real one."""

_AT_ONCE = threading.BoundedSemaphore(2)
"""Each takes 64 MiB and a core: sign-in forms that come all at once wait for each other, not readers for them."""


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password, with its parameters and salt."""
    with _AT_ONCE:
        return _hasher.hash(password)


def check_password(password_hash: str | None, password: str) -> bool:
    """Tell whether a password fits the hash. ``None`` (no such account) costs the same time and is False."""
    try:
        with _AT_ONCE:
            _hasher.verify(password_hash or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None

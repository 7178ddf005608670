"""Passwords of accounts: argon2 hashes, checked in about the same time whether or not the account exists."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MINIMUM = 10
"""Characters a password has at least."""

_hasher = PasswordHasher()


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password, with its parameters and salt."""
    return _hasher.hash(password)


def check_password(password_hash: str | None, password: str) -> bool:
    """Tell whether a password fits the hash. ``None`` (no such account) costs the same time and is False."""
    try:
        _hasher.verify(password_hash or _dummy_hash(), password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


@cache
def _dummy_hash() -> str:
    return _hasher.hash("nobody has this password")

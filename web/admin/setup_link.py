"""The one-time link that makes the first account."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from pathlib import Path

from site_data.site import Site

_TOKEN = "setup_token_sha256"


def make_setup_link(data: Path) -> str | None:
    """Return the path of a fresh one-time set-up link, or None when an account exists. Older links stop working."""
    with Site.open(data) as site:
        if site.users.list():
            return None
        token = secrets.token_urlsafe(24)
        site.settings.set(_TOKEN, _digest(token))
    return f"/quan-tri/thiet-lap/{token}"


def token_fits(site: Site, token: str) -> bool:
    """Tell whether the token is the one of the newest set-up link and no account exists yet."""
    digest = site.settings.get(_TOKEN)
    return bool(digest) and not site.users.list() and hmac.compare_digest(str(digest), _digest(token))


def spend_token(site: Site) -> None:
    """Make the set-up link worthless."""
    site.settings.set(_TOKEN, "")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

"""The links that make accounts: the first one is printed by the server, the others are made by admins."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from database.damage import open_what_is_left, read_or
from site_data.roles import Role
from site_data.site import Site


def make_setup_link(data: Path) -> str | None:
    """Return the path of a fresh one-time set-up link, or None when an account exists. Older links stop working."""
    with open_what_is_left(Site.open, data) as site:
        # Accounts on a damaged page are accounts: no link is made for whoever reads the log.
        known = read_or(1, lambda: len(site.users.list()), "accounts")
        return None if known else make_invitation(site, "", "admin")


def make_invitation(site: Site, name: str, role: Role) -> str:
    """Return the path of a one-time link for an account; what stands behind the # is sent to no server."""
    token = site.invitations.add(name, role, datetime.now(UTC))
    return f"/quan-tri/thiet-lap{f'?ten={quote(name)}' if name else ''}#{token}"

"""What accounts may do: three roles, each of which may do everything that those before it may.

A reader of admin pages sees how the site does; an editor also corrects facts and decides what is held back; an admin also
runs jobs, hides and erases, and gives out accounts.
"""

from __future__ import annotations

from typing import Literal

Role = Literal["reader", "editor", "admin"]

ROLES: tuple[Role, ...] = ("reader", "editor", "admin")
"""The roles, the least first."""


def as_role(text: str) -> Role:
    """Return ``text`` as a role. Raises ValueError when it is none."""
    if text not in ROLES:
        raise ValueError(text)
    return text


def has_role(held: str, needed: Role) -> bool:
    """Tell whether who holds one role may do what another one is needed for; a role nobody knows may do nothing."""
    return held in ROLES and ROLES.index(as_role(held)) >= ROLES.index(needed)

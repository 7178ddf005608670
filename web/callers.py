"""Who sends the present request, as limits and slots count it: the holder of a token, else an address."""

from __future__ import annotations

from flask import g, request
from flask_limiter.util import get_remote_address

from site_data.api_tokens import Token
from web.state import current_state


def token_holder() -> Token | None:
    """Return whose token the present request carries, None without a valid one."""
    if "holder" not in g:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        g.holder = current_state().site.tokens.find(token.strip()) if scheme.lower() == "bearer" and token else None
    found: Token | None = g.holder
    return found


def name_caller() -> str:
    """Return what the caller is counted under: a token has a share of its own, whatever address its program runs at."""
    found = token_holder()
    return f"token {found.name}" if found else get_remote_address()

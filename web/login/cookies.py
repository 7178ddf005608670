"""The site's cookies: signed with SHA-256, and over TLS bound to this very host (``__Host-``, Secure)."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from flask import Flask, Request, current_app, request
from flask.sessions import SecureCookieSessionInterface
from flask.wrappers import Response
from itsdangerous import BadSignature, URLSafeTimedSerializer

SESSION = "timtin"
DEVICE = "timtin-may"

_DEVICE_LIFETIME = timedelta(days=180)
_HOST_PREFIX = "__Host-"

_HSTS = f"max-age={365 * 86_400}"


def is_over_tls(request: Request) -> bool:
    """Tell whether the reader's browser speaks TLS, to us or to the proxy that is trusted."""
    return bool(request.is_secure or current_app.config["PREFERRED_URL_SCHEME"] == "https")


def cookie_name(name: str) -> str:
    """Return a cookie's name for this request: over TLS no other host and no plain page can set or read it."""
    return (_HOST_PREFIX if is_over_tls(request) else "") + name


class SessionCookie(SecureCookieSessionInterface):
    """The session's cookie. It holds a token of ``site_data.accounts.sessions`` and the forms' token, nothing else."""

    digest_method = staticmethod(hashlib.sha256)

    def get_cookie_name(self, app: Flask) -> str:
        """Return the name that the present request uses."""
        return cookie_name(SESSION)

    def get_cookie_secure(self, app: Flask) -> bool:
        """Tell whether the cookie is for TLS only: a site in a local network may have none."""
        return is_over_tls(request)


def _device_serializer(password_hash: str) -> URLSafeTimedSerializer:
    key = current_app.secret_key
    assert key is not None
    # Marks end with the password: whoever learned it once would guess the next one with all that he collected.
    salt = f"known-device {password_hash}"
    return URLSafeTimedSerializer(key, salt=salt, signer_kwargs={"digest_method": hashlib.sha256})


def known_device(name: str, password_hash: str) -> str | None:
    """Return the mark of the browser that asks when it has signed in to this account with this password before, else None."""
    try:
        found = _device_serializer(password_hash).loads(
            request.cookies.get(cookie_name(DEVICE), ""), max_age=int(_DEVICE_LIFETIME.total_seconds())
        )
    except BadSignature:
        return None
    return str(found[1]) if isinstance(found, list) and len(found) == 2 and found[0] == name else None


def remember_device(response: Response, name: str, password_hash: str) -> None:
    """Give the browser that has just signed in a mark: wrong passwords of others never keep it out."""
    response.set_cookie(
        cookie_name(DEVICE),
        _device_serializer(password_hash).dumps([name, known_device(name, password_hash) or secrets.token_urlsafe(16)]),
        max_age=_DEVICE_LIFETIME,
        secure=is_over_tls(request),
        httponly=True,
        samesite="Strict",
    )


def add_transport_headers(response: Response) -> Response:
    """Tell browsers that reached us over TLS to come that way only."""
    if is_over_tls(request):
        response.headers["Strict-Transport-Security"] = _HSTS
    return response


def clear_site_data(response: Response) -> Response:
    """Have the browser throw away what it kept of the pages of whoever has signed out."""
    # Not "cookies": the device's mark stays, so that signing in again is not slower than for a stranger.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response

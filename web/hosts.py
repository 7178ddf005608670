"""Which host a request may name, and from whom forwarded addresses are believed.

Both are what a sender says of himself: with a public address set only its host is answered, and X-Forwarded-* counts from the
addresses of the proxies alone.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from apiflask import APIFlask
from flask import abort, current_app, request
from werkzeug.middleware.proxy_fix import ProxyFix

import settings
from setting_checks import Network

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_OWN = "TIMTIN_OWN_HOST"
_FOR_ANY = ("health.live", "health.ready", "metrics.page")
"""Views that a watcher asks for by the machine's address."""

_DEFAULT_PORTS = {"http": ":80", "https": ":443"}

MISDIRECTED = 421


class TrustedProxies:
    """Believes forwarded addresses of so many proxies, where the connection itself comes from one of ``addresses``."""

    def __init__(self, app: WSGIApplication, proxies: int, addresses: Sequence[Network]) -> None:
        self._plain, self._addresses = app, addresses
        self._fixed = ProxyFix(app, x_for=proxies, x_proto=proxies, x_host=proxies)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, with the address of its reader put in where a proxy may tell it."""
        known = self._is_proxy(environ.get("REMOTE_ADDR", ""))
        return (self._fixed if known else self._plain)(environ, start_response)

    def _is_proxy(self, address: str) -> bool:
        try:
            peer: Any = ipaddress.ip_address(address)
        except ValueError:
            return False
        peer = getattr(peer, "ipv4_mapped", None) or peer
        return any(peer in network for network in self._addresses)


def register_hosts(app: APIFlask) -> None:
    """Bind both to an application. Raises SettingError."""
    if (proxies := int(settings.number("trusted_proxies"))) > 0:
        app.wsgi_app = TrustedProxies(app.wsgi_app, proxies, settings.networks("proxy_addresses"))  # type: ignore[method-assign]
    app.config[_OWN] = host_of(settings.get("public_url"))
    app.before_request(_refuse_other_hosts)


def host_of(address: str) -> str:
    """Return the host of an address as requests name it: in small letters, without the scheme's own port."""
    parts = urlsplit(address)
    return parts.netloc.lower().removesuffix(_DEFAULT_PORTS.get(parts.scheme, ":"))


def _refuse_other_hosts() -> None:
    own = current_app.config[_OWN]
    if own and request.endpoint not in _FOR_ANY and request.host.lower() != own:
        abort(MISDIRECTED)


def is_local(host: str) -> bool:
    """Tell whether a host can only be this machine or one of its own network: nobody elsewhere is sent there by its name."""
    name = urlsplit(f"//{host}").hostname or ""
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return name == "localhost" or name.endswith((".localhost", ".local")) or (bool(name) and "." not in name)
    return address.is_private or address.is_loopback

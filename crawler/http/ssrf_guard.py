"""SSRF guard: addresses are checked and pinned at connect time, so no name can be rebound.

A host is resolved once, every address it has must be public, and the connection goes to one of those addresses;
the Host header and the TLS name stay those of the URL.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
import typing
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import httpcore
import httpx

from crawler.errors import UnsafeAddress

Resolver = Callable[[str, int], list[str]]
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_GLOBAL = ipaddress.ip_network("2000::/3")
# Inside the public space, but they carry an IPv4 address (6to4, Teredo), or are no hosts of the web (relays, examples).
_REFUSED = tuple(
    ipaddress.ip_network(n)
    for n in (
        "192.0.0.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.175.48.0/24",
        "2002::/16",
        "2001::/23",
        "2001:db8::/32",
        "2620:4f:8000::/48",
        "3fff::/20",
    )
)


def _is_allowed(address: ipaddress.IPv4Address | ipaddress.IPv6Address, allow_loopback: bool) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id:
            return False
        if address.ipv4_mapped:
            return _is_allowed(address.ipv4_mapped, allow_loopback)
        if address in _NAT64:
            return _is_allowed(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF), False)
        if address.is_loopback:
            return allow_loopback
        if address not in _GLOBAL:
            return False
    if address.is_loopback:
        return allow_loopback
    if any(address in network for network in _REFUSED if network.version == address.version):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def check_address(text: str, host: str, *, allow_loopback: bool) -> None:
    """Check the address ``text`` of ``host``: raises UnsafeAddress unless it is public, or loopback where that is allowed."""
    try:
        fine = _is_allowed(ipaddress.ip_address(text), allow_loopback)
    except ValueError:
        fine = False
    if not fine:
        raise UnsafeAddress("crawler.address_not_public", host=host, address=text)


def check_url(url: str, ports: Iterable[int] = ()) -> None:
    """Check a URL: raises UnsafeAddress for a scheme other than http(s), a user name, and a port that is not declared."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise UnsafeAddress("crawler.address_malformed", url=url) from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UnsafeAddress("crawler.scheme_unknown", url=url)
    if "@" in parts.netloc or "\\" in url:
        raise UnsafeAddress("crawler.address_with_user", url=url)
    if port is not None and port not in {80, 443, *ports}:
        raise UnsafeAddress("crawler.port_undeclared", url=url, port=port)


def resolve_host(host: str, port: int) -> list[str]:
    """Resolve ``host`` to all its addresses, IPv4 and IPv6. Raises OSError when there is none."""
    return list(dict.fromkeys(str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


class DeadlineExceeded(Exception):
    """A request ran out of time."""


class _Deadline:
    """The deadline ``at`` of the request under way, by the clock given; None while there is none."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self.at: float | None = None

    def remaining(self, timeout: float | None) -> float | None:
        """Return the seconds a single step may take. Raises DeadlineExceeded when the time is over."""
        if self.at is None:
            return timeout
        left = self.at - self._monotonic()
        if left <= 0:
            raise DeadlineExceeded("took too long to arrive")
        return left if timeout is None else min(timeout, left)

    @contextmanager
    def limit_step(self, timeout: float | None) -> Iterator[float | None]:
        """Yield the seconds a step may take; one that ran into the deadline raises DeadlineExceeded, not just a timeout."""
        left = self.remaining(timeout)
        try:
            yield left
        except httpcore.TimeoutException:
            if left is not None and left != timeout:
                raise DeadlineExceeded("took too long to arrive") from None
            raise


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every step counts against the deadline: a byte a second is as slow as none."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: _Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what has arrived."""
        with self._deadline.limit_step(timeout) as left:
            return self._inner.read(max_bytes, left)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of ``buffer``."""
        with self._deadline.limit_step(timeout) as left:
            self._inner.write(buffer, left)

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Begin TLS on the connection."""
        with self._deadline.limit_step(timeout) as left:
            return _TimedStream(self._inner.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> typing.Any:
        """Tell what httpcore asks about the socket."""
        return self._inner.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """A network backend that connects only to checked addresses; ``connections`` counts those opened.

    ``inner`` opens them. ``deadline.at`` bounds all of a request: connecting, TLS, headers and body.
    """

    def __init__(
        self,
        *,
        allow_loopback: bool = False,
        resolver: Resolver = resolve_host,
        inner: httpcore.NetworkBackend | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._allow_loopback = allow_loopback
        self._resolver = resolver
        self._inner = inner or httpcore.SyncBackend()
        self.deadline = _Deadline(monotonic)
        self.connections = 0

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve ``host``, check every address and connect to the first that answers. Raises UnsafeAddress."""
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in self._resolve_checked(host, port):
            try:
                with self.deadline.limit_step(timeout) as left:
                    stream = self._inner.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            self.connections += 1
            return _TimedStream(stream, self.deadline)
        raise failure

    def _resolve_checked(self, host: str, port: int) -> list[str]:
        """Resolve once; every address must be fine, since any of them may be the one a rebinding name is after."""
        try:
            addresses = self._resolver(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(
                f"{host} has no address ({error}); check its spelling and the network"
            ) from error
        for address in addresses:
            check_address(address, host, allow_loopback=self._allow_loopback)
        return addresses

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: typing.Any = None
    ) -> httpcore.NetworkStream:
        """Refuse: the crawler has no use for local sockets."""
        raise UnsafeAddress("crawler.local_socket", path=path)


class GuardedTransport(httpx.HTTPTransport):
    """An httpx transport on ``GuardedBackend`` with one connection at a time and no proxies from the environment."""

    def __init__(self, backend: GuardedBackend) -> None:
        context = httpx.create_ssl_context(trust_env=False)
        super().__init__(verify=context, trust_env=False)
        self._pool.close()
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            max_connections=1,  # pages are fetched one after the other: never two connections to a host
            max_keepalive_connections=1,
            keepalive_expiry=15.0,
            network_backend=backend,
        )

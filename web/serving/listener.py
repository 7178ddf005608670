"""Opens the listening socket, or takes the one that systemd or a restart hands over, and makes room for its connections."""

from __future__ import annotations

import contextlib
import errno
import os
import resource
import socket

from coded_error import reason_of
from web.errors import AddressRefused, PortInUse

CONNECTIONS = 2000
"""Open connections of one web process, most of them idle browsers."""

BACKLOG = 1024
"""Connections that wait while the site restarts or all connections are taken; the system may hold it lower."""

_OWN_FILES = 500
"""Files that databases, index and log hold open beside the connections."""

_FIRST_HANDED_OVER = 3  # sd_listen_fds(3): descriptors begin after stderr.


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; port 0 takes a free one. Raises PortInUse or AddressRefused with what to do."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        # Without listen() a second server could bind the same port as well.
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise port_error(error, host, port, "--port (make run PORT=…)") from None
    return listener


def handed_over() -> socket.socket | None:
    """Return the listening socket that this process was started with (systemd's protocol), None without one."""
    if os.environ.get("LISTEN_PID") != str(os.getpid()) or int(os.environ.get("LISTEN_FDS") or 0) < 1:
        return None
    listener = socket.socket(fileno=_FIRST_HANDED_OVER)
    os.set_inheritable(listener.fileno(), False)
    for name in ("LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"):
        os.environ.pop(name, None)
    return listener


def hand_over(listener: socket.socket) -> None:
    """Make ready for ``exec``: what runs next in this process finds the socket with ``handed_over``."""
    if listener.fileno() != _FIRST_HANDED_OVER:
        os.dup2(listener.fileno(), _FIRST_HANDED_OVER)
    os.set_inheritable(_FIRST_HANDED_OVER, True)
    os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="1")


def port_error(error: OSError, host: str, port: int, option: str) -> PortInUse | AddressRefused:
    """Return what to raise for a port that cannot be listened on; ``option`` chooses another."""
    if error.errno == errno.EADDRINUSE:
        return PortInUse("web.port_in_use", port=port, option=option)
    if error.errno == errno.EACCES:
        return AddressRefused("web.port_needs_rights", port=port, option=option)
    return AddressRefused("web.address_refused", host=host, why=reason_of(error))


def address_of(listener: socket.socket) -> str:
    """Return the address of a listening socket as a person on this machine opens it."""
    host, port = listener.getsockname()[:2]
    if host in ("0.0.0.0", "::", ""):
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def raise_open_files() -> int:
    """Raise the process's limit of open files as far as needed and allowed; return how many connections fit under it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + _OWN_FILES
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        # A system may allow less than its hard limit says; then the site serves under the soft one.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            soft = wanted
    return CONNECTIONS if soft == resource.RLIM_INFINITY else min(CONNECTIONS, max(soft - _OWN_FILES, soft // 2))

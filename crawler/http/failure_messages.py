"""Why a portal did not answer, as codes of the catalogue: job lines and the crawl report tell admins what to do about it."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator

import httpcore
import httpx

from words import Message, sentence

_CERTIFICATES = {
    10: "crawler.certificate_expired",
    18: "crawler.certificate_self_signed",
    19: "crawler.certificate_self_signed",
    20: "crawler.certificate_incomplete",
    21: "crawler.certificate_incomplete",
    62: "crawler.certificate_of_other",
}
"""What OpenSSL finds wrong with a certificate (X509_V_ERR_…) -> code."""
_PLAIN = frozenset(("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE"))
_NO_WAY = frozenset((errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN))


def describe_failure(error: BaseException, host: str) -> Message:
    """Return what went wrong on the way to ``host``, and what to do."""
    chain = list(_iter_causes(error))
    for one in chain:
        if told := _describe_system_error(one, host):
            return told
    return next(
        (told for one in chain if (told := _describe_protocol_error(one, host))),
        Message("crawler.connection_failed", host=host, why=str(error)),
    )


def _iter_causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and what caused it, the innermost first."""
    if error is not None:
        yield from _iter_causes(error.__cause__ or error.__context__)  # httpcore raises again "from None"
        yield error


def _describe_system_error(error: BaseException, host: str) -> Message | None:
    match error:
        case ssl.SSLCertVerificationError():
            if known := _CERTIFICATES.get(error.verify_code):
                return Message(known, host=host)
            return Message("crawler.certificate_invalid", host=host, why=error.verify_message)
        case ssl.SSLError() if error.reason in _PLAIN:
            return Message("crawler.no_https", host=host)
        case ssl.SSLError() if error.reason:
            return Message("crawler.tls_failed", host=host, why=error.reason)
        case ssl.SSLError():
            return Message("crawler.tls_too_old", host=host)
        case socket.gaierror() if error.errno == socket.EAI_NONAME:
            return Message("crawler.host_unknown", host=host)
        case socket.gaierror() | UnicodeError():
            return Message("crawler.dns_failed", host=host)
        case ConnectionRefusedError():
            return Message("crawler.connection_refused", host=host)
        case ConnectionResetError() | BrokenPipeError():
            return Message("crawler.connection_broken", host=host)
        case OSError(errno=code) if code in _NO_WAY:
            return Message("crawler.host_unreachable", host=host)
    return None


def _describe_protocol_error(error: BaseException, host: str) -> Message | None:
    match error:
        case httpx.ConnectTimeout() | httpcore.ConnectTimeout():
            return Message("crawler.connection_timeout", host=host)
        case httpx.TimeoutException() | httpcore.TimeoutException():
            return Message("crawler.read_timeout", host=host)
        case httpx.RemoteProtocolError() | httpcore.RemoteProtocolError():
            return Message("crawler.protocol_broken", host=host)
        case httpx.ReadError() | httpx.WriteError() | httpcore.ReadError() | httpcore.WriteError():
            return Message("crawler.connection_broken", host=host)
    return None


def describe_status(status: int) -> str:
    """Describe a response status (neither 2xx, 304, 404 nor 410)."""
    if status == 429:
        return sentence("crawler.status_too_often")
    if status in (401, 403):
        return sentence("crawler.status_forbidden", status=status)
    if status >= 500:
        return sentence("crawler.status_server_error", status=status)
    return sentence("crawler.status_empty", status=status)

"""Sends mail over SMTP with the settings' server; an unset ``smtp_host`` means that the site sends none."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from email.errors import MessageError
from email.message import EmailMessage

import structlog

import settings
from jobs.errors import AddressUnusable, MailFailed
from words import sentence

MOST_HUNG_UP = 10
"""Messages on end over which a server may hang up before it is the server that is in trouble, not the messages."""

_log = structlog.get_logger("jobs")


@dataclass(frozen=True, slots=True)
class MailServer:
    """An SMTP server. ``security``: starttls, tls or none; ``sender``: the From address; ``site``: where links lead."""

    host: str
    port: int
    user: str
    password: str
    security: str
    sender: str
    site: str


def configured_server() -> MailServer | None:
    """Return the server of the settings, None when mail is off. Raises MailFailed naming a wrong setting."""
    host = settings.get("smtp_host")
    if not host:
        return None
    security, sender = settings.get("smtp_security"), settings.get("mail_from")
    if security not in settings.MAIL_SECURITY:
        raise MailFailed("jobs.mail_security_wrong", security=security)
    if "@" not in sender:
        raise MailFailed("jobs.mail_sender_wrong")
    # The address of a request is what its sender says it is: links in mails take the one the admin set.
    site = settings.get("public_url").rstrip("/")
    if not site.startswith(("http://", "https://")):
        raise MailFailed("jobs.public_url_missing")
    port = int(settings.number("smtp_port"))
    return MailServer(host, port, settings.get("smtp_user"), settings.get("smtp_password"), security, sender, site)


class MailSession:
    """A session on a server, opened anew for the next message when the server hung up over one."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._smtp = _connect(server)
        self._hung_up = 0

    def close(self) -> None:
        """End the session."""
        with suppress(OSError, smtplib.SMTPException), self._smtp:
            pass

    def send(self, write: Callable[[], EmailMessage]) -> bool | None:
        """Write and send one message; False when it can never reach this recipient, None when it is to be tried later.

        A message that cannot be written or is refused stops no other. What ``open_session`` turns into MailFailed is raised
        when no session can be opened or the server hangs up over ``MOST_HUNG_UP`` messages on end.
        """
        if self._smtp.sock is None:
            self._smtp = _connect(self._server)
        taken = self._send_once(write)
        self._hung_up = self._hung_up + 1 if self._smtp.sock is None else 0
        if self._hung_up == MOST_HUNG_UP:
            raise smtplib.SMTPServerDisconnected(sentence("jobs.mail_hung_up", times=MOST_HUNG_UP))
        return taken

    def _send_once(self, write: Callable[[], EmailMessage]) -> bool | None:
        try:
            self._smtp.send_message(write())
        except AddressUnusable:
            return False
        except smtplib.SMTPNotSupportedError:  # an address with letters beyond ASCII, on a server that knows none
            if not self._server.sender.isascii():
                raise
            return False
        except smtplib.SMTPRecipientsRefused as error:
            return False if all(500 <= code < 600 for code, _ in error.recipients.values()) else None
        except (smtplib.SMTPResponseException, smtplib.SMTPServerDisconnected) as error:
            _log.warning("mail refused", reason=type(error).__name__, code=getattr(error, "smtp_code", None))
            return None
        except (ValueError, MessageError) as error:  # a text that is no mail
            _log.warning("mail not written", reason=type(error).__name__)
            with suppress(smtplib.SMTPException):
                self._smtp.rset()  # It may have been begun.
            return None
        return True


@contextmanager
def open_session(server: MailServer) -> Iterator[MailSession]:
    """Open a session on the server. Raises MailFailed saying what to check."""
    try:
        with closing(MailSession(server)) as session:
            yield session
    except (OSError, smtplib.SMTPException) as error:
        raise MailFailed("jobs.mail_server_refuses", host=server.host, port=server.port, why=error) from None


def _connect(server: MailServer) -> smtplib.SMTP:
    """Return a connection that is signed in. Raises OSError, SMTPException."""
    timeout = settings.number("timeout")
    context = ssl.create_default_context() if server.security != "none" else None
    smtp: smtplib.SMTP
    if server.security == "tls":
        smtp = smtplib.SMTP_SSL(server.host, server.port, timeout=timeout, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=timeout)
    try:
        if server.security == "starttls":
            smtp.starttls(context=context)
        if server.user:
            smtp.login(server.user, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp

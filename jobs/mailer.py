"""Sends mail over SMTP with the settings' server; an unset ``smtp_host`` means that the site sends none."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage

import settings
from jobs.errors import MailFailed

SECURITY = ("starttls", "tls", "none")


@dataclass(frozen=True, slots=True)
class Server:
    """An SMTP server. ``security``: starttls, tls or none; ``sender``: the From address; ``site``: where links lead."""

    host: str
    port: int
    user: str
    password: str
    security: str
    sender: str
    site: str


def configured() -> Server | None:
    """Return the server of the settings, None when mail is off. Raises MailFailed naming a wrong setting."""
    host = settings.get("smtp_host")
    if not host:
        return None
    security, sender = settings.get("smtp_security"), settings.get("mail_from")
    if security not in SECURITY:
        raise MailFailed(f"TIMTIN_SMTP_SECURITY={security!r}: chọn starttls, tls hoặc none")
    if "@" not in sender:
        raise MailFailed("TIMTIN_MAIL_FROM chưa phải là địa chỉ thư: đặt địa chỉ người gửi rồi thử lại")
    # The address of a request is what its sender says it is: links in mails take the one the admin set.
    site = settings.get("public_url").rstrip("/")
    if not site.startswith(("http://", "https://")):
        raise MailFailed("TIMTIN_PUBLIC_URL chưa đặt: đặt địa chỉ công khai của trang (https://…) để thư có liên kết")
    port = int(settings.number("smtp_port"))
    return Server(host, port, settings.get("smtp_user"), settings.get("smtp_password"), security, sender, site)


@contextmanager
def connected(server: Server) -> Iterator[smtplib.SMTP]:
    """Open a session on the server. Raises MailFailed saying what to check."""
    timeout = settings.number("timeout")
    try:
        if server.security == "tls":
            session: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=timeout, context=ssl.create_default_context()
            )
        else:
            session = smtplib.SMTP(server.host, server.port, timeout=timeout)
        with session:
            if server.security == "starttls":
                session.starttls(context=ssl.create_default_context())
            if server.user:
                session.login(server.user, server.password)
            yield session
    except (OSError, smtplib.SMTPException) as error:
        raise MailFailed(
            f"máy chủ thư {server.host}:{server.port} không nhận thư ({error}): kiểm tra các biến TIMTIN_SMTP_…"
        ) from None


def send(session: smtplib.SMTP, message: EmailMessage) -> bool | None:
    """Send one message; False when the server refuses this recipient for good, None when it refuses this message for now.

    A session that broke raises what ``connected`` turns into MailFailed.
    """
    try:
        session.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        return False if all(500 <= code < 600 for code, _ in error.recipients.values()) else None
    except smtplib.SMTPResponseException:
        session.rset()  # One message that is refused must not stop those behind it.
        return None
    return True

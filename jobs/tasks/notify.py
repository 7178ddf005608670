"""Looks for troubles, and the job that tells of them: by mail, webhook or both, once when one begins and once when it is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import settings
from archive.articles.archive import NAME as ARCHIVE
from archive.articles.archive import Archive
from archive.crawling.crawl_log import CrawlLog
from archive.model import VIETNAM
from database.connection import database_exists
from jobs.context import JobContext
from jobs.errors import MailFailed
from jobs.mail.smtp import MailServer, configured_server, open_session
from jobs.notices.troubles import find_troubles
from jobs.notices.webhook import send_webhook
from site_data.notices import Notice
from site_data.site import Site
from translations import gettext, ngettext, write_day

_AGAIN = timedelta(minutes=30)
"""How long after a notice that could not be sent the next try is made."""


def watch_troubles(data: Path, site: Site, now: datetime) -> bool:
    """Note the troubles there are now; put a job into the table when somebody is to be told. Tell whether one was put there."""
    if not database_exists(data / ARCHIVE):
        return False
    with Archive.open(data, readonly=True) as archive:
        site.notices.update(find_troubles(data, site, CrawlLog(archive.engine), now), now)
    if not any(site.notices.untold()) or not (settings.get("notify_mail") or settings.get("notify_webhook")):
        return False
    newest = site.jobs.list(1, kind="notify")
    if newest and (newest[0].state in ("waiting", "running") or now - newest[0].created < _AGAIN):
        return False
    site.jobs.submit("notify", {})
    return True


def run_notify_job(context: JobContext) -> str:
    """Tell what nobody has been told of. Raises MailFailed, WebhookFailed; what could not be told is told later."""
    notices = context.site.notices
    began, over = notices.untold()
    if not began and not over:
        return gettext("không có gì cần báo")
    text = write_text(began, over)
    webhook, addresses = settings.get("notify_webhook"), settings.get("notify_mail")
    if webhook:
        send_webhook(webhook, text, began, over)
    if addresses:
        server = configured_server()
        if server is None:
            raise MailFailed("jobs.mail_server_missing")
        _mail(server, addresses, text, began, over)
    notices.mark_told(began, over)
    return gettext("sự cố mới đã báo: {new}, sự cố đã hết: {over}", new=len(began), over=len(over))


def write_text(began: Sequence[Notice], over: Sequence[Notice]) -> str:
    """Return what people are told, line by line."""
    lines = [gettext("• {text} (từ {began})", text=notice.text, began=_moment(notice.began)) for notice in began]
    lines += [
        gettext("✓ Đã hết: {text} ({began} – {ended})", text=n.text, began=_moment(n.began), ended=_moment(n.ended))
        for n in over
    ]
    return "\n".join(lines)


def _mail(server: MailServer, addresses: str, text: str, began: Sequence[Notice], over: Sequence[Notice]) -> None:
    with open_session(server) as session:
        for address in filter(None, (part.strip() for part in addresses.split(","))):

            def write(recipient: str = address) -> EmailMessage:
                message = EmailMessage()
                message["From"], message["To"] = server.sender, recipient
                told = ngettext("{n} sự cố", len(began)) if began else gettext("sự cố đã hết")
                message["Subject"] = f"{settings.get('site_name')}: {told}"
                message["Date"] = format_datetime(datetime.now(UTC))
                message.set_content(f"{text}\n\n{server.site}/quan-tri/\n")
                return message

            if not session.send(write):
                raise MailFailed("jobs.notice_refused", address=address)


def _moment(value: datetime | None) -> str:
    local = value.astimezone(VIETNAM) if value else None
    return f"{local:%H:%M} {write_day(local)}" if local else ""

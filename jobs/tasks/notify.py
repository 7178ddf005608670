"""Looks for troubles, and the job that tells of them: by mail, webhook or both, once when one begins and once when it is over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from functools import partial
from pathlib import Path

import structlog

import settings
from archive.articles.archive import NAME as ARCHIVE
from archive.articles.archive import Archive
from archive.crawling.crawl_log import CrawlLog
from archive.model import VIETNAM
from database.connection import database_exists
from database.errors import ArchiveDamaged
from jobs.context import JobContext
from jobs.errors import JobError, MailFailed
from jobs.mail.smtp import MailServer, configured_server, open_session
from jobs.notices.troubles import find_troubles
from jobs.notices.webhook import send_webhook
from site_data.notices import Notice
from site_data.site import Site
from translations import gettext, ngettext, write_day

_log = structlog.get_logger("jobs")

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
    for newest in site.jobs.list(1, kind="notify"):
        not_sent = newest.state != "done" and abs(now - newest.created) < _AGAIN
        if not_sent or newest.state in ("waiting", "running"):
            return False
    site.jobs.submit("notify", {})
    return True


def run_notify_job(context: JobContext) -> str:
    """Tell what nobody has been told of. Raises MailFailed, WebhookFailed for the ways that failed.

    What one way took is told, whatever became of the others; what none took is told later.
    """
    notices = context.site.notices
    began, over = notices.untold()
    if not began and not over:
        return gettext("không có gì cần báo")
    failed = _tell(began, over)
    notices.mark_told(began, over)
    if failed:
        raise failed[0]
    return gettext("sự cố mới đã báo: {new}, sự cố đã hết: {over}", new=len(began), over=len(over))


def tell_of_damage(damage: ArchiveDamaged) -> None:
    """Tell at once of a database in which no notice can be kept; what cannot be told stands in the log."""
    try:
        failed = _tell([Notice(0, "damage", str(damage), datetime.now(UTC), None)], [])
    except JobError as error:
        failed = [error]
    for one in failed:
        _log.error("damage not told", reason=str(one))


def _tell(began: Sequence[Notice], over: Sequence[Notice]) -> list[JobError]:
    """Tell by every way that the settings name and return what failed. Raises MailFailed, WebhookFailed when nobody was told."""
    text = write_text(began, over)
    webhook, mailed = settings.get("notify_webhook"), settings.get("notify_mail")
    addresses = [part.strip() for part in mailed.split(",") if part.strip()]
    ways: list[Callable[[], Sequence[JobError] | None]] = []
    if webhook:
        ways.append(lambda: send_webhook(webhook, text, began, over))
    if addresses:
        ways.append(lambda: _mail(addresses, text, len(began)))
    failed: list[JobError] = []
    silent = 0
    for way in ways:
        try:
            failed += way() or ()
        except JobError as error:
            failed.append(error)
            silent += 1
    if ways and silent == len(ways):
        raise failed[0]
    return failed


def write_text(began: Sequence[Notice], over: Sequence[Notice]) -> str:
    """Return what people are told, line by line."""
    lines = [gettext("• {text} (từ {began})", text=notice.text, began=_moment(notice.began)) for notice in began]
    lines += [
        gettext("✓ Đã hết: {text} ({began} – {ended})", text=n.text, began=_moment(n.began), ended=_moment(n.ended))
        for n in over
    ]
    return "\n".join(lines)


def _mail(addresses: Sequence[str], text: str, new: int) -> list[JobError]:
    """Mail to every address and return those that refused. Raises MailFailed when none took it."""
    server = configured_server()
    if server is None:
        raise MailFailed("jobs.mail_server_missing")
    refused: list[JobError] = []
    with open_session(server) as session:
        for address in addresses:
            if not session.send(partial(_write_mail, server, address, text, new)):
                refused.append(MailFailed("jobs.notice_refused", address=address))
    if len(refused) == len(addresses):
        raise refused[0]
    return refused


def _write_mail(server: MailServer, address: str, text: str, new: int) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = server.sender, address
    told = ngettext("{n} sự cố", new) if new else gettext("sự cố đã hết")
    message["Subject"] = f"{settings.get('site_name')}: {told}"
    message["Date"] = format_datetime(datetime.now(UTC))
    message.set_content(f"{text}\n\n{server.site}/quan-tri/\n")
    return message


def _moment(value: datetime | None) -> str:
    local = value.astimezone(VIETNAM) if value else None
    return f"{local:%H:%M} {write_day(local)}" if local else ""

"""The mail job: sends confirmations that were asked for, and digests of what is new to each confirmed alert.

A digest is sent first and noted after: a kill between the two sends it once more, with the same Message-ID; nothing is missed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from functools import partial

import structlog

from archive.articles.checksums import changes_since
from archive.attempts import Failed, attempt
from database.secret_key import secret_key
from indexer import IndexingError
from jobs.context import JobContext
from jobs.errors import JobError
from jobs.mail import smtp as mailer
from jobs.mail.messages import MOST, Writer
from jobs.mail.signed_links import LinkSigner
from jobs.public_view import PublicView
from jobs.source_list import known_sources
from search import Searcher, filters_of
from site_data.saved_searches import Alert

_log = structlog.get_logger("mail")

_PERIOD = {"index": timedelta(0), "day": timedelta(hours=23), "week": timedelta(days=6, hours=23)}
"""A little less than the name says, so that an hourly schedule keeps its hour of the day."""


@dataclass(slots=True)
class _Round:
    """One run over the alerts."""

    context: JobContext
    session: mailer.Session
    writer: Writer
    now: datetime
    counts: Counter[str]

    def confirmations(self) -> None:
        """Mail the confirmations asked for."""
        for alert in self.context.site.saved_searches.alerts("asked"):
            if self.context.cancelled():
                return
            self._turn(self._confirmation, alert)

    def _confirmation(self, alert: Alert) -> None:
        if self._send(alert, partial(self.writer.confirmation, alert, self.now)):
            self.context.site.saved_searches.set_state(alert.id, "pending")
            self.counts["confirmation"] += 1

    def _turn(self, step: Callable[[Alert], None], alert: Alert) -> None:
        """Do what is due for one alert. What fails ends its turn alone, and is tried again in the next round."""
        # No mail, no index, no disk: that is no fault of one alert.
        failed = attempt(step, alert, (IndexingError, JobError))
        if isinstance(failed, Failed):
            self.counts["failed"] += 1
            _log.warning("alert failed", alert=alert.id, error=failed.error)

    def digests(self, searcher: Searcher, look: PublicView) -> None:
        """Mail what is new."""
        waiting = [alert for alert in self.context.site.saved_searches.alerts("confirmed") if due(alert, self.now)]
        for done, alert in enumerate(waiting):
            if self.context.cancelled():
                return
            self.context.report(done, len(waiting), "đang gửi thông báo")
            self._turn(lambda one: self._digest(one, searcher, look), alert)

    def _digest(self, alert: Alert, searcher: Searcher, look: PublicView) -> None:
        found = searcher.matching(alert.saved.asked.get("q", ""), sort="date", filters=filters_of(alert.saved.asked))
        following = self.context.site.saved_searches
        trouble = "; ".join(u.text for u in found.understood if u.kind == "notice" and u.unit)
        if trouble != alert.trouble:
            following.note(alert.id, trouble=trouble)
        if trouble and trouble != alert.told:
            taken = self._send(alert, partial(self.writer.trouble, alert, trouble, self.now))
            if taken is False:
                return
            if taken:
                following.note(alert.id, told=trouble)
                self.counts["trouble"] += 1
        changes = changes_since(look.archive.engine, [int(n) for n in found.articles], alert.seen_change)
        new = [n for n in changes if n > alert.seen_article]
        changed = len(changes) - len(new)
        if new or changed:
            shown = look.articles(new[:MOST])
            articles = [shown[n] for n in new[:MOST] if n in shown]
            more = len(new) - len(articles)
            if not self._send(alert, partial(self.writer.digest, alert, articles, more, changed, look, self.now)):
                return
            self.counts["digest"] += 1
            following.note(
                alert.id,
                sent=self.now.isoformat(),
                seen_article=max([alert.seen_article, *new]),
                seen_change=max(changes.values()),
            )

    def _send(self, alert: Alert, write: Callable[[], EmailMessage]) -> bool | None:
        """Send a mail of an alert and return what ``Session.send`` does; an address that no mail reaches ends its alert."""
        taken = self.session.send(write)
        if taken is False:
            self.context.site.saved_searches.set_state(alert.id, "ended")
        if not taken:
            self.counts["later" if taken is None else "refused"] += 1
        return taken


def due(alert: Alert, now: datetime) -> bool:
    """Tell whether an alert's next digest may be sent."""
    return alert.sent is None or now - alert.sent >= _PERIOD[alert.every]


def run_mail_job(context: JobContext, now: datetime | None = None) -> str:
    """Send everything that is due and return the job's result line. Raises MailFailed; what was sent stays noted."""
    server = mailer.configured()
    if server is None:
        return "chưa cấu hình máy chủ thư (TIMTIN_SMTP_HOST) nên không gửi gì"
    following = context.site.saved_searches
    if not following.alerts("asked", "confirmed"):
        return "không có thông báo nào cần gửi"
    writer = Writer(server.site, server.sender, LinkSigner(secret_key(context.data)))
    counts: Counter[str] = Counter()
    with mailer.connected(server) as session, Searcher.open(context.data) as searcher:
        work = _Round(context, session, writer, now or datetime.now(UTC), counts)
        work.confirmations()
        work.digests(searcher, PublicView(searcher.archive, known_sources(context.data, context.site), searcher.masker))
    return (
        f"đã gửi {counts['digest']} thông báo và {counts['confirmation']} thư xác nhận"
        + (f"; {counts['refused']} địa chỉ không còn nhận thư" if counts["refused"] else "")
        + (f"; {counts['later']} thư sẽ gửi lại ở lượt sau" if counts["later"] else "")
        + (f"; {counts['failed']} thông báo gặp lỗi, sẽ thử lại ở lượt sau" if counts["failed"] else "")
    )

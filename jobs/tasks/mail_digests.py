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
from archive.attempts import FailedStep, attempt
from database.secret_key import read_secret_key
from indexer import IndexingError
from jobs.context import JobContext
from jobs.errors import JobError
from jobs.mail import smtp as mailer
from jobs.mail.messages import MOST, AlertNews, MessageWriter
from jobs.mail.signed_links import LinkSigner
from jobs.public_view import PublicView
from jobs.source_list import known_sources
from search import Searcher, filters_of
from site_data.saved_searches import Alert
from translations import N_count, gettext, ngettext, write_number

_log = structlog.get_logger("mail")

_PERIOD = {"index": timedelta(0), "day": timedelta(hours=23), "week": timedelta(days=6, hours=23)}
"""A little less than the name says, so that an hourly schedule keeps its hour of the day."""

_LEFT = {
    "refused": N_count("{n} địa chỉ không còn nhận thư"),
    "later": N_count("{n} thư sẽ gửi lại ở lượt sau"),
    "failed": N_count("{n} thông báo gặp lỗi, sẽ thử lại ở lượt sau"),
}


@dataclass(frozen=True, slots=True)
class _Found:
    """What is new to an alert, and up to where its owner has then seen everything."""

    news: AlertNews
    seen_article: int
    seen_change: int


@dataclass(slots=True)
class _MailRun:
    """One run over the alerts."""

    context: JobContext
    session: mailer.MailSession
    writer: MessageWriter
    now: datetime
    counts: Counter[str]

    def send_confirmations(self) -> None:
        """Mail the confirmations asked for."""
        for alert in self.context.site.saved_searches.alerts("asked"):
            if self.context.is_cancelled():
                return
            self._attempt_step(self._send_confirmation, alert)

    def _send_confirmation(self, alert: Alert) -> None:
        if self._send(partial(self.writer.write_confirmation, alert, self.now), alert):
            self.context.site.saved_searches.set_state(alert.id, "pending")
            self.counts["confirmation"] += 1

    def _attempt_step(self, step: Callable[[Alert], None], alert: Alert) -> None:
        """Run one step for one alert. What fails ends its turn alone, and is tried again in the next round."""
        # No mail, no index, no disk: that is no fault of one alert.
        failed = attempt(step, alert, (IndexingError, JobError))
        if isinstance(failed, FailedStep):
            self.counts["failed"] += 1
            _log.warning("alert failed", alert=alert.id, error=failed.error)

    def send_digests(self, searcher: Searcher, view: PublicView) -> None:
        """Mail what is new: one mail to each address, whatever it follows."""
        waiting = [alert for alert in self.context.site.saved_searches.alerts("confirmed") if is_due(alert, self.now)]
        by_reader: dict[str, list[Alert]] = {}
        for alert in waiting:
            by_reader.setdefault(alert.email, []).append(alert)
        done = 0
        for alerts in by_reader.values():
            found: list[_Found] = []
            for alert in alerts:
                if self.context.is_cancelled():
                    return
                self.context.report_progress(done, len(waiting), gettext("đang gửi thông báo"))
                done += 1
                self._attempt_step(partial(self._look, searcher=searcher, view=view, into=found), alert)
            if found:
                self._attempt_step(partial(self._send_digest, found=found, view=view), found[0].news.alert)

    def _look(self, alert: Alert, *, searcher: Searcher, view: PublicView, into: list[_Found]) -> None:
        """Look for what is new to an alert; tell its owner when its query is no longer understood."""
        found = searcher.matching(
            str(alert.saved.parameters.get("q", "")), sort="date", filters=filters_of(alert.saved.parameters)
        )
        saved_searches = self.context.site.saved_searches
        trouble = "; ".join(u.text for u in found.understood if u.kind == "notice" and u.unit)
        if trouble != alert.trouble:
            saved_searches.update_alert(alert.id, trouble=trouble)
        if trouble and trouble != alert.reported_trouble:
            taken = self._send(partial(self.writer.write_trouble_notice, alert, trouble, self.now), alert)
            if taken is False:
                return
            if taken:
                saved_searches.update_alert(alert.id, told=trouble)
                self.counts["trouble"] += 1
        changes = changes_since(view.archive.engine, [int(n) for n in found.articles], alert.seen_change)
        new = [n for n in changes if n > alert.seen_article]
        if changes:
            shown = view.articles(new[:MOST])
            articles = [shown[n] for n in new[:MOST] if n in shown]
            news = AlertNews(alert, articles, len(new) - len(articles), len(changes) - len(new))
            into.append(_Found(news, max([alert.seen_article, *new]), max(changes.values())))

    def _send_digest(self, _: Alert, *, found: list[_Found], view: PublicView) -> None:
        news = [one.news for one in found]
        if not self._send(partial(self.writer.write_digest, news, view, self.now), *(one.alert for one in news)):
            return
        self.counts["digest"] += 1
        for one in found:
            self.context.site.saved_searches.update_alert(
                one.news.alert.id,
                sent=self.now.isoformat(),
                seen_article=one.seen_article,
                seen_change=one.seen_change,
            )

    def _send(self, write: Callable[[], EmailMessage], *alerts: Alert) -> bool | None:
        """Send a mail of some alerts and return what ``Session.send`` does; an address that no mail reaches ends them."""
        taken = self.session.send(write)
        if taken is False:
            for alert in alerts:
                self.context.site.saved_searches.set_state(alert.id, "ended")
        if not taken:
            self.counts["later" if taken is None else "refused"] += 1
        return taken


def is_due(alert: Alert, now: datetime) -> bool:
    """Tell whether an alert's next digest may be sent."""
    return alert.sent is None or now - alert.sent >= _PERIOD[alert.every]


def run_mail_job(context: JobContext, now: datetime | None = None) -> str:
    """Send everything that is due and return the job's result line. Raises MailFailed; what was sent stays noted."""
    server = mailer.configured_server()
    if server is None:
        return gettext("chưa cấu hình máy chủ thư (TIMTIN_SMTP_HOST) nên không gửi gì")
    saved_searches = context.site.saved_searches
    if not saved_searches.alerts("asked", "confirmed"):
        return gettext("không có thông báo nào cần gửi")
    writer = MessageWriter(server.site, server.sender, LinkSigner(read_secret_key(context.data)))
    counts: Counter[str] = Counter()
    with mailer.open_session(server) as session, Searcher.open(context.data) as searcher:
        work = _MailRun(context, session, writer, now or datetime.now(UTC), counts)
        work.send_confirmations()
        work.send_digests(
            searcher, PublicView(searcher.archive, known_sources(context.data, context.site), searcher.masker)
        )
    digests, confirmations = write_number(counts["digest"]), write_number(counts["confirmation"])
    line = gettext("số thông báo đã gửi: {digests}, thư xác nhận: {asked}", digests=digests, asked=confirmations)
    return "; ".join([line, *(ngettext(text, counts[name]) for name, text in _LEFT.items() if counts[name])])

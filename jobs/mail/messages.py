"""The mails of alerts, in the language of TIMTIN_LANG: the confirmation, the digest, and the note about a query that is not understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, getaddresses
from urllib.parse import urlencode, urlsplit
from zlib import crc32

import settings
from archive.model import VIETNAM, StoredArticle
from jobs.errors import AddressUnusable
from jobs.mail.signed_links import LinkSigner
from jobs.public_view import PublicView, opening_of
from site_data.saved_searches import Alert
from translations import N_, N_count, gettext, ngettext, write_day

MOST = 20
"""Articles written out in one digest; the others are behind the link to the search."""

HOW_OFTEN = {"index": N_("mỗi khi có bài mới"), "day": N_("mỗi ngày một thư"), "week": N_("mỗi tuần một thư")}


@dataclass(frozen=True, slots=True)
class AlertNews:
    """What is new to one alert: articles written out, ``more`` others, ``changed`` older ones whose text was changed."""

    alert: Alert
    articles: Sequence[StoredArticle]
    more: int
    changed: int

    @property
    def total(self) -> int:
        """How many articles are new."""
        return len(self.articles) + self.more


def _sum_of(alerts: Sequence[Alert]) -> str:
    """Return what names the same news of the same alerts: sent again after a crash, they are one mail."""
    return f"{crc32(repr([(alert.id, alert.seen_change) for alert in alerts]).encode()):08x}"


@dataclass(frozen=True, slots=True)
class MessageWriter:
    """Writes messages for one site: its public address (no slash at its end), the sender, and the signed links.

    Its methods raise AddressUnusable when no header can hold the alert's address.
    """

    base: str
    sender: str
    links: LinkSigner

    def write_confirmation(self, alert: Alert, now: datetime) -> EmailMessage:
        """Ask the owner of the address to confirm."""
        # Nothing a stranger typed stands in a mail that nobody asked for yet.
        site = settings.get("site_name")
        text = gettext(
            "Có người (có lẽ là bạn) muốn nhận thư từ {site} về các bài mới của một tìm kiếm đã lưu, {often}.\n\n"
            "Để đồng ý, mở liên kết này trong vòng 3 ngày; trang ấy cho biết đó là tìm kiếm nào:\n{address}\n\n"
            "Nếu không phải bạn, hãy bỏ qua thư này: không có gì được gửi thêm.",
            site=site,
            often=gettext(HOW_OFTEN[alert.every]),
            address=f"{self.base}/xac-nhan/{self.links.confirmation_token(alert.id)}",
        )
        return self._make_message(alert, gettext("Xác nhận nhận thư từ {site}", site=site), text, "confirm", now)

    def write_digest(self, news: Sequence[AlertNews], view: PublicView, now: datetime) -> EmailMessage:
        """Tell one reader, in one mail, what is new to his alerts."""
        alerts = [one.alert for one in news]
        total, title = sum(one.total for one in news), alerts[0].saved.title
        if len(news) > 1:
            title = ngettext("{title} và {n} tìm kiếm khác", len(news) - 1, title=title)
        new_subject, old_subject = N_count("{n} bài mới: {title}"), N_("Bài được sửa: {title}")
        subject = ngettext(new_subject, total, title=title) if total else gettext(old_subject, title=title)
        text = f"\n\n{'—' * 30}\n\n".join(self._section(one, view) for one in news)
        if len(news) > 1:
            text += "\n\n" + gettext("Thôi nhận mọi thư trên: {address}", address=self._end_address(*alerts))
        # One alert keeps the id that its digests always had.
        seen = alerts[0].seen_change if len(news) == 1 else _sum_of(alerts)
        return self._make_message(alerts[0], subject, text, f"digest-{seen}", now, alerts)

    def _section(self, news: AlertNews, view: PublicView) -> str:
        alert = news.alert
        lines = [ngettext("{n} bài mới của tìm kiếm “{title}”:", news.total, title=alert.saved.title) + "\n"]
        lines += [self._article_lines(stored, view) for stored in news.articles]
        if news.more:
            lines.append(ngettext("… và {n} bài khác.", news.more) + "\n")
        if news.changed:
            lines.append(ngettext("{n} bài có từ trước vừa được sửa nội dung.", news.changed) + "\n")
        address = self._search_address(alert)
        lines.append(gettext("Xem tất cả: {address}", address=address) + f"\n\n{self._footer(alert)}")
        return "\n".join(lines)

    def write_trouble_notice(self, alert: Alert, reason: str, now: datetime) -> EmailMessage:
        """Tell that the query is no longer understood; the alert goes on."""
        text = gettext(
            "Tìm kiếm “{title}” có phần không còn được hiểu: {reason}.\n"
            "Thông báo vẫn hoạt động nhưng có thể thiếu hoặc thừa bài. Bạn có thể sửa tìm kiếm và lưu lại: {address}",
            title=alert.saved.title,
            reason=reason,
            address=self._search_address(alert),
        )
        subject = gettext("Cần xem lại tìm kiếm: {title}", title=alert.saved.title)
        what = f"trouble-{crc32(reason.encode()):08x}"
        return self._make_message(alert, subject, f"{text}\n\n{self._footer(alert)}", what, now)

    def _article_lines(self, stored: StoredArticle, view: PublicView) -> str:
        article = stored.article
        day = write_day(article.published.astimezone(VIETNAM)) if article.published else gettext("không rõ ngày đăng")
        parts = [
            article.title,
            f"{view.publisher(article)}, {day}",
            opening_of(article),
            f"{self.base}/bai/{stored.id}",
        ]
        return "\n".join(part for part in parts if part) + "\n"

    def _search_address(self, alert: Alert) -> str:
        return f"{self.base}/tim-kiem?{urlencode(dict(alert.saved.parameters), doseq=True)}"

    def _footer(self, alert: Alert) -> str:
        private = f"{self.base}/theo-doi/{self.links.private_token(alert.saved.id)}"
        end = self._end_address(alert)
        return gettext("Trang theo dõi của bạn: {private}\nThôi nhận thư: {end}", private=private, end=end)

    def _end_address(self, *alerts: Alert) -> str:
        return f"{self.base}/huy-thu/{self.links.end_token(*(alert.id for alert in alerts))}"

    def _make_message(
        self, alert: Alert, subject: str, text: str, what: str, now: datetime, ended: Sequence[Alert] = ()
    ) -> EmailMessage:
        """Return a message to the owner of an alert; unsubscribing ends the alerts ``ended``, or this one."""
        host = urlsplit(self.base).hostname or "localhost"
        message = EmailMessage()
        message["From"] = formataddr((settings.get("site_name"), self.sender))
        _set_recipient(message, alert.email)
        message["Subject"] = " ".join(subject.split())[:200]
        message["Date"] = format_datetime(now)
        # The same digest has the same id: sent again after a crash, a mail program shows it once.
        message["Message-ID"] = f"<{what}-{alert.id}@{host}>"
        message["Auto-Submitted"] = "auto-generated"
        if what != "confirm":
            message["List-Unsubscribe"] = f"<{self._end_address(*(ended or [alert]))}>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message.set_content(text)
        return message


def _set_recipient(message: EmailMessage, email: str) -> None:
    """Address a message to one mail box. Raises AddressUnusable."""
    try:
        message["To"] = email
        read = getaddresses([message["To"]])
    except Exception:  # the standard library's parser raises ValueError, IndexError or AttributeError
        raise AddressUnusable("jobs.address_wrong") from None
    if read != [("", email)]:  # read as another address: the mail would go to a stranger
        raise AddressUnusable("jobs.address_wrong")

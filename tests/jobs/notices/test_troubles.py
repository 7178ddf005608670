"""Troubles: found when they begin, told once by mail and webhook, and once when they are over."""

from __future__ import annotations

import json
import shutil
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email import message_from_string
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from aiosmtpd.smtp import Envelope
from structlog.testing import capture_logs

from archive.articles.archive import Archive
from archive.crawling.crawl_log import CrawlLog
from crawler.sources.toml_file import set_value
from database.errors import ArchiveDamaged
from jobs.errors import WebhookFailed
from jobs.notices.troubles import find_troubles
from jobs.notices.webhook import send_webhook
from jobs.tasks import notify
from jobs.tasks.backup import backup
from jobs.tasks.notify import tell_of_damage, watch_troubles, write_text
from jobs.tasks.retention import prune_records
from jobs.worker.worker import Worker, run_pending
from site_data.notices import Notice
from site_data.site import NAME as SITE
from site_data.site import Site

NOW = datetime.now(UTC)


@pytest.fixture
def data(indexed_data: Path, tmp_path: Path) -> Path:
    """A copy of the indexed data."""
    shutil.copytree(indexed_data, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def site(data: Path) -> Iterator[Site]:
    """Its site database."""
    with Site.open(data) as opened:
        yield opened


def troubles(data: Path, site: Site, now: datetime = NOW) -> dict[str, str]:
    with Archive.open(data) as archive:
        return find_troubles(data, site, CrawlLog(archive.engine), now)


def test_a_failed_job_is_a_trouble_until_one_of_its_kind_is_done(data: Path, site: Site) -> None:
    assert troubles(data, site) == {}
    for state in ("failed", "cancelled"):
        site.jobs.finish(site.jobs.submit("crawl", {}), state, "vì sao")
    assert list(troubles(data, site)) == ["job:crawl"] and "vì sao" in troubles(data, site)["job:crawl"]
    site.jobs.finish(site.jobs.submit("crawl", {}), "done", "")
    assert troubles(data, site) == {}
    site.jobs.finish(site.jobs.submit("index", {}), "dead", "")
    assert list(troubles(data, site)) == ["job:index"]


def test_a_source_that_falls_silent_is_a_trouble(data: Path, site: Site) -> None:
    with Archive.open(data) as archive:
        log = CrawlLog(archive.engine)
        for days in (40, 20):
            log.record(None, "ha_tinh", f"https://x/{days}", "new", "", NOW - timedelta(days=days))
        log.record(None, "ha_tinh", "https://x/", "same", "", NOW)
    assert troubles(data, site) == {}, "nobody has asked for this portal yet"
    set_value(data, "ha_tinh", "status", '"verified"')
    assert list(troubles(data, site)) == ["silent:ha_tinh"]
    assert troubles(data, site, NOW - timedelta(days=10)) == {}
    set_value(data, "ha_tinh", "paused", "true")
    assert troubles(data, site) == {}


def test_a_file_of_a_source_that_cannot_be_read_is_a_trouble_until_it_is_mended(data: Path, site: Site) -> None:
    (data / "sources").mkdir()
    (path := data / "sources" / "x.toml").write_text("delay = \x7f", "utf-8")
    assert list(troubles(data, site)) == ["source:x"] and str(path) in troubles(data, site)["source:x"]
    path.unlink()
    assert troubles(data, site) == {}


def test_a_full_disk_an_old_backup_and_a_missing_index_are_troubles(
    data: Path, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIMTIN_DISK_FREE_MB", "1e12")
    assert list(troubles(data, site)) == ["disk"]
    monkeypatch.setenv("TIMTIN_DISK_FREE_MB", "0")
    monkeypatch.setenv("TIMTIN_BACKUP_DIR", str(tmp_path / "backups"))
    assert list(troubles(data, site)) == ["backup"]
    rest = tmp_path / "backups" / ".part-7318"
    rest.mkdir(parents=True)
    shutil.copy(data / "archive.sqlite3", rest)
    assert list(troubles(data, site)) == ["backup"], "one that was killed is none"
    kept = backup(data, tmp_path / "backups")
    now = datetime.now(UTC)
    assert troubles(data, site, now) == {}
    assert list(troubles(data, site, now + timedelta(days=8))) == ["backup"]
    assert list(troubles(data, site, now - timedelta(days=1))) == ["backup"], "of a moment still to come"
    shutil.rmtree(kept)
    (data / "CURRENT").unlink()
    assert list(troubles(data, site)) == ["backup", "index"]


def test_each_trouble_is_told_once_and_once_when_it_is_over(site: Site) -> None:
    notices = site.notices
    notices.update({"disk": "Đĩa đầy."}, NOW)
    notices.update({"disk": "Đĩa đầy."}, NOW)
    began, over = notices.untold()
    assert [n.key for n in began] == ["disk"] and over == []
    notices.mark_told(began, over)
    notices.update({"disk": "Đĩa đầy."}, NOW)
    assert notices.untold() == ([], [])
    notices.update({}, NOW)
    began, over = notices.untold()
    assert began == [] and [n.key for n in over] == ["disk"] and "Đã hết" in write_text(began, over)
    notices.mark_told(began, over)
    notices.update({"disk": "Đĩa đầy."}, NOW)
    assert [n.key for n in notices.untold()[0]] == ["disk"], "it begins anew"


def test_what_was_over_before_anybody_was_told_is_not_told(site: Site) -> None:
    site.notices.update({"disk": "Đĩa đầy."}, NOW)
    site.notices.update({}, NOW)
    assert site.notices.untold() == ([], [])


class _Hook(BaseHTTPRequestHandler):
    """Keeps what it is sent."""

    status = 204

    def do_POST(self) -> None:
        self.server.got.append(self.rfile.read(int(self.headers["Content-Length"])))  # type: ignore[attr-defined]
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def hook() -> Iterator[ThreadingHTTPServer]:
    """A webhook on this machine; ``got`` holds the bodies."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Hook)
    server.got = []  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_webhook_gets_json(hook: ThreadingHTTPServer) -> None:
    notice = Notice(1, "disk", "Đĩa đầy.", NOW, None)
    url = f"http://127.0.0.1:{hook.server_port}/x"
    send_webhook(url, "lời", [notice], [], allow_loopback=True)
    sent = json.loads(hook.got[0])  # type: ignore[attr-defined]
    assert sent["text"] == "lời" and sent["began"][0]["key"] == "disk" and sent["over"] == []


@pytest.mark.parametrize("url", ["http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://[::1]:{port}/", "file:///etc", "http://10.0.0.1/", "", "http://a@b/"])  # fmt: skip
def test_no_webhook_reaches_into_the_machine_or_its_network(hook: ThreadingHTTPServer, url: str) -> None:
    with pytest.raises(WebhookFailed, match="TIMTIN_NOTIFY_WEBHOOK"):
        send_webhook(url.format(port=hook.server_port), "lời", [], [])
    assert hook.got == []  # type: ignore[attr-defined]


class _Mailbox(Message):
    """Keeps the mails; refuses those to nobody@…."""

    def __init__(self) -> None:
        super().__init__()
        self.got: list[str] = []
        self.two = Event()

    async def handle_RCPT(
        self, server: object, session: object, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take an address or refuse it for ever."""
        if address.startswith("nobody@"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def handle_message(self, message: object) -> None:
        """Keep one."""
        self.got.append(str(message))
        if len(self.got) == 2:
            self.two.set()


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[_Mailbox]:
    """The mailbox of lan and hoa on a mail server of this machine, which the settings name."""
    box = _Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    values = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(port)}
    values |= {"SMTP_SECURITY": "none", "MAIL_FROM": "tin@timtin.test", "PUBLIC_URL": "https://timtin.test"}
    for name, value in (values | {"NOTIFY_MAIL": "lan@bao.test, hoa@bao.test"}).items():
        monkeypatch.setenv(f"TIMTIN_{name}", value)
    yield box
    server.stop()


def test_the_job_mails_once(data: Path, site: Site, box: _Mailbox) -> None:
    assert not watch_troubles(data, site, NOW)
    site.jobs.finish(site.jobs.submit("crawl", {}), "failed", "vì sao")
    assert watch_troubles(data, site, NOW)
    assert not watch_troubles(data, site, NOW), "it is in line already"
    run_pending(data)
    assert site.jobs.list(1)[0].result == "sự cố mới đã báo: 1, sự cố đã hết: 0"
    assert len(box.got) == 2 and all("Subject" in mail for mail in box.got)
    assert not watch_troubles(data, site, NOW + timedelta(hours=2))
    site.jobs.finish(site.jobs.submit("crawl", {}), "done", "")
    assert watch_troubles(data, site, NOW + timedelta(hours=2))
    run_pending(data)
    assert len(box.got) == 4


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("NOTIFY_WEBHOOK", "http://127.0.0.1:9/", "TIMTIN_NOTIFY_WEBHOOK"),
        ("NOTIFY_MAIL", "nobody@bao.test, lan@bao.test", "nobody@bao.test"),
    ],
)
def test_a_way_that_fails_stops_no_other(
    data: Path, site: Site, box: _Mailbox, monkeypatch: pytest.MonkeyPatch, name: str, value: str, why: str
) -> None:
    monkeypatch.setenv(f"TIMTIN_{name}", value)
    site.jobs.finish(site.jobs.submit("crawl", {}), "failed", "vì sao")
    assert watch_troubles(data, site, NOW)
    run_pending(data)
    job = site.jobs.list(1)[0]
    assert job.state == "failed" and why in job.result
    assert any("lan@bao.test" in mail for mail in box.got)
    assert not watch_troubles(data, site, NOW + timedelta(hours=2)), "who could be told was told once"


def test_damage_that_no_notice_can_be_kept_of_is_told_at_once(box: _Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    damage = ArchiveDamaged("database.damaged", file="site.sqlite3", why="x")
    tell_of_damage(damage)
    assert len(box.got) == 2
    monkeypatch.setenv("TIMTIN_NOTIFY_MAIL", "nobody@bao.test")
    with capture_logs() as told:
        tell_of_damage(damage)
    assert len(box.got) == 2 and "nobody@bao.test" in told[-1]["reason"]


def test_a_worker_whose_jobs_are_damaged_tells_once_and_waits(data: Path, box: _Mailbox) -> None:
    Site.open(data).close()
    worker = Worker(data, scan=0.01)
    path = data / SITE
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (path.stat().st_size - 4096))
    worker.start()
    try:
        assert box.two.wait(60)
    finally:
        worker.stop()
    assert len(box.got) == 2 and all("site.sqlite3" in as_text(mail) for mail in box.got)


def as_text(mail: str) -> str:
    """What a mail says, its encoding undone."""
    return message_from_string(mail).get_payload(decode=True).decode()  # type: ignore[union-attr]


def test_what_cannot_be_told_is_told_later(data: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime.now(UTC)
    monkeypatch.setenv("TIMTIN_NOTIFY_WEBHOOK", "http://127.0.0.1:9/")
    site.jobs.finish(site.jobs.submit("crawl", {}), "failed", "vì sao")
    assert watch_troubles(data, site, now)
    run_pending(data)
    job = site.jobs.list(1)[0]
    assert job.state == "failed" and "TIMTIN_NOTIFY_WEBHOOK" in job.result
    assert not watch_troubles(data, site, now + timedelta(minutes=1))
    assert watch_troubles(data, site, now + notify._AGAIN + timedelta(minutes=1))


def test_only_what_could_not_be_sent_waits(data: Path, site: Site, box: _Mailbox) -> None:
    """A trouble that begins right after a notice went out is told at once, and so is its end."""
    now = datetime.now(UTC)
    for minute, (kind, state) in enumerate([("crawl", "failed"), ("examine", "failed"), ("crawl", "done")]):
        site.jobs.finish(site.jobs.submit(kind, {}), state, "vì sao")
        assert watch_troubles(data, site, now + timedelta(minutes=minute))
        run_pending(data)
        assert site.jobs.list(1, kind="notify")[0].state == "done"
    assert len(box.got) == 6


def test_what_is_old_goes(data: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    number = site.jobs.submit("crawl", {})
    site.jobs.add_line(number, "dòng")
    site.jobs.finish(number, "done", "")
    waiting = site.jobs.submit("crawl", {})
    site.audit.add("lan", "sign-in")
    site.notices.update({"disk": "x"}, NOW)
    site.notices.update({}, NOW)
    with Archive.open(data) as archive:
        log = CrawlLog(archive.engine)
        for outcome in ("new", "new", "same"):
            log.record(None, "ha_tinh", "https://x/", outcome, "", NOW)
        prune_records(data, site, NOW + timedelta(days=30))
        assert site.jobs.count() == 2 and len(log.recent_visits()) == 3
        prune_records(data, site, NOW + timedelta(days=3650))
        assert [job.id for job in site.jobs.list()] == [waiting] and site.notices.list() == []
        assert [visit.outcome for visit in log.recent_visits()] == ["new"], "it tells when the source fell silent"
    for name in ("JOBS", "CRAWL_LOG", "AUDIT"):
        monkeypatch.setenv(f"TIMTIN_KEEP_{name}_DAYS", "0")
    site.jobs.finish(waiting, "done", "")
    prune_records(data, site, NOW + timedelta(days=3650))
    assert site.jobs.count() == 1

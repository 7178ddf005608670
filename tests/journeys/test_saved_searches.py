"""Saved searches, feeds and mails: what a journalist who follows a search receives, from a real mail server."""

from __future__ import annotations

import os
import re
import shutil
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from aiosmtpd.controller import Controller
from apiflask import APIFlask
from flask.testing import FlaskClient

from archive.articles.archive import Archive
from archive.model import VIETNAM, Article, Block
from database.transactions import writing
from indexer.update import index_archive
from jobs.mail.signed_links import LinkSigner
from jobs.mail.smtp import MOST_HUNG_UP
from jobs.worker.worker import run_pending
from site_data.site import Site
from site_data.tables import saved_searches
from web.app import close_app, create_app

BASE = "https://timtin.example"


class Box:
    """An SMTP server that keeps what it is given; it refuses addresses that begin with "khong", and hangs up on "ngat"."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if "SMTPUTF8" in options:
            return "553 no mail beyond ASCII"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address.startswith("khong"):
            return "550 no such box"
        if address.startswith("ngat"):
            return "421 good-bye"
        if address.startswith("roi"):
            server.transport.close()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if envelope.rcpt_tos[0].startswith("tamthoi"):
            return "554 not this message"
        message = BytesParser(policy=default).parsebytes(envelope.content)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        return "250 OK"

    def text(self, at: int = -1) -> str:
        content = self.messages[at].get_content()
        assert isinstance(content, str)
        return content


@pytest.fixture
def beyond_ascii() -> bool:
    """Whether the mail server says that it knows addresses beyond ASCII."""
    return False


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch, beyond_ascii: bool) -> Iterator[Box]:
    kept = Box()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = Controller(kept, hostname="127.0.0.1", port=port, enable_SMTPUTF8=beyond_ascii)
    server.start()
    for name, value in {
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(port),
        "SMTP_SECURITY": "none",
        "MAIL_FROM": "tin@timtin.example",
        "PUBLIC_URL": BASE,
    }.items():
        monkeypatch.setenv(f"TIMTIN_{name}", value)
    yield kept
    server.stop()


@pytest.fixture
def data(indexed_data: Path, tmp_path: Path) -> Path:
    shutil.copytree(indexed_data, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def reader(data: Path) -> Iterator[FlaskClient]:
    app: APIFlask = create_app(data, testing=True)
    with app.test_client() as client:
        yield client
    close_app(app)


def add_article(data: Path, title: str = "Triệt phá đường dây ma túy ở biên giới") -> None:
    with Archive.open(data) as archive:
        body = (Block("paragraph", "Công an thu giữ 10 kg ma túy."),)
        archive.put(Article("ha_tinh", title, url="https://congan.hatinh.gov.vn/moi.html", blocks=body,
                            published=datetime(2024, 1, 2, tzinfo=VIETNAM)))  # fmt: skip
    index_archive(data, processes=1)


def follow(reader: FlaskClient, query: str = "ma túy") -> str:
    """Save a search as a reader does and return the path of its private page."""
    return urlsplit(reader.post("/theo-doi", data={"q": query}).headers["Location"]).path


def path_in(text: str, start: str) -> str:
    found = re.search(re.escape(BASE) + rf"({start}/\S+)", text)
    assert found is not None
    return found.group(1)


def subscribe(reader: FlaskClient, data: Path, box: Box, email: str = "Lan@bao.example", every: str = "index") -> None:
    reader.post(follow(reader) + "/thu", data={"email": email, "every": every})
    run_pending(data)
    assert reader.post(path_in(box.text(), "/xac-nhan")).status_code == 200


def send(data: Path) -> None:
    with Site.open(data) as site:
        site.jobs.submit("mail", {})
    run_pending(data)


def test_a_saved_search_shows_what_is_new(reader: FlaskClient, data: Path) -> None:
    page = follow(reader)
    assert "Chưa có bài nào mới." in reader.get(page).text
    add_article(data)
    assert "Triệt phá đường dây ma túy" in reader.get(page).text
    reader.post(page, data={"viec": "da-doc"})
    assert "Chưa có bài nào mới." in reader.get(page).text
    reader.post(page, data={"viec": "doi-ten", "ten": "Hồ sơ biên giới"})
    assert "<h1>Hồ sơ biên giới</h1>" in reader.get(page).text
    reader.post(page, data={"viec": "xoa"})
    assert reader.get(page).status_code == 404


@pytest.mark.parametrize("path", ["/theo-doi/x", "/xac-nhan/x", "/huy-thu/x", "/theo-doi/MQ.aaaa"])
def test_no_page_opens_without_its_token(reader: FlaskClient, path: str) -> None:
    follow(reader)
    assert reader.get(path).status_code == 404


def test_a_token_of_one_kind_opens_nothing_else() -> None:
    links = LinkSigner(b"k" * 32)
    assert links.search_of(links.end_token(1)) is None and links.alerts_to_end(links.private_token(1)) == ()
    assert links.alerts_to_end(links.end_token(7)) == (7,) and links.alerts_to_end(links.end_token(7, 8)) == (7, 8)
    assert (
        links.alert_to_confirm(links.private_token(1)) is None
        and links.alert_to_confirm(links.confirmation_token(7)) == 7
    )
    assert LinkSigner(b"x" * 32).search_of(links.private_token(1)) is None


def test_nothing_is_mailed_before_the_owner_confirms(reader: FlaskClient, data: Path, box: Box) -> None:
    reader.post(follow(reader) + "/thu", data={"email": "lan@bao.example", "every": "index"})
    run_pending(data)
    assert [m["To"] for m in box.messages] == ["lan@bao.example"]
    link = path_in(box.text(), "/xac-nhan")
    reader.get(link)  # a program that fetches links in advance
    add_article(data)
    send(data)
    assert len(box.messages) == 1
    reader.post(link)
    send(data)
    assert "1 bài mới" in box.messages[-1]["Subject"]


def test_a_digest_lists_what_is_new_once(reader: FlaskClient, data: Path, box: Box) -> None:
    subscribe(reader, data, box)
    send(data)
    assert len(box.messages) == 1, "nothing is new yet"
    add_article(data)
    send(data)
    text = box.text()
    assert "Triệt phá đường dây ma túy" in text and "02/01/2024" in text and f"{BASE}/bai/" in text
    assert "Bắt giữ đối tượng vận chuyển" not in text
    send(data)
    assert len(box.messages) == 2
    add_article(data, "Triệt phá đường dây ma túy (bản sửa)")
    send(data)
    assert "Bài được sửa" in box.messages[-1]["Subject"]


def test_unsubscribing_takes_one_click(reader: FlaskClient, data: Path, box: Box) -> None:
    subscribe(reader, data, box)
    add_article(data)
    send(data)
    message = box.messages[-1]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = message["List-Unsubscribe"].strip(" <>").removeprefix(BASE)
    assert "Thôi nhận thư" in reader.get(link).text
    assert reader.post(link, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    add_article(data, "Thêm một vụ ma túy nữa")
    send(data)
    assert len(box.messages) == 2


def test_one_mail_tells_a_reader_of_all_alerts(reader: FlaskClient, data: Path, box: Box) -> None:
    for query in ("ma túy", "biên giới", "đường dây"):
        reader.post(follow(reader, query) + "/thu", data={"email": "Lan@bao.example", "every": "index"})
        run_pending(data)
        assert reader.post(path_in(box.text(), "/xac-nhan")).status_code == 200
    subscribe(reader, data, box, "binh@bao.example")
    before = len(box.messages)
    add_article(data)
    send(data)
    to_lan, to_binh = sorted(box.messages[before:], key=lambda m: str(m["To"]).lower(), reverse=True)[:2]
    assert len(box.messages) == before + 2 and to_binh["To"] == "binh@bao.example"
    assert to_lan["Subject"] == "3 bài mới: ma túy và 2 tìm kiếm khác"
    text = to_lan.get_content()
    assert text.count("Triệt phá đường dây ma túy") == 3 and text.count("Trang theo dõi của bạn") == 3
    assert len(set(re.findall(r"/huy-thu/(\S+)", text))) == 4  # each alone, and all at once
    send(data)
    assert len(box.messages) == before + 2, "told once"
    link = to_lan["List-Unsubscribe"].strip(" <>").removeprefix(BASE)
    assert "đường dây" in reader.get(link).text
    assert reader.post(link, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    with Site.open(data) as site:
        assert [alert.email for alert in site.saved_searches.alerts("confirmed")] == ["binh@bao.example"]


def test_an_address_that_refuses_ends_all_its_alerts(data: Path, box: Box) -> None:
    with Site.open(data) as site:
        for query in ("ma túy", "biên giới"):
            search = site.saved_searches.save(query, {"q": query}, 0)
            alert = site.saved_searches.request_alert(search, "khong@bao.example", "index", article=0, change=0)
            site.saved_searches.set_state(alert, "confirmed")
    add_article(data)
    send(data)
    with Site.open(data) as site:
        assert site.saved_searches.alerts("confirmed") == []


def test_digests_keep_their_period(reader: FlaskClient, data: Path, box: Box) -> None:
    subscribe(reader, data, box, every="day")
    add_article(data)
    send(data)
    add_article(data, "Thêm một vụ ma túy nữa")
    send(data)
    assert len(box.messages) == 2
    with Site.open(data) as site:
        (alert,) = site.saved_searches.alerts("confirmed")
        site.saved_searches.update_alert(alert.id, sent=(datetime.now(UTC) - timedelta(days=1)).isoformat())
    send(data)
    assert len(box.messages) == 3


def test_a_query_that_is_not_understood_is_reported_and_kept(reader: FlaskClient, data: Path, box: Box) -> None:
    reader.post(follow(reader, "ma túy đăng:hômqua") + "/thu", data={"email": "lan@bao.example", "every": "index"})
    run_pending(data)
    reader.post(path_in(box.text(), "/xac-nhan"))
    send(data)
    send(data)
    assert [m["Subject"] for m in box.messages[1:]] == ["Cần xem lại tìm kiếm: ma túy đăng:hômqua"]
    with Site.open(data) as site:
        assert [a.state for a in site.saved_searches.alerts("confirmed")] == ["confirmed"]


def test_addresses_that_refuse_are_ended(reader: FlaskClient, data: Path, box: Box) -> None:
    reader.post(follow(reader) + "/thu", data={"email": "khong@bao.example", "every": "day"})
    run_pending(data)
    with Site.open(data) as site:
        assert not site.saved_searches.alerts("asked", "pending", "confirmed")


def test_a_server_that_is_down_loses_nothing(
    reader: FlaskClient, data: Path, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe(reader, data, box)
    add_article(data)
    port = os.environ["TIMTIN_SMTP_PORT"]
    monkeypatch.setenv("TIMTIN_SMTP_PORT", "1")
    send(data)
    with Site.open(data) as site:
        job = site.jobs.list(1)[0]
        assert job.state == "failed" and "TIMTIN_SMTP" in job.result
    monkeypatch.setenv("TIMTIN_SMTP_PORT", port)
    send(data)
    assert "1 bài mới" in box.messages[-1]["Subject"]


@pytest.mark.parametrize(
    "email", ["", "lan", "lan@", "a b@c.vn", "lan@bao", "lan@bao.vn\r\nBcc: x@y.vn", "lan@bao.vn\n"]
)
def test_wrong_addresses_are_told(reader: FlaskClient, box: Box, email: str) -> None:
    answer = reader.post(follow(reader) + "/thu", data={"email": email, "every": "day"})
    assert answer.status_code == 400 and 'class="wrong"' in answer.text


def test_without_a_mail_server_only_the_feed_is_offered(reader: FlaskClient) -> None:
    page = follow(reader)
    assert "chưa gửi thư" in reader.get(page).text
    assert reader.post(page + "/thu", data={"email": "lan@bao.example", "every": "day"}).status_code == 404


def test_the_feed_is_read_by_feedparser(reader: FlaskClient, data: Path) -> None:
    answer = reader.get("/tim-kiem.atom?q=ma+túy&nguon=ha_tinh")
    found = feedparser.parse(answer.data)
    assert not found.bozo and found.version == "atom10"
    (entry,) = found.entries
    assert entry.title.startswith("Bắt giữ đối tượng") and entry.id.startswith("urn:uuid:")
    assert entry.link.endswith("/bai/2/ban/1") and entry.published_parsed[:3] == (2021, 3, 1)
    assert {link.rel for link in found.feed.links} == {"self", "alternate"}
    again = reader.get("/tim-kiem.atom?q=ma+túy&nguon=ha_tinh", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304 and not again.data
    add_article(data)
    newer = reader.get("/tim-kiem.atom?q=ma+túy&nguon=ha_tinh", headers={"If-None-Match": answer.headers["ETag"]})
    ids = [e.id for e in feedparser.parse(newer.data).entries]
    assert newer.status_code == 200 and len(ids) == 2 and entry.id == ids[1]


def test_the_feed_names_a_hub(reader: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMTIN_WEBSUB_HUB", "https://hub.example/")
    links = feedparser.parse(reader.get("/tim-kiem.atom?q=ma+túy").data).feed.links
    assert [link.href for link in links if link.rel == "hub"] == ["https://hub.example/"]


def test_one_address_is_asked_three_times_a_day_at_most(reader: FlaskClient, data: Path, box: Box) -> None:
    page = follow(reader)
    for _ in range(3):
        reader.post(page + "/thu", data={"email": "lan@bao.example", "every": "day"})
        run_pending(data)
    reader.post(page, data={"viec": "xoa"})
    for query in ("ma túy", "giao thông"):
        reader.post(follow(reader, query) + "/thu", data={"email": "lan@bao.example", "every": "day"})
        run_pending(data)
    assert len(box.messages) == 3


def test_a_confirmation_holds_nothing_a_stranger_typed(reader: FlaskClient, data: Path, box: Box) -> None:
    page = follow(reader, "trúng thưởng https://evil.example/win")
    reader.post(page + "/thu", data={"email": "lan@bao.example", "every": "day"})
    run_pending(data)
    assert "evil" not in box.text() and "evil" not in box.messages[-1]["Subject"]


def test_a_refused_message_stops_no_other(reader: FlaskClient, data: Path, box: Box) -> None:
    page = follow(reader)
    for email in ("tamthoi@bao.example", "lan@bao.example"):
        reader.post(page + "/thu", data={"email": email, "every": "day"})
    run_pending(data)
    assert [m["To"] for m in box.messages] == ["lan@bao.example"]
    with Site.open(data) as site:
        assert [a.email for a in site.saved_searches.alerts("asked")] == ["tamthoi@bao.example"]
        assert "sẽ gửi lại" in site.jobs.list(1)[0].result


REFUSED = [
    (False, "lăn@bao.example", "ended"),  # the server says that it takes no such address
    (True, "lăn@bao.example", "tried again"),  # it says so only when it is asked: the sender is refused
    (False, "ngat@bao.example", "tried again"),  # the server hangs up over it
    (False, "roi@bao.example", "tried again"),
    (False, "tamthoi@bao.example", "tried again"),  # the text is refused
    (False, "lan\n@bao.example", "ended"),
    (False, "lan@[bao.example", "ended"),  # the standard library's own parser fails
    (False, "a@b@bao.example", "ended"),
    (False, "=?utf-8?q?minh?=@bao.example", "ended"),  # a mail program would read "minh@bao.example"
    (False, "khong@bao.example", "ended"),
]


@pytest.mark.parametrize("state", ["asked", "confirmed"])
@pytest.mark.parametrize(("beyond_ascii", "email", "then"), REFUSED)
def test_a_refused_address_stops_no_other(data: Path, box: Box, email: str, then: str, state: str) -> None:
    with Site.open(data) as site:
        saved = site.saved_searches.save("ma túy", {"q": "ma túy"}, 0)
        numbers = [
            site.saved_searches.request_alert(saved, e, "index", article=0, change=0)
            for e in ("a@b.vn", email, "c@d.vn")
        ]
        for number in numbers:
            site.saved_searches.set_state(number, state)
    send(data)
    assert [m["To"] for m in box.messages] == ["a@b.vn", "c@d.vn"]
    with Site.open(data) as site:
        alerts = [site.saved_searches.get_alert(number) for number in numbers]
        after = "pending" if state == "asked" else "confirmed"
        assert [a.state for a in alerts if a] == [after, "ended" if then == "ended" else state, after]
        job = site.jobs.list(1)[0]
        assert job.state == "done" and ("không còn nhận thư" if then == "ended" else "sẽ gửi lại") in job.result
    send(data)
    assert len(box.messages) == 2


def test_a_server_that_always_hangs_up_fails_the_job(data: Path, box: Box) -> None:
    with Site.open(data) as site:
        saved = site.saved_searches.save("ma túy", {"q": "ma túy"}, 0)
        for number in range(MOST_HUNG_UP):
            site.saved_searches.request_alert(saved, f"ngat{number}@bao.example", "index", article=0, change=0)
    send(data)
    with Site.open(data) as site:
        job = site.jobs.list(1)[0]
        assert job.state == "failed" and "ngắt kết nối" in job.result
        assert len(site.saved_searches.alerts("asked")) == MOST_HUNG_UP


@pytest.mark.parametrize("email", ["khong@bao.example", "tamthoi@bao.example", "lan@bao.example"])
def test_a_note_of_trouble_that_was_not_taken_is_sent_again(data: Path, box: Box, email: str) -> None:
    with Site.open(data) as site:
        saved = site.saved_searches.save("ma túy", {"q": "ma túy đăng:hômqua"}, 0)
        number = site.saved_searches.request_alert(saved, email, "index", article=99, change=99)
        site.saved_searches.set_state(number, "confirmed")
    send(data)
    with Site.open(data) as site:
        alert = site.saved_searches.get_alert(number)
    assert alert is not None and (alert.state == "ended") is email.startswith("khong")
    assert bool(alert.reported_trouble) is bool(box.messages) is email.startswith("lan")


def test_an_alert_that_fails_ends_its_own_turn_alone(reader: FlaskClient, data: Path, box: Box) -> None:
    for query, email in (("ma túy", "lan@bao.example"), ("thu giữ", "hoa@bao.example")):
        reader.post(follow(reader, query) + "/thu", data={"email": email, "every": "index"})
        run_pending(data)
        assert reader.post(path_in(box.text(), "/xac-nhan")).status_code == 200
    add_article(data)

    def requery(before: str, after: str) -> None:
        with Site.open(data) as site, writing(site.engine) as connection:
            row = saved_searches.c.asked
            connection.execute(saved_searches.update().where(row.contains(before)).values(asked=after))

    requery("ma túy", '{"q": "ma túy", "nguon": 7}')  # no source is a number
    send(data)
    with Site.open(data) as site:
        job = site.jobs.list(1)[0]
        assert job.state == "done" and job.result.endswith("; 1 thông báo gặp lỗi, sẽ thử lại ở lượt sau")
    assert [m["To"] for m in box.messages[2:]] == ["hoa@bao.example"]
    requery("7}", '{"q": "ma túy"}')
    send(data)
    assert [m["To"] for m in box.messages[3:]] == ["lan@bao.example"]

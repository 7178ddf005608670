"""Signing in: sessions that end when they should, links that work once, delays that hit who guesses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unicodedata import normalize

import pytest
from apiflask import APIFlask
from click.testing import CliRunner
from sqlalchemy import update
from werkzeug.test import TestResponse

from archive.articles.archive import Archive
from cli.main import cli
from database.times import text_of
from jobs.audit_trail import AuditTrail
from site_data import tables as t
from site_data.accounts.invitations import LIFETIME
from site_data.accounts.sessions import IDLE, LONGEST
from site_data.accounts.sign_in_attempts import ACCOUNT_LIMIT, LIMIT, WAIT
from site_data.site import Site
from tests.support.form_client import PASSWORD, FormClient, admin_with_role, browser_of, first_admin, follow_link
from web.admin.setup_link import make_invitation, make_setup_link
from web.app import close_app, create_app
from web.rate_limits import limiter


@pytest.fixture
def app(tmp_path: Path) -> Iterator[APIFlask]:
    """A site without articles, with everything on that production has."""
    made = create_app(tmp_path)
    yield made
    close_app(made)


@pytest.fixture
def admin(app: APIFlask, tmp_path: Path) -> Iterator[FormClient]:
    """A signed-in admin called lan."""
    yield first_admin(app, tmp_path)


@pytest.fixture
def site(app: APIFlask, tmp_path: Path) -> Iterator[Site]:
    """The site's database, as a command has it open."""
    with Site.open(tmp_path) as opened:
        yield opened


def sign_in(
    browser: FormClient, password: str = PASSWORD, name: str = "lan", address: str = "127.0.0.1"
) -> TestResponse:
    """Send the sign-in form from an address; the limit of requests a minute is another test's."""
    limiter.reset()
    return browser.post(
        "/quan-tri/dang-nhap", data={"name": name, "password": password}, environ_base={"REMOTE_ADDR": address}
    )


def name_field(page: str) -> str:
    found = re.search(r'<input[^>]* name="name"[^>]*>', page)
    assert found is not None
    return found[0]


def is_signed_in(browser: FormClient) -> bool:
    return browser.get("/quan-tri/").status_code == 200


def test_the_first_link_makes_an_admin_once_and_explains_itself_afterwards(app: APIFlask, tmp_path: Path) -> None:
    old, new = make_setup_link(tmp_path), make_setup_link(tmp_path)
    assert old is not None and new is not None and "#" in new
    browser = browser_of(app)
    assert browser.get(new.partition("#")[0]).status_code == 200
    replaced = follow_link(browser, old, "lan")
    assert replaced.status_code == 400 and "Mã thiết lập không đúng" in replaced.text
    assert follow_link(browser, new, "lan", "ngan").status_code == 400
    assert follow_link(browser, new, "lan").location == "/quan-tri/"
    assert is_signed_in(browser)
    again = follow_link(browser_of(app), new, "hoa")
    assert again.status_code == 410 and "đã được dùng" in again.text
    assert make_setup_link(tmp_path) is None


def test_a_link_expires(app: APIFlask, tmp_path: Path, site: Site) -> None:
    link = make_setup_link(tmp_path)
    assert link is not None
    with site.engine.begin() as connection:
        long_ago = text_of(datetime.now(UTC) - LIFETIME)
        connection.execute(update(t.invitations).values(expires=long_ago))
    answer = follow_link(browser_of(app), link, "lan")
    assert answer.status_code == 410 and "đã hết hạn" in answer.text
    assert site.users.list() == []


def test_sign_in_leads_back_to_the_page_that_was_asked_for(admin: FormClient, app: APIFlask) -> None:
    browser = browser_of(app)
    browser.get("/quan-tri/viet-tat/?q=PC02")
    assert sign_in(browser).location == "/quan-tri/viet-tat/?q=PC02"


def test_signing_out_ends_the_session_wherever_its_cookie_was_copied(admin: FormClient, app: APIFlask) -> None:
    cookie = admin.get_cookie("timtin")
    assert cookie is not None
    thief = browser_of(app)
    thief.set_cookie("timtin", cookie.value)
    assert is_signed_in(thief)
    answer = admin.post("/quan-tri/dang-xuat")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_signed_in(admin) and not is_signed_in(thief)


def test_a_session_begun_by_somebody_else_is_not_taken_over(admin: FormClient, app: APIFlask) -> None:
    victim = browser_of(app)
    victim.get("/quan-tri/dang-nhap")
    planted = victim.get_cookie("timtin")
    assert planted is not None and sign_in(victim).status_code == 302
    attacker = browser_of(app)
    attacker.set_cookie("timtin", planted.value)
    assert not is_signed_in(attacker) and is_signed_in(victim)
    before = victim.get_cookie("timtin")
    sign_in(victim)
    attacker.set_cookie("timtin", before.value if before else "")
    assert not is_signed_in(attacker), "signing in again leaves no older session of the browser open"


@pytest.mark.parametrize(("column", "age"), [("used", IDLE), ("created", LONGEST)])
def test_a_session_ends_by_itself(admin: FormClient, site: Site, column: str, age: timedelta) -> None:
    def set_age(value: timedelta) -> None:
        with site.engine.begin() as connection:
            connection.execute(update(t.sessions).values({column: text_of(datetime.now(UTC) - value)}))

    set_age(age - timedelta(minutes=1))
    assert is_signed_in(admin)
    set_age(age)
    assert not is_signed_in(admin)


def test_changing_the_password_asks_the_old_one_and_ends_the_other_sessions(admin: FormClient, app: APIFlask) -> None:
    other = browser_of(app)
    sign_in(other)
    new = "ba con voi uong tra"

    def change(old: str, password: str, again: str) -> TestResponse:
        return admin.post("/quan-tri/toi/", data={"old": old, "password": password, "again": again})

    assert "Mật khẩu hiện tại không đúng" in change("sai-mat-khau-cu", new, new).text
    assert "không giống nhau" in change(PASSWORD, new, new + "!").text
    assert "quá dễ đoán" in change(PASSWORD, "matkhau123456", "matkhau123456").text
    assert is_signed_in(other)
    assert change(PASSWORD, new, new).status_code == 302
    assert is_signed_in(admin) and not is_signed_in(other)
    assert sign_in(other).status_code == 401 and sign_in(other, new).status_code == 302


def test_guessing_the_old_password_at_an_open_session_is_told_and_delayed(
    admin: FormClient, app: APIFlask, site: Site, tmp_path: Path
) -> None:
    new = "ba con voi uong tra"

    def change(old: str) -> TestResponse:
        limiter.reset()
        return admin.post("/quan-tri/toi/", data={"old": old, "password": new, "again": new})

    assert [change(f"sai-mat-khau-{n}").status_code for n in range(LIMIT)] == [400] * LIMIT
    waiting = change(PASSWORD)
    assert waiting.status_code == 429 and "15 phút" in waiting.text
    assert 0 < int(waiting.headers["Retry-After"]) <= WAIT.total_seconds()
    with Archive.open(tmp_path) as archive:
        entries = AuditTrail(site.engine, archive.engine).list()
    assert [e.subject for e in entries if e.action == "password check failed"] == ["lan"] * LIMIT
    page = admin.get("/quan-tri/nhat-ky/").text
    assert "nhập sai mật khẩu hiện tại" in page and "sai-mat-khau" not in page
    assert sign_in(browser_of(app), address="203.0.113.9").status_code == 302, "the owner elsewhere goes on"


def test_other_sessions_are_ended_by_their_owner(admin: FormClient, app: APIFlask) -> None:
    other = browser_of(app)
    sign_in(other)
    assert "Đã kết thúc 1 phiên khác" in admin.post("/quan-tri/toi/ket-thuc-phien-khac", follow_redirects=True).text
    assert is_signed_in(admin) and not is_signed_in(other)


def test_who_guesses_waits_and_whom_it_concerns_goes_on(admin: FormClient, app: APIFlask) -> None:
    guesser = browser_of(app)
    for _ in range(LIMIT):
        assert sign_in(guesser, "sai mat khau nay", address="203.0.113.9").status_code == 401
    waiting = sign_in(guesser, PASSWORD, address="203.0.113.9")
    assert waiting.status_code == 429 and "15 phút" in waiting.text
    assert 0 < int(waiting.headers["Retry-After"]) <= WAIT.total_seconds()
    admin.post("/quan-tri/dang-xuat")
    assert sign_in(admin, address="203.0.113.9").status_code == 302, "a known device, even from the guesser's address"
    assert sign_in(browser_of(app)).status_code == 302, "a new device from another address"


def test_guesses_from_many_addresses_keep_known_devices_in(admin: FormClient, app: APIFlask, site: Site) -> None:
    guesser = browser_of(app)
    with site.engine.begin() as connection:
        sign_in(guesser, "sai mat khau nay", address="198.51.100.0")
        connection.execute(update(t.sign_in_attempts).values(failures=ACCOUNT_LIMIT - 1))
    sign_in(guesser, "sai mat khau nay", address="198.51.100.1")
    assert sign_in(browser_of(app), address="198.51.100.2").status_code == 429
    assert sign_in(admin).status_code == 302


def test_the_count_begins_anew_after_the_wait(admin: FormClient, app: APIFlask, site: Site) -> None:
    guesser = browser_of(app)
    for _ in range(LIMIT):
        sign_in(guesser, "sai mat khau nay")
    assert sign_in(guesser).status_code == 429
    with site.engine.begin() as connection:
        connection.execute(update(t.sign_in_attempts).values(locked=text_of(datetime.now(UTC))))
    assert sign_in(guesser, "sai mat khau nay").status_code == 401
    assert sign_in(guesser).status_code == 302


def test_a_wait_ends_when_the_clock_is_set_back(admin: FormClient, app: APIFlask, site: Site) -> None:
    guesser = browser_of(app)
    for _ in range(LIMIT):
        sign_in(guesser, "sai mat khau nay")
    with site.engine.begin() as connection:
        ahead = text_of(datetime.now(UTC) + timedelta(days=30))
        connection.execute(update(t.sign_in_attempts).values(locked=ahead, failed=ahead))
    assert sign_in(guesser, "sai mat khau nay").status_code == 401
    assert sign_in(guesser).status_code == 302


def test_names_that_nobody_has_are_answered_like_those_that_somebody_has(admin: FormClient, app: APIFlask) -> None:
    def answers(name: str) -> list[tuple[int, str]]:
        browser = browser_of(app)
        found = []
        for _ in range(LIMIT + 1):
            answer = sign_in(browser, "sai mat khau nay", name)
            text = answer.text.replace(f'value="{name}"', "").replace(browser.form_token(), "")
            found.append((answer.status_code, "".join(line for line in text.splitlines() if "csrf" not in line)))
        return found

    assert answers("lan") == answers("hoa") == answers("Nguyễn")


def test_the_log_tells_who_signed_in_and_keeps_no_word_that_may_be_a_password(
    admin: FormClient, site: Site, tmp_path: Path
) -> None:
    admin.post("/quan-tri/dang-xuat")
    sign_in(admin, "sai mat khau nay", address="203.0.113.9")
    sign_in(admin, "x", name="mat khau go nham cho")
    sign_in(admin)
    with Archive.open(tmp_path) as archive:
        entries = [(e.who, e.action, e.subject) for e in AuditTrail(site.engine, archive.engine).list()]
    assert entries[:4] == [
        ("lan", "sign-in", ""),
        ("", "sign-in failed", ""),
        ("", "sign-in failed", "lan"),
        ("lan", "sign-out", ""),
    ]
    page = admin.get("/quan-tri/nhat-ky/?q=203.0.113").text
    assert "đăng nhập sai" in page and "203.0.113.9" in page and "mat khau go nham cho" not in page


def test_long_logs_are_shown_in_pages(admin: FormClient, site: Site) -> None:
    for number in range(120):
        site.audit.add("lan", "thử", f"việc {number}")
    first = admin.get("/quan-tri/nhat-ky/?q=việc").text
    assert first.count("<tr>") == 51 and "Trang 1 / 3" in first and "việc 119" in first
    last = admin.get("/quan-tri/nhat-ky/?q=việc&trang=99").text
    assert "Trang 3 / 3" in last and "việc 0<" in last


@pytest.mark.parametrize("secure", [True, False])
def test_cookies_are_bound_to_the_host_over_tls_and_work_without(app: APIFlask, tmp_path: Path, secure: bool) -> None:
    base = "https://timtin.test" if secure else "http://timtin.test"
    link = make_setup_link(tmp_path)
    assert link is not None
    with app.test_client() as browser:
        page = browser.get("/quan-tri/thiet-lap", base_url=base)
        token = page.text.split('name="csrf_token" type="hidden" value="')[1].split('"')[0]
        sent = {"csrf_token": token, "code": link.partition("#")[2], "name": "lan", "password": PASSWORD}
        referer = {"Referer": f"{base}/quan-tri/thiet-lap"}
        answer = browser.post("/quan-tri/thiet-lap", data=sent | {"again": PASSWORD}, base_url=base, headers=referer)
        assert answer.status_code == 302
        cookies = answer.headers.getlist("Set-Cookie")
        assert len(cookies) == 2 and all("Expires=" in cookie for cookie in cookies)
        for cookie in cookies:
            assert cookie.startswith("__Host-timtin") is secure and ("Secure" in cookie) is secure
            assert "HttpOnly" in cookie and "Path=/" in cookie and "SameSite=" in cookie and "Domain" not in cookie
        assert ("Strict-Transport-Security" in answer.headers) is secure
        assert browser.get("/quan-tri/", base_url=base).status_code == 200


def test_nobody_writes_his_own_session(admin: FormClient, app: APIFlask) -> None:
    from itsdangerous import URLSafeTimedSerializer

    forged = URLSafeTimedSerializer("khoa-khac", salt="cookie-session").dumps({"token": "x"})
    stranger = browser_of(app)
    for value in ("", "x", "a.b.c", forged, "é" * 10, "\u0000"):
        stranger.set_cookie("timtin", value)
        stranger.set_cookie("timtin-may", value)
        assert not is_signed_in(stranger)
        assert sign_in(stranger, "sai mat khau nay").status_code in (400, 401)


def test_links_for_accounts_take_their_name_alone_and_are_logged(
    admin: FormClient, app: APIFlask, site: Site, tmp_path: Path
) -> None:
    made = make_invitation(site, "hoa", "reader")
    page = browser_of(app).get(made.partition("#")[0])
    assert page.status_code == 200 and name_field(page.text).endswith('value="hoa">')
    assert name_field(browser_of(app).get("/quan-tri/thiet-lap").text).endswith('value="">')
    other = follow_link(browser_of(app), made, "mai")
    assert other.status_code == 400 and "tên đăng nhập khác" in other.text
    hoa = browser_of(app)
    assert follow_link(hoa, made, "hoa").status_code == 302 and is_signed_in(hoa)
    again = make_invitation(site, "hoa", "admin")
    assert follow_link(browser_of(app), again, "hoa", "mot-mat-khau-khac").status_code == 302
    assert not is_signed_in(hoa), "a new password ends the sessions of the old one"
    user = site.users.get("hoa")
    assert user is not None and user.role == "reader"
    with Archive.open(tmp_path) as archive:
        entries = [(e.action, e.subject, e.detail) for e in AuditTrail(site.engine, archive.engine).list() if e.who == "hoa"]  # fmt: skip
    assert entries == [("password changed", "hoa", "liên kết thiết lập"), ("account made", "hoa", "reader")]


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"code": ""}, "Hãy nhập mã"),
        ({"name": ""}, "Hãy nhập tên đăng nhập"),
        ({"name": "lan hoa"}, "chỉ gồm chữ, số"),
        ({"password": "ngan", "again": "ngan"}, "ít nhất 12 ký tự"),
        ({"again": PASSWORD + "!"}, "không giống nhau"),
    ],
)
def test_a_set_up_form_that_cannot_be_taken_says_why_and_uses_nothing_up(
    app: APIFlask, tmp_path: Path, sent: dict[str, str], told: str
) -> None:
    link = make_setup_link(tmp_path)
    assert link is not None
    page, _, code = link.partition("#")
    browser = browser_of(app)
    assert browser.get(page).status_code == 200
    whole = {"code": code, "name": "lan", "password": PASSWORD, "again": PASSWORD}
    answer = browser.post(page, data=whole | sent)
    assert answer.status_code == 400 and told in answer.text and not is_signed_in(browser)
    assert browser.post(page, data=whole).status_code == 302


def test_of_two_that_follow_one_link_at_once_one_is_told_no(app: APIFlask, tmp_path: Path, site: Site) -> None:
    link = make_setup_link(tmp_path)
    assert link is not None
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda name: follow_link(browser_of(app), link, name), ["lan", "hoa"]))
    assert sorted(answer.status_code for answer in answers) == [302, 410]
    assert len(site.users.list()) == 1
    (refused,) = (answer.text for answer in answers if answer.status_code == 410)
    assert (
        '<p class="note error" role="status">Liên kết này đã được dùng' in refused and "Đến trang đăng nhập" in refused
    )


def test_what_was_wrong_is_marked_as_an_error(admin: FormClient, app: APIFlask) -> None:
    stranger = browser_of(app)
    for _ in range(LIMIT):
        assert '<p class="note error" role="status">Tên đăng nhập hoặc' in sign_in(stranger, "sai mat khau nay").text
    assert '<p class="note error" role="status">Đã nhập sai' in sign_in(stranger).text


@pytest.mark.parametrize("name", ["lan", "mai"])
def test_a_link_without_a_name_makes_the_first_account_alone(
    admin: FormClient, app: APIFlask, site: Site, name: str
) -> None:
    open_link = make_invitation(site, "", "reader")
    assert follow_link(browser_of(app), open_link, name).status_code == 410
    assert [user.name for user in site.users.list()] == ["lan"] and sign_in(browser_of(app)).status_code == 302


def test_the_printed_link_ends_with_an_account_made_by_a_command(app: APIFlask, tmp_path: Path, site: Site) -> None:
    link = make_setup_link(tmp_path)
    assert link is not None
    typed = f"{PASSWORD}\n{PASSWORD}\n"
    assert CliRunner().invoke(cli, ["--data", str(tmp_path), "user", "add", "boss"], input=typed).exit_code == 0
    late = follow_link(browser_of(app), link, "mai")
    assert late.status_code == 410 and "đã được dùng" in late.text and "Đến trang đăng nhập" in late.text
    assert [user.name for user in site.users.list()] == ["boss"]


@pytest.mark.parametrize("action", ["xoa", "vai-tro"])
def test_what_was_taken_away_does_not_come_back_by_an_older_link(
    admin: FormClient, app: APIFlask, site: Site, tmp_path: Path, action: str
) -> None:
    admin_with_role(app, tmp_path, "hoa", "admin")
    link = make_invitation(site, "hoa", "admin")
    assert admin.post(f"/quan-tri/tai-khoan/hoa/{action}", data={"role": "reader"}).status_code == 303
    late = follow_link(browser_of(app), link, "hoa")
    assert late.status_code == 410 and "tài khoản đã thay đổi" in late.text
    assert [user.name for user in site.users.list() if user.role == "admin"] == ["lan"]


def test_a_link_ends_with_its_owners_own_change_of_password(admin: FormClient, app: APIFlask, site: Site) -> None:
    link, new = make_invitation(site, "lan", "reader"), "ba con voi uong tra"
    assert admin.post("/quan-tri/toi/", data={"old": PASSWORD, "password": new, "again": new}).status_code == 302
    assert follow_link(browser_of(app), link, "lan", "mot-mat-khau-khac").status_code == 410
    assert sign_in(browser_of(app), new).status_code == 302


def test_a_device_is_known_as_long_as_its_password_holds(admin: FormClient, app: APIFlask, site: Site) -> None:
    thief, new = browser_of(app), "ba con voi uong tra"
    assert sign_in(thief).status_code == 302
    admin.post("/quan-tri/toi/", data={"old": PASSWORD, "password": new, "again": new})
    with site.engine.begin() as connection:
        sign_in(browser_of(app), "sai mat khau nay", address="198.51.100.0")
        connection.execute(update(t.sign_in_attempts).values(failures=ACCOUNT_LIMIT - 1))
    sign_in(browser_of(app), "sai mat khau nay", address="198.51.100.1")
    assert sign_in(thief, address="198.51.100.2").status_code == 429, "counted with all that are not known"
    assert sign_in(admin, new).status_code == 302


def test_the_sign_in_page_tells_when_nobody_has_an_account(app: APIFlask) -> None:
    page = browser_of(app).get("/quan-tri/dang-nhap")
    assert page.status_code == 200 and "Chưa có tài khoản nào" in page.text
    empty = browser_of(app).post("/quan-tri/dang-nhap", data={"name": "", "password": ""})
    assert empty.status_code == 400 and "Retry-After" not in empty.headers


def test_a_name_is_one_however_its_letters_are_composed(app: APIFlask, site: Site, tmp_path: Path) -> None:
    browser = first_admin(app, tmp_path, "hòa")
    browser.post("/quan-tri/dang-xuat")
    assert "Chưa có tài khoản nào" not in browser.get("/quan-tri/dang-nhap").text
    assert sign_in(browser_of(app), name=normalize("NFD", "hòa")).status_code == 302
    link = make_invitation(site, "hòa", "reader")
    assert follow_link(browser_of(app), link, normalize("NFD", "hòa"), "mot-mat-khau-khac").status_code == 302
    assert [user.name for user in site.users.list()] == ["hòa"]


@pytest.mark.parametrize("path", ["/quan-tri/", "/quan-tri/nhat-ky/?q=x", "/quan-tri/viet-tat/?"])
def test_only_a_page_of_the_administration_is_led_back_to(admin: FormClient, app: APIFlask, path: str) -> None:
    browser = browser_of(app)
    assert browser.get(path).location == "/quan-tri/dang-nhap"
    assert sign_in(browser).location == path.removesuffix("?")
    assert sign_in(browser_of(app)).location == "/quan-tri/"


def test_what_was_sent_before_signing_in_is_no_page_to_lead_back_to(admin: FormClient, app: APIFlask) -> None:
    browser = browser_of(app)
    assert browser.post("/quan-tri/viet-tat/", data={"viec": "nhan"}).location == "/quan-tri/dang-nhap"
    assert sign_in(browser).location == "/quan-tri/"

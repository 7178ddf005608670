"""Accounts and roles on the page and by commands: what is taken away is taken away at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import pytest
from apiflask import APIFlask
from click.testing import CliRunner

from archive.articles.archive import Archive
from cli.main import cli
from jobs.audit_trail import AuditTrail
from site_data.site import Site
from tests.support.form_client import PASSWORD, FormClient, admin_with_role, browser_of, first_admin, follow_link
from web.app import close_app, create_app


@pytest.fixture
def app(tmp_path: Path) -> Iterator[APIFlask]:
    """A site without articles."""
    made = create_app(tmp_path)
    yield made
    close_app(made)


@pytest.fixture
def admin(app: APIFlask, tmp_path: Path) -> Iterator[FormClient]:
    """A signed-in admin called lan."""
    yield first_admin(app, tmp_path)


def link_on(page: str) -> str:
    found = re.search(r"<code>http://localhost(/quan-tri/thiet-lap[^<]+)</code>", page)
    assert found is not None
    return found[1]


def run(data: Path, *arguments: str, typed: str = "") -> str:
    done = CliRunner().invoke(cli, ["--data", str(data), *arguments], input=typed)
    assert done.exit_code == 0, done.output
    return done.output


def test_an_invitation_makes_an_account_of_its_role(admin: FormClient, app: APIFlask) -> None:
    page = admin.post("/quan-tri/tai-khoan/", data={"name": "hoa", "role": "editor"}).text
    link = link_on(page)
    assert "hiện ở đây một lần" in page and link not in admin.get("/quan-tri/tai-khoan/").text
    guest = browser_of(app)
    assert "dành cho tên đăng nhập khác" in follow_link(guest, link, "mai").text
    assert follow_link(guest, link, "hoa").status_code == 302
    assert guest.get("/quan-tri/toi/").status_code == 200
    assert guest.get("/quan-tri/tai-khoan/").status_code == 403
    assert "biên tập" in admin.get("/quan-tri/tai-khoan/").text


def test_a_link_for_a_known_name_sets_a_new_password(admin: FormClient, app: APIFlask, tmp_path: Path) -> None:
    lost = admin_with_role(app, tmp_path, "hoa", "reader")
    link = link_on(admin.post("/quan-tri/tai-khoan/", data={"name": "hoa", "role": "admin"}).text)
    new = "ba con voi uong tra"
    assert follow_link(browser_of(app), link, "hoa", new).status_code == 302
    assert lost.get("/quan-tri/toi/").status_code == 302, "the old sessions are over"
    with Site.open(tmp_path) as site:
        user = site.users.get("hoa")
        assert user is not None and user.role == "reader", "a link changes no role"


@pytest.mark.parametrize("action", ["vai-tro", "ket-thuc-phien", "xoa"])
def test_what_is_taken_away_ends_sessions_at_once(
    admin: FormClient, app: APIFlask, tmp_path: Path, action: str
) -> None:
    other = admin_with_role(app, tmp_path, "hoa", "admin")
    assert other.get("/quan-tri/toi/").status_code == 200
    assert admin.post(f"/quan-tri/tai-khoan/hoa/{action}", data={"role": "reader"}).status_code == 303
    assert other.get("/quan-tri/toi/").status_code == 302
    with Site.open(tmp_path) as site, Archive.open(tmp_path) as archive:
        entries = AuditTrail(site.engine, archive.engine).list()
        assert {e.subject for e in entries if e.who == "lan" and e.action != "sign-in"} >= {"hoa"}


def test_the_last_admin_stays(admin: FormClient, tmp_path: Path) -> None:
    for action in ("xoa", "vai-tro"):
        answer = admin.post(f"/quan-tri/tai-khoan/lan/{action}", data={"role": "reader"}, follow_redirects=True)
        assert "quản trị viên cuối cùng" in answer.text
    with Site.open(tmp_path) as site:
        assert [user.role for user in site.users.list()] == ["admin"]


@pytest.mark.parametrize("action", ["vai-tro", "ket-thuc-phien", "xoa"])
def test_accounts_that_are_not_there_are_not_found(admin: FormClient, action: str) -> None:
    assert admin.post(f"/quan-tri/tai-khoan/khong-co/{action}", data={"role": "reader"}).status_code == 404


@pytest.mark.parametrize("name", ["", "a b", "<script>", "x" * 65, "\u0000", "a/b", "lan\n"])
def test_names_that_no_account_can_have_are_told(admin: FormClient, name: str, tmp_path: Path) -> None:
    answer = admin.post("/quan-tri/tai-khoan/", data={"name": name, "role": "reader"})
    assert answer.status_code == 400 and 'class="wrong"' in answer.text


def test_the_commands_do_all_of_it(tmp_path: Path) -> None:
    run(tmp_path, "user", "add", "lan", typed=f"{PASSWORD}\n{PASSWORD}\n")
    run(tmp_path, "user", "add", "hoa", "--role", "reader", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert re.findall(r"^(\w+) +(\w+) ", run(tmp_path, "user", "list"), re.M) == [("hoa", "reader"), ("lan", "admin")]
    run(tmp_path, "user", "role", "hoa", "editor")
    app = create_app(tmp_path)
    browser = browser_of(app)
    browser.post("/quan-tri/dang-nhap", data={"name": "hoa", "password": PASSWORD})
    assert browser.get("/quan-tri/toi/").status_code == 200
    assert "1 session of" in run(tmp_path, "user", "sign-out", "hoa")
    assert browser.get("/quan-tri/toi/").status_code == 302
    assert follow_link(browser, run(tmp_path, "user", "link", "mai").strip(), "mai").status_code == 302
    close_app(app)
    run(tmp_path, "user", "remove", "hoa")
    log = run(tmp_path, "user", "log", "--search", "hoa")
    assert [line.split("\t")[2] for line in log.splitlines()][:3] == ["account removed", "sessions ended", "sign-in"]


def test_commands_know_a_name_however_its_letters_are_composed(tmp_path: Path) -> None:
    apart = normalize("NFD", "hòa")
    run(tmp_path, "user", "add", "--role", "editor", apart, typed=f"{PASSWORD}\n{PASSWORD}\n")
    run(tmp_path, "user", "role", apart, "admin")
    assert re.findall(r"^(\w+) +(\w+) ", run(tmp_path, "user", "list"), re.M) == [("hòa", "admin")]


@pytest.mark.parametrize(
    ("arguments", "typed", "told"),
    [
        (["user", "add", "mai"], "ngan\nngan\n", "at least 12"),
        (["user", "add", "mai"], "password12345\npassword12345\n", "what everybody tries"),
        (["user", "add", "mai mai"], "", "letters, digits"),
        (["user", "link", "lan\n"], "", "letters, digits"),
        (["user", "role", "mai", "admin"], "", "nobody is called"),
        (["user", "remove", "lan"], "", "last admin"),
    ],
)
def test_commands_say_what_to_do(
    admin: FormClient, tmp_path: Path, arguments: list[str], typed: str, told: str
) -> None:
    done = CliRunner().invoke(cli, ["--data", str(tmp_path), *arguments], input=typed)
    assert done.exit_code == 1 and told in done.output and "Traceback" not in done.output

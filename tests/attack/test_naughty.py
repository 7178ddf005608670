"""Naughty strings in every field and parameter: no 500, no markup of theirs in any page, no line of theirs in a header."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from apiflask import APIFlask

from tests.support.form_client import FormClient
from web.rate_limits import limiter

CANARY = "c4n4ry"

NAUGHTY = [
    f"<script>{CANARY}()</script>",
    f'"><img src=x onerror={CANARY}()>',
    f"'\"--></style></script><svg onload={CANARY}()>",
    f"javascript:{CANARY}()",
    f"{{{{7*7}}}}${{7*7}}<%= {CANARY} %>",
    "' OR 1=1 --",
    "'; DROP TABLE users; --",
    "\x00\x01\x1b[2J",
    "a\r\nSet-Cookie: x=1",
    "../../../../etc/passwd",
    "..\\..\\secret.key",
    "%00",
    "%s%n{0}{x}",
    "\u202etxt.exe",
    "\ufeff\u200b",
    "𝕋𝕙𝕖 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ｆｕｌｌ",
    "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮",
    "9" * 400,
    "-1",
    "1e309",
    "NaN",
    "[" * 500,
    '"' * 33,
    "=cmd|' /C calc'!A0",
    " " * 50,
    "\u3000",
]

FIELDS = ["abbreviation", "again", "bai", "cau-hoi", "code", "dang", "den", "dia-chi", "doi-tuong", "dien-ra", "every", "email", "expansion", "from", "ky", "loai", "loi", "ly-do", "name", "nguon", "old", "password", "paused", "q", "role", "sap-xep", "ten", "thang", "trang", "trang-thai", "tu", "url", "van-ban", "vi-tri", "viec", "weight", "delay", "budget", "hour_from", "hour_to", "muc", "nam", "cau"]  # fmt: skip


class _Canaries(HTMLParser):
    """Finds what a browser would run: scripts, handlers and addresses that hold the canary."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at handlers and addresses."""
        self._inside = tag
        for name, value in attrs:
            runs = name.startswith("on") or (name in ("href", "src", "action", "formaction") and re.match(r"\s*javascript:", value or "", re.I))  # fmt: skip
            if runs:
                self.found.append(f"<{tag} {name}={value}>")

    def handle_data(self, data: str) -> None:
        """Look into scripts."""
        if self._inside in ("script", "svg") and CANARY in data:
            self.found.append(data)


def runs_of(page: str) -> list[str]:
    parser = _Canaries()
    parser.feed(page)
    return parser.found


def test_what_runs_is_seen() -> None:
    assert all(runs_of(text) for text in NAUGHTY[:2]) and not runs_of("<p>&lt;script&gt;c4n4ry()</p>")


def pages(app: APIFlask, method: str) -> list[str]:
    """Addresses that take no variable or one of a known value."""
    found = []
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()) and rule.endpoint not in ("static", "admin.sign_out"):
            found.append(re.sub(r"<(?:int:)?(?:number|chosen)>", "1", rule.rule))
    return sorted({path for path in found if "<" not in path and "ket-thuc" not in path})


@pytest.mark.parametrize("text", NAUGHTY, ids=range(len(NAUGHTY)))
def test_every_page_takes_it_as_text(app: APIFlask, admin: FormClient, text: str) -> None:
    for path in pages(app, "GET"):
        limiter.reset()
        answer = admin.get(path, query_string=dict.fromkeys(FIELDS, text))
        assert answer.status_code < 500 or answer.status_code == 503, (path, text, answer.status_code)
        if "html" in answer.content_type:
            assert runs_of(answer.text) == [], path
        assert all("\n" not in value and "\r" not in value for _, value in answer.headers), path
        assert "x=1" not in answer.headers.getlist("Set-Cookie"), path


@pytest.mark.parametrize("text", NAUGHTY, ids=range(len(NAUGHTY)))
def test_every_form_takes_it_as_text(app: APIFlask, admin: FormClient, text: str) -> None:
    # Not the actions: what they would do is asked for with each of their names.
    actions = ("nhan", "bo", "an-ten", "hien-ten", "an-bai", "thu-thap", text)
    token = admin.form_token()
    for path in pages(app, "POST"):
        if path.startswith("/api/"):
            continue
        for action in actions:
            limiter.reset()
            fields = dict.fromkeys(FIELDS, text) | {"viec": action, "csrf_token": token}
            answer = admin.post(path, data=fields)
            assert answer.status_code < 500 or answer.status_code == 503, (path, action, text, answer.status_code)
            assert "html" not in answer.content_type or runs_of(answer.text) == [], path
    for path in pages(app, "GET"):  # what was kept of it is shown as text as well
        if path.startswith("/quan-tri"):
            limiter.reset()
            assert runs_of(admin.get(path).text) == [], path


@pytest.mark.parametrize("path", ["/static/../../secret.key", "/static/%2e%2e/%2e%2e/secret.key", "/static//etc/passwd", "/..%2f..%2fsecret.key", "/bai/..%2f1", "/van-ban/..%2f..%2fetc%2fpasswd", "/xuat/..%2f..%2fsecret.key", "/quan-tri/nguon/..%2f..%2fsecret/"])  # fmt: skip
def test_no_path_leads_out(admin: FormClient, path: str) -> None:
    answer = admin.get(path)
    assert answer.status_code in (301, 302, 308, 404), path
    assert b"root:" not in answer.data


@pytest.mark.parametrize("number", ["0", "-1", str(2**63), "9" * 40])
@pytest.mark.parametrize("path", ["/bai/{}", "/bai/1/ban/{}", "/su-kien/{}", "/nguoi/{}", "/quan-tri/cong-viec/{}", "/api/v1/articles/{}"])  # fmt: skip
def test_numbers_that_nothing_has_are_not_found(admin: FormClient, path: str, number: str) -> None:
    limiter.reset()
    assert admin.get(path.format(number)).status_code in (400, 404, 422)


@pytest.mark.parametrize("host", ["evil.example", "localhost:99999", "a" * 300, "é.vn"])
def test_a_foreign_host_is_named_nowhere(app: APIFlask, host: str) -> None:
    for path in ("/", "/tim-kiem?q=ma+túy", "/quan-tri/", "/nguon-tin.atom?q=ma+túy"):
        limiter.reset()
        answer = app.test_client().get(path, headers={"X-Forwarded-Host": host, "X-Forwarded-For": host})
        assert answer.status_code < 500 and "evil.example" not in answer.text
        assert "evil.example" not in str(answer.headers)

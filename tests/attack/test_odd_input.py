"""Odd input in every form that the site shows, and in every address with a variable: a message, never a fault of the server."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, quote_from_bytes

import pytest
from apiflask import APIFlask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_data.site import Site
from tests.support.form_client import FormClient
from web.app import close_app, create_app
from web.rate_limits import limiter

ODD = [
    " ", "\u00a0", "\u2003", "\u3000", "\u2028", "\u200b", "\ufeff", "\u202e", "\x00", "a\x00b", "\x1b[2J", "\r\n", "\t", "\x7f", "\x85",
    "0", "-1", "-0", "00", "1e5", "1_000", "+1", "1.5", "NaN", "sNaN", "inf", "-inf", "1e999", "٣", "²", "①", "½", "0x10",
    str(2**31), str(2**63 - 1), str(2**63), str(2**64), "-" + str(2**63), "9" * 25, "9" * 5000, "0." + "1" * 500, "1" + "0" * 400,
    "\ud800", "a\udfffb", "🏴\U000e0067\U000e007f", "ﷺ" * 50, "Z͑ͫ̓" * 30, "a" * 60_000, "%", "%s%n", "{0}{x}", "[" * 300, '"', "'", "\\",
    "https://", "http://[::1", "https://a:99999/", "//", "javascript:alert(1)", "https://ex ample/", "https://xn--/", "https://" + "a" * 300 + ".vn",
    "2024-02-30", "0000-00-00", "99999-01-01", "31/02/2024", "đ", "ĐẶNG", "a@b", "@", "a@b.c\r\nBcc: d@e.f", "../x", "con", "[]", "null", "true",
]  # fmt: skip
"""What people paste, what programs send, and what breaks numbers, addresses, days and databases."""

VARIABLES = [
    "0",
    "-1",
    "1",
    str(2**63),
    "9" * 40,
    "%00",
    "%ED%A0%80",
    "%FF",
    "a%0Ab",
    "%F0%9F%8F%B4",
    "%2e%2e",
    "x" * 3000,
    "%C2%A0",
]


@dataclass
class FoundForm:
    """A form of a page: where it is sent, and its fields with their values; several for a choice."""

    method: str
    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)


class _FormFinder(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.found, self._select = page, list[FoundForm](), ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note forms and what is in them."""
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(FoundForm(told.get("method", "get").lower(), told.get("action") or self.page))
        elif self.found and tag in ("input", "textarea", "button", "select") and told.get("name"):
            self.found[-1].fields.setdefault(told["name"], [])
            self._select = told["name"] if tag == "select" else ""
            if "value" in told:
                self.found[-1].fields[told["name"]].append(told["value"])
        elif self.found and tag == "option" and self._select:
            self.found[-1].fields[self._select].append(told.get("value", ""))


@pytest.fixture(scope="module")
def app(indexed_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[APIFlask]:
    """The site over a copy of the indexed data, with everything on that production has, and something on each page."""
    data = tmp_path_factory.mktemp("odd") / "data"
    shutil.copytree(indexed_data, data)
    made = create_app(data)
    made.config["DATA"] = data
    with Site.open(data) as site:
        for _ in range(3):
            site.queries.add("ANQP", 0, 1.0, datetime.now(UTC))
        site.queries.flush()
        site.jobs.submit("check", {"source": "ha_tinh"})
    yield made
    close_app(made)


def page_addresses(app: APIFlask) -> list[str]:
    """Every page that can be asked for, with a plain value for each variable."""
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint not in ("static", "admin.sign_out"):
            path = re.sub(r"<int:\w+>", "1", rule.rule)
            path = re.sub(r"<\w+>", "ha_tinh" if "nguon" in path else "bai.csv" if "xuat" in path else "x", path)
            found.append(path + ("?q=ma+t%C3%BAy" if path in ("/tim-kiem", "/theo-doi", "/xuat/") else ""))
    return sorted(set(found))


@pytest.fixture(scope="module")
def forms(app: APIFlask, admin: FormClient) -> list[FoundForm]:
    """Every form of every page, once."""
    found: dict[tuple[str, str, tuple[str, ...]], FoundForm] = {}
    for path in page_addresses(app):
        limiter.reset()
        answer = admin.get(path)
        if "html" in answer.content_type:
            finder = _FormFinder(path)
            finder.feed(answer.text)
            for one in finder.found:
                found.setdefault((one.method, one.action, tuple(sorted(one.fields))), one)
    return list(found.values())


def encoded(fields: list[tuple[str, str]]) -> bytes:
    """Fields as a browser would send them, and as only programs can: half characters as their three bytes."""
    parts = (quote(name) + "=" + quote_from_bytes(value.encode("utf-8", "surrogatepass")) for name, value in fields)
    return "&".join(parts).encode()


def test_the_walk_finds_the_forms(forms: list[FoundForm]) -> None:
    actions = {one.action for one in forms if one.method == "post"}
    assert len(actions) >= 18, sorted(actions)
    assert any("csrf_token" in one.fields for one in forms)


SIGNING_OUT = ("/quan-tri/dang-xuat", "/quan-tri/toi/", "/quan-tri/tai-khoan/lan/")
"""Forms that would end the session that sends them."""


def odd_texts() -> st.SearchStrategy[str]:
    anything = st.characters(exclude_categories=())  # half characters too
    return st.one_of(st.sampled_from(ODD), st.text(anything, max_size=12), st.integers().map(str))


@settings(max_examples=150, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_form_answers_odd_input(
    app: APIFlask, admin: FormClient, forms: list[FoundForm], data: st.DataObject
) -> None:
    usable = [one for one in forms if not one.action.startswith(SIGNING_OUT)]
    one = data.draw(st.sampled_from(usable))
    token = admin.form_token()
    fields: list[tuple[str, str]] = []
    for name, values in one.fields.items():
        if name == "csrf_token":
            fields.append((name, token))
        elif data.draw(st.integers(0, 9)) > 0:  # else it is missing
            usual = st.sampled_from(values) if values else st.just("1")
            fields.append((name, data.draw(st.one_of(usual, odd_texts()))))
    limiter.reset()
    if one.method == "post":
        answer = admin.open(
            one.action, method="POST", data=encoded(fields), content_type="application/x-www-form-urlencoded"
        )
    else:
        answer = admin.get(one.action.split("?")[0], query_string=encoded(fields).decode())
    assert answer.status_code < 500, (one.method, one.action, fields, answer.status_code)


@pytest.mark.parametrize("share", [5, pytest.param(1, marks=pytest.mark.full)])
@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_every_field_takes_each_odd_value(admin: FormClient, forms: list[FoundForm], odd: str, share: int) -> None:
    token, turn = admin.form_token(), ODD.index(odd)
    for number, one in enumerate(forms):
        if one.action.startswith(SIGNING_OUT) or (number + turn) % share:
            continue
        names = [name for name in one.fields if name != "csrf_token"]
        buttons = [value for name in names for value in one.fields[name] if name == "viec"] or [""]
        for button in dict.fromkeys(buttons):
            fields = [("csrf_token", token)]
            fields += [(name, button if name == "viec" and button else odd) for name in names]
            limiter.reset()
            if one.method == "post":
                kind = "application/x-www-form-urlencoded"
                answer = admin.open(one.action, method="POST", data=encoded(fields), content_type=kind)
            else:
                answer = admin.get(one.action.split("?")[0], query_string=encoded(fields).decode())
            assert answer.status_code < 500, (one.method, one.action, fields, answer.status_code)
    assert admin.get("/quan-tri/").status_code == 200, "nothing of it ended the session"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_address_takes_odd_variables(app: APIFlask, admin: FormClient, method: str) -> None:
    token = admin.form_token()
    for rule in app.url_map.iter_rules():
        if method not in (rule.methods or ()) or not rule.arguments or rule.endpoint == "static":
            continue
        for odd in VARIABLES:
            path = re.sub(r"<[^>]*>", lambda _: odd, rule.rule)  # noqa: B023
            limiter.reset()
            data = {"csrf_token": token} if method == "POST" else None
            answer = admin.open(path, method=method, data=data)
            assert answer.status_code < 500, (method, rule.rule, odd, answer.status_code)

"""A reader's browser for tests: it takes the token of forms from a page before it sends one, as production demands."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from site_data.site import Site
from web.admin.setup_link import make_setup_link

PASSWORD = "mot-mat-khau-dai"

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class FormClient(FlaskClient):
    """Sends the forms' token along with every POST that names none."""

    def form_token(self) -> str:
        """The token of the present session, from the sign-in page."""
        found = _TOKEN.search(self.get("/quan-tri/dang-nhap").text)
        assert found is not None, "the sign-in page has no token"
        return found[1]

    def post(self, *args: Any, **kwargs: Any) -> TestResponse:
        data = kwargs.get("data")
        if "json" not in kwargs and (data is None or isinstance(data, dict)) and "csrf_token" not in (data or {}):
            kwargs["data"] = {**(data or {}), "csrf_token": self.form_token()}
        return super().post(*args, **kwargs)


def browser_of(app: Flask) -> FormClient:
    """A new browser, without cookies."""
    app.test_client_class = FormClient
    client = app.test_client()
    assert isinstance(client, FormClient)
    return client


def first_admin(app: Flask, data: Path, name: str = "lan") -> FormClient:
    """A browser in which the first admin has signed in, by the set-up link."""
    link = make_setup_link(data)
    assert link is not None
    browser = browser_of(app)
    answer = follow_link(browser, link, name)
    assert answer.status_code == 302, answer.text
    return browser


def follow_link(browser: FormClient, link: str, name: str, password: str = PASSWORD) -> TestResponse:
    """Send the form behind a set-up link."""
    page, _, code = link.partition("#")
    return browser.post(page, data={"code": code, "name": name, "password": password, "again": password})


def admin_with_role(app: Flask, data: Path, name: str, role: str) -> FormClient:
    """A browser in which an account of a role has signed in."""
    from site_data.passwords import hash_password
    from site_data.roles import as_role

    with Site.open(data) as site:
        site.users.add(name, hash_password(PASSWORD), as_role(role))
    browser = browser_of(app)
    assert browser.post("/quan-tri/dang-nhap", data={"name": name, "password": PASSWORD}).status_code == 302
    return browser

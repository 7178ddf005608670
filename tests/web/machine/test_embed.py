"""The form that other sites show in a frame."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient


def test_any_site_may_frame_the_form_and_nothing_else(client: FlaskClient) -> None:
    form = client.get("/nhung")
    assert 'target="_blank"' in form.text and 'action="/tim-kiem"' in form.text
    assert "frame-ancestors *" in form.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in form.headers and "<script" not in form.text and "Set-Cookie" not in form.headers
    page = client.get("/")
    assert page.headers["X-Frame-Options"] == "DENY" and "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]  # fmt: skip


def test_a_setting_says_which_sites(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMTIN_EMBED_ORIGINS", "https://a.vn, https://b.vn")
    policy = client.get("/nhung").headers["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors 'self' https://a.vn https://b.vn")
    monkeypatch.setenv("TIMTIN_EMBED_ORIGINS", "none")
    assert client.get("/nhung").status_code == 404

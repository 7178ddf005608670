"""Which sites' pages may call the API."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

_THEM, _OTHERS = {"Origin": "https://a.vn"}, {"Origin": "https://la.vn"}
_ALLOWED = "Access-Control-Allow-Origin"


def test_nobody_by_default(client: FlaskClient) -> None:
    assert _ALLOWED not in client.get("/api/v1/sources", headers=_THEM).headers


def test_those_that_a_setting_names(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMTIN_CORS_ORIGINS", "https://a.vn,https://b.vn")
    for path in ("/api/v1/sources", "/tim-kiem.atom", "/tim-kiem.json", "/api/v1/articles/99"):
        theirs, others = client.get(path, headers=_THEM), client.get(path, headers=_OTHERS)
        assert theirs.headers[_ALLOWED] == "https://a.vn" and _ALLOWED not in others.headers
        assert "Origin" in theirs.headers["Vary"] and "Origin" in others.headers["Vary"]
        assert "Access-Control-Allow-Credentials" not in theirs.headers
    for path in ("/", "/quan-tri/", "/bai/1"):
        assert _ALLOWED not in client.get(path, headers=_THEM).headers


def test_a_browser_that_asks_first_is_answered(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMTIN_CORS_ORIGINS", "*")
    asked = {**_THEM, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    answer = client.options("/api/v1/search/batch", headers=asked)
    assert answer.status_code == 200 and answer.headers[_ALLOWED] == "*"
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"]

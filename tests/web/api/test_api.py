"""The API: pages by cursor, articles and versions, tokens, one error shape, and its description held to its behaviour."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from apiflask import APIFlask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings

from site_data.site import Site
from web.api.cursors import Cursor
from web.app import close_app, create_app


def test_pages_follow_the_cursor_to_the_end(client: FlaskClient) -> None:
    seen: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        found = client.get(
            "/api/v1/search", query_string={"q": "công an OR học sinh OR ma túy", "n": 1, "cursor": cursor}
        ).get_json()
        seen += [hit["article"] for hit in found["hits"]]
        assert found["changed"] is False
        cursor = found["next"]
    assert len(seen) == len(set(seen)) == found["total"] + found["total_partial"] > 1


@pytest.mark.parametrize("cursor", ["x", "é", "1", Cursor(20_000, 1).text(), Cursor(-1, 1).text(), "9" * 100, "0-1\n"])
def test_a_wrong_cursor_is_refused(client: FlaskClient, cursor: str) -> None:
    assert client.get("/api/v1/search", query_string={"q": "a", "cursor": cursor}).status_code == 422


def test_several_queries_at_once(client: FlaskClient) -> None:
    found = client.post("/api/v1/search/batch", json={"queries": ["ma túy", "zzqqxx"], "n": 1}).get_json()
    assert [answer["total"] for answer in found["answers"]] == [1, 0]


def test_an_article_and_its_versions(client: FlaskClient) -> None:
    found = client.get("/api/v1/articles/1").get_json()
    assert found["title"].startswith("Tổng kết 10 năm") and len(found["archived"]["sha256"]) == 64
    assert [block["kind"] for block in found["blocks"]] == ["paragraph", "caption", "paragraph"]
    (version,) = client.get("/api/v1/articles/1/versions").get_json()["versions"]
    assert version == client.get("/api/v1/articles/1/versions/1").get_json()["archived"]


def test_sources_with_their_articles(client: FlaskClient) -> None:
    found = {s["name"]: s for s in client.get("/api/v1/sources").get_json()["sources"]}
    assert found["ha_tinh"]["articles"] == 2 and found["ha_tinh"]["domain"] == "congan.hatinh.gov.vn"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/articles/99", 404),
        ("/api/v1/articles/1/versions/7", 404),
        ("/api/v1/articles/1/versions/0", 404),
        ("/api/v1/articles/99999999999999999999", 404),
        ("/api/v1/search?n=0", 422),
        ("/api/v1/nothing", 404),
    ],
)
def test_every_error_has_one_shape(client: FlaskClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert set(answer.get_json()) == {"error"} and set(answer.get_json()["error"]) == {"status", "message"}


@pytest.fixture
def limited(indexed_data: Path, tmp_path: Path) -> Iterator[FlaskClient]:
    """A reader of a site with its rate limits on."""
    shutil.copytree(indexed_data, tmp_path / "data")
    app = create_app(tmp_path / "data")
    with app.test_client() as reader:
        yield reader
    close_app(app)


def test_a_token_has_a_limit_of_its_own(limited: FlaskClient, tmp_path: Path) -> None:
    with Site.open(tmp_path / "data") as site:
        token = site.tokens.add("bao-hong-lam", 2)
        headers = {"Authorization": f"Bearer {token}"}
        statuses = [limited.get("/api/v1/sources", headers=headers).status_code for _ in range(3)]
        assert statuses == [200, 200, 429]
        assert limited.get("/api/v1/sources").status_code == 200
        site.tokens.revoke("bao-hong-lam")
        answer = limited.get("/api/v1/sources", headers=headers)
    assert answer.status_code == 401 and answer.get_json()["error"]["status"] == 401


def test_tokens_are_not_kept_readable(limited: FlaskClient, tmp_path: Path) -> None:
    with Site.open(tmp_path / "data") as site:
        token = site.tokens.add("x", 5)
    assert all(token.encode() not in path.read_bytes() for path in (tmp_path / "data").glob("site.sqlite3*"))


def test_the_description_is_openapi_3_1(client: FlaskClient) -> None:
    described: dict[str, Any] = client.get("/api/v1/openapi.json").get_json()
    assert described["openapi"] == "3.1.0"
    assert all(path.startswith("/api/v1/") for path in described["paths"])
    for path in described["paths"].values():
        for operation in path.values():
            if isinstance(operation, dict):
                assert operation["summary"] and "200" in operation["responses"]


def test_behaviour_is_what_the_description_says(app: APIFlask) -> None:
    """Schemathesis makes requests from the description, good and bad ones, and checks every answer against it."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    for operation in schema.get_all_operations():
        strategy = operation.ok().as_strategy()

        @settings(max_examples=15, suppress_health_check=list(HealthCheck), derandomize=True)
        @given(case=strategy)
        def check(case: Any) -> None:
            # Its caller reads no compressed answers, though it says so.
            case.headers["Accept-Encoding"] = "identity"
            case.call_and_validate()

        check()


def test_the_archive_can_be_followed(client: FlaskClient) -> None:
    seen: dict[int, bool] = {}
    since, more = 0, True
    while more:
        found = client.get("/api/v1/changes", query_string={"since": since, "n": 2}).get_json()
        assert [c["change"] for c in found["changes"]] == sorted(c["change"] for c in found["changes"])
        seen |= {c["article"]: c["removed"] for c in found["changes"]}
        assert all(c["removed"] or c["record"]["title"] for c in found["changes"])
        since, more = found["next"], found["more"]
    assert seen and not any(seen.values())
    assert client.get("/api/v1/changes", query_string={"since": since}).get_json()["changes"] == []
    assert client.get("/api/v1/changes", query_string={"since": -1}).status_code == 422

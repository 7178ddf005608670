"""``/metrics``: who may read it, and what it says."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient


def test_it_says_what_the_site_holds_and_how_it_answers(client: FlaskClient) -> None:
    # Not before the site's own module: it says first where the processes add up.
    from prometheus_client.parser import text_string_to_metric_families

    client.get("/")
    client.get("/khong-co")
    answer = client.get("/metrics")
    assert answer.status_code == 200 and answer.content_type.startswith("text/plain")
    found = {family.name: family for family in text_string_to_metric_families(answer.text)}
    assert found["timtin_articles"].samples[0].value == 4
    assert {s.labels["state"] for s in found["timtin_jobs"].samples} == {"waiting", "running", "failed", "dead"}
    assert {"timtin_index_age_seconds", "timtin_disk_free_bytes", "timtin_troubles"} <= set(found)
    answered = {(s.labels["endpoint"], s.labels["status"]) for s in found["timtin_requests"].samples}
    assert {("search.front", "200"), ("none", "404")} <= answered


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("203.0.113.9", {}),
        ("127.0.0.1", {"X-Forwarded-For": "203.0.113.9"}),
        ("127.0.0.1", {"Forwarded": "for=203.0.113.9"}),
        ("127.0.0.1", {"X-Real-IP": "127.0.0.1"}),
        ("", {}),
    ],
)
def test_strangers_do_not_read_it(client: FlaskClient, address: str, headers: dict[str, str]) -> None:
    assert client.get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": address}).status_code == 403


@pytest.mark.parametrize(("given", "status"), [("", 403), ("Bearer x", 403), ("Bearer é", 403), ("Bearer ma-dai", 200)])
def test_a_token_opens_it_from_anywhere(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, given: str, status: int
) -> None:
    monkeypatch.setenv("TIMTIN_METRICS_TOKEN", "ma-dai")
    headers = {"Authorization": given} if given else {}
    assert client.get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": "203.0.113.9"}).status_code == status

"""``/metrics``: who may read it, and what it says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.support.paths import ROOT


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


_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
_SERVE = """
import os, shutil, sys
from pathlib import Path
from web.app import create_app
folder = Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])
assert folder.name.endswith(f"-{os.getpid()}"), folder
client = create_app(Path(sys.argv[1])).test_client()
shutil.rmtree(folder)
assert [client.get("/livez").status_code for _ in range(2)] == [200, 200]
assert "timtin_requests_total" in client.get("/metrics").text
shutil.rmtree(folder)
"""


def test_a_folder_that_is_tidied_away_costs_no_request(tmp_path: Path) -> None:
    """A process whose counters were not begun yet counts again after the first request."""
    environment = {name: value for name, value in os.environ.items() if name != _FOLDER} | {"TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", _SERVE, str(tmp_path / "data")],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr

"""What programs may send, with the protections of production on: the API asks no CSRF token, every form does."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from apiflask import APIFlask
from werkzeug.routing import Rule
from werkzeug.serving import make_server

from site_data.site import Site
from web.app import close_app, create_app

CHANGING = {"POST", "PUT", "PATCH", "DELETE"}
OF_MAIL_PROGRAMS = "/huy-thu/<token>"
"""One-click unsubscribing (RFC 8058): the token in the address is the proof."""


@pytest.fixture
def site(indexed_data: Path, tmp_path: Path) -> Iterator[APIFlask]:
    """The site as it is served."""
    shutil.copytree(indexed_data, tmp_path / "data")
    app = create_app(tmp_path / "data")
    yield app
    close_app(app)


@pytest.fixture
def program(site: APIFlask) -> Iterator[httpx.Client]:
    """A program that talks to the site over a socket."""
    server = make_server("127.0.0.1", 0, site, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    with httpx.Client(base_url=f"http://127.0.0.1:{server.server_port}", trust_env=False) as client:
        yield client
    server.shutdown()
    thread.join()
    server.server_close()


def changing(site: APIFlask) -> list[tuple[str, str]]:
    """The methods and addresses that may change something, with "1" for each part of an address."""
    rules: list[Rule] = [rule for rule in site.url_map.iter_rules() if rule.rule != OF_MAIL_PROGRAMS]
    return [
        (m, re.sub(r"<[^>]+>", "1", rule.rule)) for rule in rules for m in sorted(CHANGING & (rule.methods or set()))
    ]


def test_several_queries_at_once_without_a_form(program: httpx.Client) -> None:
    found = program.post("/api/v1/search/batch", json={"queries": ["ma túy", "zzqqxx"], "n": 1})
    assert found.status_code == 200, found.text
    assert [answer["total"] for answer in found.json()["answers"]] == [1, 0]


@pytest.mark.parametrize(("known", "status"), [(True, 200), (False, 401)])
def test_a_token_is_still_looked_at(program: httpx.Client, tmp_path: Path, known: bool, status: int) -> None:
    with Site.open(tmp_path / "data") as held:
        token = held.tokens.add("bao-mau", 60) if known else "sai"
    headers = {"Authorization": f"Bearer {token}"}
    assert program.post("/api/v1/search/batch", json={"queries": ["a"]}, headers=headers).status_code == status


def test_the_api_asks_no_form_token_and_forms_do(site: APIFlask, program: httpx.Client) -> None:
    paths = changing(site)
    assert any(path.startswith("/api/") for _, path in paths) and any(path.startswith("/quan-tri") for _, path in paths)
    for method, path in paths:
        answer = program.request(method, path, data={"cau": "ma túy"})
        asks_token = answer.status_code == 400 and "Biểu mẫu đã hết hạn" in answer.text
        assert asks_token is not path.startswith("/api/"), f"{method} {path}: {answer.status_code}"

"""Hosts and forwarded addresses: what a sender says of himself is believed only where the admin said so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from apiflask import APIFlask
from flask import request

from web.app import close_app, create_app
from web.hosts import host_of, is_local

OWN = "https://timtin.example"


@pytest.fixture
def public(indexed_data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[APIFlask]:
    """A site with a public address behind one proxy."""
    monkeypatch.setenv("TIMTIN_PUBLIC_URL", OWN)
    monkeypatch.setenv("TIMTIN_TRUSTED_PROXIES", "1")
    monkeypatch.setenv("TIMTIN_PROXY_ADDRESSES", "127.0.0.1, 10.1.0.0/16")
    app = create_app(indexed_data, testing=True)
    yield app
    close_app(app)


@pytest.mark.parametrize("path", ["/", "/tim-kiem?q=ma+túy", "/tim-kiem.atom?q=ma+túy", "/xuat/bai.jsonl?q=ma+túy", "/quan-tri/dang-nhap", "/khong-co", "/api/v1/search?q=ma", "/suc-khoe"])  # fmt: skip
def test_only_the_public_host_is_answered(public: APIFlask, path: str) -> None:
    client = public.test_client()
    for host in ("evil.example", "timtin.example.evil.example", "127.0.0.1", "timtin.example:8080"):
        answer = client.get(path, base_url=f"http://{host}")
        assert answer.status_code == 421, host
        assert "evil.example" not in answer.text and OWN in answer.text
        assert "evil.example" not in str(answer.headers)
    for host in ("timtin.example", "TimTin.Example"):
        answer = client.get(path, base_url=f"https://{host}")
        assert answer.status_code in (200, 404) and "evil" not in answer.text


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/metrics"])
def test_watchers_ask_by_the_machines_address(public: APIFlask, path: str) -> None:
    assert public.test_client().get(path, base_url="http://127.0.0.1:8080").status_code == 200


def test_a_public_address_is_what_links_lead_to(public: APIFlask) -> None:
    feed = public.test_client().get("/tim-kiem.atom?q=ma+túy", base_url=OWN).text
    assert f'href="{OWN}/' in feed


@pytest.mark.parametrize(
    ("peer", "told", "believed"),
    [
        ("127.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("::ffff:127.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("10.1.2.3", "1.1.1.1, 203.0.113.7", "203.0.113.7"),
        ("198.51.100.1", "203.0.113.7", "198.51.100.1"),
        ("10.2.0.1", "203.0.113.7", "10.2.0.1"),
        ("", "203.0.113.7", ""),
    ],
)
def test_forwarded_addresses_come_from_proxies_alone(public: APIFlask, peer: str, told: str, believed: str) -> None:
    seen: dict[str, str | None] = {}

    @public.before_request
    def note() -> None:
        seen.update(address=request.remote_addr, host=request.host, scheme=request.scheme)

    headers = {"X-Forwarded-For": told, "X-Forwarded-Host": "timtin.example", "X-Forwarded-Proto": "https"}
    answer = public.test_client().get(
        "/livez", base_url="http://localhost", headers=headers, environ_overrides={"REMOTE_ADDR": peer}
    )
    assert answer.status_code == 200
    proxied = believed != peer
    assert seen == {
        "address": believed,
        "host": "timtin.example" if proxied else "localhost",
        "scheme": "https" if proxied else "http",
    }


@pytest.mark.parametrize("path", ["/", "/tim-kiem?q=ma+túy", "/tim-kiem.atom?q=ma+túy", "/xuat/bai.jsonl?q=ma+túy", "/bai/1", "/xuat/trich-dan.bib?q=ma+túy", "/quan-tri/", "/theo-doi?q=ma+túy"])  # fmt: skip
def test_without_a_public_address_no_strange_host_is_echoed(app: APIFlask, path: str) -> None:
    for host in ("evil.example", "8.8.8.8", "localhost.evil.example"):
        answer = app.test_client().get(path, base_url=f"http://{host}")
        assert answer.status_code < 400, (path, host)
        assert host not in answer.text and host not in str(answer.headers), (path, host)


def test_in_a_network_of_ones_own_links_are_whole(app: APIFlask) -> None:
    feed = app.test_client().get("/tim-kiem.atom?q=ma+túy", base_url="http://192.168.1.5:8080").text
    assert 'href="http://192.168.1.5:8080/' in feed


@pytest.mark.parametrize(
    ("host", "local"),
    [("localhost:8080", True), ("127.0.0.1", True), ("[::1]:80", True), ("maychu", True), ("maychu.local", True), ("192.168.0.3:1", True), ("8.8.8.8", False), ("a.example", False), ("localhost.a.example", False), ("", False)],
)  # fmt: skip
def test_local_hosts(host: str, local: bool) -> None:
    assert is_local(host) is local


def test_the_host_of_an_address() -> None:
    assert host_of("https://A.example:443/") == "a.example"
    assert host_of("http://a.example:8080") == "a.example:8080"
    assert host_of("") == ""

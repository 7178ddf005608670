"""robots.txt, security.txt and OpenSearch."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from lxml import etree
from protego import Protego

from tests.web.conftest import PUBLIC


def test_robots_are_told_what_to_read_and_where_the_sitemap_is(public: FlaskClient) -> None:
    answer = public.get("/robots.txt")
    assert answer.mimetype == "text/plain"
    rules = Protego.parse(answer.text)
    assert list(rules.sitemaps) == [f"{PUBLIC}/sitemap.xml"]
    for path, allowed in {
        "/": True,
        "/bai/1": True,
        "/su-kien/1": True,
        "/tim-kiem?q=ma+tuy": True,
        "/api/v1/": True,
        "/api/v1/search?q=a": False,
        "/quan-tri/": False,
        "/xuat/bai.csv?q=a": False,
    }.items():
        assert rules.can_fetch(PUBLIC + path, "bot") is allowed, path


def test_without_a_public_address_no_host_is_named(client: FlaskClient) -> None:
    answer = client.get("/robots.txt", headers={"Host": "gia.example"})
    assert "Sitemap" not in answer.text and "gia.example" not in answer.text
    for path in ("/opensearch.xml", "/sitemap.xml"):
        assert client.get(path, headers={"Host": "gia.example"}).status_code == 404
    assert "opensearch" not in client.get("/", headers={"Host": "gia.example"}).text


@pytest.mark.parametrize(
    ("contact", "line"),
    [("an-ninh@tin.vn", "mailto:an-ninh@tin.vn"), ("https://tin.vn/bao-mat", "https://tin.vn/bao-mat")],
)
def test_security_holes_have_somebody_to_be_told(
    public: FlaskClient, monkeypatch: pytest.MonkeyPatch, contact: str, line: str
) -> None:
    monkeypatch.setenv("TIMTIN_SECURITY_CONTACT", contact)
    fields = dict(row.split(": ", 1) for row in public.get("/.well-known/security.txt").text.splitlines())
    assert fields["Contact"] == line and fields["Canonical"] == f"{PUBLIC}/.well-known/security.txt"
    left = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert timedelta(days=90) < left < timedelta(days=365)


def test_nobody_is_named_who_was_not_set(client: FlaskClient) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404


def test_browsers_can_add_the_search(public: FlaskClient, read_valid: Callable[[bytes, str], etree._Element]) -> None:
    (link,) = etree.HTML(public.get("/").text).xpath("//link[@rel='search']")
    answer = public.get(link.get("href"))
    assert answer.mimetype == link.get("type") == "application/opensearchdescription+xml"
    root = read_valid(answer.data, "opensearch")
    templates = {url.get("type"): url.get("template") for url in root.findall("{*}Url")}
    assert set(templates) == {"text/html", "application/atom+xml", "application/x-suggestions+json"}
    for kind, template in templates.items():
        assert template.startswith(PUBLIC)
        found = public.get(template.removeprefix(PUBLIC).replace("{searchTerms}", "ma%20t%C3%BAy"))
        assert found.status_code == 200 and found.mimetype == kind


def test_offers_have_the_shape_that_address_bars_read(client: FlaskClient) -> None:
    typed, offers = client.get("/goi-y/opensearch?q=ma").get_json(force=True)
    assert typed == "ma" and all(isinstance(offer, str) for offer in offers)

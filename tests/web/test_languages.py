"""The language of an answer: asked for by the address, kept by a cookie, else what the browser prefers, else Vietnamese."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize(
    ("address", "accepted", "language"),
    [
        ("/", "", "vi"),
        ("/", "en-GB,en;q=0.9", "en"),
        ("/", "fr,de;q=0.5", "vi"),
        ("/", "en;q=0.4,vi;q=0.9", "vi"),
        ("/?lang=vi", "en", "vi"),
        ("/?lang=en", "vi", "en"),
        ("/?lang=xx", "vi", "vi"),
    ],
)
def test_language_of_an_answer(client: FlaskClient, address: str, accepted: str, language: str) -> None:
    answer = client.get(address, headers={"Accept-Language": accepted} if accepted else {})
    assert f'<html lang="{language}">' in answer.text
    assert answer.headers["Content-Language"] == language
    assert {"accept-language", "cookie"} <= {name.lower() for name in answer.vary}
    assert ("Hướng dẫn" in answer.text, ">Help<" in answer.text) == (language == "vi", language == "en")


def test_what_was_asked_for_is_kept_until_asked_otherwise(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get("/").headers
    kept = client.get("/?lang=en").headers["Set-Cookie"]
    assert "HttpOnly" in kept and "SameSite=Lax" in kept and "Max-Age" in kept
    assert client.get("/huong-dan").headers["Content-Language"] == "en"
    client.get("/?lang=vi")
    assert client.get("/huong-dan", headers={"Accept-Language": "en"}).headers["Content-Language"] == "vi"


def test_every_page_offers_the_other_language_and_stays_where_it_is(client: FlaskClient) -> None:
    assert 'href="/tim-kiem?q=an+ninh&amp;lang=en"' in client.get("/tim-kiem?q=an+ninh&lang=vi").text
    assert 'href="/tim-kiem?q=an+ninh&amp;lang=vi"' in client.get("/tim-kiem?q=an+ninh&lang=en").text

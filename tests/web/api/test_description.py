"""The description of the API and its page: what linters ask for, in English, with a schema for everything that is answered."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest
from flask.testing import FlaskClient

from facts.reading.views import EventPage, PersonPage
from translations import use_language
from web.api.fact_schemas import schema_of


@pytest.fixture
def described(client: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/v1/openapi.json").get_json()
    return found


def operations(described: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in described["paths"].values():
        yield from (path[method] for method in ("get", "post") if method in path)


def parts(value: Any, at: str = "#") -> Iterator[tuple[str, Any]]:
    yield at, value
    if isinstance(value, (dict, list)):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from parts(part, f"{at}/{key}")


def test_operations_have_names_that_programs_can_take(described: dict[str, Any]) -> None:
    names = [operation["operationId"] for operation in operations(described)]
    assert len(names) == len(set(names)) > 10
    assert all(re.fullmatch(r"[a-z][A-Za-z]+", name) and not keyword.iskeyword(name) for name in names)


def test_tags_are_english_and_told_of(described: dict[str, Any]) -> None:
    told = {tag["name"]: tag["description"] for tag in described["tags"]}
    used = {tag for operation in operations(described) for tag in operation["tags"]}
    assert used == set(told) == {"Search", "Articles", "Facts"} and all(told.values())


def test_nothing_is_left_in_vietnamese(described: dict[str, Any]) -> None:
    bare = [(at, text) for at, text in parts(described) if isinstance(text, str) and re.search(r"[À-ỹ]", text)]
    # Names of things and values stay what they are: kinds of events, the site's name.
    assert [(at, text) for at, text in bare if not re.search(r"/enum/|/title$|/name$|/servers/", at) and "“" not in text] == []  # fmt: skip


def test_every_operation_says_what_it_does_and_how_it_fails(described: dict[str, Any]) -> None:
    for operation in operations(described):
        assert operation["summary"] and operation["description"], operation["operationId"]
        assert any(status.startswith("4") for status in operation["responses"])
        for response in operation["responses"].values():
            assert response["description"]
    assert described["info"]["license"]["identifier"] and described["info"]["contact"] and described["servers"]


def test_references_lead_somewhere_and_nothing_is_unused(described: dict[str, Any]) -> None:
    references = {str(value) for at, value in parts(described) if at.endswith("/$ref")}
    known = {f"#/components/schemas/{name}" for name in described["components"]["schemas"]}
    assert references == known


def test_everything_answered_has_a_type(described: dict[str, Any]) -> None:
    loose = [
        at
        for at, value in parts(described["components"]["schemas"])
        if isinstance(value, dict)
        and value.get("type") == "object"
        and not value.get("properties")
        and not value.get("additionalProperties")
    ]
    # The answer above the hits is one of several things; each is described where it is asked for by itself.
    # What a message is about is named by the message.
    several = ("/SearchOutput/properties/answer", "/Understood/properties/data")
    assert [at for at in loose if not at.endswith(several)] == []
    for name in ("EventOutput", "PersonPage", "DocumentPage", "Measure", "Sentence", "Proof"):
        assert described["components"]["schemas"][name]["properties"], name


@pytest.mark.parametrize("kind", [EventPage, PersonPage])
def test_a_schema_is_its_dataclass(kind: type) -> None:
    assert set(schema_of(kind)().fields) == {field.name for field in fields(kind)}  # type: ignore[arg-type]
    assert schema_of(kind) is schema_of(kind)


@pytest.mark.parametrize(("language", "words"), [("vi", "Tìm trong kho bài"), ("en", "Search the archive")])
def test_the_page_shows_every_operation(
    client: FlaskClient, described: dict[str, Any], language: str, words: str
) -> None:
    page = client.get("/api/v1/", headers={"Accept-Language": language}).text
    assert words in page and "/api/v1/openapi.json" in page
    assert all(path in page for path in described["paths"])
    with use_language(language):
        assert client.get("/api/v1").status_code in (200, 308)

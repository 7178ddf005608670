"""Typing help over the demo: every kind is offered with its page, nothing of what is hidden, and the site works without it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from archive.articles.archive import Archive
from archive.moderation import Moderation
from search import discard_suggestions, refresh_suggestions
from search.suggest.store import NAME
from web.app import close_app, create_app


@pytest.fixture(name="data")
def _data(demo_data: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(demo_data, tmp_path / "data"))


@pytest.fixture(name="reader")
def _reader(data: Path) -> Iterator[FlaskClient]:
    app = create_app(data)
    with app.test_client() as client:
        yield client
    close_app(app)


def offered(reader: FlaskClient, typed: str) -> list[dict[str, str]]:
    """What is offered for what is typed."""
    answer = reader.get("/goi-y", query_string={"q": typed})
    assert answer.status_code == 200 and answer.mimetype == "application/json"
    found: list[dict[str, str]] = answer.get_json()["suggestions"]
    return found


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("hoi nghi", "event"), ("hội nghị", "title"), ("hooij", "event"), ("antq", "abbreviation"),
        ("an ninh to quoc", "abbreviation"), ("09/ctr", "document"), ("ha noi", "place"), ("tin tuc", "section"),
    ],
)  # fmt: skip
def test_each_kind_is_offered_with_a_page_that_answers(reader: FlaskClient, typed: str, kind: str) -> None:
    found = [one for one in offered(reader, typed) if one["kind"] == kind]
    assert found
    for one in found:
        assert one["text"] and one["label"]
        assert reader.get(one["url"]).status_code == 200


def test_people_are_offered_with_their_office(reader: FlaskClient) -> None:
    found = [one for one in offered(reader, "nguyen") if one["kind"] == "person"]
    assert found and all(one["detail"] for one in found)
    assert all(reader.get(one["url"]).status_code == 200 for one in found)


def test_days_and_kinds_are_written_in_the_language_of_the_reader(reader: FlaskClient) -> None:
    def told(language: str, kind: str) -> list[str]:
        answer = reader.get("/goi-y?q=hội+nghị", headers={"Accept-Language": language}).get_json()["suggestions"]
        return [one["detail"] for one in answer if one["kind"] == kind]

    for kind, vietnamese, english in (
        ("title", r"\d\d/\d\d/\d{4}", r"\d{1,2} [A-Z][a-z]{2} \d{4}"),
        ("event", r"hội nghị( · (\d\d/)*\d{4})?", r"conference( · (\d{1,2} )?[A-Z][a-z]{2} \d{4})?"),
    ):
        for language, written in (("vi", vietnamese), ("en", english)):
            found = told(language, kind)
            assert found and all(re.fullmatch(written, one) for one in found), found


def test_answers_are_kept_by_the_browser_alone(reader: FlaskClient) -> None:
    control = reader.get("/goi-y?q=h").headers["Cache-Control"]
    assert "private" in control and "max-age=60" in control


@pytest.mark.parametrize("typed", ["", " ", "\x00", "%_", "'", "x" * 3000, "\ud83d\ude00", "<script>"])
def test_whatever_is_typed_is_answered(reader: FlaskClient, typed: str) -> None:
    assert offered(reader, typed.encode("utf-16", "surrogatepass").decode("utf-16")) == []


def test_what_is_hidden_is_gone_at_once(reader: FlaskClient, data: Path) -> None:
    first = next(one for one in offered(reader, "hội nghị") if one["kind"] == "title")
    number = int(first["url"].rsplit("/", 1)[1])
    with Archive.open(data) as archive:
        Moderation(archive.engine).hide_article(number, who="ban", reason="thử")
    assert first["url"] not in [one["url"] for one in offered(reader, first["text"])]


def test_a_hidden_name_is_gone_at_once(reader: FlaskClient, data: Path) -> None:
    person = next(one for one in offered(reader, "nguyen") if one["kind"] == "person")
    with Archive.open(data) as archive:
        Moderation(archive.engine).hide_name(person["text"], who="ban", reason="thử")
    assert all(person["text"] not in one["text"] for one in offered(reader, person["text"]))


def test_without_the_file_nothing_is_offered_and_pages_answer(reader: FlaskClient, data: Path) -> None:
    discard_suggestions(data)
    assert offered(reader, "hội nghị") == []
    assert reader.get("/tim-kiem?q=hội+nghị").status_code == 200


def test_a_damaged_file_offers_nothing_and_is_written_anew(reader: FlaskClient, data: Path) -> None:
    discard_suggestions(data)
    (data / NAME).write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    assert offered(reader, "hội nghị") == []
    assert refresh_suggestions(data)
    assert offered(reader, "hội nghị")
    assert not refresh_suggestions(data), "just written"

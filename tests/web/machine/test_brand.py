"""A portal's name, logo, colour and heading."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from setting_checks import CONTRAST, DARK_GROUND, contrast
from web.app import close_app, create_app
from web.machine.brand import dark_variant

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'


@pytest.fixture
def branded(indexed_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    """A reader of a portal's own site."""
    logo = tmp_path / "logo.svg"
    logo.write_text(_SVG, "utf-8")
    for name, value in {
        "SITE_NAME": "Công an tỉnh Mẫu",
        "START_TEXT": "Tra cứu tin bài",
        "BRAND_COLOR": "#0b5d1e",
        "BRAND_LOGO": str(logo),
    }.items():
        monkeypatch.setenv(f"TIMTIN_{name}", value)
    app = create_app(indexed_data, testing=True)
    with app.test_client() as reader:
        yield reader
    close_app(app)


def test_pages_carry_the_portals_name_logo_colour_and_heading(branded: FlaskClient) -> None:
    page = branded.get("/").text
    assert "Tra cứu tin bài</h1>" in page and "Công an tỉnh Mẫu</a>" in page and "Tìm<span>Tin" not in page
    assert page.count("/bieu-trung?v=") == 2 and "/thuong-hieu.css?v=0b5d1e" in page
    assert branded.get("/tim-kiem.json").get_json(force=True)["authors"] == [{"name": "Công an tỉnh Mẫu"}]


def test_the_logo_is_the_icon_and_both_are_kept_by_browsers(branded: FlaskClient) -> None:
    for address in ("/bieu-trung", "/favicon.ico"):
        answer = branded.get(address)
        assert answer.text == _SVG and answer.mimetype == "image/svg+xml"
        assert "immutable" in answer.headers["Cache-Control"]


def test_the_colour_is_lighter_on_dark_pages(branded: FlaskClient) -> None:
    answer = branded.get("/thuong-hieu.css")
    assert answer.mimetype == "text/css" and "--accent:#0b5d1e" in answer.text
    assert f"--accent:{dark_variant('#0b5d1e')}" in answer.text


def test_without_a_brand_the_site_looks_as_it_does(client: FlaskClient) -> None:
    assert client.get("/bieu-trung").status_code == client.get("/thuong-hieu.css").status_code == 404
    icon = client.get("/favicon.ico")
    assert icon.mimetype == "image/x-icon" and icon.data[:4] == b"\x00\x00\x01\x00"
    assert "Tìm<span>Tin</span>" in client.get("/").text


@given(st.integers(0, 0xFFFFFF))
def test_any_colour_can_be_read_on_a_dark_page(color: int) -> None:
    assert contrast(dark_variant(f"#{color:06x}"), DARK_GROUND) >= CONTRAST

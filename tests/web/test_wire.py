"""On the wire: compressed answers, assets kept for good, pages asked for again cheaply, headers only where they mean something."""

from __future__ import annotations

import re
from unicodedata import is_normalized, normalize

import brotli
import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient

PAGES = ("/", "/tim-kiem?q=an+ninh", "/huong-dan", "/bai/1")


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_compressed_timed_and_small(client: FlaskClient, page: str) -> None:
    plain = client.get(page)
    packed = client.get(page, headers={"Accept-Encoding": "br, gzip"})
    assert packed.headers["Content-Encoding"] == "br" and len(packed.data) < 12_000
    # What differs are the numbers of a request (a form's token).
    assert abs(len(brotli.decompress(packed.data)) - len(plain.data)) < 200
    assert re.fullmatch(r"app;dur=\d+\.\d", packed.headers["Server-Timing"])
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Retry-After" not in packed.headers


def test_gzip_for_those_who_know_no_brotli(client: FlaskClient) -> None:
    assert client.get("/huong-dan", headers={"Accept-Encoding": "gzip"}).headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("encoding", ["br", "identity"])
def test_an_unchanged_page_is_not_sent_again(client: FlaskClient, page: str, encoding: str) -> None:
    first = client.get(page, headers={"Accept-Encoding": encoding})
    again = client.get(page, headers={"Accept-Encoding": encoding, "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    other = client.get(
        page, headers={"Accept-Encoding": encoding, "If-None-Match": first.headers["ETag"], "Accept-Language": "en"}
    )
    assert other.status_code == 200


def test_assets_are_kept_for_good_under_an_address_that_names_their_bytes(client: FlaskClient) -> None:
    assets = re.findall(r'(?:href|src)="(/static/[^"]+)"', client.get("/").text)
    assert assets
    for asset in assets:
        assert re.search(r"\?v=[0-9a-f]{12}$", asset)
        with client.get(asset) as kept:
            assert "immutable" in kept.headers["Cache-Control"]
    with client.get("/static/site.css") as other:
        assert "immutable" not in other.headers.get("Cache-Control", "")


def test_pages_of_administration_are_never_kept(client: FlaskClient) -> None:
    answer = client.get("/quan-tri/dang-nhap")
    assert answer.headers["Cache-Control"] == "no-store" and "ETag" not in answer.headers


def test_an_unexpected_fault_has_a_number_that_stands_in_the_log(
    app: APIFlask, capfd: pytest.CaptureFixture[str]
) -> None:
    @app.get("/vo")
    def broken() -> str:
        raise KeyError("x")

    @app.get("/dia-hong")
    def bad_disk() -> str:
        raise OSError(5, "Input/output error", "/data/index/x.seg")

    answer = app.test_client().get("/vo")
    (number,) = re.findall(r"số ([0-9a-f]+-[0-9a-f]+)", answer.text)
    assert answer.status_code == 500 and number in "".join(capfd.readouterr())
    again = app.test_client().get("/vo")
    assert number not in again.text
    disk = app.test_client().get("/dia-hong")
    assert disk.status_code == 503 and "kiểm tra đĩa" in disk.text


@pytest.mark.parametrize("typed", ["hội nghị", "ma tuý", "a\u0338b \u0338"])
def test_pages_are_composed_however_words_are_written(client: FlaskClient, typed: str) -> None:
    page = client.get("/tim-kiem", query_string={"q": normalize("NFD", typed)}).text
    # A stroke after a bracket of a tag would become one sign with it: such a page stays as it is.
    assert is_normalized("NFC", page) or "\u0338" in page
    assert page.count("<title>") == page.count("</title>") == 1


@pytest.mark.parametrize("path", ["/", "/tim-kiem?q=hội nghị", "/tim-kiem.atom", "/api/v1/search?q=a", "/robots.txt"])
@pytest.mark.parametrize("header", ["If-Modified-Since", "If-Unmodified-Since", "If-Range", "Range", "If-None-Match"])
@pytest.mark.parametrize(
    "value", ["Sun, 99 Nov 99999999999 00:00:00 GMT", "Mon, 01 Jan 2024 99999999999999999999:00:00 GMT", "bytes=9" + "9" * 40 + "-"]
)  # fmt: skip
def test_a_date_that_nobody_can_read_asks_for_nothing(client: FlaskClient, path: str, header: str, value: str) -> None:
    assert client.get(path, headers={header: value}).status_code == 200


@pytest.mark.timeout(20)
def test_marks_piled_on_a_letter_cost_a_page_nothing(client: FlaskClient) -> None:
    text = "a\n" * 201 + "a" + "\u0315\u0300" * 100_000
    answer = client.post("/tim-hang-loat", data={"cau": text}, content_type="multipart/form-data")
    assert answer.status_code == 400 and len(answer.text) < 100_000

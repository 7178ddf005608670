"""Many queries at once: a list or a CSV in, a CSV out."""

from __future__ import annotations

import csv
import io

import pytest
from flask.testing import FlaskClient

from web.pages.batch_search import MOST, queries_of


def _answers(client: FlaskClient, **form: object) -> list[dict[str, str]]:
    answer = client.post("/tim-hang-loat", data=form, content_type="multipart/form-data")
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))


def test_each_query_is_answered_in_order(client: FlaskClient) -> None:
    rows = _answers(client, cau="ma túy\nzzqqxx\nANTQ", so="1")
    assert [(row["query"], row["total"]) for row in rows] == [("ma túy", "1"), ("zzqqxx", "0"), ("ANTQ", "1")]
    assert rows[0]["title"].startswith("Bắt giữ đối tượng") and rows[0]["address"].endswith("/bai/2")
    assert rows[1]["title"] == ""


def test_a_csv_is_taken(client: FlaskClient) -> None:
    file = (io.BytesIO('\ufeffquery,ghi chú\n"ma túy",x\n'.encode()), "cau.csv")
    assert [row["query"] for row in _answers(client, tep=file)] == ["ma túy"]


@pytest.mark.parametrize(
    "form",
    [{}, {"cau": "  \n "}, {"cau": "a\n" * (MOST + 1)}, {"tep": (io.BytesIO(b"\xff\xfe\x00"), "x.csv")}],
)
def test_what_cannot_be_answered_is_told(client: FlaskClient, form: dict[str, object]) -> None:
    answer = client.post("/tim-hang-loat", data=form, content_type="multipart/form-data")
    assert answer.status_code == 400 and 'role="alert"' in answer.text


def test_long_lists_are_taken(client: FlaskClient) -> None:
    assert len(_answers(client, cau="\n".join(f"{n} " + "ma túy " * 60 for n in range(150)), so="1")) >= 150


def test_no_answer_is_a_formula(client: FlaskClient) -> None:
    assert _answers(client, cau="=1+1")[0]["query"].startswith("'=")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a\nb", ["a", "b"]),
        ("query\na", ["a"]),
        ('"x, y",1\n\nz', ["x, y", "z"]),
        ('"mở', ["mở"]),
        ("", []),
        ("a\u2028b\rc", ["a b", "c"]),
    ],
)
def test_queries_of_a_text(text: str, found: list[str]) -> None:
    assert queries_of(text) == found

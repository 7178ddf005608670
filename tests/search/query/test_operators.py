"""Where the value of an operator ends."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.query.operators import find_value_end, operator_of, plain
from vietnamese.entities.document_terms import find_query_documents


def value_of(name: str, text: str) -> str:
    return text[: find_value_end(operator_of(name), text, plain(text), 0)]


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("van ban", "09/CTr hội nghị", "09/CTr"),
        ("van ban", "nghị định số 30/2020/NĐ-CP 2023", "nghị định số 30/2020/NĐ-CP"),
        ("van ban", "hội nghị", "hội"),
        ("ngay", "24 tháng 5 năm 2023 xe", "24 tháng 5 năm 2023"),
        ("su kien", "hội nghị a", "hội nghị"),
        ("cap bac", "đại tá a", "đại tá"),
        ("nguoi", "Trần Quốc Bình a", "Trần Quốc Bình"),
        ("nguon", "vd a", "vd"),
    ],
)
def test_a_value(name: str, text: str, value: str) -> None:
    assert value_of(name, text) == value
    assert value_of(name, text + " xe" * 100 + " 한") == value, "what is far behind a value is not looked at"


DOCUMENTS = st.sampled_from(
    ["nghị định", "số", "30/2020/NĐ-CP", "09/CTr", "09/CTr-BCA-MTTW", "tt 58", "BCA", "2512/C08-P3", "chỉ thị 05", "3 năm", "văn bản:", "xe"]
)  # fmt: skip


@given(st.lists(DOCUMENTS, min_size=1, max_size=30).map(" ".join))
@example("09/CTr " * 30)
def test_a_document_is_the_same_as_in_all_that_follows(text: str) -> None:
    whole = next((one.end for one in find_query_documents(text) if one.start == 0), 0)
    assert len(value_of("van ban", text)) == max(whole, len(text.split(" ")[0]))

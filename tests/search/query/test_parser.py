"""The query language: units, operators, and that nothing a person types is an error."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.parser import MAX_UNITS, parse
from search.query.tree import Alternation, Label, Query, Unit
from tests.search.query.examples import MANY
from vietnamese.abbreviations.dictionary import Dictionary

SHIPPED = Dictionary.shipped()


def units(text: str) -> list[tuple[str, str]]:
    """Kind and terms of each unit."""
    return [(u.kind, " ".join(t.text for t in u.terms)) for u in parse(text, SHIPPED).units]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ma tuý", [("syllable", "ma"), ("syllable", parse("túy", SHIPPED).units[0].terms[0].text)]),
        ('"hội nghị" tổng', [("phrase", "hội nghị"), ("syllable", "tổng")]),
        ("antq", [("abbreviation", "antq")]),
        ("+ANTQ", [("syllable", "antq")]),
        ("09/CTr-BCA-MTTW", [("document", "09 ctr bca mttw")]),
        ("114.924 lượt", [("number" if False else "syllable", "114924"), ("syllable", "lượt")]),
        ("công*", [("prefix", "công")]),
        ("từ: abc", [("syllable", "từ"), ("syllable", "abc")]),
    ],
)
def test_units(text: str, wanted: list[tuple[str, str]]) -> None:
    assert units(text) == wanted


def test_an_abbreviation_and_its_long_form_find_the_same() -> None:
    (short,) = parse("ANTQ", SHIPPED).units
    (long,) = parse("an ninh Tổ quốc", SHIPPED).units
    assert {short.terms, *short.forms} == {long.terms, *long.forms}


@pytest.mark.parametrize("name", ["diễn ra:", "dien ra:", "dienra:", "held:", "DIỄN RA:"])
def test_operator_names(name: str) -> None:
    (dates,) = parse(f"{name}24/5/2023 tổng kết", SHIPPED).dates
    assert dates.columns == ("event_day",)
    assert dates.low == dates.high == 19501


def test_year_month_and_open_ranges() -> None:
    query = parse("từ:2023 đến:2/2024", SHIPPED)
    assert [(d.low, d.high) for d in query.dates] == [(19358, None), (None, 19782)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("trộm cắp tuần qua", [(19859, 19865)]),
        ("trộm cắp tháng trước", [(19814, 19843)]),
        ("đăng:tháng trước trộm cắp", [(19814, 19843)]),
        ('trộm cắp "tuần qua"', []),
        ('trộm cắp +"tuần qua"', []),
        ("tin tổng hợp tình hình an ninh trật tự nổi bật trong tuần qua", []),
    ],
)
def test_days_told_from_today_narrow(text: str, days: list[tuple[int, int]]) -> None:
    query = parse(text, SHIPPED, now=date(2024, 5, 22))
    assert [(d.low, d.high) for d in query.dates] == days
    assert [u.raw for u in query.units][:2] == (["tin", "tổng"] if not days and "tin" in text else ["trộm", "cắp"])


def test_event_kind_takes_the_longest_known() -> None:
    query = parse("sự kiện:hội nghị tổng kết", SHIPPED)
    assert query.labels == (Label("event_kind", "hoi nghi"),)
    assert len(query.clauses) == 2


def test_or_and_exclusion() -> None:
    query = parse("tàu OR thuyền -xe", SHIPPED)
    assert isinstance(query.clauses[0], Alternation)
    assert [u.raw for u in query.excluded] == ["xe"]


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("xe OR trộm NEAR/2 cướp NEAR/3 bò", [["xe"], ["trộm", "cướp", "bò"]]),
        ("trộm NEAR/2 cướp NEAR/3 bò OR xe", [["trộm", "cướp", "bò"], ["xe"]]),
    ],
)
def test_all_that_near_joins_stands_in_one_alternative(text: str, options: list[list[str]]) -> None:
    (clause,) = parse(text, SHIPPED).clauses
    assert isinstance(clause, Alternation)
    assert [[unit.raw for unit in option] for option in clause.options] == options


@pytest.mark.parametrize("text", ["", "!!! ?", '"', "OR", "-", "+", "::"])
def test_nothing_to_search_says_so(text: str) -> None:
    query = parse(text, SHIPPED)
    assert query.understood[-1].kind == "notice"


def test_a_bad_value_is_searched_as_words_with_a_notice() -> None:
    query = parse("từ:hôm", SHIPPED)
    assert [u.kind for u in query.understood] == ["notice"]
    assert query.clauses


def test_ten_thousand_characters_are_cut_with_a_notice() -> None:
    query = parse("tàu thuyền " * 1000, SHIPPED)
    assert len(query.clauses) == MAX_UNITS
    assert any(u.kind == "notice" for u in query.understood)


@MANY
@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from(
                [
                    '"',
                    "-",
                    "+",
                    "*",
                    "từ:",
                    "đến:2023",
                    "OR",
                    " ",
                    "ma túy",
                    "ANTQ",
                    "sự kiện:",
                    "hội nghị",
                    "tiêu đề:",
                    "31/2/2023",
                    "|",
                ]
            ),
            max_size=12,
        ).map("".join),
    )
)
def test_parse_never_raises(text: str) -> None:
    query = parse(text, SHIPPED)
    assert isinstance(query, Query)
    assert all(isinstance(u, Unit) and u.terms for u in query.units)

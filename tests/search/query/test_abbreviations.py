"""Senses of short forms: the article's own definition decides inside it, else the neighbours; both ways, and in totals alike."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from archive.articles.archive import Archive
from archive.model import Article, Block
from indexer.update import index_archive
from search.searcher import Searcher
from tests.support.paths import ROOT
from vietnamese.abbreviations.disambiguation import find_senses

TEXTS = {
    "thanh-pho": "Công an TP Bến Sông bắt một nhóm trộm xe.",
    "toi-pham": "Mở đợt cao điểm phòng chống TP hình sự dịp cuối năm.",
    "thanh-pho-viet": "Công an thành phố Bến Sông tuần tra ban đêm.",
    "toi-pham-viet": "Phòng chống tội phạm hình sự trên sông.",
    "trat-tu": "Bảo đảm trật tự (TT) tại chợ; lực lượng giữ TT suốt đêm hội.",
    "thi-tran": "Hai người ngụ TT Bình Kiều được khen.",
    "mo": "Giải quần vợt TT.",
    "antq": "Phong trào toàn dân bảo vệ ANTQ ở xã.",
    "antq-viet": "Phong trào toàn dân bảo vệ an ninh Tổ quốc.",
    "antq-khac": "Câu lạc bộ ảnh nghệ thuật trẻ Quang (ANTQ) trưng bày; ANTQ mở cửa cuối tuần.",
    "antq-khac-hai": "Nhóm anh nuôi tình quân (ANTQ) nấu cơm cho người già.",
    "pgd": "Phó giám đốc công ty phát biểu; phòng giao dịch (PGD) mở lại, PGD đông khách.",
}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """A searcher over ``TEXTS``."""
    data = tmp_path_factory.mktemp("senses")
    with Archive.open(data) as archive:
        archive.put_many(
            [
                Article("kho", f"Bản tin số {n}", external_id=key, blocks=(Block("paragraph", text),))
                for n, (key, text) in enumerate(TEXTS.items())
            ]
        )
    index_archive(data, processes=1)
    with Searcher.open(data) as opened:
        yield opened


def ids(searcher: Searcher, text: str) -> set[str]:
    """Complete hits of a query."""
    return {h.id for h in searcher.search(text, n=50).hits if h.complete}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("thành phố", {"thanh-pho", "thanh-pho-viet"}),
        ("thành phố Bến Sông", {"thanh-pho", "thanh-pho-viet"}),
        ("TP Bến Sông", {"thanh-pho", "thanh-pho-viet"}),
        ("thanh pho ben song", {"thanh-pho", "thanh-pho-viet"}),
        ("tội phạm hình sự", {"toi-pham", "toi-pham-viet"}),
        ("phòng chống tội phạm", {"toi-pham", "toi-pham-viet"}),
        ("trật tự", {"trat-tu"}),
        ("thị trấn Bình Kiều", {"thi-tran"}),
        ("TT", {"trat-tu", "thi-tran", "mo"}),
        ("+TT", {"trat-tu", "thi-tran", "mo"}),
    ],
)
def test_an_ambiguous_form_counts_where_it_means_so(searcher: Searcher, text: str, wanted: set[str]) -> None:
    assert ids(searcher, text) == wanted


@pytest.mark.parametrize(
    "text", ["ANTQ", "antq", "an ninh Tổ quốc", "an ninh to quoc", "bảo vệ ANTQ", "bảo vệ an ninh Tổ quốc"]
)
def test_another_meaning_defined_by_the_article_does_not_count(searcher: Searcher, text: str) -> None:
    assert ids(searcher, text) == {"antq", "antq-viet"}


def test_to_the_letter_finds_every_meaning(searcher: Searcher) -> None:
    assert ids(searcher, "+ANTQ") == {"antq", "antq-khac", "antq-khac-hai"}


def test_an_article_with_both_meanings_is_found_by_the_long_form(searcher: Searcher) -> None:
    assert ids(searcher, "PGD") == ids(searcher, "phó giám đốc") == {"pgd"}


def test_what_is_said_of_a_long_form_can_be_switched_off(searcher: Searcher) -> None:
    (said,) = [u for u in searcher.search("thành phố Bến Sông").understood if u.kind == "expansion"]
    assert "TP" in said.text
    assert ids(searcher, said.off) == {"thanh-pho-viet"}
    assert not [u for u in searcher.search("đại học").understood if u.kind == "expansion"]


def test_it_says_why(searcher: Searcher) -> None:
    hit = next(h for h in searcher.search("thành phố Bến Sông").hits if h.id == "thanh-pho")
    assert [(w.how, w.matched) for w in hit.why if w.unit == "thành phố"] == [("abbreviation", "TP")]
    assert "<mark>TP</mark>" in hit.snippet


@pytest.mark.parametrize(
    ("text", "senses"),
    [
        ("Công an TP Hải Phòng", {"TP": ["thành phố"]}),
        ("đấu tranh phòng chống TP.", {"TP": ["tội phạm"]}),
        ("trú TT. Kẻ Sặt; trao đổi với PV", {"TT": ["thị trấn"], "PV": ["phóng viên"]}),
        ("Ảnh: TT", {}),
        ("Bộ TT - TT, Sở KH & CN, 05-CT/TW, TTg", {}),
        ("Công ty CP Sông Xanh", {"CP": ["cổ phần"]}),
    ],
)
def test_neighbours_settle_a_short_form(text: str, senses: dict[str, list[str]]) -> None:
    assert find_senses(text) == senses


def test_decomposed_text_has_the_same_senses() -> None:
    from unicodedata import normalize

    text = "Công an TP Hải Phòng phòng chống TP ma túy"
    assert find_senses(normalize("NFD", text)) == find_senses(text) == {"TP": ["thành phố", "tội phạm"]}


def test_the_table_has_a_line_for_its_own_command() -> None:
    table = (ROOT / "vietnamese/abbreviations/disambiguation.tsv").read_text("utf-8")
    assert table.startswith("short\tlong\tside\tneighbour\tweight\n")

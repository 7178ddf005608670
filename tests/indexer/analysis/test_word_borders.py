"""Which words of a text stand only across the borders of others, and the text as words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.analysis.analyzer import analyse_texts
from indexer.analysis.cache import AnalysisTask, Makers
from indexer.analysis.model import Words
from indexer.analysis.serialization import pack_words, unpack_words
from indexer.analysis.word_borders import border_terms, keep_borders, segmented


def terms_of(text: str, words: list[str]) -> list[str]:
    """The border terms of a body whose words are given."""
    return border_terms(analyse_texts(("", "", text, "")), Words.of(words))


@pytest.mark.parametrize(
    ("text", "words", "wanted"),
    [
        pytest.param("cán bộ đội trưởng", ["cán_bộ", "đội_trưởng"], ["~bộ_đội"], id="between two words"),
        pytest.param("bộ đội về làng", ["bộ_đội"], [], id="the word itself"),
        pytest.param("bộ đội về làng", [], [], id="cut into single syllables"),
        pytest.param("cán bộ đội trưởng gặp bộ đội", ["cán_bộ", "đội_trưởng", "bộ_đội"], [], id="the word elsewhere"),
        pytest.param("hình sự cố ý", ["hình_sự_cố_ý"], ["~sự_cố"], id="in a longer word that is two known ones"),
        pytest.param(
            "cán bộ đội", ["cán_bộ_đội"], ["~bộ_đội~cán_bộ", "~cán_bộ~bộ_đội"], id="in a longer word cut in two ways"
        ),
        pytest.param("cán bộ. Đội trưởng", ["cán_bộ", "đội_trưởng"], [], id="in two sentences"),
        pytest.param("Việt Nam định cư", ["việt_nam", "định_cư"], ["~nam_dinh"], id="a place without its accents"),
        pytest.param("xe lạ đời thường", ["xe_lạ", "đời_thường"], [], id="no word at all"),
    ],
)
def test_words_across_borders(text: str, words: list[str], wanted: list[str]) -> None:
    assert [term for term in terms_of(text, words) if term.count("~") > 1 or term in wanted] == wanted


def test_words_that_the_text_lacks_are_passed_over() -> None:
    assert terms_of("cán bộ đội trưởng", ["xe_máy", "cán_bộ", "đội_trưởng"]) == ["~bộ_đội"]


def test_a_text_in_words() -> None:
    analysis = analyse_texts(("Tin mới", "", "Cán bộ, đội trưởng nói.", ""))
    words = Words.of(["cán_bộ", "đội_trưởng"])
    assert list(segmented(analysis, words)) == ["tin", "mới", "cán_bộ", "đội_trưởng", "nói"]


def test_kept_terms_are_taken_as_they_are_but_not_those_of_another_version() -> None:
    analysis, words = analyse_texts(("", "", "cán bộ đội trưởng", "")), Words.of(["cán_bộ", "đội_trưởng"])
    kept = unpack_words(pack_words(keep_borders(analysis, words)))
    (version,) = kept.borders
    assert border_terms(analysis, kept) == ["~bộ_đội"]
    assert border_terms(analysis, replace(kept, borders={version: ["~x_y"]})) == ["~x_y"]
    assert border_terms(analysis, replace(kept, borders={f"{version}-before": ["~x_y"]})) == ["~bộ_đội"]


def test_terms_are_kept_with_words_made_later_than_the_terms_of_the_text() -> None:
    texts = ("", "", "cán bộ đội trưởng", "")
    makers = Makers(segment=_segment)
    first = makers.make(AnalysisTask("h", texts, terms=True, words=False))
    second = makers.make(AnalysisTask("h", texts, terms=False, words=True, kept=first.terms))
    assert second.words is not None
    assert [*unpack_words(second.words).borders.values()] == [["~bộ_đội"]]


def _segment(text: str) -> Words:
    return Words.of(["cán_bộ", "đội_trưởng"])

"""Analysis: term numbers by zone, breaks between sentences, words, definitions, and packing without loss."""

from __future__ import annotations

from unicodedata import normalize

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.model import Article, Block
from columnar.model import BREAK, Terms
from indexer.analysis.analyzer import analyse, analyse_texts
from indexer.analysis.cache import AnalysisTask, analyse_many
from indexer.analysis.model import NO_WORDS, Analysis, Words
from indexer.analysis.serialization import pack, pack_words, unpack, unpack_words
from indexer.analysis.word_segmentation import segment_text, words_of
from indexer.schema import TEXT_ZONES

SAMPLE = Article(
    source="s",
    title="Hội nghị tổng kết",
    lead="Ngày 24/5/2023, tại Hà Tĩnh.",
    blocks=(
        Block("paragraph", "Phong trào bảo vệ an ninh Tổ quốc (ANTQ). Công an tỉnh dự."),
        Block("caption", "Quang cảnh hội nghị"),
        Block("byline", "Không được lập chỉ mục"),
    ),
)


def spelled(analysis: Analysis, zone: str) -> list[str]:
    """The terms of a zone in reading order, "|" for a BREAK."""
    terms = analysis.vocabulary.texts()
    return [terms[n] if n != BREAK else "|" for n in analysis.zones[zone].tolist()]


def same(a: Analysis, b: Analysis) -> bool:
    """Equal in every part."""
    zones = all(np.array_equal(a.zones[z], b.zones[z]) for z in TEXT_ZONES)
    return zones and (a.vocabulary, a.definitions) == (b.vocabulary, b.definitions)


def test_zones_and_definitions() -> None:
    analysis = analyse(SAMPLE)
    assert spelled(analysis, "title") == ["hội", "nghị", "tổng", "kết"]
    assert "24/5/2023" in spelled(analysis, "lead")
    assert "|" in spelled(analysis, "body")
    assert spelled(analysis, "caption") == ["quang", "cảnh", "hội", "nghị"]
    assert "mục" not in analysis.vocabulary.texts()
    assert any(short.upper() == "ANTQ" for short, _ in analysis.definitions)
    terms = analysis.vocabulary.texts()
    assert terms == sorted(set(terms))
    assert len(analysis.vocabulary) == len(terms)


def test_words_of_several_syllables() -> None:
    words = segment_text(SAMPLE.body).texts()
    assert "an_ninh" in words
    assert all("_" in w and w == w.lower() for w in words)


def test_decomposed_text_is_analysed_alike() -> None:
    texts = (SAMPLE.title, SAMPLE.lead, SAMPLE.body, SAMPLE.captions)
    apart = tuple(normalize("NFD", t) for t in texts)
    one, other = analyse_texts(texts), analyse_texts((apart[0], apart[1], apart[2], apart[3]))
    assert one.vocabulary == other.vocabulary
    assert words_of(texts[2]) == words_of(apart[2])
    assert all(np.array_equal(one.zones[z], other.zones[z]) for z in TEXT_ZONES)


def test_packing_keeps_everything() -> None:
    analysis = analyse(SAMPLE)
    assert same(unpack(pack(analysis)), analysis)


TERM = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\n"), min_size=1, max_size=5)


@settings(max_examples=60)
@given(st.sets(TERM, max_size=20), st.lists(st.integers(-1, 19), max_size=40), st.lists(TERM, max_size=10))
def test_packing_any_analysis(terms: set[str], numbers: list[int], words: list[str]) -> None:
    zone = np.array([n for n in numbers if n < len(terms)], np.int32)
    empty = np.zeros(0, np.int32)
    analysis = Analysis(
        Terms.of(terms),
        {"title": empty, "lead": zone, "body": empty, "caption": zone[::-1], "marks": zone},
        (("A", "b c"),),
    )
    assert same(unpack(pack(analysis)), analysis)
    assert unpack_words(pack_words(Words.of(words))).texts() == words


@pytest.mark.parametrize("damage", [b"", b"abc", pack(analyse_texts(("a", "", "", "")))[:-4]])
def test_damaged_bytes_are_refused(damage: bytes) -> None:
    for undo in (unpack, unpack_words):
        with pytest.raises(ValueError, match="damaged"):
            undo(damage)


def test_an_empty_article() -> None:
    analysis = analyse(Article(source="s", title=""))
    assert (analysis.vocabulary.texts(), analysis.definitions) == ([], ())
    assert same(unpack(pack(analysis)), analysis)
    assert unpack_words(pack_words(NO_WORDS)).texts() == segment_text("").texts() == []


def test_two_processes_give_the_same_in_order() -> None:
    tasks = [AnalysisTask(str(i), (f"Tin an ninh số {i}", "", "", ""), terms=True, words=i % 2 == 0) for i in range(50)]
    alone = list(analyse_many(iter(tasks), 1))
    together = list(analyse_many(iter(tasks), 2))
    assert alone == together
    assert [m.text_hash for m in alone] == [t.text_hash for t in tasks]
    assert [m.words is not None for m in alone] == [t.words for t in tasks]
    assert spelled(unpack(alone[7].terms or b""), "title")[-1] == "7"

"""Analysis: term numbers by zone, breaks between sentences, words, definitions, and packing without loss."""

from __future__ import annotations

from unicodedata import normalize

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.model import Article, Block
from indexer.analysis import analyse, analyse_many, analyse_texts, pack, unpack
from indexer.model import BREAK, ZONES, Analysis

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
    return [analysis.vocabulary[n] if n != BREAK else "|" for n in analysis.zones[zone].tolist()]


def same(a: Analysis, b: Analysis) -> bool:
    """Equal in every part."""
    zones = all(np.array_equal(a.zones[z], b.zones[z]) for z in ZONES)
    return zones and (a.vocabulary, a.words, a.definitions) == (b.vocabulary, b.words, b.definitions)


def test_zones_words_and_definitions() -> None:
    analysis = analyse(SAMPLE)
    assert spelled(analysis, "title") == ["hội", "nghị", "tổng", "kết"]
    assert "24/5/2023" in spelled(analysis, "lead")
    assert "|" in spelled(analysis, "body")
    assert spelled(analysis, "caption") == ["quang", "cảnh", "hội", "nghị"]
    assert "mục" not in analysis.vocabulary
    assert "an_ninh" in analysis.words
    assert all("_" in w and w == w.lower() for w in analysis.words)
    assert any(short.upper() == "ANTQ" for short, _ in analysis.definitions)
    assert list(analysis.vocabulary) == sorted(analysis.vocabulary)


def test_decomposed_text_is_analysed_alike() -> None:
    texts = (SAMPLE.title, SAMPLE.lead, SAMPLE.body, SAMPLE.captions)
    apart = tuple(normalize("NFD", t) for t in texts)
    one, other = analyse_texts(texts), analyse_texts((apart[0], apart[1], apart[2], apart[3]))
    assert (one.vocabulary, one.words) == (other.vocabulary, other.words)
    assert all(np.array_equal(one.zones[z], other.zones[z]) for z in ZONES)


def test_packing_keeps_everything() -> None:
    analysis = analyse(SAMPLE)
    assert same(unpack(pack(analysis)), analysis)


TERM = st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=5)


@settings(max_examples=60, deadline=None)
@given(st.sets(TERM, max_size=20), st.lists(st.integers(-1, 19), max_size=40), st.lists(TERM, max_size=10))
def test_packing_any_analysis(terms: set[str], numbers: list[int], words: list[str]) -> None:
    zone = np.array([n for n in numbers if n < len(terms)], np.int32)
    empty = np.zeros(0, np.int32)
    analysis = Analysis(
        tuple(sorted(terms)),
        {"title": empty, "lead": zone, "body": empty, "caption": zone[::-1]},
        tuple(words),
        (("A", "b c"),),
    )
    assert same(unpack(pack(analysis)), analysis)


@pytest.mark.parametrize("damage", [b"", b"abc", pack(analyse_texts(("a", "", "", ""), words=False))[:-4]])
def test_damaged_bytes_are_refused(damage: bytes) -> None:
    with pytest.raises(ValueError, match="damaged"):
        unpack(damage)


def test_an_empty_article() -> None:
    analysis = analyse(Article(source="s", title=""))
    assert (analysis.vocabulary, analysis.words, analysis.definitions) == ((), (), ())
    assert same(unpack(pack(analysis)), analysis)


def test_two_processes_give_the_same_in_order() -> None:
    articles = [Article(source="s", title=f"Tin an ninh số {i}") for i in range(50)]
    alone = list(analyse_many(articles, 1))
    together = list(analyse_many(articles, 2))
    assert all(same(a, b) for a, b in zip(alone, together, strict=True))
    assert spelled(alone[7], "title")[-1] == "7"

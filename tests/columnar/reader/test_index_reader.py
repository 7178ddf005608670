"""The reader against a naive one in plain Python, over random collections, segments and deletions."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from columnar import NO_DAY, IndexDamaged, IndexReader
from columnar.query.bm25 import bm25
from columnar.query.idf import idf
from columnar.segment.reader import Segment
from tests.support.english_index import SCHEMA, WORDS, Pair, document, kept_with, reader_of, stem, write

DOC = st.lists(st.sampled_from([*WORDS, "."]), max_size=12)
COLLECTION = st.lists(st.tuples(DOC, DOC), min_size=1, max_size=25)
FIELDS = ["title", "body", "title_stem", "body_stem"]


def words_of(doc: Pair, field: str) -> list[str]:
    """What a field holds of a document, breaks included."""
    words = doc[0] if field.startswith("title") else doc[1]
    return [stem(w) for w in words] if field.endswith("_stem") else list(words)


def naive(docs: list[Pair], field: str, terms: list[str], gone: set[int]) -> list[tuple[int, int]]:
    """(document, starts of the phrase) by looking at every place."""
    out = []
    for i, doc in enumerate(docs):
        words = words_of(doc, field)
        n = sum(words[at : at + len(terms)] == terms for at in range(len(words)))
        if n and i not in gone:
            out.append((i, n))
    return out


@settings(max_examples=120)
@given(COLLECTION, st.sets(st.integers(1, 24), max_size=3), st.sets(st.integers(0, 24), max_size=6), st.data())
def test_answers_equal_the_naive_ones(docs: list[Pair], cuts: set[int], gone: set[int], data: st.DataObject) -> None:
    gone = {g for g in gone if g < len(docs)}
    terms = data.draw(st.lists(st.sampled_from([*WORDS, "unknown"]), min_size=1, max_size=4))
    field = data.draw(st.sampled_from(FIELDS))
    with TemporaryDirectory() as folder:
        reader = reader_of(Path(folder), docs, cuts, gone, data.draw(st.integers(0, 26)))
        found = reader.phrase(field, terms)
        assert list(zip(found.docs.tolist(), found.freqs.tolist(), strict=True)) == naive(docs, field, terms, gone)
        one = reader.postings(field, terms[0])
        assert list(zip(one.docs.tolist(), one.freqs.tolist(), strict=True)) == naive(docs, field, terms[:1], gone)
        assert one.docs.dtype == one.freqs.dtype == np.int32
        assert reader.size == len(docs)
        assert [reader.stored(doc) for doc in range(len(docs))] == [kept_with(100 + doc) for doc in range(len(docs))]
        assert set(np.flatnonzero(~reader.live).tolist()) == gone
        every = np.arange(len(docs), dtype=np.int32)
        places = [p.tolist() for p in reader.positions(field, terms[0], every)]
        assert places == [[i for i, w in enumerate(words_of(d, field)) if w == terms[0]] for d in docs]
        counts = {
            w: len(n)
            for w in {stem(w) if field.endswith("_stem") else w for w in WORDS}
            if (n := naive(docs, field, [w], gone))
        }
        assert reader.vocabulary(field) == counts
        prefixed = sorted((w for w in counts if w.startswith("d")), key=lambda w: (-counts[w], w))
        assert reader.prefix(field, "d", 2) == prefixed[:2]
        begun = {d: n for w in prefixed for d, n in naive(docs, field, [w], gone)}
        assert reader.prefixed(field, "d").docs.tolist() == sorted(begun)
        assert reader.lengths(field).tolist() == [sum(w != "." for w in words_of(d, field)) for d in docs]


@settings(max_examples=60)
@given(COLLECTION, st.sets(st.integers(1, 24), max_size=3), st.sets(st.integers(0, 24), max_size=6), st.data())
def test_places_and_sentences_equal_the_naive_ones(
    docs: list[Pair], cuts: set[int], gone: set[int], data: st.DataObject
) -> None:
    gone = {g for g in gone if g < len(docs)}
    terms = data.draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3))
    with TemporaryDirectory() as folder:
        reader = reader_of(Path(folder), docs, cuts, gone, data.draw(st.integers(0, 26)))
        expected = [
            (i, at, words[:at].count("."))
            for i, words in enumerate(words_of(d, "body") for d in docs)
            for at in range(len(words))
            if i not in gone and words[at : at + len(terms)] == terms
        ]
        found, at = reader.phrase_places("body", terms)
        sentences = reader.sentences("body", found, at)
        assert list(zip(found.tolist(), at.tolist(), sentences.tolist(), strict=True)) == expected


@settings(max_examples=40)
@given(COLLECTION, st.sets(st.integers(1, 24), max_size=3), st.sets(st.integers(0, 24), max_size=4))
def test_segments_and_deletions_do_not_change_scores(docs: list[Pair], cuts: set[int], gone: set[int]) -> None:
    gone = {g for g in gone if g < len(docs)}
    left = [d for i, d in enumerate(docs) if i not in gone]
    with TemporaryDirectory() as folder, TemporaryDirectory() as other:
        reader = reader_of(Path(folder), docs, cuts, gone)
        rebuilt = reader_of(Path(other), left, set(), set())
        for word in WORDS:
            assert bm25(reader, "body", reader.postings("body", word)).tolist() == (
                bm25(rebuilt, "body", rebuilt.postings("body", word)).tolist()
            )


def test_columns_and_bags_over_segments(tmp_path: Path) -> None:
    reader = reader_of(tmp_path, [(["cat", "cat"], ["emu"])] * 7, {2, 5}, {1})
    assert reader.keys().tolist() == [100 + i for i in range(7)]
    assert reader.labels("source") == ("", "s1", "s2")
    assert reader.column("source").tolist() == [1, 2, 0, 1, 2, 0, 1]
    assert reader.column("kind").tolist() == [0] * 7
    assert reader.column("published").tolist() == [100, 101, NO_DAY, 103, 104, NO_DAY, 106]
    assert reader.column("held").tolist() == [-100, -101, NO_DAY, -103, -104, NO_DAY, -106]
    assert reader.vocabulary("tags") == {"cat_tag": 6, "at2": 2, "at5": 2}
    assert reader.vocabulary("names") == {"cat": 6}
    assert reader.postings("names", "cat").freqs.tolist() == [2] * 6
    assert reader.phrase("names", ["cat", "cat"]).docs.size == 0


def neighbours(reader: IndexReader, vocabulary: str, first: str, second: str) -> list[int]:
    """How often two terms stand side by side in each segment."""
    each = reader.bigrams(vocabulary)
    numbers = [(np.array([own.number(first)]), np.array([own.number(second)])) for own in each]
    return [int(own.pairs(*pair)[0]) for own, pair in zip(each, numbers, strict=True)]


def test_neighbours_are_counted_as_written_and_as_derived(tmp_path: Path) -> None:
    docs = [(["cats", "dog"], ["cat", "dogs", ".", "cat"]), (["cat"], ["dogs"])]
    reader = reader_of(tmp_path, docs, {1}, set())
    assert neighbours(reader, "words", "cats", "dog") == [1, 0]
    assert neighbours(reader, "words", "cat", "dogs") == [1, 0]
    assert neighbours(reader, "words", "dogs", "cat") == [0, 0]
    assert neighbours(reader, "stems", "cat", "dog") == [2, 0]
    assert reader.bigrams("words")[0].alike("cat") == ["cat", "cats"]


def test_an_empty_reader_answers_nothing(tmp_path: Path) -> None:
    for nothing in (IndexReader([], schema=SCHEMA), IndexReader([write(tmp_path / "empty.seg", [])])):
        assert nothing.size == 0
        assert nothing.postings("body", "cat").docs.size == 0
        assert nothing.phrase("body", ["cat", "dog"]).docs.size == 0
        assert nothing.vocabulary("title") == {}
        assert nothing.prefix("title", "c", 5) == []


def test_idf_is_lucenes() -> None:
    assert idf(10, 3) == pytest.approx(1.1451323043030026)
    assert idf(5, 5) > 0


@pytest.mark.parametrize("damage", [b"", b"TIMTIN02", b"x" * 400, b"TIMTIN02" + (10**6).to_bytes(8, "little") + b"{}"])
def test_a_damaged_file_is_refused(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "bad.seg"
    path.write_bytes(damage)
    with pytest.raises(IndexDamaged, match="write the index afresh"):
        Segment(path)


def test_a_shortened_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "short.seg"
    write(path, [document(1, ["cat"], ["dog"])])
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(IndexDamaged, match="wrong size"):
        Segment(path)

"""The columnar engine against a naive one in plain Python, over random collections, segments and deletions."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engines.arrays import write_arrays
from indexer.engines.bm25 import bm25, idf
from indexer.engines.columnar import ColumnarEngine
from indexer.engines.compact import BREAK_CODE
from indexer.engines.content import Row
from indexer.engines.segment import Segment
from indexer.engines.writing import write_segment
from indexer.errors import IndexDamaged
from indexer.model import NO_DAY, Analysis, Terms, Words

ALPHABET = ["á", "a", "b", "bá", "c", "ab"]
DOC = st.lists(st.sampled_from([*ALPHABET, "."]), max_size=12)
COLLECTION = st.lists(st.tuples(DOC, DOC), min_size=1, max_size=25)


def fold(term: str) -> str:
    """The folding of these tests."""
    return term.replace("á", "a")


def analysis_of(title: list[str], body: list[str]) -> Analysis:
    """Tokens of two zones ("." is a BREAK) as an analysis."""
    vocabulary = tuple(sorted({t for t in title + body if t != "."}))
    number = {t: i for i, t in enumerate(vocabulary)} | {".": -1}
    zones = {
        "title": np.array([number[t] for t in title], np.int32),
        "body": np.array([number[t] for t in body], np.int32),
    }
    return Analysis(Terms.of(vocabulary), zones, (("A B", "á b"),) if title else ())


def row_of(i: int, title: list[str], body: list[str]) -> Row:
    """A document with the labels and days that follow from its number."""
    days = {} if i % 3 == 0 else {"published_day": i, "event_day": -i}
    labels = {"source": f"s{i % 3}" if i % 3 else "", "section": "x"}
    words = Words.of([f"{t}_w" for t in title if t != "."])
    return Row(100 + i, labels, days, analysis_of(title, body), words)


def as_format_2(path: Path) -> None:
    """Write a segment as older versions did: frequencies of 16 bits, the running text in 32."""
    segment = Segment(path)
    arrays = dict(segment.arrays)
    for name in list(arrays):
        zone, part = name.rsplit(".", 1) if "." in name else ("", name)
        if part in ("large_at", "large", "rare_at", "rare", "code_terms", "code_folded"):
            del arrays[name]
        elif part == "freqs":
            field = segment.field(zone)
            arrays[name] = arrays[f"{zone}.freqs"] = field.frequencies(0, field.all_freqs.size).astype(np.uint16)
        elif part == "block_freqs":
            arrays[name] = arrays[name].astype(np.uint16)
        elif part == "forward":
            held = segment.field(zone).running()
            arrays[name] = np.where(held < 0, len(segment.vocabularies["accented"]), held).astype(np.int32)
        elif part.endswith("_offsets"):
            arrays[name] = arrays[name].astype(np.int64)
    write_arrays(path, arrays, {"documents": segment.documents, "labels": segment.labels})


def engine_of(
    folder: str, docs: list[tuple[list[str], list[str]]], cuts: set[int], gone: set[int], variety: int = 0
) -> ColumnarEngine:
    """Documents cut into segments before the numbers of ``cuts``; ``gone`` are deleted.

    ``variety`` sets how many terms have codes in each segment, and which are of an older format.
    """
    edges = sorted({0, len(docs), *(c for c in cuts if c < len(docs))})
    segments, deleted = [], []
    for low, high in zip(edges, edges[1:], strict=False):
        path = Path(folder) / f"{low}.seg"
        write_segment(path, (row_of(i, *docs[i]) for i in range(low, high)), fold, (BREAK_CODE, 1, 3)[variety % 3])
        variety //= 3
        if variety % 2:
            as_format_2(path)
        segments.append(Segment(path))
        deleted.append(np.array(sorted(g - low for g in gone if low <= g < high), np.int32))
    return ColumnarEngine(segments, deleted)


def tokens_of(doc: tuple[list[str], list[str]], field: str) -> list[str]:
    """What a field holds of a document, breaks included."""
    tokens = doc[0] if field.startswith("title") else doc[1]
    return [fold(t) for t in tokens] if field.endswith("_folded") else tokens


def naive(
    docs: list[tuple[list[str], list[str]]], field: str, terms: list[str], gone: set[int]
) -> list[tuple[int, int]]:
    """(document, starts of the phrase) by looking at every place."""
    out = []
    for i, doc in enumerate(docs):
        tokens = tokens_of(doc, field)
        n = sum(tokens[at : at + len(terms)] == terms for at in range(len(tokens)))
        if n and i not in gone:
            out.append((i, n))
    return out


@settings(max_examples=120, deadline=None)
@given(COLLECTION, st.sets(st.integers(1, 24), max_size=3), st.sets(st.integers(0, 24), max_size=6), st.data())
def test_answers_equal_the_naive_ones(
    docs: list[tuple[list[str], list[str]]], cuts: set[int], gone: set[int], data: st.DataObject
) -> None:
    gone = {g for g in gone if g < len(docs)}
    terms = data.draw(st.lists(st.sampled_from([*ALPHABET, "unknown"]), min_size=1, max_size=4))
    field = data.draw(st.sampled_from(["title", "body", "title_folded", "body_folded"]))
    with TemporaryDirectory() as folder:
        engine = engine_of(folder, docs, cuts, gone, data.draw(st.integers(0, 99)))
        found = engine.phrase(field, terms)
        assert list(zip(found.docs.tolist(), found.freqs.tolist(), strict=True)) == naive(docs, field, terms, gone)
        one = engine.postings(field, terms[0])
        assert list(zip(one.docs.tolist(), one.freqs.tolist(), strict=True)) == naive(docs, field, terms[:1], gone)
        assert one.docs.dtype == one.freqs.dtype == np.int32
        assert engine.size == len(docs)
        assert set(np.flatnonzero(~engine.live).tolist()) == gone
        every = np.arange(len(docs), dtype=np.int32)
        places = [p.tolist() for p in engine.positions(field, terms[0], every)]
        assert places == [[i for i, t in enumerate(tokens_of(d, field)) if t == terms[0]] for d in docs]
        counts = {
            t: len(n)
            for t in {fold(t) if "_" in field else t for t in ALPHABET}
            if (n := naive(docs, field, [t], gone))
        }
        assert engine.vocabulary(field) == counts
        prefixed = sorted((t for t in counts if t.startswith("b")), key=lambda t: (-counts[t], t))
        assert engine.prefix(field, "b", 2) == prefixed[:2]
        assert engine.lengths(field).tolist() == [sum(t != "." for t in tokens_of(d, field)) for d in docs]


@settings(max_examples=40, deadline=None)
@given(COLLECTION, st.sets(st.integers(1, 24), max_size=3), st.sets(st.integers(0, 24), max_size=4))
def test_segments_and_deletions_do_not_change_scores(
    docs: list[tuple[list[str], list[str]]], cuts: set[int], gone: set[int]
) -> None:
    gone = {g for g in gone if g < len(docs)}
    left = [d for i, d in enumerate(docs) if i not in gone]
    with TemporaryDirectory() as folder, TemporaryDirectory() as other:
        engine = engine_of(folder, docs, cuts, gone)
        rebuilt = engine_of(other, left, set(), set())
        for term in ALPHABET:
            assert bm25(engine, "body", engine.postings("body", term)).tolist() == (
                bm25(rebuilt, "body", rebuilt.postings("body", term)).tolist()
            )


def test_columns_over_segments(tmp_path: Path) -> None:
    engine = engine_of(str(tmp_path), [(["a"], ["b"])] * 7, {2, 5}, {1})
    assert engine.labels("source") == ("", "s1", "s2")
    assert engine.column("source").tolist() == [0, 1, 2, 0, 1, 2, 0]
    assert engine.column("event_kind").tolist() == [0] * 7
    assert engine.column("published_day").tolist() == [NO_DAY, 1, 2, NO_DAY, 4, 5, NO_DAY]
    assert engine.column("event_day").tolist() == [NO_DAY, -1, -2, NO_DAY, -4, -5, NO_DAY]
    assert engine.articles().tolist() == [100 + i for i in range(7)]
    assert engine.vocabulary("words") == {"a_w": 6}


def test_empty_engine_answers_nothing(tmp_path: Path) -> None:
    engine = engine_of(str(tmp_path), [], set(), set())
    write_segment(tmp_path / "empty.seg", [], fold)
    for nothing in (engine, ColumnarEngine([Segment(tmp_path / "empty.seg")])):
        assert nothing.size == 0
        assert nothing.postings("body", "a").docs.size == 0
        assert nothing.phrase("body", ["a", "b"]).docs.size == 0
        assert nothing.vocabulary("title") == {}
        assert nothing.prefix("title", "a", 5) == []


def test_idf_is_lucenes() -> None:
    assert idf(10, 3) == pytest.approx(1.1451323043030026)
    assert idf(5, 5) > 0


@pytest.mark.parametrize("damage", [b"", b"TIMTIN01", b"x" * 400, b"TIMTIN01" + (10**6).to_bytes(8, "little") + b"{}"])
def test_a_damaged_file_is_refused(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "bad.seg"
    path.write_bytes(damage)
    with pytest.raises(IndexDamaged, match="rebuild"):
        Segment(path)


def test_a_shortened_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "short.seg"
    write_segment(path, [row_of(1, ["a"], ["b"])], fold)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(IndexDamaged, match="wrong size"):
        Segment(path)

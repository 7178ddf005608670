"""Our arrays, NumPy scores and Whoosh reader against a stock Whoosh index of the same tokens."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.fields import ID, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.query import And, Not, Or, Phrase, Prefix, Query, Term

from columnar.query.bm25 import bm25
from columnar.reader.index_reader import IndexReader
from columnar.segment.reader import Segment
from columnar.segment.writer import write_segment
from columnar.whoosh_compat.index import whoosh_searcher
from columnar.whoosh_compat.scoring import LuceneBM25
from tests.support.english_index import PLAIN, plain

TERMS = ["and", "fire", "andes", "to", "road", "of", "river", "hill", "bridge", "x"]

EXACT_LENGTHS = [*range(11), 12, 13, 14, 16, 17, 18, 20]
"""Whoosh keeps a length in one byte, rounded up; these it keeps exactly."""

Doc = list[str]
Answer = list[tuple[int, float]]


def random_docs(seed: int) -> list[Doc]:
    """Short documents; common words come first in TERMS."""
    random = Random(seed)
    weights = [1 / (i + 1) for i in range(len(TERMS))]
    return [random.choices(TERMS, weights, k=random.choice(EXACT_LENGTHS)) for _ in range(random.randint(20, 120))]


def columnar(folder: Path, docs: list[Doc], cut: int) -> IndexReader:
    """Two segments of body texts."""
    for name, numbers in (("1.seg", range(cut)), ("2.seg", range(cut, len(docs)))):
        write_segment(folder / name, (plain(i, "", " ".join(docs[i])) for i in numbers), PLAIN, {})
    return IndexReader([Segment(folder / "1.seg"), Segment(folder / "2.seg")])


def ranked(engine: IndexReader, scores: dict[int, float]) -> Answer:
    """Best first, then by document number."""
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def union(engine: IndexReader, terms: list[str]) -> dict[int, float]:
    """Documents with any of the terms and the sum of their scores."""
    out: dict[int, float] = {}
    for term in terms:
        found = engine.postings("body", term)
        for doc, score in zip(found.docs.tolist(), bm25(engine, "body", found).tolist(), strict=True):
            out[doc] = out.get(doc, 0.0) + score
    return out


def holding(engine: IndexReader, term: str) -> set[int]:
    """Documents with the term."""
    return set(engine.postings("body", term).docs.tolist())


def questions(engine: IndexReader, random: Random) -> list[tuple[Query, dict[int, float]]]:
    """Whoosh queries and what our arrays answer to the same."""
    a, b, c = random.sample(TERMS, 3)
    every = union(engine, [a, b])
    both = holding(engine, a) & holding(engine, b)
    side = set(engine.phrase("body", [a, b]).docs.tolist())
    triple = set(engine.phrase("body", [a, b, a]).docs.tolist())
    expanded = engine.prefix("body", "and", 100)
    one = union(engine, [a])
    return [
        (Term("body", a), one),
        (And([Term("body", a), Term("body", b)]), {d: s for d, s in every.items() if d in both}),
        (Or([Term("body", a), Term("body", b)]), every),
        (Phrase("body", [a, b]), {d: s for d, s in every.items() if d in side}),
        (Phrase("body", [a, b, a]), {d: s + one[d] for d, s in every.items() if d in triple}),
        (Prefix("body", "and", constantscore=False), union(engine, expanded)),
        (
            And([Or([Term("body", a), Term("body", b)]), Not(Term("body", c))]),
            {d: s for d, s in every.items() if d not in holding(engine, c)},
        ),
    ]


@pytest.mark.parametrize("seed", range(12))
def test_same_documents_order_and_scores_as_stock_whoosh(tmp_path: Path, seed: int) -> None:
    docs = random_docs(seed)
    engine = columnar(tmp_path, docs, len(docs) // 3)
    index = RamStorage().create_index(
        Schema(id=ID(stored=True), body=TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=True))
    )
    writer = index.writer()
    for number, doc in enumerate(docs):
        writer.add_document(id=str(number), body=" ".join(doc))
    writer.commit()
    random = Random(seed)
    with index.searcher(weighting=LuceneBM25()) as stock, whoosh_searcher(engine) as ours:
        for _ in range(4):
            for query, scores in questions(engine, random):
                expected = [(hit.docnum, hit.score) for hit in stock.search(query, limit=None)]
                over_arrays = [(hit.docnum, hit.score) for hit in ours.search(query, limit=None)]
                numpy_only = ranked(engine, scores)
                assert {d for d, _ in expected} == {d for d, _ in over_arrays} == {d for d, _ in numpy_only}, query
                # Whoosh adds 1.0 for a Not among the parts of an And.
                constant = 1.0 if isinstance(query, And) and isinstance(query.subqueries[-1], Not) else 0.0
                assert_same(expected, over_arrays, 0.0)
                assert_same(expected, numpy_only, constant)


def assert_same(expected: Answer, found: Answer, constant: float) -> None:
    """The same order and scores within 1e-6, ``constant`` apart; documents of equal score may stand in any order."""
    assert [s for _, s in expected] == pytest.approx([s + constant for _, s in found], abs=1e-6)
    by_score = dict(found)
    for doc, score in expected:
        assert by_score[doc] + constant == pytest.approx(score, abs=1e-6)


def test_whoosh_reader_reads_the_arrays(tmp_path: Path) -> None:
    engine = columnar(tmp_path, [["and", "fire"], ["and"], [], ["and", "and"]], 2)
    with whoosh_searcher(engine) as searcher:
        reader = searcher.reader()
        assert list(reader.lexicon("body")) == [b"and", b"fire"]
        assert list(reader.expand_prefix("body", "f")) == [b"fire"]
        assert reader.frequency("body", "and") == 4
        assert reader.term_info("body", "and").max_weight() == 2
        assert reader.stored_fields(3)["key"] == 3
        assert (reader.doc_count(), reader.doc_count_all(), reader.has_deletions()) == (4, 4, False)
        assert ("body", "zzz") not in reader
        assert len(searcher.search(Term("body", "zzz"))) == 0

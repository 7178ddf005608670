"""A published generation as a Whoosh index: opened by Whoosh itself, refused for writing, exported to a stock index."""

from __future__ import annotations

import pickle
import pickletools
import subprocess
import sys
from pathlib import Path

import pytest
from whoosh.index import TOC, open_dir
from whoosh.qparser import QueryParser
from whoosh.query import And, FuzzyTerm, Not, Or, Phrase, Prefix, Query, Term, Wildcard

from columnar import ExportRefused, IndexReadOnly, IndexWriter, current_folder, open_current
from columnar.export import export_whoosh, open_whoosh
from columnar.generations.manifest import verify
from columnar.whoosh_compat.index import TOC_FILE
from columnar.whoosh_compat.scoring import LuceneBM25
from tests.support.english_index import FOLDS, SCHEMA, document

TOP = Path(__file__).parents[3]

BODIES = [
    "the city police met about public order . order was kept",
    "fire safety is a matter for everyone",
    "public order in the ward . the village police went on patrol",
    "a band of robbers was caught . public order is good public order",
    "everyone keeps the public peace",
    "district police gave prizes",
    "accidents grew fewer , order on the roads was kept",
]

QUERIES: list[Query] = [
    Term("body", "public"),
    Term("body_stem", "accident"),
    And([Term("body", "public"), Term("body", "order")]),
    Or([Term("body", "police"), Term("title", "news"), Term("tags", "news_tag")]),
    And([Term("body", "public"), Not(Term("body", "village"))]),
    Phrase("body", ["public", "order"]),
    Phrase("body_stem", ["the", "road"]),
    Prefix("body", "pr", constantscore=False),
    FuzzyTerm("body_stem", "orter", constantscore=False),
    Wildcard("body", "*oli*", constantscore=False),
]


def publish(folder: Path, bodies: dict[int, str], *, afresh: bool = False) -> None:
    """Publish one document a body."""
    with IndexWriter(folder, SCHEMA, FOLDS) as writer:
        if afresh:
            writer.begin(None)
        writer.add([document(key, ["news", f"no{key}"], body.split()) for key, body in bodies.items()])
        writer.publish()


LATER = {1: "corrected : public networks , order", 9: "public order at the station"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A generation of two segments with deleted documents."""
    publish(tmp_path / "data", dict(enumerate(BODIES)))
    publish(tmp_path / "data", LATER)
    return current_folder(tmp_path / "data")


def answers(searcher: object, query: Query) -> list[tuple[int, float]]:
    """(key, score) of every hit, best first."""
    found = searcher.search(query, limit=None)  # type: ignore[attr-defined]
    return sorted(((int(hit["key"]), round(hit.score, 6)) for hit in found), key=lambda x: (-x[1], x[0]))


def test_whoosh_opens_a_generation_by_itself(folder: Path) -> None:
    code = (
        "import sys; from whoosh.index import open_dir; from whoosh.query import Phrase\n"
        "with open_dir(sys.argv[1]).searcher() as s:\n"
        "    print(sorted(h['key'] for h in s.search(Phrase('body', ['public', 'order']))), s.doc_count())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], cwd=TOP, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[0, 2, 3, 9] 8"


def test_whooshs_own_parser_finds_what_a_phrase_search_finds(folder: Path) -> None:
    index, reader = open_dir(str(folder)), open_current(folder.parents[1])
    with index.searcher() as searcher:
        parsed = QueryParser("body", index.schema).parse('"Public Order"')
        found = sorted(int(hit["key"]) for hit in searcher.search(parsed, limit=None))
    assert found == sorted(reader.keys()[reader.phrase("body", ["public", "order"]).docs].tolist()) == [0, 2, 3, 9]


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_opened_rewritten_and_exported_answer_alike(folder: Path, tmp_path: Path, query: Query) -> None:
    export_whoosh(folder, tmp_path / "stock")
    with open_whoosh(folder) as ours, open_dir(str(folder)).searcher(weighting=LuceneBM25()) as opened:
        expected = answers(ours, query)
        assert expected
        assert answers(opened, query) == expected
    publish(tmp_path / "again", dict(enumerate(BODIES)) | LATER, afresh=True)
    with open_whoosh(current_folder(tmp_path / "again")) as rewritten:
        assert answers(rewritten, query) == expected
    with open_dir(str(tmp_path / "stock")).searcher(weighting=LuceneBM25()) as stock:
        assert {key for key, _ in answers(stock, query)} == {key for key, _ in expected}


def test_sorting_and_grouping_by_columns(folder: Path) -> None:
    with open_dir(str(folder)).searcher() as searcher:
        found = searcher.search(Term("body", "police"), groupedby="source", sortedby="source")
        groups = {name.decode(): len(docs) for name, docs in found.groups("source").items()}
        assert groups == {"": 1, "s2": 2}
        assert [hit["source"] for hit in found] == ["", "s2", "s2"]
        reader = searcher.reader()
        assert list(reader.lexicon("title"))[-1] == b"no9"
        assert reader.doc_count() == 8


@pytest.mark.parametrize("attempt", ["w.delete_document(0)", "w.add_document(body='new'); w.commit()", "i.optimize()"])
def test_writing_by_whoosh_is_refused_and_harms_nothing(folder: Path, attempt: str) -> None:
    # In a process of its own: a writer that is refused leaves its files open.
    code = f"import sys; from whoosh.index import open_dir; i = open_dir(sys.argv[1]); w = i.writer()\n{attempt}"
    code = code.replace("; w = i.writer()", "") if attempt.startswith("i.") else code
    done = subprocess.run([sys.executable, "-c", code, str(folder)], cwd=TOP, capture_output=True, text=True)
    assert "IndexReadOnly" in done.stderr
    assert verify(folder) == []
    with open_dir(str(folder)).searcher() as searcher:
        assert searcher.doc_count() == 8


def test_the_table_of_contents_names_only_known_classes(folder: Path) -> None:
    data = (folder / TOC_FILE).read_bytes()
    assert TOC.read(open_dir(str(folder)).storage, "MAIN").generation == 1
    modules = set()
    at = data.index(b"\x80\x02")
    while at >= 0:
        for code, argument, _ in pickletools.genops(data[at:]):
            if code.name == "GLOBAL":
                modules.add(str(argument).split(" ", 1)[0].split(".")[0])
        at = data.find(b"\x80\x02", at + 2)
    assert {"whoosh", "columnar"} <= modules <= {"whoosh", "columnar", "copy_reg", "__builtin__", "_codecs", "re"}


def test_a_segment_record_does_not_pickle(folder: Path) -> None:
    (first, *_) = TOC.read(open_dir(str(folder)).storage, "MAIN").segments
    with pytest.raises(IndexReadOnly):
        pickle.dumps(first)


def test_export_tells_how_far_it_is_and_wants_an_empty_folder(folder: Path, tmp_path: Path) -> None:
    assert export_whoosh(folder, tmp_path / "x" / "y") == 8
    with pytest.raises(ExportRefused, match="not empty"):
        export_whoosh(folder, tmp_path / "x")
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportRefused, match="cannot be used"):
        export_whoosh(folder, tmp_path / "file")

"""A published generation as a Whoosh index: opened by Whoosh itself, refused for writing, exported to a stock index."""

from __future__ import annotations

import pickletools
import subprocess
import sys
from pathlib import Path

import pytest
from whoosh.index import TOC, open_dir
from whoosh.qparser import QueryParser
from whoosh.query import And, FuzzyTerm, Not, Or, Phrase, Prefix, Query, Term, Wildcard

from archive.articles.archive import Archive
from archive.model import Article, Block
from columnar.export import open_whoosh
from columnar.generations.names import current_folder
from columnar.generations.opened import open_current
from columnar.whoosh_compat.index import TOC_FILE
from columnar.whoosh_compat.scoring import LuceneBM25
from indexer.published import export_whoosh
from indexer.update import index_archive
from tests.support.paths import ROOT
from vietnamese.spelling.tokens import tokenize

BODIES = [
    "Công an tỉnh họp bàn về an ninh trật tự. Trật tự xã hội ổn định.",
    "Phòng cháy chữa cháy là việc của toàn dân.",
    "An ninh trật tự trên địa bàn; công an xã tuần tra.",
    "Bắt nhóm cướp giật. An ninh được giữ vững, an ninh trật tự tốt.",
    "Toàn dân bảo vệ an ninh Tổ quốc.",
    "Công an huyện trao thưởng.",
    "Tai nạn giao thông giảm, trật tự an toàn giao thông được bảo đảm.",
]

QUERIES: list[Query] = [
    Term("body", "ninh"),
    Term("body_folded", "trat"),
    And([Term("body", "an"), Term("body", "ninh")]),
    Or([Term("body", "công"), Term("title", "bài"), Term("words", "an_ninh")]),
    And([Term("body", "an"), Not(Term("body", "xã"))]),
    Phrase("body", ["an", "ninh", "trật", "tự"]),
    Phrase("body_folded", ["trat", "tu"]),
    Prefix("body", "tr", constantscore=False),
    FuzzyTerm("body_folded", "trab", constantscore=False),
    Wildcard("body", "*ninh*", constantscore=False),
]


def put(data: Path, bodies: dict[int, str]) -> None:
    """Put articles into the archive and index them."""
    with Archive.open(data) as archive:
        for i, body in bodies.items():
            archive.put(
                Article(f"s{i % 2}", f"Bài {i}", external_id=str(i), blocks=(Block("paragraph", body),), section="Tin")
            )
    index_archive(data, processes=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A generation of two segments with deleted documents."""
    data = tmp_path / "data"
    put(data, dict(enumerate(BODIES)))
    put(data, {1: "Sửa: an ninh mạng, trật tự.", 9: "An ninh trật tự ở cơ sở."})
    return current_folder(data)


def answers(searcher: object, query: Query) -> list[tuple[int, float]]:
    """(article, score) of every hit, best first."""
    found = searcher.search(query, limit=None)  # type: ignore[attr-defined]
    return sorted(((int(hit["key"]), round(hit.score, 6)) for hit in found), key=lambda x: (-x[1], x[0]))


def test_whoosh_opens_a_generation_by_itself(folder: Path) -> None:
    code = (
        "import sys; from whoosh.index import open_dir; from whoosh.query import Phrase\n"
        "with open_dir(sys.argv[1]).searcher() as s:\n"
        "    print(sorted(h['key'] for h in s.search(Phrase('body', ['an', 'ninh', 'trật', 'tự']))), s.doc_count())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[1, 3, 4, 8] 8"


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_opened_rebuilt_and_exported_answer_alike(folder: Path, tmp_path: Path, query: Query) -> None:
    export_whoosh(folder.parents[1], tmp_path / "stock")
    with open_whoosh(folder) as ours, open_dir(str(folder)).searcher(weighting=LuceneBM25()) as opened:
        expected = answers(ours, query)
        assert expected
        assert answers(opened, query) == expected
    index_archive(folder.parents[1], rebuild=True, processes=1)
    with open_whoosh(current_folder(folder.parents[1])) as rebuilt:
        assert answers(rebuilt, query) == expected
    with open_dir(str(tmp_path / "stock")).searcher(weighting=LuceneBM25()) as stock:
        assert {article for article, _ in answers(stock, query)} == {article for article, _ in expected}


def test_the_table_of_contents_names_only_known_classes(folder: Path) -> None:
    data = (folder / TOC_FILE).read_bytes()
    assert TOC.read(open_dir(str(folder)).storage, "MAIN").generation == 1
    modules = set()
    at = data.index(b"\x80\x02")
    while at >= 0:
        for code, argument, _ in pickletools.genops(data[at:]):
            if code.name == "GLOBAL":
                module = str(argument).split(" ", 1)[0]
                # Of ours, the analyser of queries alone.
                modules.add(module if module.startswith("indexer") else module.split(".")[0])
        at = data.find(b"\x80\x02", at + 2)
    assert modules <= {
        "whoosh",
        "columnar",
        "indexer.analysis.whoosh_analyzer",
        "copy_reg",
        "__builtin__",
        "_codecs",
        "re",
    }


def test_the_command_exports(folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "run.py", "--data", str(folder.parents[1]), "index", "--export-whoosh"]
    done = subprocess.run([*command, str(tmp_path / "out")], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "8 articles written" in done.stdout
    with open_dir(str(tmp_path / "out")).searcher() as stock:
        assert stock.doc_count() == 8
    again = subprocess.run([*command, str(tmp_path / "out")], cwd=ROOT, capture_output=True, text=True)
    assert (again.returncode, "not empty" in again.stderr, "Traceback" in again.stderr) == (1, True, False)


PARSED = [
    ('"ma túy"', "ma túy"),
    ('"ma tuý"', "ma túy"),
    ('"MA TÚY"', "ma túy"),
    ('"an ninh trật tự"', "an ninh trật tự"),
    ('"trật tự xã hội"', "trật tự xã hội"),
    ('"tự trật"', "tự trật"),
    ('"ninh an"', "ninh an"),
]


@pytest.mark.parametrize(("typed", "meant"), PARSED)
@pytest.mark.parametrize("field", ["body", "body_folded"])
def test_whoosh_parses_a_phrase_as_the_body_was_cut(tmp_path: Path, field: str, typed: str, meant: str) -> None:
    bodies = ["Thu giữ ma túy.", "Thu giữ MA TUÝ đá.", "Hồn ma. Túy quyền.", "An ninh; trật tự.", *BODIES]
    put(tmp_path, dict(enumerate(bodies)))
    terms = [token.text if field == "body" else token.folded for token in tokenize(meant)]
    engine = open_current(tmp_path)
    wanted = sorted(engine.keys()[engine.phrase(field, terms).docs].tolist())
    index = open_dir(str(current_folder(tmp_path)))
    with index.searcher() as searcher:
        found = searcher.search(QueryParser(field, index.schema).parse(typed), limit=None)
        assert sorted(hit["key"] for hit in found) == wanted
    assert wanted or typed in ('"tự trật"', '"ninh an"')


def test_a_number_of_a_document_is_one_phrase_to_whoosh(tmp_path: Path) -> None:
    put(tmp_path, {1: "Theo chương trình 09/CTr-BCA-MTTW.", 2: "Số 09 và CTr."})
    index = open_dir(str(current_folder(tmp_path)))
    with index.searcher() as searcher:
        found = searcher.search(QueryParser("body", index.schema).parse('"09/CTr-BCA-MTTW"'), limit=None)
        assert [hit["key"] for hit in found] == [1]

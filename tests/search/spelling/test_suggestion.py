"""Typing help: raw keys, slips, accents, confusions and missing blanks, judged by the archive's own text."""

from __future__ import annotations

from collections.abc import Iterator
from gc import collect
from pathlib import Path
from weakref import ref

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import Article, Block, StoredArticle
from columnar.reader.index_reader import IndexReader
from search.backends.columnar_language import BigramLanguage
from search.correction import answer
from search.quality.evaluation_index import index_articles
from search.query.grammar import read_syntax
from search.ranking.ranker import Ranker
from search.spelling.long_forms import find_expressions
from search.spelling.speller import Speller, confusions, slip
from search.spelling.suggestion import QueryCorrector, corrector_of
from tests.support.indexes import index_texts
from vietnamese.abbreviations.dictionary import Dictionary
from vietnamese.spelling.normalise import normalise

SHIPPED = Dictionary.shipped()

LINES = [
    "Công an tỉnh tổ chức hội nghị tổng kết phong trào bảo vệ an ninh Tổ quốc",
    "Công an huyện bắt đối tượng trộm cắp tài sản của người dân",
    "Công an xã hướng dẫn người dân đổi căn cước công dân và sửa chữa nhà cửa",
    "Cảnh sát giao thông xử lý xe trượt tuyết và học sinh trễ giờ trên đường",
]


@pytest.fixture(scope="module")
def help_(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QueryCorrector]:
    """The help of a small archive that says everything five times."""
    yield QueryCorrector(index_articles(stored(LINES * 5), tmp_path_factory.mktemp("spelling"), words=False))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hội ngịh tổng kết", "hội nghị tổng kết"),
        ("hội nghi tổng kết", "hội nghị tổng kết"),
        ("hội nghhị tổng kết", "hội nghị tổng kết"),
        ("phong trào bảo vễ an ninh", "phong trào bảo vệ an ninh"),
        ("sữa chữa nhà", "sửa chữa nhà"),
        ("đối tượng chộm cắp", "đối tượng trộm cắp"),
        ("nắp đối tượng", None),
        ("xửa chữa nhà cửa", "sửa chữa nhà cửa"),
        ("congantinh to chuc", "cong an tinh to chuc"),
        ("hoi nghj tong ket", "hoi nghi tong ket"),
        ("côngan tỉnh", "công an tỉnh"),
        ("hội nghị tổng kết", None),
        ("cong an tinh", None),
        ('"hội ngịh" tổng kết', None),
        ("+ngịh tổng kết", None),
        ("", None),
        ("12345 67/2020", None),
    ],
)
def test_readings(help_: QueryCorrector, typed: str, meant: str | None) -> None:
    reading = help_.suggest(read_syntax(typed))
    assert (reading.text if reading else None) == meant
    if reading:
        assert help_.suggest(read_syntax(reading.off)) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("coong an tinhr", "công an tỉnh"),
        ("cong6 an tinh3", "công an tỉnh"),
        ('"coong an" tinhr', '"công an" tỉnh'),
        ("+coong an tinhr", "+coong an tỉnh"),
        ("c4ng an ti6nh", "công an tỉnh"),
        ("street view", "street view"),
        ("công an", "công an"),
        ("C46", "C46"),
        ("pa05 coong an tinhr", "pa05 công an tỉnh"),
    ],
)
def test_raw_keys(help_: QueryCorrector, typed: str, meant: str) -> None:
    text, notes = help_.decode_keystrokes(typed, SHIPPED)
    assert text == meant
    assert bool(notes) == (typed != meant)
    assert all(help_.decode_keystrokes(note.off, SHIPPED)[0].count(note.unit) for note in notes if note.off)


def test_a_correction_applies_only_when_nothing_is_found(help_: QueryCorrector) -> None:
    ranker, shipped = Ranker(help_._index), Dictionary.shipped()
    applied = answer(ranker, "hội ngịh tổng kết", shipped)
    assert applied.found
    assert [u.kind for u in applied.understood] == ["correction"]
    typed = answer(ranker, "hội nghị", shipped)
    assert typed.found
    assert typed.offered is None
    assert not [u for u in typed.understood if u.kind == "correction"]


def test_accents_are_restored(help_: QueryCorrector) -> None:
    readings, _ = help_.accented.restore_accents(["cong", "an", "huyen", "bat", "doi", "tuong", "trom", "cap"])
    assert [r[0] for r in readings] == ["công", "an", "huyện", "bắt", "đối", "tượng", "trộm", "cắp"]


@pytest.mark.parametrize(
    ("word", "also"),
    [
        ("sử", "xử"),
        ("trộm", "chộm"),
        ("nắp", "lắp"),
        ("dành", "giành"),
        ("rành", "dành"),
        ("nghĩ", "nghỉ"),
        ("kĩ", "kỹ"),
    ],
)
def test_confusions(word: str, also: str) -> None:
    assert normalise(also) in confusions(word)
    assert word in confusions(normalise(also))
    assert word not in confusions(word)


@given(st.text("abcđ", max_size=6), st.text("abcđ", max_size=6))
def test_a_slip_is_one_edit(a: str, b: str) -> None:
    letters = "abcđ"
    cuts = [(a[:i], a[i:]) for i in range(len(a) + 1)]
    edits = {x + y[1:] for x, y in cuts if y} | {x + y[1] + y[0] + y[2:] for x, y in cuts if len(y) > 1}
    edits |= {x + c + y[1:] for x, y in cuts if y for c in letters} | {x + c + y for x, y in cuts for c in letters}
    assert slip(a, b) == (b in edits - {a})


def stored(lines: list[str]) -> list[StoredArticle]:
    """Articles that have each line as title and text."""
    return [
        StoredArticle(i, Article("s", line, external_id=str(i), blocks=(Block("paragraph", line),)), 1, i, False, "")
        for i, line in enumerate(lines)
    ]


@pytest.mark.parametrize("folded", [False, True])
def test_counts_add_up_over_segments(tmp_path: Path, folded: bool) -> None:
    parts = [stored(LINES), stored(LINES[:2]), stored([*LINES, *LINES])]
    whole = index_articles(sum(parts, []), tmp_path / "whole", words=False).language(accented=not folded)
    readers = [index_articles(part, tmp_path / str(i), words=False).reader for i, part in enumerate(parts)]
    segments = [segment for reader in readers for segment in reader.segments]
    split = BigramLanguage(IndexReader(segments).bigrams("folded" if folded else "accented"))
    words = ["công", "an", "cong", "nguoi", "người", "dân", "dan", "không"]
    assert whole.total == split.total
    assert [whole.count(w) for w in words] == [split.count(w) for w in words]
    assert whole.counts(whole.number(words)).tolist() == split.counts(split.number(words)).tolist()
    one, other = whole.number(words), split.number(words)
    assert whole.chances(one, one).tolist() == split.chances(other, other).tolist()
    assert whole.alike("cong") == split.alike("cong") == (["cong"] if folded else ["công"])


def test_counts(help_: QueryCorrector) -> None:
    language = help_.accented.language
    assert language.count("công") == 40
    assert language.pairs(language.number(["công"]), language.number(["an"]))[0] == 30
    empty = Speller(BigramLanguage([]))
    assert empty.best([empty.alternatives("công")])[0] == [("công",)]


def test_a_slip_in_a_rare_name_is_corrected_where_nothing_is_found(tmp_path: Path) -> None:
    texts = [
        "Ngôn ngữ lập trình Kotlingo do kỹ sư viết",
        "Lớp học Kotlingo khai giảng",
        "Ứng dụng Kotlingo",
        *["Lớp học vẽ"] * 9,
    ]
    ranker = Ranker(index_texts(tmp_path, texts))
    found = answer(ranker, "lớp học Koltingo", SHIPPED)
    assert found.query.text == "lớp học Kotlingo"
    assert found.hits.hits[0].article == 1
    assert [u.kind for u in found.understood][:1] == ["correction"]


@pytest.mark.parametrize("name", ["U23", "C45", "W88", "k9", "a68"])
def test_a_letter_with_figures_is_no_key(help_: QueryCorrector, name: str) -> None:
    text, notes = help_.decode_keystrokes(f"{name} tong ket", SHIPPED)
    assert (text, notes) == (f"{name} tong ket", ())


def test_what_is_kept_beside_an_index_goes_with_it(tmp_path: Path) -> None:
    index = index_articles(stored(LINES), tmp_path, words=False)
    assert corrector_of(index).is_known("công")
    assert find_expressions(index, len(LINES), "XYZ") == []
    gone = ref(index)
    del index
    collect()
    assert gone() is None

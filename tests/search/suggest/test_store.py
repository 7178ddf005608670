"""The file of typing help: any word's beginning, with and without accents, in Telex, best first, whatever its size."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from search.suggest.model import OFFERED, Suggestion, mix_kinds
from search.suggest.store import LISTED, MANY, NAME, SuggestionFile, write_suggestions

THINGS = (
    Suggestion("title", "Hội nghị tổng kết phong trào toàn dân bảo vệ an ninh Tổ quốc", "", "1", 1, 3.2, "2023-05-25"),
    Suggestion("title", "Hoa phượng nở sớm trên phố Mẫu", "", "2", 2, 3.1),
    Suggestion("event", "Hội nghị giao ban quý I", "hội nghị", "7", 1, 5.0),
    Suggestion("abbreviation", "ANTQ", "an ninh Tổ quốc", "ANTQ", 0, 9.0),
    Suggestion("document", "09/CTr-BCA-MTTW", "chương trình", "09/CTr-BCA-MTTW", 1, 5.0),
    Suggestion("place", "Hà Tĩnh", "", "Hà Tĩnh", 0, 7.0),
)


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Iterator[SuggestionFile]:
    assert write_suggestions(tmp_path, THINGS) == len(THINGS)
    file = SuggestionFile(tmp_path)
    yield file
    file.close()


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("hoi", ["7", "1"]),
        ("hội", ["7", "1"]),
        ("hooij nghij", ["7", "1"]),
        ("ho6i5 nghi5", ["7", "1"]),
        ("HỘI NGHỊ TỔNG", ["1"]),
        ("hoa p", ["2"]),
        ("giao ban", ["7"]),
        ("phong trao", ["1"]),
        ("antq", ["ANTQ"]),
        ("09/ctr", ["09/CTr-BCA-MTTW"]),
        ("hà t", ["Hà Tĩnh"]),
        ("hoi nghi tong ket phong trao toan dan bao ve an ninh", ["1"]),
        ("hoi nghi tong ket phong trao toan dan bao ve an hem", []),
        ("xyz", []),
        ("", []),
        ("   ", []),
        ("%", []),
        ("'; DROP TABLE entries; --", []),
    ],
)
def test_words_are_found_by_their_beginning(file: SuggestionFile, typed: str, keys: list[str]) -> None:
    assert [one.key for one in file.find(typed)] == keys


def test_what_has_the_accents_typed_comes_alone(file: SuggestionFile) -> None:
    assert {one.key for one in file.find("ho")} == {"1", "2", "7"}
    assert {one.key for one in file.find("hó")} == {
        "1",
        "2",
        "7",
    }  # Nothing has it so: half-typed accents hide nothing.


def test_a_prefix_of_many_gives_the_best_of_all(tmp_path: Path) -> None:
    many = [Suggestion("title", f"Hội nghị {i}", "", str(i), i, i / 1000) for i in range(4 * MANY)]
    write_suggestions(tmp_path, many)
    file = SuggestionFile(tmp_path)
    for typed in ("h", "hoi nghi", "nghi"):
        assert [one.article for one in file.find(typed)] == list(range(4 * MANY - 1, 4 * MANY - 1 - LISTED, -1))
    assert [one.article for one in file.find("hoi nghi 12")][:1] == [129]
    file.close()


def test_a_newer_file_takes_the_place_of_the_one_that_is_open(tmp_path: Path, file: SuggestionFile) -> None:
    assert file.find("antq")
    write_suggestions(tmp_path, THINGS[:2])
    assert not file.find("antq") and file.find("hoa")
    (tmp_path / NAME).unlink()
    assert file.find("hoa") == []


def test_no_kind_crowds_out_the_others_and_no_text_comes_twice() -> None:
    titles = [Suggestion("title", f"Bài {i}", "", str(i), i, 9.0 - i / 10) for i in range(20)]
    offered = mix_kinds([*titles, titles[0], Suggestion("place", "Bà Rịa", "", "x", 0, 1.0)])
    assert len(offered) == OFFERED and "place" in {one.kind for one in offered}
    assert len({one.text for one in offered}) == OFFERED

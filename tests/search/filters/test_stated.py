"""Quotes are looked for in the articles whose texts hold the words: the same ones are found as among all quotes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from archive.articles.archive import Archive
from archive.model import Article, Block
from facts.reading.articles_stating import find_articles_stating
from facts.update import update_facts
from indexer import FIRST_STEPS, index_archive
from search.backends.columnar import ColumnarSource
from search.filters.resolve import Stating
from search.filters.stated import stating_of

_SAID = (
    "Toàn lực lượng phải giữ vững an ninh trật tự trong 12 ngày Tết",
    "Mỗi nhà trường phải là một điểm sáng về an toàn giao thông",
    "Nghị quyết số 12-NQ/TW đã đi vào cuộc sống của người dân",
)


def article(number: int, said: str) -> Article:
    """An article in which somebody says something."""
    text = f"Phát biểu tại buổi lễ, Đại tá Trần Quốc Bình, Giám đốc Công an tỉnh, nhấn mạnh: “{said}”."
    return Article("tinh", f"Buổi lễ số {number}", external_id=str(number), blocks=(Block("paragraph", text),))


@pytest.fixture(name="both", scope="module")
def _both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stating, Stating]]:
    """What asks the index first, and what reads every quote."""
    data = tmp_path_factory.mktemp("stated")
    with Archive.open(data) as archive:
        archive.put_many([article(number, said) for number, said in enumerate(_SAID)])
        update_facts(data, processes=1)
        index_archive(data, steps=FIRST_STEPS)
        yield (
            stating_of(archive.engine, ColumnarSource(data).open()),
            lambda kind, value: find_articles_stating(archive.engine, kind, value),
        )


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("giữ vững an ninh", [1]),
        ("giu vung an ninh", [1]),
        ("phai", [1, 2]),
        ("12", [1, 3]),
        ("trong 12 ngày", [1]),
        ("Trần Quốc Bình", [1, 2, 3]),
        ("ninh an", []),
        ("buổi lễ", []),
        ("12-NQ/TW", [3]),
        ("không đâu có", []),
    ],
)
def test_the_same_quotes_are_found(both: tuple[Stating, Stating], value: str, found: list[int]) -> None:
    asked, every = both
    assert list(asked("quote", value)) == list(every("quote", value)) == found


def test_other_statements_are_looked_up_as_they_were(both: tuple[Stating, Stating]) -> None:
    asked, every = both
    assert asked("person", "Trần Quốc Bình") == every("person", "Trần Quốc Bình") != []

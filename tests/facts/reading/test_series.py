"""The meetings of a series side by side: years with hosts, chairs, who took part, documents, and figures up and down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from archive.articles.archive import Archive
from archive.model import VIETNAM, Article, Block
from facts.corrections import Corrections
from facts.keys import is_same_series, words_of_series
from facts.reading.facts import FactReader
from facts.update import update_facts

WHO = {"who": "lan", "reason": "cùng một chuỗi"}


def _review(year: int, solved: str, more: str = "", title: str = "Tổng kết công tác phòng, chống ma túy") -> Article:
    return Article(
        "ha_tinh", f"{title} năm {year - 1}", external_id=f"{title[:4]}{year}",
        lead=f"Sáng 10/1/{year}, Công an tỉnh Hà Tĩnh tổ chức hội nghị {title[:1].lower()}{title[1:]} năm {year - 1}.",
        blocks=(
            Block("paragraph", "Đại tá Lê Minh Khang, Giám đốc Công an tỉnh Hà Tĩnh chủ trì hội nghị."),
            Block("paragraph", f"Dự hội nghị có bà Vũ Thị Mẫu, Phó Chủ tịch UBND tỉnh Hà Tĩnh. {more}"),
            Block("paragraph", f"Các đơn vị đã bắt giữ {solved} vụ phạm tội về ma túy theo Kế hoạch số 15/KH-UBND."),
        ),
        published=datetime(year, 1, 11, tzinfo=VIETNAM),
    )  # fmt: skip


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path) as opened:
        opened.put_many([
            _review(2021, "310"), _review(2022, "280"), _review(2023, "350", "Có 6 tháng bắt giữ 190 vụ phạm tội về ma túy."),
            _review(2024, "410", title="Gặp mặt cựu cán bộ"),
        ])  # fmt: skip
        update_facts(tmp_path, processes=1)
        yield opened


def _event(archive: Archive, article: int) -> int:
    return FactReader(archive.engine).events_of([article])[article][0]


def test_years_stand_side_by_side(archive: Archive) -> None:
    series = FactReader(archive.engine).read_series(_event(archive, 1))
    assert series is not None and [edition.year for edition in series.editions] == [2021, 2022, 2023]
    for edition in series.editions:
        assert edition.summary.hosts == ("Công an tỉnh Hà Tĩnh",)
        assert [person.name for person in edition.chairs] == ["Lê Minh Khang"]
        assert [person.name for person in edition.attendees] == ["Vũ Thị Mẫu"]
        assert edition.documents == ("15/KH-UBND",)


def test_figures_go_up_and_down_within_one_scope(archive: Archive) -> None:
    series = FactReader(archive.engine).read_series(_event(archive, 1))
    assert series is not None
    (measure,) = [m for m in series.measures if "ma túy" in m.what]
    # The half year's 190 is of another scope.
    assert [(c.figure.value, c.change, c.contradicted) if c else None for c in measure.cells] == [
        (310, None, False), (280, -30, False), (350, 70, False),
    ]  # fmt: skip


def test_a_meeting_alone_is_no_series(archive: Archive) -> None:
    assert FactReader(archive.engine).read_series(_event(archive, 4)) is None


def test_editions_linked_by_hand_are_used_until_undone(archive: Archive, tmp_path: Path) -> None:
    reader, corrections = FactReader(archive.engine), Corrections(archive)
    one, other = _event(archive, 1), _event(archive, 4)
    corrections.link_editions(other, one, **WHO)
    assert [e.date for e in reader.find_recurrences(other)] == ["2021-01-10"]
    assert other in {e.id for e in reader.find_recurrences(one)}
    update_facts(tmp_path, processes=1, rules="others")
    assert _event(archive, 1) in {e.id for e in reader.find_recurrences(_event(archive, 4))}
    corrections.undo(corrections.decisions()[0].id, **WHO)
    assert reader.find_recurrences(_event(archive, 4)) == []


_SUBJECTS = st.frozensets(
    st.sampled_from(
        [
            "tongket",
            "soket",
            "trienkhai",
            "phong",
            "trao",
            "toan",
            "dan",
            "bao",
            "ve",
            "an",
            "ninh",
            "g",
            "hoi",
            "nghi",
            "to",
            "quoc",
            "cong",
            "xa",
        ]
    ),
    min_size=1,
    max_size=9,
)


@given(_SUBJECTS, _SUBJECTS, st.sampled_from([True, False, None]))
def test_no_meeting_of_a_series_is_passed_over(one: frozenset[str], other: frozenset[str], host: bool | None) -> None:
    told, least = words_of_series(one)
    if is_same_series(one, other, host) and least <= len(told):
        assert len(told & other) >= least or not told


def _count_statements(folder: Path, years: int) -> tuple[int, int]:
    """Return how many statements comparing the meetings of so many years takes, and putting them side by side."""
    with Archive.open(folder) as archive:
        archive.put_many([_review(2024 - at, str(300 + at)) for at in range(years)])
        update_facts(folder, processes=1)
        reader, number = FactReader(archive.engine), _event(archive, 1)
        told: list[str] = []
        event.listen(archive.engine, "after_cursor_execute", lambda *args: told.append(args[2]))
        others, measures = reader.compare_years(number)
        assert len(others) == years - 1 and measures
        compared = len(told)
        series = reader.read_series(number)
        assert series is not None and len(series.editions) == years
        return compared, len(told) - compared


def test_more_years_ask_no_more_statements(tmp_path: Path) -> None:
    assert _count_statements(tmp_path / "few", 3) == _count_statements(tmp_path / "many", 12)

"""The answer above the hits, over a small archive: what is asked is answered with its sentence, or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from archive.articles.archive import Archive
from archive.model import VIETNAM, Article, Block
from archive.moderation import Moderation
from database.transactions import writing
from facts.update import update_facts
from indexer.update import index_archive
from search.searcher import Searcher


def _review(year: int, solved: str, chair: str = "Lê Minh Khang") -> Article:
    return Article(
        "ha_tinh",
        f"Tổng kết phong trào Toàn dân bảo vệ ANTQ năm {year - 1}",
        external_id=f"r{year}",
        lead=f"Sáng 24/5/{year}, Công an tỉnh Hà Tĩnh tổ chức hội nghị tổng kết phong trào Toàn dân bảo vệ an ninh Tổ quốc năm {year - 1}.",
        blocks=(
            Block("paragraph", f"Đại tá {chair}, Giám đốc Công an tỉnh Hà Tĩnh chủ trì hội nghị."),
            Block("paragraph", f"Năm {year - 1}, công an các cấp đã khám phá {solved} vụ án hình sự theo Kế hoạch số 15/KH-UBND."),
        ),
        published=datetime(year, 5, 25, tzinfo=VIETNAM),
    )  # fmt: skip


def _accused() -> Article:
    return Article(
        "ha_tinh", "Khởi tố nguyên Giám đốc Sở Y tế", external_id="a",
        lead="Cơ quan điều tra khởi tố bị can Trần Văn Giả, Giám đốc Sở Y tế tỉnh Hà Tĩnh.",
        published=datetime(2022, 3, 1, tzinfo=VIETNAM),
    )  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("answers")
    with Archive.open(folder) as archive:
        years = [(2021, "1.503"), (2022, "1.896"), (2023, "2.104"), (2024, "1.650")]
        archive.put_many([*(_review(year, solved) for year, solved in years), _accused()])
    update_facts(folder, processes=1)
    index_archive(folder, processes=1)
    return folder


@pytest.fixture
def searcher(data: Path) -> Iterator[Searcher]:
    with Searcher.open(data) as opened:
        yield opened


@pytest.mark.parametrize(
    "query",
    [
        "hội nghị ANTQ tháng 5/2023",
        "hoi nghi antq thang 5 nam 2023",
        "hội nghị an ninh tổ quốc 24/5/2023",
        "hội nghị nào về phong trào ANTQ họp tháng 5/2023, ai chủ trì",
        "diễn ra:5/2023 hội nghị phong trào bảo vệ antq",
        "hội nghị tổng kết ANTQ Hà Tĩnh 2023",
        "phong trào toàn dân bảo vệ ANTQ 24/5/2023",
        "hội nghị ANTQ 15/KH-UBND tháng 5/2023",
        "ai chủ trì hội nghị ngày 24/5/2023",
        "hội nghị khám phá vụ án hình sự tháng 5/2023 ai chủ trì",
        "hội nghị nào về kế hoạch 15/KH-UBND họp tháng 5/2023, ai chủ trì, theo văn bản nào",
    ],
)
def test_an_event_is_told_whole(searcher: Searcher, query: str) -> None:
    answer = searcher.search(query).answer
    assert answer is not None and answer.event is not None, query
    event = answer.event
    assert event.summary.date == "2023-05-24" and event.proof.sentence.text.startswith("Sáng 24/5/2023")
    assert [chair.name for chair in event.chairs] == ["Lê Minh Khang"]
    assert [document.number for document in event.documents] == ["15/KH-UBND"]
    assert 2104 in [figure.value for figure in event.figures]
    assert [other.date for other in event.editions] == ["2021-05-24", "2022-05-24", "2024-05-24"]


@pytest.mark.parametrize(
    ("query", "certainty"),
    [
        ("giám đốc công an tỉnh Hà Tĩnh @2023", "proved"),
        ("ai là giám đốc công an tỉnh năm 2023", "proved"),
        ("ai la giam doc cong an tinh ha tinh nam 2023", "proved"),
        ("giám đốc công an tỉnh @1/1/2023", "proved"),
        ("giám đốc công an Hà Tĩnh năm 2022", "proved"),
        ("giám đốc công an tỉnh hà tĩnh là ai", "newest"),
        ("giám đốc công an tỉnh @2025", "unconfirmed"),
    ],
)
def test_who_held_an_office(searcher: Searcher, query: str, certainty: str) -> None:
    answer = searcher.search(query).answer
    assert answer is not None and answer.holder is not None, query
    (holder,) = answer.holder.holders
    assert holder.person.name == "Lê Minh Khang" and holder.certainty == certainty
    side = holder.before or holder.after
    assert side is not None and "Giám đốc Công an tỉnh Hà Tĩnh" in side.proofs[0].sentence.text


@pytest.mark.parametrize(
    "query", ["15/KH-UBND", "15/kh-ubnd", "kế hoạch số 15/KH-UBND", "kế hoạch 15", "văn bản:15/KH-UBND"]
)
def test_a_document_is_told(searcher: Searcher, query: str) -> None:
    answer = searcher.search(query).answer
    assert answer is not None and answer.document is not None, query
    assert (answer.document.number, answer.document.articles) == ("15/KH-UBND", 4)
    assert "15/KH-UBND" in answer.document.proof.sentence.text


@pytest.mark.parametrize(
    ("query", "number", "others"),
    [
        ("nghị định 14 nói gì", "14/2023/NĐ-CP", ("14/2021/NĐ-CP",)),
        ("nghi dinh 14", "14/2023/NĐ-CP", ("14/2021/NĐ-CP",)),
        ("nghị định 14/2021 quy định gì", "14/2021/NĐ-CP", ()),
        ("thông tư 14", "14/2022/TT-BCA", ()),
        ("nghị định 15", None, ()),
        ("nghị định 1", None, ()),
    ],
)
def test_a_document_by_its_kind_and_bare_number(
    tmp_path: Path, query: str, number: str | None, others: tuple[str, ...]
) -> None:
    told = [
        "Nghị định 14/2021/NĐ-CP",
        "Nghị định số 14/2023/NĐ-CP",
        "Thông tư 14/2022/TT-BCA",
        "Kế hoạch số 15/KH-UBND",
    ]
    with Archive.open(tmp_path) as archive:
        archive.put_many([
            Article("ha_tinh", f"Công an tỉnh thực hiện {one}", external_id=f"d{at}", lead=f"Công an tỉnh triển khai {one}.",
                    published=datetime(2024, 3, at + 1, tzinfo=VIETNAM))
            for at, one in enumerate(told)
        ])  # fmt: skip
    update_facts(tmp_path, processes=1)
    index_archive(tmp_path, processes=1)
    with Searcher.open(tmp_path) as opened:
        answer = opened.search(query).answer
    if number is None:
        assert answer is None or answer.document is None
        return
    assert answer is not None and answer.document is not None
    assert (answer.document.number, answer.document.others) == (number, others)
    assert number in answer.document.proof.sentence.text


def test_a_document_is_found_among_many_of_its_number(tmp_path: Path) -> None:
    """Plans of every commune have it as well; of plans there are too many to tell one."""
    plans = ", ".join(f"Kế hoạch 14/KH-{one}{other}" for one in "ABCDEGHKLMNPQST" for other in "ABCDEGHKLMNPQS")
    with Archive.open(tmp_path) as archive:
        for number, text in enumerate(("Nghị định 14/2021/NĐ-CP", plans)):
            body = (Block("paragraph", f"Công an tỉnh triển khai {text}."),)
            archive.put(Article("ha_tinh", f"Công an tỉnh họp bàn {number}", external_id=str(number), blocks=body))
    update_facts(tmp_path, processes=1)
    index_archive(tmp_path, processes=1)
    with Searcher.open(tmp_path) as opened:
        answers = [opened.search(query).answer for query in ("nghị định 14 nói gì", "kế hoạch 14")]
    told = [answer.document.number if answer and answer.document else None for answer in answers]
    assert told == ["14/2021/NĐ-CP", None]


@pytest.mark.parametrize(
    "query",
    ["bao nhiêu vụ án hình sự năm 2022", "khám phá mấy vụ án hình sự năm 2022", "số vụ án hình sự khám phá 2022"],
)
def test_a_figure_is_told(searcher: Searcher, query: str) -> None:
    answer = searcher.search(query).answer
    assert answer is not None and answer.kind == "figure", query
    assert 2104 in [figure.value for figure in answer.figures]
    assert all("vụ án hình sự" in figure.proof.sentence.text for figure in answer.figures)


@pytest.mark.parametrize(
    "query",
    [
        "an ninh tổ quốc",
        "hội nghị",
        "hội nghị tháng 5/2023",
        "ai chủ trì hội nghị tháng 5/2023",
        "hội nghị ANTQ tháng 6/2023",
        "hội nghị phòng chống ma túy tháng 5/2023",
        "giám đốc công an tỉnh @1990",
        "giám đốc công an tỉnh Nghệ An @2023",
        "giám đốc sở y tế Hà Tĩnh @2022",
        "ai là giám đốc sở y tế",
        "99/KH-UBND",
        "bao nhiêu vụ cháy năm 2022",
        "hội nghị ANTQ -hội nghị tháng 5/2023",
        "",
    ],
)
def test_without_evidence_there_is_no_answer(searcher: Searcher, query: str) -> None:
    assert searcher.search(query).answer is None


def test_only_the_first_page_without_filters_has_one(searcher: Searcher) -> None:
    query = "hội nghị ANTQ tháng 5/2023"
    assert searcher.search(query, offset=1).answer is None
    assert searcher.search(query, filters={"year": "2023"}).answer is None


def test_a_failing_look_up_never_fails_a_search(data: Path, tmp_path: Path) -> None:
    copy = tmp_path / "data"
    shutil.copytree(data, copy)
    with Archive.open(copy) as archive, writing(archive.engine) as connection:
        connection.execute(text("DROP TABLE events"))
    with Searcher.open(copy) as searcher:
        found = searcher.search("hội nghị ANTQ tháng 5/2023")
        assert found.hits and found.answer is None


def test_a_hidden_name_is_in_no_answer(data: Path, tmp_path: Path) -> None:
    copy = tmp_path / "data"
    shutil.copytree(data, copy)
    with Archive.open(copy) as archive:
        Moderation(archive.engine).hide_name("Lê Minh Khang", who="x", reason="thử")
    with Searcher.open(copy) as searcher:
        assert searcher.search("giám đốc công an tỉnh @2023").answer is None
        answer = searcher.search("hội nghị ANTQ tháng 5/2023").answer
        assert answer is not None and "Khang" not in repr(answer)

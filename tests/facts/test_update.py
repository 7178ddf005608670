"""Facts kept in the archive: incremental, offsets, one event over articles, one person over years, who held an office."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from archive.articles.archive import Archive
from archive.failures import Failures
from archive.model import VIETNAM, Article, Block
from archive.moderation import Moderation
from database.transactions import reading
from facts.extraction.article import facts_of
from facts.model import Facts
from facts.reading.facts import EventFilter, FactReader
from facts.update import update_facts
from jobs.tasks.erase import erase
from progress import Cancelled


def article(number: int, day: str, title: str, lead: str, *paragraphs: str, source: str = "an_binh") -> Article:
    published = datetime.combine(date.fromisoformat(day), time(), VIETNAM)
    blocks = tuple(Block("paragraph", text) for text in paragraphs)
    return Article(source, title, f"https://{source}.vn/{number}", None, lead, blocks, published=published)


def meeting(number: int, year: int, chair: str, families: int, **more: str) -> Article:
    return article(
        number,
        f"{year}-03-11",
        f"Hội nghị tổng kết phong trào Toàn dân bảo vệ an ninh Tổ quốc năm {year - 1}",
        f"Sáng 10/3/{year}, Công an tỉnh An Bình tổ chức Hội nghị tổng kết phong trào Toàn dân bảo vệ an ninh Tổ quốc năm {year - 1}.",
        f"{chair}, Giám đốc Công an tỉnh An Bình chủ trì Hội nghị. Thực hiện Kế hoạch số 15/KH-UBND, "
        f"toàn tỉnh có {families} hộ gia đình đăng ký.",
        **more,
    )


REPORTS = (
    meeting(1, 2021, "Đại tá Lê Văn Sao", 1200),
    meeting(2, 2022, "Đại tá Lê Văn Sao", 1300),
    meeting(3, 2023, "Thiếu tướng Lê Văn Sao", 1400),
    # The same meeting of 2023 in another source, announced, and followed up.
    replace(meeting(4, 2023, "Thiếu tướng Lê Văn Sao", 1410, source="bao_an_binh"), published=datetime(2023, 3, 12, tzinfo=VIETNAM)),
    article(
        5, "2023-03-08", "Sắp diễn ra hội nghị tổng kết phong trào Toàn dân bảo vệ an ninh Tổ quốc",
        "Ngày 10/3/2023, Công an tỉnh An Bình sẽ tổ chức Hội nghị tổng kết phong trào Toàn dân bảo vệ an ninh Tổ quốc năm 2022.",
    ),
    article(6, "2023-05-02", "Công an xã ra quân", "Đại tá Lê Văn Sao, Trưởng phòng Kỹ thuật nhà máy Xa Lạ, đến thăm tỉnh Bắc Giang."),
    article(7, "2024-02-01", "Tân Giám đốc", "Đại tá Hồ Thị Cúc, Giám đốc Công an tỉnh An Bình nhận nhiệm vụ."),
)  # fmt: skip


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path) as opened:
        opened.put_many(REPORTS)
        update_facts(tmp_path, processes=1)
        yield opened


@pytest.fixture
def reader(archive: Archive) -> FactReader:
    return FactReader(archive.engine)


def test_only_what_changed_is_made_again(archive: Archive, tmp_path: Path) -> None:
    assert update_facts(tmp_path, processes=1).made == 0
    archive.put(replace(REPORTS[0], lead=REPORTS[0].lead.replace("10/3", "9/3")))
    archive.mark_gone(7)
    report = update_facts(tmp_path, processes=1)
    assert (report.made, report.removed, report.same) == (1, 1, 0)
    reader = FactReader(archive.engine)
    assert reader.facts_of(7) is None
    facts = reader.facts_of(1)
    assert facts is not None and facts.events[0].date == "2021-03-09"


def test_numbers_of_events_and_people_last(archive: Archive, reader: FactReader, tmp_path: Path) -> None:
    before = reader.events_of([1, 2, 3]), reader.search_people("lê văn sao")
    archive.put(replace(REPORTS[1], title=REPORTS[1].title + " và nhiệm vụ mới"))
    assert update_facts(tmp_path, processes=1).made == 1
    assert (reader.events_of([1, 2, 3]), reader.search_people("lê văn sao")) == before


def test_cancelling_keeps_what_is_done_and_loses_nothing(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as opened:
        opened.put_many(REPORTS)
        with pytest.raises(Cancelled):
            update_facts(tmp_path, processes=1, cancelled=lambda: True)
        assert update_facts(tmp_path, processes=1).made == len(REPORTS)


def extract_or_end(given: Article) -> Facts:
    """The facts of an article; its seventh ends the process, as a crash in a compiled library would."""
    if given.url.endswith("/7"):
        os.kill(os.getpid(), signal.SIGKILL)
    return facts_of(given)


def test_an_article_that_ends_its_process_costs_itself_alone(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as opened:
        opened.put_many([*REPORTS, *(article(number, "2024-02-01", f"Tin {number}", "") for number in range(8, 260))])
        report = update_facts(tmp_path, processes=2, extract=extract_or_end)
        assert (report.made, report.failed) == (258, 1)
        (failure,) = Failures(opened.engine).list()
        assert (failure.article, failure.step) == (7, "facts")
        # It is not tried again with every update, and the others are not made again.
        assert update_facts(tmp_path, processes=2, extract=extract_or_end).failed == 0


def test_sentences_are_where_they_say(archive: Archive, reader: FactReader) -> None:
    facts = reader.facts_of(3)
    stored = archive.get(3)
    assert facts is not None and stored is not None
    told: list[Any] = [*facts.events, *facts.people, *facts.documents, *facts.figures]
    assert {type(f).__name__ for f in told} == {"EventFact", "PersonFact", "DocumentFact", "FigureFact"}
    for fact in told:
        s = fact.sentence
        assert getattr(stored.article, s.part)[s.start : s.end] == s.text


def test_one_event_over_articles_and_sources(reader: FactReader) -> None:
    (event,) = reader.events_of([3])[3]
    page = reader.read_event(event)
    assert page is not None
    assert (page.summary.date, page.summary.kind, page.summary.articles) == ("2023-03-10", "hội nghị", 3)
    assert page.summary.sources == ("an_binh", "bao_an_binh")
    assert [(c.proof.article, c.stage) for c in page.coverage] == [(5, "announcement"), (3, "day"), (4, "day")]
    assert page.coverage[2].reprint_of == 3
    assert [(a.name, a.rank, a.role, a.chair) for a in page.attendees] == [
        ("Lê Văn Sao", "Thiếu tướng", "Giám đốc Công an tỉnh An Bình", True)
    ]
    assert [d.number for d in page.documents] == ["15/KH-UBND"]


def test_the_same_conference_in_other_years(reader: FactReader) -> None:
    (event,) = reader.events_of([2])[2]
    assert [e.date for e in reader.find_recurrences(event)] == ["2021-03-10", "2023-03-10"]
    (families,) = (m for m in reader.compare_years(event)[1] if m.unit.startswith("hộ"))
    assert [(p.year, p.figure.value, p.contradicted) for p in families.points] == [
        (2021, 1200, False), (2022, 1300, False), (2023, 1400, True), (2023, 1410, True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        (EventFilter(words="tổng kết phong trào"), 3),
        (EventFilter(words="tong ket phong trao"), 3),
        (EventFilter(words="bóng đá"), 0),
        (EventFilter(kind="hội nghị", begin="2022-01-01", end="2022-12-31"), 1),
        (EventFilter(day="--03-10"), 3),
        (EventFilter(host="Công an tỉnh An Bình"), 3),
        (EventFilter(person="Lê Văn Sao"), 3),
        (EventFilter(person="Hồ Thị Cúc"), 0),
        (EventFilter(document="15/kh"), 3),
        (EventFilter(source="bao_an_binh"), 1),
        (EventFilter(province="An Bình"), 3),
    ],
)
def test_events_are_found(reader: FactReader, asked: EventFilter, count: int) -> None:
    total, found = reader.search_events(asked)
    assert (total, len(found)) == (count, count)
    assert [e.date for e in found] == sorted((e.date or "" for e in found), reverse=True)


def test_one_person_over_years_but_never_by_the_name_alone(reader: FactReader) -> None:
    total, found = reader.search_people("le van sao")
    assert total == 2
    page = reader.read_person(found[0].id)
    assert page is not None
    assert [(h.rank, h.first, h.last) for h in page.holdings] == [("Đại tá, Thiếu tướng", "2021-03-11", "2023-03-12")]  # fmt: skip
    assert (page.summary.articles, len(page.events)) == (4, 3)
    assert found[1].role.startswith("Trưởng phòng Kỹ thuật")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2021", [("Lê Văn Sao", "proved")]),
        ("2023-03-11", [("Lê Văn Sao", "proved")]),
        ("2023-08-01", [("Lê Văn Sao", "unconfirmed"), ("Hồ Thị Cúc", "unconfirmed")]),
        ("2025-01-01", [("Hồ Thị Cúc", "unconfirmed")]),
        ("2010-01-01", [("Lê Văn Sao", "unconfirmed")]),
    ],
)
def test_who_held_an_office(reader: FactReader, day: str, expected: list[tuple[str, str]]) -> None:
    found = reader.find_holders("giám đốc Công an tỉnh", "An Bình", day)
    assert [(h.person.name, h.certainty) for h in found] == expected
    assert all((h.before or h.after) for h in found)


def test_a_document_and_who_cites_it(reader: FactReader) -> None:
    page = reader.read_document("15/kh-ubnd")
    assert page is not None
    assert (len(page.citations), page.first_day, page.last_day, len(page.events)) == (4, "2021-03-11", "2023-03-12", 3)
    assert reader.read_document("16/KH-UBND") is None
    assert reader.search_documents("15") == (1, [("15/KH-UBND", 4)])


def test_campaigns_are_timelines(tmp_path: Path) -> None:
    told = "đợt cao điểm tấn công trấn áp tội phạm dịp Tết"
    reports = [
        article(1, "2023-01-05", "Mở cao điểm", f"Công an tỉnh An Bình mở {told} từ ngày 1/1/2023 đến 5/2/2023."),
        article(2, "2023-02-07", "Tổng kết", f"Kết thúc {told}, Công an tỉnh An Bình bắt 40 đối tượng."),
    ]
    with Archive.open(tmp_path) as opened:
        opened.put_many(reports)
        update_facts(tmp_path, processes=1)
        (campaign,) = FactReader(opened.engine).search_campaigns("cao điểm")
        assert (campaign.begin, campaign.end) == ("2023-01-01", "2023-02-05")
        assert [step.day for step in campaign.steps] == ["2023-01-05", "2023-02-07"]


def test_an_erased_article_leaves_nothing_in_events_and_people(archive: Archive, reader: FactReader) -> None:
    (event,) = reader.events_of([3])[3]
    erase(archive.engine, 7, who="chủ nhiệm", reason="theo yêu cầu")
    assert reader.search_people("hồ thị cúc") == (0, [])
    for article in (3, 5):
        erase(archive.engine, article, who="chủ nhiệm", reason="theo yêu cầu")
    page = reader.read_event(event)
    assert page is not None and [c.proof.article for c in page.coverage] == [4]
    erase(archive.engine, 4, who="chủ nhiệm", reason="theo yêu cầu")
    assert reader.read_event(event) is None
    assert reader.search_events(EventFilter())[0] == 2


def test_hidden_articles_give_no_facts_until_shown(archive: Archive, reader: FactReader, tmp_path: Path) -> None:
    hiding = Moderation(archive.engine)
    hiding.hide_article(7, who="chủ nhiệm", reason="theo yêu cầu")
    assert reader.search_people("hồ thị cúc") == (0, [])
    assert update_facts(tmp_path, processes=1).removed == 1
    hiding.show_article(7, who="chủ nhiệm", reason="đã xem lại")
    assert update_facts(tmp_path, processes=1).made == 1
    assert reader.search_people("hồ thị cúc")[0] == 1


def test_a_head_of_state_is_one_person_however_many_articles_tell_of_them(tmp_path: Path) -> None:
    told = [
        article(
            n, f"2024-02-{n:02}", f"Tin thế giới {n}", "", f"{office} Trần Văn Mẫu phát biểu tại cuộc họp ở thủ đô."
        )
        for n, office in enumerate(["Tổng thống", "Tổng thống Xứ Mẫu", "tổng thống", "Tổng thống"], 1)
    ]
    with Archive.open(tmp_path) as opened:
        opened.put_many(told)
        update_facts(tmp_path, processes=1)
        with reading(opened.engine) as connection:
            assert connection.execute(text("SELECT count(*) FROM people")).scalar() == 1

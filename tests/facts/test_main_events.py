"""The index takes kind and day of the main event from the facts: search and the pages of events agree."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

from archive.articles.archive import Archive
from archive.model import VIETNAM, Article, Block
from facts.reading.facts import FactReader
from facts.reading.main_events import read_main_events
from facts.update import update_facts
from indexer.analysis.main_events import event_of, main_events


def _article(number: int, title: str, lead: str, *paragraphs: str, day: str | None = "2023-05-25") -> Article:
    published = datetime.combine(date.fromisoformat(day), time(), VIETNAM) if day else None
    blocks = tuple(Block("paragraph", text) for text in paragraphs)
    return Article("mau", title, f"https://mau.vn/{number}", None, lead, blocks, published=published)


ARTICLES = (
    _article(1, "Tổng kết phong trào", "", "Sáng 24/5, Công an tỉnh Mẫu tổ chức Hội nghị tổng kết phong trào thi đua."),
    _article(2, "Bắt nhóm trộm xe", "Ngày 23/5, Công an huyện bắt ba đối tượng."),
    _article(
        3,
        "Kiểm tra phòng cháy",
        "Nhiều cơ sở chưa đạt yêu cầu.",
        "Chiều 24/5, đoàn kiểm tra có buổi làm việc với UBND xã Mẫu.",
    ),
)


def test_index_and_event_pages_say_the_same(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        archive.put_many(ARTICLES)
        update_facts(tmp_path, processes=1)
        (stored,) = archive.changed_since(0, batch=10)
        told = main_events(archive.engine, stored)
        reader = FactReader(archive.engine)
        for one in stored:
            events = reader.events_of([one.id]).get(one.id, [])
            page = reader.read_event(events[0]) if events else None
            event = told[one.id]
            assert (event is None) == (page is None)
            if page is not None:
                assert event is not None and (event.kind, str(event.day)) == (page.summary.kind, page.summary.date)
        assert told[3] is not None and told[3].day == date(2023, 5, 24)


def test_what_has_no_facts_yet_is_found_now(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        archive.put_many(ARTICLES)
        (stored,) = archive.changed_since(0, batch=10)
        assert read_main_events(archive.engine, [s.id for s in stored]) == {}
        found = main_events(archive.engine, stored)
        update_facts(tmp_path, processes=1)
        assert main_events(archive.engine, stored) == found


def test_a_day_without_a_year_is_none_for_the_index() -> None:
    event = event_of(_article(4, "Hội nghị sơ kết công tác", "Ngày 17-5, Công an tỉnh tổ chức hội nghị.", day=None))
    assert event is not None and (event.kind, event.day) == ("hội nghị", None)

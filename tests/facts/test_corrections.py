"""Corrections by editors: with reason and audit, at once, over re-analysis, and undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from archive.model import VIETNAM, Article
from archive.moderation import Moderation
from database.errors import ArchiveError
from facts.corrections import Corrections
from facts.reading.facts import FactReader
from facts.update import update_facts

WHO = {"who": "lan", "reason": "đã đối chiếu với bản gốc"}


def article(number: int, day: str, text: str) -> Article:
    published = datetime.combine(date.fromisoformat(day), time(), VIETNAM)
    return Article("an_binh", f"Tin số {number}", f"https://an_binh.vn/{number}", None, text, published=published)


MEETING = "Sáng {day}, Công an tỉnh An Bình tổ chức hội nghị sơ kết công tác. Đại tá Lê Văn Sao, Giám đốc Công an tỉnh An Bình, chủ trì hội nghị theo Kế hoạch số 15/KH-UBND."
ACCUSED = "Công an tỉnh An Bình khởi tố bị can Trần Văn Giả, Chủ tịch UBND xã Mẫu, tỉnh An Bình."


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path) as opened:
        opened.put_many([
            article(1, "2023-03-11", MEETING.format(day="10/3/2023")),
            article(2, "2023-07-11", MEETING.format(day="10/7/2023")),
            article(3, "2023-08-01", ACCUSED),
        ])  # fmt: skip
        update_facts(tmp_path, processes=1)
        yield opened


def again(archive: Archive, tmp_path: Path) -> None:
    """Make every fact again, as after a change of the rules."""
    update_facts(tmp_path, processes=1, rules="others")


def test_a_held_person_waits_with_sentences_until_decided(archive: Archive, tmp_path: Path) -> None:
    corrections, reader = Corrections(archive), FactReader(archive.engine)
    (held,) = corrections.list_held()
    assert (held.name, held.articles, held.sentences) == ("Trần Văn Giả", (3,), ((3, ACCUSED),))
    corrections.decide_person(held.key, held.place, held.roles, True, **WHO)
    assert corrections.list_held() == []
    for _ in range(2):
        assert [p.name for p in reader.search_people("trần văn giả")[1]] == ["Trần Văn Giả"]
        again(archive, tmp_path)
    corrections.undo(corrections.decisions()[0].id, **WHO)
    assert reader.search_people("trần văn giả") == (0, []) and len(corrections.list_held()) == 1
    corrections.decide_person(held.key, held.place, held.roles, False, **WHO)
    assert corrections.list_held() == [] and reader.search_people("trần văn giả") == (0, [])


def test_an_event_is_corrected_over_re_analysis_and_undone(archive: Archive, tmp_path: Path) -> None:
    corrections, reader = Corrections(archive), FactReader(archive.engine)
    (event,) = reader.events_of([1])[1]
    fields = {"title": "Hội nghị sơ kết quý I", "date": "2023-03-09", "place": "Hội trường A", "hosts": ["Sở Mẫu"]}
    corrections.correct_event(event, fields, **WHO)
    for _ in range(2):
        page = reader.read_event(event)
        assert page is not None and page.summary.edited
        summary = page.summary
        assert (summary.title, summary.date, summary.place, list(summary.hosts)) == tuple(fields.values())
        again(archive, tmp_path)
    corrections.undo(corrections.decisions()[0].id, **WHO)
    page = reader.read_event(event)
    assert page is not None and not page.summary.edited
    assert page.summary.date == "2023-03-10" and "Công an tỉnh An Bình" in page.summary.hosts


def test_events_are_merged_and_split(archive: Archive, tmp_path: Path) -> None:
    corrections, reader = Corrections(archive), FactReader(archive.engine)
    found = reader.events_of([1, 2])
    assert found[1] != found[2]
    corrections.merge_events(found[2][0], found[1][0], **WHO)
    assert reader.events_of([2])[2] == found[1]
    again(archive, tmp_path)
    assert reader.events_of([2])[2] == found[1]
    corrections.split_report(2, 0, **WHO)
    assert reader.events_of([2])[2] != reader.events_of([1])[1]


@pytest.mark.parametrize(("kind", "value"), [("person", "lê văn sao"), ("document", "15/kh-ubnd"), ("event", "")])
def test_a_wrong_fact_goes_and_stays_away(archive: Archive, tmp_path: Path, kind: str, value: str) -> None:
    corrections, reader = Corrections(archive), FactReader(archive.engine)
    corrections.mark_wrong(1, kind, value, **WHO)
    again(archive, tmp_path)
    facts = reader.facts_of(1)
    assert facts is not None
    assert {"person": facts.people, "document": facts.documents, "event": facts.events}[kind] == ()
    corrections.undo(corrections.decisions()[0].id, **WHO)
    facts = reader.facts_of(1)
    assert facts is not None
    assert {"person": facts.people, "document": facts.documents, "event": facts.events}[kind]


def test_every_decision_needs_a_reason_and_leaves_an_audit_line(archive: Archive) -> None:
    corrections = Corrections(archive)
    with pytest.raises(ArchiveError):
        corrections.mark_wrong(1, "event", "", who="lan", reason=" ")
    assert corrections.decisions() == []
    corrections.mark_wrong(1, "event", "", **WHO)
    corrections.undo(corrections.decisions()[0].id, **WHO)
    assert [(line.who, line.action) for line in Moderation(archive.engine).audit_trail()] == [
        ("lan", "undo wrong fact"), ("lan", "wrong fact"),
    ]  # fmt: skip
    with pytest.raises(ArchiveError):
        corrections.undo(corrections.decisions()[0].id, **WHO)
    with pytest.raises(ArchiveError):
        corrections.correct_event(999, {"title": "x"}, **WHO)

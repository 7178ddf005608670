"""People over articles: an official told as accused anywhere is held back everywhere, until an editor decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import select

from archive.articles.archive import Archive
from archive.model import VIETNAM, Article, Block
from database.transactions import reading
from facts.reading.articles_stating import find_articles_stating
from facts.reading.facets import count_facet
from facts.reading.facts import EventFilter, FactReader
from facts.store import tables
from facts.update import update_facts
from jobs.tasks.erase import erase


def article(number: int, day: str, text: str, title: str = "Tin trong ngày") -> Article:
    published = datetime.combine(date.fromisoformat(day), time(), VIETNAM)
    return Article("an_binh", title, f"https://an_binh.vn/{number}", None, text, published=published)


OFFICE = article(
    1,
    "2022-03-01",
    "Sáng 1/3, UBND xã Mẫu, tỉnh An Bình tổ chức hội nghị. Ông Trần Văn Giả, Chủ tịch UBND xã Mẫu, tỉnh An Bình, chủ trì hội nghị.",
)
ACCUSED = article(
    2, "2023-06-01", "Công an tỉnh An Bình khởi tố bị can Trần Văn Giả, Chủ tịch UBND xã Mẫu, tỉnh An Bình."
)
NAMESAKE = article(3, "2023-07-01", "Đại tá Trần Văn Giả, Trưởng phòng Tham mưu Công an tỉnh Bắc Giang, dự hội nghị.")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path) as opened:
        opened.put_many([OFFICE, NAMESAKE])
        update_facts(tmp_path, processes=1)
        yield opened


def names_shown(archive: Archive, articles: list[int]) -> dict[str, object]:
    """What readers get of the name from every side."""
    engine, reader = archive.engine, FactReader(archive.engine)
    found = [reader.facts_of(number) for number in articles]
    return {
        "people": sorted(p.role for p in reader.search_people("trần văn giả")[1]),
        "articles": [bool(facts and facts.people) for facts in found],
        "chairs": [e.chairs for facts in found if facts for e in facts.events if e.chairs],
        "operator": find_articles_stating(engine, "person", "Trần Văn Giả"),
        "chair": find_articles_stating(engine, "chair", "Trần Văn Giả"),
        "facet": dict(count_facet(engine, "person", articles)).get("Trần Văn Giả", 0),
        "events": reader.search_events(EventFilter(person="Trần Văn Giả"))[0],
        "holders": [h.person.name for h in reader.find_holders("Chủ tịch UBND xã Mẫu", "", "2022")],
    }


def test_an_official_accused_in_another_article_is_held_everywhere_and_a_namesake_is_not(
    archive: Archive, tmp_path: Path
) -> None:
    before = names_shown(archive, [1, 2])
    assert before["people"] == ["Chủ tịch UBND xã Mẫu, tỉnh An Bình", "Trưởng phòng Tham mưu Công an tỉnh Bắc Giang"]
    assert before["chairs"] == [("Trần Văn Giả",)] and before["chair"] == [1] and before["holders"] == ["Trần Văn Giả"]
    archive.put(ACCUSED)
    update_facts(tmp_path, processes=1)
    assert names_shown(archive, [1, 3]) == {
        "people": ["Trưởng phòng Tham mưu Công an tỉnh Bắc Giang"], "articles": [False, False], "chairs": [],
        "operator": [2], "chair": [], "facet": 0, "events": 1, "holders": [],
    }  # fmt: skip


@pytest.mark.parametrize("order", [[OFFICE, ACCUSED], [ACCUSED, OFFICE]], ids=["office first", "accused first"])
@pytest.mark.parametrize("takes_away", ["erase", "gone", "correct"])
def test_the_order_of_articles_makes_no_difference_and_what_goes_is_forgotten(
    tmp_path: Path, order: list[Article], takes_away: str
) -> None:
    with Archive.open(tmp_path) as opened:
        for item in order:
            opened.put(item)
            update_facts(tmp_path, processes=1)
        reader = FactReader(opened.engine)
        assert reader.search_people("trần văn giả") == (0, [])
        number = 1 + order.index(ACCUSED)
        if takes_away == "erase":
            erase(opened.engine, number, who="lan", reason="theo yêu cầu")
        elif takes_away == "gone":
            opened.mark_gone(number)
        else:
            opened.put(replace(ACCUSED, lead="Công an tỉnh An Bình xin lỗi vì tin sai."))
        update_facts(tmp_path, processes=1)
        assert [p.role for p in reader.search_people("trần văn giả")[1]] == ["Chủ tịch UBND xã Mẫu, tỉnh An Bình"]
        with reading(opened.engine) as connection:
            rows = connection.execute(select(tables.person_offices.c.person)).scalars().all()
            assert rows == [reader.search_people("trần văn giả")[1][0].id]


def test_names_of_victims_and_minors_are_masked_in_what_facts_quote(tmp_path: Path) -> None:
    text = "Sáng 3/5, Công an xã Mẫu tổ chức lễ trao học bổng cho em Nguyễn Văn Giả, học sinh lớp 6. Đại úy Lê Văn Sao dự lễ cùng em Nguyễn Văn Giả."
    with Archive.open(tmp_path) as opened:
        caption = Block("caption", "Em Nguyễn Văn Giả nhận quà.")
        opened.put(replace(article(1, "2023-05-04", text, "Trao học bổng cho em Nguyễn Văn Giả"), blocks=(caption,)))
        update_facts(tmp_path, processes=1)
        reader = FactReader(opened.engine)
        facts = reader.facts_of(1)
        assert facts is not None and [p.name for p in facts.people] == ["Lê Văn Sao"]
        assert "Nguyễn Văn Giả" not in str(facts) and "N.V.G." in str(facts)
        (event,) = reader.events_of([1])[1]
        assert "Nguyễn Văn Giả" not in str(reader.read_event(event))
        assert reader.names_to_mask([1]) == ["Nguyễn Văn Giả"]

"""The list of people: counted as articles are written, hidden, gone and erased, and summed up without reading every mention."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Connection, func, select

from archive.articles.archive import Archive
from archive.model import VIETNAM, Article
from archive.moderation import Moderation
from database.transactions import reading
from facts.reading.people import search_people, summarise_people, summary_of
from facts.reading.rows import order_by_day, select_with_proof
from facts.reading.views import PersonSummary
from facts.store import tables as f
from facts.update import update_facts
from jobs.tasks.erase import erase

_RANKS = ("Thượng tá", "Đại tá", "")
_OFFICES = ("Giám đốc Công an tỉnh An Bình", "Trưởng phòng Cảnh sát hình sự Công an tỉnh An Bình")
_NAMES = ("Lê Văn Sao", "Hồ Thị Cúc", "Trần Mẫu Giả")
_BEGIN = datetime(2020, 1, 1, tzinfo=VIETNAM)


def article(number: int, chance: Random) -> Article:
    """An article in which up to two people act in office; one in four has no day."""
    told = [
        f"{chance.choice(_RANKS)} {name}, {chance.choice(_OFFICES)}, phát biểu tại hội nghị.".strip()
        for name in chance.sample(_NAMES, chance.randint(0, 2))
    ]
    day = _BEGIN + timedelta(days=chance.randrange(40)) if chance.random() < 0.75 else None
    return Article("kho", f"Tin {number}", external_id=f"{number}", lead=" ".join(told), published=day)


def read_one_by_one(connection: Connection) -> list[PersonSummary]:
    """Every person of a visible article, by all mentions, the most written of first."""
    p = f.fact_people
    people = connection.execute(select(p.c.person).where(p.c.person.is_not(None)).distinct()).scalars()
    rows = [
        connection.execute(order_by_day(select_with_proof(p).where(p.c.person == one), p)).all()
        for one in sorted(people)
    ]
    return sorted((summary_of(own) for own in rows if own), key=lambda one: (-one.articles, one.id))


def check(archive: Archive) -> int:
    """Hold the list, page by page, and every summary against all mentions; return how many people there are."""
    with reading(archive.engine) as connection:
        meant = read_one_by_one(connection)
        pages = [search_people(connection, (), 1, at) for at in range(len(meant) + 1)]
        assert [one for _, page in pages for one in page] == meant
        assert {total for total, _ in pages} == {len(meant)}
        assert summarise_people(connection, [one.id for one in meant]) == {one.id: one for one in meant}
        p, who = f.fact_people.c, f.people.c
        counted = select(p.person, func.count(p.article.distinct())).where(p.person.is_not(None)).group_by(p.person)
        kept = select(who.id, who.articles)
        assert dict(connection.execute(counted).all()) == dict(connection.execute(kept).all())
    return len(meant)


@pytest.mark.parametrize("seed", range(4))
def test_people_are_counted_as_articles_come_and_go(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)
    with Archive.open(tmp_path) as archive:
        archive.put_many([article(number, chance) for number in range(30)])
        update_facts(tmp_path, processes=1)
        assert check(archive) > 1
        hiding = Moderation(archive.engine)
        for number in chance.sample(range(1, 31), 6):
            # Hidden or gone, and the facts not yet brought in order; or written anew; or erased.
            what = chance.randrange(4)
            if what == 0:
                hiding.hide_article(number, who="chủ nhiệm", reason="theo yêu cầu")
            elif what == 1:
                archive.mark_gone(number)
            elif what == 2:
                archive.put(replace(article(number + 40, chance), external_id=f"{number - 1}"))
            else:
                erase(archive.engine, number, who="chủ nhiệm", reason="theo yêu cầu")
            check(archive)
        update_facts(tmp_path, processes=1)
        check(archive)

"""One list of decisions: whatever is decided in either database is found, by what it holds, by its words, by its group."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.abbreviations.decisions import Decisions
from archive.articles.archive import Archive
from archive.moderation import Moderation
from facts.store.decisions import ACTIONS, add_decision, undo_decision
from jobs.audit_trail import GROUPS, WORDS, AuditTrail
from site_data.search_rules import KINDS
from site_data.site import Site
from translations import use_language

NAME = "Nguyễn Văn Mẫu"


@pytest.fixture(name="trail")
def _trail(tmp_path: Path) -> Iterator[AuditTrail]:
    """Four decisions, one after the other: a sign-in, a hidden name, an abbreviation, a corrected fact that is undone."""
    with Site.open(tmp_path) as site, Archive.open(tmp_path) as archive:
        site.audit.add("lan", "sign-in", detail="203.0.113.9")
        Moderation(archive.engine).hide_name(NAME, who="hoa", reason="gia đình yêu cầu")
        Decisions(archive.engine).decide("XYZ", "xưởng y tế", "accepted", by="lan", weight=2.5)
        number = add_decision(
            archive.engine, "hide person", "ai do", {"place": "", "roles": []}, who="hoa", reason="thử"
        )
        undo_decision(archive.engine, number, who="mai", reason="nhầm")
        yield AuditTrail(site.engine, archive.engine)


def test_the_newest_come_first_whichever_database_has_them(trail: AuditTrail) -> None:
    assert [(e.who, e.action, e.subject, e.detail) for e in trail.list()] == [
        ("mai", "undo hide person", "ai do", "nhầm"),
        ("hoa", "hide person", "ai do", "thử"),
        ("lan", "abbreviation accepted", "XYZ = xưởng y tế", "trọng số 2,5"),
        ("hoa", "hide name", NAME, "gia đình yêu cầu"),
        ("lan", "sign-in", "", "203.0.113.9"),
    ]
    assert trail.count() == 5 and all(e.at.tzinfo for e in trail.list())


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_pages_hold_every_entry_once(trail: AuditTrail, size: int) -> None:
    pages = [entry for offset in range(0, 7, size) for entry in trail.list(size, offset=offset)]
    assert pages == trail.list()


@pytest.mark.parametrize(
    ("wanted", "actions"),
    [
        ("203.0", ["sign-in"]),
        ("Mẫu", ["hide name"]),
        ("hoa", ["hide person", "hide name"]),
        ("ẩn tên", ["hide name"]),
        ("VIẾT TẮT", ["abbreviation accepted"]),
        ("y tế", ["abbreviation accepted"]),
        ("hoàn tác", ["undo hide person"]),
        ("%", []),
        ("_", []),
        ("'", []),
    ],
)
def test_what_an_entry_holds_or_is_called_finds_it(trail: AuditTrail, wanted: str, actions: list[str]) -> None:
    assert [e.action for e in trail.list(wanted=wanted)] == actions
    assert trail.count(wanted) == len(actions)


def test_words_of_the_other_language_find_it_there(trail: AuditTrail) -> None:
    with use_language("en"):
        assert [e.action for e in trail.list(wanted="hid a name")] == ["hide name"]
        assert trail.list(wanted="XYZ")[0].detail == "weight 2.5"


def test_groups_part_the_list(trail: AuditTrail) -> None:
    parts = {group: [e.action for e in trail.list(group=group)] for group in GROUPS}
    assert parts["an"] == ["hide name"] and parts["tu-ngu"] == ["abbreviation accepted"]
    assert sum(map(len, parts.values())) == trail.count() == trail.count(group="khong-co")
    assert all(trail.count(group=group) == len(found) for group, found in parts.items())


def test_every_decision_of_facts_and_queries_has_words() -> None:
    decided = {*ACTIONS, *(f"undo {action}" for action in ACTIONS)}
    rules = {f"search rule{removed}: {kind}" for kind in KINDS for removed in ("", " removed")}
    assert decided | rules <= set(WORDS)

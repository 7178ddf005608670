"""Editors' decisions on facts: kept with reason and author, undone without being lost, and applied as facts are made.

Facts are always made by the writer from text, rules and these decisions: re-analysis and rebuilding change nothing of them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Engine, bindparam, insert, select, update

from archive.moderation import add_audit_line
from database.dialect import number_of, values_of
from database.errors import ArchiveError
from database.prepared import PreparedStatement
from database.times import now_text, parse_moment
from database.transactions import reading, writing
from facts.keys import name_key, number_key, role_key
from facts.model import Facts
from facts.store import tables as f

Action = Literal["show person", "hide person", "wrong fact", "correct event", "join event", "link edition"]

ACTIONS: tuple[Action, ...] = (
    "show person",
    "hide person",
    "wrong fact",
    "correct event",
    "join event",
    "link edition",
)
"""What can be decided. Events are meant by one of their reports (ARTICLE:POSITION), which outlasts their number."""

CORRECTABLE = ("title", "date", "place", "hosts")
"""The fields of an event that can be corrected."""

_D = f.fact_decisions.c
_IN_FORCE = PreparedStatement(
    select(f.fact_decisions).where(_D.key.in_(values_of("keys")), _D.undone_at.is_(None)).order_by(_D.id)
)
_REPORTS_OF = PreparedStatement(
    select(f.fact_events.c.article, f.fact_events.c.position).where(f.fact_events.c.event == bindparam("event"))
)
_EDIT_EVENT = PreparedStatement(update(f.events).where(f.events.c.id == bindparam("number")))


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision; ``value`` is what was decided, by name. ``undone`` tells who took it back, "" nobody."""

    id: int
    at: datetime
    who: str
    action: str
    key: str
    value: dict[str, Any]
    reason: str
    undone: str = ""


def add_decision(engine: Engine, action: Action, key: str, value: dict[str, Any], *, who: str, reason: str) -> int:
    """Keep a decision with its audit line; return its number. Raises ArchiveError without a reason."""
    row = {"at": now_text(), "who": who, "action": action, "key": key, "reason": reason.strip()}
    with writing(engine) as connection:
        add_audit_line(connection, who, action, key, reason)
        made = connection.execute(insert(f.fact_decisions).values(**row, value=json.dumps(value, ensure_ascii=False)))
        return number_of(made)


def undo_decision(engine: Engine, number: int, *, who: str, reason: str) -> Decision:
    """Take a decision back. Raises ArchiveError when there is none, it was taken back already, or without a reason."""
    d = f.fact_decisions.c
    with writing(engine) as connection:
        row = connection.execute(select(f.fact_decisions).where(d.id == number, d.undone_at.is_(None))).first()
        if row is None:
            raise ArchiveError("archive.decision_unknown", number=number)
        add_audit_line(connection, who, f"undo {row.action}", row.key, reason)
        undone = {"undone_at": now_text(), "undone_by": who, "undone_reason": reason.strip()}
        connection.execute(update(f.fact_decisions).where(d.id == number).values(**undone))
        return _decision_of(row)


def list_decisions(engine: Engine, n: int = 200) -> list[Decision]:
    """Return the newest decisions, the newest first, those taken back too."""
    with reading(engine) as connection:
        rows = connection.execute(select(f.fact_decisions).order_by(f.fact_decisions.c.id.desc()).limit(n)).all()
        return [_decision_of(row) for row in rows]


def _decision_of(row: Any) -> Decision:
    at = parse_moment(row.at)
    assert at is not None
    return Decision(
        row.id, at, row.who, row.action, row.key, json.loads(row.value), row.reason, row.undone_by or ""
    )  # fmt: skip


def read_decisions(connection: Connection, keys: Sequence[str]) -> list[Decision]:
    """Return the decisions in force on some keys, the earliest first."""
    return [_decision_of(row) for row in _IN_FORCE.rows(connection, keys=json.dumps(list(keys)))]


def list_links(connection: Connection) -> list[Decision]:
    """Return the links of editions in force."""
    d = f.fact_decisions.c
    chosen = select(f.fact_decisions).where(d.action == "link edition", d.undone_at.is_(None)).order_by(d.id)
    return [_decision_of(row) for row in connection.execute(chosen)]


def decide_people(connection: Connection, key: str, rows: Sequence[Any]) -> dict[int, bool]:
    """Return which people of a name editors show (True) or hide (False); ``rows`` are of ``person_offices``."""
    told: dict[int, bool] = {}
    for decision in read_decisions(connection, [key]):
        for row in rows:
            if is_of_person(decision, row.role_key, row.place):
                told[row.person] = decision.action == "show person"
    return told


def is_of_person(decision: Decision, role: str, place: str) -> bool:
    """Tell whether a decision on a name is about who holds an office in a place: namesakes are others."""
    value = decision.value
    return decision.action in ("show person", "hide person") and value["place"] == place and role in value["roles"]


def apply_decisions(connection: Connection, article: int, facts: Facts, places: Sequence[str]) -> Facts:
    """Return the facts of an article as editors left them; ``places`` are those of ``facts.people``."""
    keys = [name_key(p.name) for p in facts.people if p.shown == "held"]
    told = read_decisions(connection, [*dict.fromkeys(keys), f"{article}"])
    if not told:
        return facts
    people = tuple(
        replace(p, shown="yes")
        if p.shown == "held" and _is_shown(told, name_key(p.name), role_key(p.role), place)
        else p
        for p, place in zip(facts.people, places, strict=True)
    )
    facts = replace(facts, people=people)
    for decision in told:
        if decision.action == "wrong fact":
            facts = drop_fact(facts, decision.value["kind"], decision.value["value"])
    return facts


def _is_shown(told: Sequence[Decision], key: str, role: str, place: str) -> bool:
    last = [d for d in told if d.key == key and is_of_person(d, role, place)]
    return bool(last) and last[-1].action == "show person"


def overlay_event(connection: Connection, event: int) -> None:
    """Write what editors corrected of an event over what its reports say; the mark ``edited`` goes when all is undone."""
    reports = _REPORTS_OF.rows(connection, event=event)
    told = read_decisions(connection, [f"{row.article}:{row.position}" for row in reports])
    new: dict[str, Any] = {}
    for decision in told:
        if decision.action == "correct event":
            new |= {name: decision.value[name] for name in CORRECTABLE if name in decision.value}
    if "hosts" in new:
        new["hosts"] = json.dumps(new["hosts"], ensure_ascii=False)
    if "date" in new:
        new |= {"precision": "day" if len(new["date"] or "") == 10 else "", "end_date": None}
    _EDIT_EVENT.run(connection, number=event, **{"edited": int(bool(new)), "hosts": None} | new)


def find_joined_report(connection: Connection, article: int, position: int) -> tuple[int, int] | None:
    """Return the report (article, position) whose event an editor put a report into; itself when it was split off."""
    joined = [d for d in read_decisions(connection, [f"{article}:{position}"]) if d.action == "join event"]
    if not joined:
        return None
    anchor, _, at = joined[-1].value["with"].partition(":")
    return int(anchor), int(at)


def drop_fact(facts: Facts, kind: str, value: str) -> Facts:
    """Return ``facts`` without what an editor marked as wrong: a person, document, quote or figure by its key."""
    if kind == "person":
        gone = {p.name for p in facts.people if name_key(p.name) == value}
        return replace(
            facts,
            people=tuple(p for p in facts.people if p.name not in gone),
            quotes=tuple(q for q in facts.quotes if q.speaker not in gone),
            events=tuple(replace(e, chairs=tuple(c for c in e.chairs if c not in gone)) for e in facts.events),
        )
    if kind == "document":
        return replace(facts, documents=tuple(d for d in facts.documents if number_key(d.number) != value))
    if kind == "figure":
        return replace(facts, figures=tuple(x for x in facts.figures if f"{x.value} {x.unit}" != value))
    if kind == "quote":
        return replace(facts, quotes=tuple(q for q in facts.quotes if q.text != value))
    return replace(facts, events=()) if kind == "event" else facts

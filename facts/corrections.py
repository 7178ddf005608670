"""Corrects facts: keeps an editor's decision and makes the facts of the articles it touches again, so that it shows at once.

The writer applies decisions whenever it makes facts, so nothing of them is lost by re-analysis.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select

from archive.articles.archive import Archive
from archive.model import Article
from database.errors import ArchiveError
from database.transactions import reading
from facts.extraction.article import facts_of
from facts.extraction.sentences import sentences_of
from facts.reading.facts import FactReader
from facts.store import decisions
from facts.store import tables as f
from facts.store.decisions import Action, Decision
from facts.update import remake_facts


@dataclass(frozen=True, slots=True)
class HeldPerson:
    """An official who waits for a decision: name, offices and place, and the sentences of the articles that accuse."""

    key: str
    name: str
    place: str
    roles: tuple[str, ...]
    offices: tuple[str, ...]
    articles: tuple[int, ...]
    sentences: tuple[tuple[int, str], ...]


class Corrections:
    """The decisions of one archive."""

    def __init__(self, archive: Archive) -> None:
        self._archive, self._engine = archive, archive.engine

    def list_held(self, n: int = 100) -> list[HeldPerson]:
        """Return the officials held back whom nobody has decided on, those of the newest articles first."""
        w = f.fact_withheld.c
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(f.fact_withheld).where(w.held == 1).order_by(w.article.desc(), w.position).limit(20 * n)
            ).all()
            told = decisions.read_decisions(connection, sorted({row.key for row in rows}))
        grouped: dict[tuple[str, str], list[Any]] = {}
        for row in rows:
            if not any(decisions.is_of_person(d, row.role_key, row.place) for d in told if d.key == row.key):
                grouped.setdefault((row.key, row.place), []).append(row)
        return [self._held_person(found) for found in list(grouped.values())[:n]]

    def _held_person(self, rows: list[Any]) -> HeldPerson:
        articles = tuple(dict.fromkeys(row.article for row in rows))
        stored = self._archive.get_many(articles[:5])
        told = [
            (number, line)
            for number, one in stored.items()
            for line in _sentences_naming(one.article, {row.name for row in rows})
        ]
        return HeldPerson(
            rows[0].key, rows[0].name, rows[0].place, tuple(dict.fromkeys(row.role_key for row in rows)),
            tuple(dict.fromkeys(f"{row.rank} {row.role}".strip() for row in rows)), articles, tuple(told[:12]),
        )  # fmt: skip

    def decide_person(self, key: str, place: str, roles: Iterable[str], shown: bool, *, who: str, reason: str) -> None:
        """Show or hide a person of that name who holds one of ``roles`` (their keys) in a place, whatever articles say.

        Raises ArchiveError when nobody of that name and place waits for a decision.
        """
        if not self._is_waiting(key, place, set(roles := list(roles))):
            raise ArchiveError("archive.held_unknown", name=key)
        action: Action = "show person" if shown else "hide person"
        self._keep(action, key, {"place": place, "roles": sorted(set(roles))}, who, reason)

    def _is_waiting(self, key: str, place: str, roles: set[str]) -> bool:
        w = f.fact_withheld.c
        mine = (w.key == key) & (w.place == place) & (w.held == 1) & w.role_key.in_(roles)
        with reading(self._engine) as connection:
            held = set(connection.execute(select(w.role_key).where(mine)).scalars())
            told = decisions.read_decisions(connection, [key])
        return bool(held) and not any(decisions.is_of_person(d, role, place) for d in told for role in held)

    def mark_wrong(self, article: int, kind: str, value: str, *, who: str, reason: str) -> None:
        """Take a fact that is wrong from an article: a person by name key, a document by number key, a figure or quote.

        Raises ArchiveError when the article tells no such fact.
        """
        if not self._has_fact(article, kind, value):
            raise ArchiveError("archive.fact_unknown", number=article)
        self._keep("wrong fact", f"{article}", {"kind": kind, "value": value}, who, reason)

    def _has_fact(self, article: int, kind: str, value: str) -> bool:
        """Tell whether the facts of an article hold what is to be taken from them."""
        stored = self._archive.get_many([article]).get(article)
        if stored is None:
            return False
        facts = facts_of(stored.article, str(article))
        with reading(self._engine) as connection:
            told = decisions.read_decisions(connection, [str(article)])
        for known in (d.value for d in told if d.action == "wrong fact"):
            facts = decisions.drop_fact(facts, known["kind"], known["value"])
        return decisions.drop_fact(facts, kind, value) != facts

    def correct_event(self, event: int, fields: Mapping[str, Any], *, who: str, reason: str) -> None:
        """Correct title, date, place or hosts of an event. Raises ArchiveError when nothing reports it, or all is so already."""
        report, found = self._report_of(event), FactReader(self._engine).read_event(event)
        if found is None:
            raise ArchiveError("archive.event_unknown", number=event)
        old = {**asdict(found.summary), "hosts": list(found.summary.hosts)}
        new = {name: fields[name] for name in decisions.CORRECTABLE if name in fields and fields[name] != old[name]}
        if not new:
            raise ArchiveError("archive.event_unchanged", number=event)
        self._keep("correct event", report, new, who, reason)

    def merge_events(self, event: int, into: int, *, who: str, reason: str) -> None:
        """Put every report of one event into another. Raises ArchiveError when one is reported by nothing."""
        self._report_of(event)
        anchor = self._report_of(into)
        if event == into:
            raise ArchiveError("archive.event_with_itself", number=event)
        for report in self._reports_of(event):
            self._keep("join event", report, {"with": anchor}, who, reason)

    def split_report(self, article: int, position: int, *, who: str, reason: str) -> None:
        """Make a report an event of its own. Raises ArchiveError when the article reports none, or shares it with no other."""
        report = f"{article}:{position}"
        x = f.fact_events.c
        with reading(self._engine) as connection:
            event = connection.execute(select(x.event).where(x.article == article, x.position == position)).scalar()
        if event is None or len(self._reports_of(event)) < 2:
            raise ArchiveError("archive.report_alone", number=article)
        self._keep("join event", report, {"with": report}, who, reason)

    def link_editions(self, event: int, other: int, *, who: str, reason: str) -> None:
        """Say that two events are editions of one series. Raises ArchiveError when they are one, or nothing reports one of them.

        Raises it as well when that was said already.
        """
        ours, theirs = self._report_of(event), self._report_of(other)
        if event == other:
            raise ArchiveError("archive.event_linked_to_itself", number=event)
        sides = set(self._reports_of(event)), set(self._reports_of(other))
        with reading(self._engine) as connection:
            known = [(d.key, d.value["with"]) for d in decisions.list_links(connection)]
        if any((a in x and b in y) for a, b in known for x, y in (sides, sides[::-1])):
            raise ArchiveError("archive.events_linked_already", number=event, other=other)
        self._keep("link edition", ours, {"with": theirs}, who, reason)

    def undo(self, number: int, *, who: str, reason: str) -> None:
        """Take a decision back. Raises ArchiveError when there is none in force, or without a reason."""
        self._remake(decisions.undo_decision(self._engine, number, who=who, reason=reason))

    def decisions(self, n: int = 200) -> list[Decision]:
        """Return the newest decisions."""
        return decisions.list_decisions(self._engine, n)

    def _keep(self, action: Action, key: str, value: dict[str, Any], who: str, reason: str) -> None:
        number = decisions.add_decision(self._engine, action, key, value, who=who, reason=reason)
        self._remake(next(d for d in decisions.list_decisions(self._engine, 50) if d.id == number))

    def _remake(self, decision: Decision) -> None:
        remake_facts(self._archive, self._articles_of(decision))

    def _articles_of(self, decision: Decision) -> list[int]:
        if decision.action in ("show person", "hide person"):
            with reading(self._engine) as connection:
                p, w = f.fact_people.c, f.fact_withheld.c
                named = connection.execute(select(p.article).where(p.key == decision.key).limit(1)).scalars().all()
                held = connection.execute(select(w.article).where(w.key == decision.key, w.held == 1)).scalars().all()
                return sorted({*named, *held})
        return [int(decision.key.partition(":")[0])]

    def _report_of(self, event: int) -> str:
        reports = self._reports_of(event)
        if not reports:
            raise ArchiveError("archive.event_unknown", number=event)
        return reports[0]

    def _reports_of(self, event: int) -> list[str]:
        x = f.fact_events.c
        with reading(self._engine) as connection:
            rows = connection.execute(select(x.article, x.position).where(x.event == event).order_by(x.article))
            return [f"{row.article}:{row.position}" for row in rows]


def _sentences_naming(article: Article, names: set[str]) -> list[str]:
    found = [s for s in sentences_of(article) if any(name in s.text for name in names)]
    return [s.text for s in found[:4]]

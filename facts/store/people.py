"""Writes the people of articles: who each is, the offices each holds, and whether several articles together let them be shown.

A person is linked by ``person_offices`` (each rank and office with its first and last day), never by reading all mentions
of a name again: what one article costs does not grow with the archive.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Connection, Integer, String, bindparam, delete, func, insert, select, update

from database.dialect import greatest_of, least_of, upsert
from database.prepared import PreparedStatement
from facts.keys import name_key, role_key
from facts.model import Facts, PersonFact, Sentence
from facts.store import decisions
from facts.store import tables as f

_ACCUSED = 0
"""Whose offices in ``person_offices`` are those of mentions that accuse: they are nobody's page."""

_O, _P, _W = f.person_offices.c, f.fact_people.c, f.fact_withheld.c
_ARTICLE = bindparam("article", type_=Integer())
_PERSON = bindparam("person", type_=Integer())
_KEY = bindparam("key", type_=String())
_TOLD = PreparedStatement(
    select(_P.key, _P.person, _P.role_key, _P.rank, _P.place, _P.day).where(
        _P.article == _ARTICLE, _P.person.is_not(None)
    )
)
_ACCUSED_OF = PreparedStatement(
    select(_W.key, _W.role_key, _W.rank, _W.place, _W.day).where(_W.article == _ARTICLE, _W.held == 1)
)
_ADD_PEOPLE = PreparedStatement(insert(f.fact_people))
_ADD_MENTIONS = PreparedStatement(insert(f.fact_mentions))
_ADD_WITHHELD = PreparedStatement(insert(f.fact_withheld))
_NEW_PERSON = PreparedStatement(insert(f.people).returning(f.people.c.id))
_COUNT = PreparedStatement(
    update(f.people).where(f.people.c.id == _PERSON).values(articles=f.people.c.articles + bindparam("change"))
)
_OFFICES_OF_NAME = PreparedStatement(select(f.person_offices).where(_O.key == _KEY))
_OFFICES_OF = PreparedStatement(select(f.person_offices).where(_O.person == _PERSON))
_PEOPLE_OF_NAME = PreparedStatement(select(f.people.c.id, f.people.c.held).where(f.people.c.key == _KEY))
_HOLD = PreparedStatement(update(f.people).where(f.people.c.id == _PERSON).values(held=bindparam("value")))
_DROP_PERSON = PreparedStatement(delete(f.people).where(f.people.c.id == _PERSON))
_DROP_WORDS = PreparedStatement(delete(f.person_words).where(f.person_words.c.person == _PERSON))
_ADD_WORDS = PreparedStatement(upsert(f.person_words).on_conflict_do_nothing())


def _stretching() -> PreparedStatement:
    """Return what notes an office with its day, or stretches what is known of it to that day."""
    add = upsert(f.person_offices)
    new = add.excluded
    earliest = least_of(func.coalesce(_O.first_day, new.first_day), func.coalesce(new.first_day, _O.first_day))
    latest = greatest_of(func.coalesce(_O.last_day, new.last_day), func.coalesce(new.last_day, _O.last_day))
    return PreparedStatement(add.on_conflict_do_update(set_={"first_day": earliest, "last_day": latest}))


_NOTE_OFFICE = _stretching()

Office = tuple[str, int, str, str, str]
"""Name key, person, office key, rank, place: the key of ``person_offices``."""


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person with one rank and office as told elsewhere: as written, the province, and a day it was told."""

    id: int
    rank: str
    role: str
    place: str
    day: str | None


class PersonLinker(Protocol):
    """Links people over articles."""

    def place_of(self, person: PersonFact, facts: Facts) -> str:
        """Return the folded province a person holds office in, "" when nothing tells."""

    def is_identified(self, person: PersonFact) -> bool:
        """Tell whether rank or office says who it is: nobody else becomes a person of the archive."""

    def link_person(self, person: PersonFact, place: str, day: str | None, known: Sequence[KnownPerson]) -> int | None:
        """Link a mention to one of the people of the same name; None for another one."""


def offices_of_article(connection: Connection, article: int) -> dict[Office, str | None]:
    """Return the offices that one article tells, with its day; ask before its rows are deleted or after they are made."""
    told = _TOLD.rows(connection, article=article)
    accused = _ACCUSED_OF.rows(connection, article=article)
    found: dict[Office, str | None] = {(r.key, r.person, r.role_key, r.rank, r.place): r.day for r in told}
    return found | {(r.key, _ACCUSED, r.role_key, r.rank, r.place): r.day for r in accused}


def add_people(
    connection: Connection,
    article: int,
    day: str | None,
    facts: Facts,
    linker: PersonLinker,
    numbers: Mapping[Sentence, int],
    before: Mapping[str, int | None],
) -> dict[str, int | None]:
    """Add the people of an article and return who each name is; ``before`` is who each name key was."""
    who: dict[str, int | None] = {}
    rows: list[dict[str, object]] = []
    for position, fact in enumerate(p for p in facts.people if p.shown == "yes"):
        key, place = name_key(fact.name), linker.place_of(fact, facts)
        who[fact.name] = _link_person(connection, fact, day, place, linker, before.get(key))
        rows.append(
            _row_of(article, position, day, fact, place, numbers)
            | {"person": who[fact.name], "former": int(fact.former), "took_part": int(fact.took_part)}
        )
        _note_office(connection, rows[-1])
    _ADD_PEOPLE.run_many(connection, rows)
    mentions = [
        {"article": article, "person_position": position, "sentence": numbers[sentence]}
        for position, fact in enumerate(p for p in facts.people if p.shown == "yes")
        for sentence in dict.fromkeys(fact.mentions)
    ]
    _ADD_MENTIONS.run_many(connection, mentions)
    _add_withheld(connection, article, day, facts, linker, numbers)
    return who


def _row_of(
    article: int, position: int, day: str | None, fact: PersonFact, place: str, numbers: Mapping[Sentence, int]
) -> dict[str, object]:
    return {
        "article": article, "position": position, "name": fact.name, "key": name_key(fact.name), "rank": fact.rank,
        "role": fact.role, "role_key": role_key(fact.role), "place": place, "day": day,
        "sentence": numbers.get(fact.sentence, -1),
    }  # fmt: skip


def _add_withheld(
    connection: Connection,
    article: int,
    day: str | None,
    facts: Facts,
    linker: PersonLinker,
    numbers: Mapping[Sentence, int],
) -> None:
    """Keep who is held back, for editors, and the names that pages of facts mask."""
    rows: list[dict[str, object]] = []
    for fact in (p for p in facts.people if p.shown == "held"):
        rows.append(_row_of(article, len(rows), day, fact, linker.place_of(fact, facts), numbers) | {"held": 1})
        _note_office(connection, rows[-1] | {"person": _ACCUSED})
    for name in facts.private_names:
        empty: dict[str, object] = {"rank": "", "role": "", "role_key": "", "place": "", "day": day, "sentence": -1}
        rows.append({"article": article, "position": len(rows), "name": name, "key": name_key(name), "held": 0} | empty)
    _ADD_WITHHELD.run_many(connection, rows)


def _note_office(connection: Connection, row: Mapping[str, object]) -> None:
    """Note the rank and office of a mention that is being added, stretched to its day."""
    if row["person"] is None:
        return
    own = {name: row[name] for name in ("key", "person", "role_key", "rank", "place", "role")}
    _NOTE_OFFICE.run(connection, **own, first_day=row["day"], last_day=row["day"])


def _link_person(
    connection: Connection, fact: PersonFact, day: str | None, place: str, linker: PersonLinker, before: int | None
) -> int | None:
    if not linker.is_identified(fact):
        return None
    key = name_key(fact.name)
    known = _known_people(connection, key)
    chosen = linker.link_person(fact, place, day, known)
    if chosen is not None:
        return chosen
    # Its number from before, when nobody else has it now: addresses of people last.
    if before is not None and all(k.id != before for k in known):
        return before
    return int(_NEW_PERSON.first(connection, name=fact.name, key=key).id)


def _known_people(connection: Connection, key: str) -> list[KnownPerson]:
    """Return who is known by a name: each rank and office by its first and last day, however many articles tell it."""
    rows = _OFFICES_OF_NAME.rows(connection, key=key)
    return _as_known([row for row in rows if row.person != _ACCUSED])


def _as_known(rows: Sequence[Any]) -> list[KnownPerson]:
    return [
        KnownPerson(row.person, row.rank, row.role, row.place, day)
        for row in rows
        for day in dict.fromkeys((row.first_day, row.last_day))
    ]


def count_article(connection: Connection, before: Iterable[Office], after: Iterable[Office]) -> None:
    """Count an article for the people it tells of now and not before, and no longer for the others (``offices_of_article``)."""
    told, tells = ({office[1] for office in offices} - {_ACCUSED} for offices in (before, after))
    for persons, change in ((tells - told, 1), (told - tells, -1)):
        _COUNT.run_many(connection, [{"person": person, "change": change} for person in sorted(persons)])


def settle_offices(connection: Connection, before: Mapping[Office, str | None], linker: PersonLinker) -> None:
    """Bring in order what an article no longer tells; ``before`` is what it told (``offices_of_article``).

    Touches only the offices, people and words of that article. Call it when its new rows are in place.
    """
    lost = [office for office, day in before.items() if not _stretch_office(connection, office, day)]
    for person in dict.fromkeys(office[1] for office in lost if office[1] != _ACCUSED):
        _settle_person(connection, person)


def _stretch_office(connection: Connection, office: Office, day: str | None) -> bool:
    """Set first and last day of an office from what tells it now; False when nothing does and it is deleted."""
    key, person, role, rank, place = office
    o, p, w = f.person_offices.c, f.fact_people.c, f.fact_withheld.c
    one = (o.key == key) & (o.person == person) & (o.role_key == role) & (o.rank == rank) & (o.place == place)
    row = connection.execute(select(f.person_offices).where(one)).first()
    if row is None:
        return False
    same = (
        (p.person == person, p.role_key == role, p.rank == rank, p.place == place)
        if person != _ACCUSED
        else (w.key == key, w.held == 1, w.role_key == role, w.rank == rank, w.place == place)
    )
    table = f.fact_people if person != _ACCUSED else f.fact_withheld
    if connection.execute(select(table.c.article).where(*same).limit(1)).first() is None:
        connection.execute(delete(f.person_offices).where(one))
        return False
    if day in (row.first_day, row.last_day):
        # One search of the index for each end: SQLite answers min and max of one column so, not of both at once.
        first = connection.execute(select(func.min(table.c.day)).where(*same)).scalar()
        last = connection.execute(select(func.max(table.c.day)).where(*same)).scalar()
        connection.execute(update(f.person_offices).where(one).values(first_day=first, last_day=last))
    return True


def _settle_person(connection: Connection, person: int) -> None:
    """Delete a person whom nothing tells any more; write the words of one who lost an office anew."""
    rows = _OFFICES_OF.rows(connection, person=person)
    if not rows:
        _DROP_PERSON.run(connection, person=person)
    _DROP_WORDS.run(connection, person=person)
    _add_words(connection, rows)


def index_people(connection: Connection, article: int) -> None:
    """Add the words by which the people of an article are found."""
    _add_words(connection, _TOLD.rows(connection, article=article))


def _add_words(connection: Connection, rows: Iterable[Any]) -> None:
    pairs = {
        (word, row.person)
        for row in rows
        for word in f"{role_key(row.key)} {role_key(row.rank)} {row.role_key}".split()
    }
    _ADD_WORDS.run_many(connection, [{"word": word, "person": person} for word, person in sorted(pairs)])


def settle_visibility(connection: Connection, keys: Iterable[str], linker: PersonLinker) -> None:
    """Decide of the people of some names who is held: whom a mention with office or place tells as accused, or an editor hid."""
    for key in dict.fromkeys(keys):
        rows = _OFFICES_OF_NAME.rows(connection, key=key)
        accused, shown = [r for r in rows if r.person == _ACCUSED], [r for r in rows if r.person != _ACCUSED]
        known = _as_known(shown) if accused else []
        held = {
            linker.link_person(PersonFact("", r.rank, r.role, Sentence("", "body")), r.place, r.first_day, known)
            for r in accused
        }
        told = decisions.decide_people(connection, key, shown)
        wanted = {r.person: int(told.get(r.person, r.person not in held) is False) for r in shown}
        # Hundreds may share a name: only whose state changes is written.
        for row in _PEOPLE_OF_NAME.rows(connection, key=key):
            if wanted.get(row.id, row.held) != row.held:
                _HOLD.run(connection, person=row.id, value=wanted[row.id])

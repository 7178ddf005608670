"""Coreference: finds later mentions of a person already named ("Đại tá Phong", "Đồng chí Giám đốc Công an tỉnh")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from facts.extraction.people.offices import find_right_role
from facts.extraction.people.words import words_of
from facts.model import PersonFact, Sentence
from vietnamese.entities.surnames import COMMON_SURNAMES
from vietnamese.spelling.normalise import normalise

_SHORT = re.compile(
    r"(?i)(?<!\w)(?:ông|bà|anh|chị|cô|thầy|bác sĩ|luật sư|đồng chí|tướng|(?:đại|thượng|trung|thiếu|chuẩn) (?:tướng|tá|uý|úy)|"
    r"bộ trưởng|chủ tịch|bí thư|giám đốc) (?P<name>[^\W\d_]+)(?! [^\W\d_a-zđ])(?!\w)"
)
_OFFICE = re.compile(r"(?i)(?<!\w)(?:đồng chí|ông|bà)\s+(?=[^\W\d_])")


def add_mentions(people: Sequence[PersonFact], sentences: Sequence[Sentence]) -> tuple[PersonFact, ...]:
    """Add to each of ``people`` the sentences besides its own that speak of it."""
    if not people:
        return ()
    last = Counter(p.name.rsplit(" ", 1)[-1] for p in people)
    single = {name for name, count in last.items() if count == 1}
    # "ông Tập" is Tập Cận Bình: names of Chinese and Koreans begin with what they are called by
    first = Counter(p.name.split(" ", 1)[0] for p in people)
    called = {name for name, count in first.items() if count == 1 and name.lower() not in COMMON_SURNAMES}
    offices = {p.name: _first_office_of(p) for p in people}
    shared = Counter(office for office in offices.values() if office)
    found: dict[str, list[Sentence]] = {p.name: [] for p in people}
    for sentence in sentences:
        heard = {match["name"] for match in _SHORT.finditer(sentence.text)}
        spoken, begun = heard & single, heard & called
        named = normalise(sentence.text).lower() if _OFFICE.search(sentence.text) else ""
        for person in people:
            office = offices[person.name]
            if sentence.text == person.sentence.text:
                continue
            if (
                person.name in sentence.text
                or person.name.rsplit(" ", 1)[-1] in spoken
                or person.name.split(" ", 1)[0] in begun
                or (named and office and shared[office] == 1 and f"đồng chí {office}" in named)
            ):
                found[person.name].append(sentence)
    return tuple(
        replace(
            p, mentions=tuple(found[p.name]), role=p.role or (p.rank and _role_told_later(p, single, found[p.name]))
        )
        for p in people
    )


def _role_told_later(person: PersonFact, single: set[str], mentions: Sequence[Sentence]) -> str:
    """Return the office told beside the last name of somebody of rank: "thiếu tướng A B. … Tướng B - Tham mưu trưởng …"."""
    last = person.name.rsplit(" ", 1)[-1]
    for sentence in mentions if last in single else ():
        for match in _SHORT.finditer(sentence.text):
            if match["name"] == last:
                words = words_of(sentence.text)
                at = next(n for n, word in enumerate(words) if word.end >= match.end("name")) + 1
                beside = at < len(words) and words[at].text in ",-–"
                if beside and (role := find_right_role(sentence.text, words, at)):
                    return role
    return ""


def _first_office_of(person: PersonFact) -> str:
    """Return the first office of a person as later sentences repeat it: up to the first comma, canonical, lower case."""
    office = normalise(re.split(r"[,;(–]| - ", person.role)[0]).lower().strip()
    return office if len(office.split()) >= 2 else ""


def find_speaker(text: str, people: Sequence[PersonFact]) -> str:
    """Find the full name of the person a clause speaks of: by name, by rank and last name, or by office; "" for none."""
    named = [(at, p.name) for p in people if (at := text.find(p.name)) >= 0]
    if named:
        return min(named)[1]
    last: dict[str, str] = {}
    for person in people:
        last.setdefault(person.name.rsplit(" ", 1)[-1], person.name)
    for match in _SHORT.finditer(text):
        if match["name"] in last:
            return last[match["name"]]
    low = normalise(text).lower()
    for person in people:
        office = _first_office_of(person)
        if office and f"đồng chí {office}" in low:
            return person.name
    return ""

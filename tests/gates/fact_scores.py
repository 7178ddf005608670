"""Scores of extracted facts against labels (docs/labels-facts.md says what the labels mean)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from facts.keys import name_key, number_key
from vietnamese.spelling.normalise import fold

Made = dict[str, Any]
"""One object of `run.py facts --json`."""


@dataclass
class Count:
    """True and false positives, false negatives."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 when there was nothing to find and nothing was found."""
        every = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / every if every else 1.0

    def add(self, wanted: set[Any], got: set[Any]) -> None:
        """Count two sets."""
        self.right += len(wanted & got)
        self.wrong += len(got - wanted)
        self.missed += len(wanted - got)


@dataclass
class Scores:
    """Counts over articles; ``faults`` says what differed, for people who tune."""

    people: Count = field(default_factory=Count)
    ranks: Count = field(default_factory=Count)
    roles: Count = field(default_factory=Count)
    documents: Count = field(default_factory=Count)
    figures: Count = field(default_factory=Count)
    kinds: Count = field(default_factory=Count)
    dates: Count = field(default_factory=Count)
    articles: int = 0
    kinds_right: int = 0
    faults: list[str] = field(default_factory=list)

    def summary(self) -> dict[str, float]:
        """The figures that the gate holds floors for."""
        return {
            "people_f1": self.people.f1,
            "rank_given_name": self.ranks.right / max(self.ranks.right + self.ranks.wrong, 1),
            "role_f1": self.roles.f1,
            "document_f1": self.documents.f1,
            "event_kind": self.kinds_right / max(self.articles, 1),
            "event_kind_f1": self.kinds.f1,
            "event_date": self.dates.right / max(self.dates.right + self.dates.wrong, 1),
            "figure_f1": self.figures.f1,
        }


def person_hash(name: str) -> str:
    """Return what a labelled name is compared by: names of private persons are kept as "#" and this hash only."""
    return name if name.startswith("#") else "#" + sha256(name_key(name).encode()).hexdigest()[:16]


def alike(one: str, other: str) -> bool:
    """Tell whether two offices share 0.8 of their words (F1 of the folded words)."""
    a, b = re.findall(r"\w+", fold(one)), re.findall(r"\w+", fold(other))
    common = sum(min(a.count(word), b.count(word)) for word in set(a))
    return bool(a and b) and 2 * common / (len(a) + len(b)) >= 0.8


def is_in_digits(figure: Made) -> bool:
    """Tell whether a figure is one that the first labels count: in digits, no ratio, no time limit (scored apart)."""
    written = figure["text"]
    return any(char.isdigit() for char in written) and "/" not in written and not figure["what"].startswith("thời h")


def figure_key(value: float, unit: str) -> tuple[float, str]:
    """Return what a labelled figure is compared by: its value and the folded first word of its unit."""
    words = fold(unit).replace("tỉ", "tỷ").split()
    first = words[0] if words else ""
    return float(value), {"ti": "ty", "m2": "m2"}.get(first, first)


def score(labels: Iterable[Made], made: Sequence[Made]) -> Scores:
    """Score what was made of some articles against their labels, by id."""
    by_id = {facts["id"]: facts for facts in made}
    scores = Scores()
    for label in labels:
        _one(scores, label, by_id[label["id"]])
    return scores


def _one(scores: Scores, label: Made, facts: Made) -> None:
    name = label["id"]
    neutral = {figure_key(v, u) for v, u in label.get("figures_optional", [])}
    _event(scores, label, facts)
    _people(scores, label, facts)
    if "figures" not in label:
        return  # Labelled for its event and people only.
    for what, count, wanted, got in (
        (
            "document", scores.documents, {number_key(n) for n in label["documents"]},
            {number_key(d["number"]) for d in facts["documents"]},
        ),
        (
            "figure", scores.figures, {figure_key(v, u) for v, u in label["figures"]},
            {figure_key(x["value"], x["unit"]) for x in facts["figures"] if is_in_digits(x)} - neutral,
        ),
    ):  # fmt: skip
        count.add(wanted, got)
        scores.faults += [f"{name} {what} missed {x}" for x in sorted(wanted - got)]
        scores.faults += [f"{name} {what} wrong {x}" for x in sorted(got - wanted)]


def _event(scores: Scores, label: Made, facts: Made) -> None:
    event = facts["events"][0] if facts["events"] else None
    kind, wanted = (event["kind"] if event else None), label["kind"]
    scores.articles += 1
    scores.kinds_right += kind in wanted
    if kind in wanted:
        scores.kinds.right += kind is not None
    else:
        scores.kinds.wrong += kind is not None
        scores.kinds.missed += wanted[0] is not None
        scores.faults.append(f"{label['id']} kind {kind} wanted {wanted}")
    if kind is None or kind not in wanted:
        return
    day = event["date"] if event else None
    scores.dates.right += day in label["date"]
    scores.dates.wrong += day not in label["date"]
    if day not in label["date"]:
        scores.faults.append(f"{label['id']} date {day} wanted {label['date']}")


def _people(scores: Scores, label: Made, facts: Made) -> None:
    name = label["id"]
    optional = {person_hash(n) for n in label["optional"]}
    got = {person_hash(p["name"]): p for p in facts["people"] if person_hash(p["name"]) not in optional}
    wanted = {person_hash(p[0]): p for p in label["people"]}
    scores.people.add(set(wanted), set(got))
    scores.faults += [f"{name} person missed {wanted[k]}" for k in wanted if k not in got]
    scores.faults += [f"{name} person wrong {got[k]['name']} | {got[k]['role']}" for k in got if k not in wanted]
    for key, (_, rank, roles) in wanted.items():
        found = got.get(key)
        if found is not None:
            same = name_key(found["rank"]) == name_key(rank)
            scores.ranks.right += same
            scores.ranks.wrong += not same
            if not same:
                scores.faults.append(f"{name} rank {found['rank']!r} wanted {rank!r}")
        _role(scores, name, roles, found["role"] if found is not None else "")
    scores.roles.wrong += sum(bool(got[key]["role"]) for key in got if key not in wanted)


def _role(scores: Scores, name: str, wanted: Sequence[str], got: str) -> None:
    if got and any(alike(got, role) for role in wanted):
        scores.roles.right += 1
    elif got or "" not in wanted:
        scores.roles.wrong += bool(got)
        scores.roles.missed += bool(wanted[0])
        scores.faults.append(f"{name} role {got!r} wanted {wanted}")

"""Scores of the values beside an event's kind and a figure's value: name, hosts, place, hedge, measure, sanctions, words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from facts.keys import name_key
from tests.gates.fact_scores import Count, Made, figure_key, is_in_digits, person_hash
from vietnamese.spelling.normalise import fold

LONGEST_NAME = 140


@dataclass
class DetailScores:
    """Counts over articles; ``faults`` says what differed, for people who tune."""

    names: Count = field(default_factory=Count)
    hosts: Count = field(default_factory=Count)
    places: Count = field(default_factory=Count)
    attendees: Count = field(default_factory=Count)
    chairs: Count = field(default_factory=Count)
    provinces: Count = field(default_factory=Count)
    shown: Count = field(default_factory=Count)
    hedges: Count = field(default_factory=Count)
    measures: Count = field(default_factory=Count)
    sanctions: Count = field(default_factory=Count)
    worded: Count = field(default_factory=Count)
    faults: list[str] = field(default_factory=list)

    def summary(self) -> dict[str, float]:
        """The figures that the gate holds floors for."""
        return {
            "event_name": _share(self.names),
            "host_f1": self.hosts.f1,
            "place": _share(self.places),
            "attendee_f1": self.attendees.f1,
            "chair_f1": self.chairs.f1,
            "province": _share(self.provinces),
            "shown_f1": self.shown.f1,
            "hedge": _share(self.hedges),
            "measure": _share(self.measures),
            "sanction_f1": self.sanctions.f1,
            "worded_recall": self.worded.right / max(self.worded.right + self.worded.missed, 1),
        }


def _share(count: Count) -> float:
    return count.right / max(count.right + count.wrong, 1)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


def likeness(one: str, other: str) -> float:
    """Return F1 of the folded words of two phrases; 1 when both are empty."""
    a, b = _words(one), _words(other)
    if not a and not b:
        return 1.0
    common = sum(min(a.count(word), b.count(word)) for word in set(a))
    return 2 * common / (len(a) + len(b)) if a and b else 0.0


def score_details(labels: Iterable[Made], made: Sequence[Made]) -> DetailScores:
    """Score what was made of some articles against their labels, by id."""
    by_id = {facts["id"]: facts for facts in made}
    scores = DetailScores()
    for label in labels:
        facts = by_id[label["id"]]
        _score_event(scores, label, facts)
        _score_shown(scores, label, facts)
        if "figures" in label:
            _score_figures(scores, label, facts)
    return scores


def _score_event(scores: DetailScores, label: Made, facts: Made) -> None:
    """Score the main event where its kind is right: what is made of another event says nothing."""
    event = facts["events"][0] if facts["events"] else None
    if event is None or "name" not in label or event["kind"] not in label["kind"]:
        return
    title = event["title"]
    usable = 0 < len(title) <= LONGEST_NAME and max(likeness(title, name) for name in label["name"]) >= 0.7
    _note(scores, scores.names, usable, f"{label['id']} name {title!r} wanted {label['name']}")
    placed = max(likeness(event["place"], place) for place in label["place"]) >= 0.6
    _note(scores, scores.places, placed, f"{label['id']} place {event['place']!r} wanted {label['place']}")
    if "attendees" in label:
        came = {person_hash(person["name"]): person["name"] for person in facts["people"] if person["took_part"]}
        wanted = {person_hash(name): name for name in label["attendees"]}
        scores.attendees.add(set(wanted), set(came))
        wrong = sorted(came.get(key) or wanted[key] for key in set(wanted) ^ set(came))
        scores.faults += [f"{label['id']} attendees differ in {wrong}"] if wrong else []
    if label["hosts"] is not None:
        _score_hosts(scores, label, event["hosts"])

    if "chairs" in label:
        scores.chairs.add({name_key(name) for name in label["chairs"]}, {name_key(name) for name in event["chairs"]})
    if "province" in label:
        told = f"{label['id']} province {event['province']!r} wanted {label['province']}"
        _note(scores, scores.provinces, event["province"] in label["province"], told)


def _score_shown(scores: DetailScores, label: Made, facts: Made) -> None:
    """Score who would be shown; officials of other countries count neither way."""
    if "shown" not in label:
        return
    neutral = {person_hash(name) for name in label["shown_any"]}
    wanted = {person_hash(name) for name in label["shown"]}
    got = {person_hash(person["name"]): person["name"] for person in facts["people"] if person["shown"] == "yes"}
    scores.shown.add(wanted, set(got) - neutral)
    scores.faults += [f"{label['id']} shown, not wanted: {got[key]}" for key in set(got) - neutral - wanted]
    scores.faults += [f"{label['id']} not shown: {name}" for name in label["shown"] if person_hash(name) not in got]


def _score_hosts(scores: DetailScores, label: Made, got: Sequence[str]) -> None:
    """Score the hosts against the accepted set that fits best."""
    best = min((_compare_hosts(wanted, got) for wanted in label["hosts"]), key=lambda c: c.wrong + c.missed - c.right)
    scores.hosts.right += best.right
    scores.hosts.wrong += best.wrong
    scores.hosts.missed += best.missed
    if best.wrong or best.missed:
        scores.faults.append(f"{label['id']} hosts {list(got)} wanted {label['hosts']}")


def _compare_hosts(wanted: Sequence[str], got: Sequence[str]) -> Count:
    found = [host for host in wanted if any(likeness(host, other) >= 0.8 for other in got)]
    true = [other for other in got if any(likeness(host, other) >= 0.8 for host in wanted)]
    return Count(len(found), len(got) - len(true), len(wanted) - len(found))


def _score_figures(scores: DetailScores, label: Made, facts: Made) -> None:
    name, figures = label["id"], [f for f in facts["figures"] if is_in_digits(f)]
    labelled = {figure_key(v, u) for v, u in label["figures"]}
    hedges = {float(value): hedge for value, hedge in label["hedges"]}
    for figure in figures:
        if figure_key(figure["value"], figure["unit"]) in labelled and figure["value"] not in label["hedge_any"]:
            wanted, got = hedges.get(float(figure["value"]), ""), figure.get("hedge", "")
            _note(
                scores,
                scores.hedges,
                fold(got) == fold(wanted),
                f"{name} hedge {got!r} of {figure['value']} wanted {wanted!r}",
            )
    for value, phrases in label["measures"]:
        told = [f for f in figures if f["value"] == value]
        right = any(_measures(f, phrases) for f in told)
        _note(
            scores,
            scores.measures,
            right,
            f"{name} measure {[(f['unit'], f['what']) for f in told]} of {value} wanted {phrases}",
        )
    wanted_terms = [(months, fold(what)) for months, what in label["sanctions"]]
    got_terms = [(f["months"], f) for f in facts["figures"] if f.get("months")]
    for months, what in wanted_terms:
        hit = any(m == months and set(_words(what)) & set(_words(f"{f['what']} {f['unit']}")) for m, f in got_terms)
        scores.sanctions.right += hit
        scores.sanctions.missed += not hit
        if not hit:
            scores.faults.append(f"{name} sanction missed {months} {what}")
    known = {months for months, _ in wanted_terms}
    spurious = [f["text"] for m, f in got_terms if m not in known]
    scores.sanctions.wrong += len(spurious)
    scores.faults += [f"{name} sanction wrong {text}" for text in spurious]
    worded = {figure_key(f["value"], f["unit"]) for f in facts["figures"] if not is_in_digits(f)}
    wanted_worded = {figure_key(v, u) for v, u in label["worded"]}
    scores.worded.right += len(worded & wanted_worded)
    scores.worded.missed += len(wanted_worded - worded)
    scores.faults += [f"{name} in words missed {x}" for x in sorted(wanted_worded - worded)]


def _measures(figure: Made, phrases: Sequence[str]) -> bool:
    """Tell whether what a figure measures is one of ``phrases``: half of the words, its unit read with it or not."""
    made = (figure["what"], f"{figure['unit']} {figure['what']}")
    return any(likeness(one, phrase) >= 0.5 or _holds(one, phrase) for one in made for phrase in phrases)


def _holds(text: str, phrase: str) -> bool:
    """Tell whether all words of a phrase stand in what was found, or what was found is most of a longer phrase."""
    return bool(_words(phrase)) and set(_words(phrase)) <= set(_words(text))


def _note(scores: DetailScores, count: Count, right: bool, fault: str) -> None:
    count.right += right
    count.wrong += not right
    if not right:
        scores.faults.append(fault)

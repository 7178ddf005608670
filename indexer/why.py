"""Why a hit matched: for each unit of the query the words that stand in the article, how they answer it, and in which fields."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from indexer.model import Why
from indexer.units import Either, Form, Query, Unit
from vietnamese.places import gazetteer
from vietnamese.tokens import Token, tokenize

_MOST = 3
"""Different words shown for one unit."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A unit with how a match of it is to be called when it was not typed so ("" when it was)."""

    unit: Unit
    origin: str


def asked_units(query: Query, typed: str) -> tuple[Asked, ...]:
    """Return the units of an executed query; what ``typed`` lacks came from a correction or from composed keys."""
    words = {t.folded for t in tokenize(typed)}
    found = []
    for clause in query.clauses:
        units = clause.units if isinstance(clause, Either) else (clause,)
        for unit in units:
            origin = "" if any(t.folded in words for t in unit.terms) else "correction"
            if isinstance(clause, Either) and unit.kind == "phrase" and gazetteer().province(unit.raw):
                origin = "place"
            found.append(Asked(unit, origin))
    return tuple(found)


class _Zone:
    """The tokens of one field, by folded term."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text, self.tokens = text, tokens
        self.places: dict[str, list[int]] = defaultdict(list)
        for at, token in enumerate(tokens):
            self.places[token.folded].append(at)

    def find(self, form: Form) -> list[Sequence[Token]]:
        """Where the form stands, without regard to accents where it has none."""
        accented = any(t.accented for t in form)
        found = []
        for at in self.places.get(form[0].folded, ()):
            part = self.tokens[at : at + len(form)]
            if (
                len(part) == len(form)
                and part[-1].sentence == part[0].sentence
                and all(a.text == b.text if accented else a.folded == b.folded for a, b in zip(part, form, strict=True))
            ):
                found.append(part)
        return found

    def begin(self, form: Form) -> list[Sequence[Token]]:
        """Tokens that begin as a prefix asks."""
        text, accented = form[0].text, form[0].accented
        return [[t] for t in self.tokens if (t.text if accented else t.folded).startswith(text)]


def _how(asked: Asked, form: Form, part: Sequence[Token]) -> str:
    unit = asked.unit
    if asked.origin:
        return asked.origin
    if unit.kind in ("document", "prefix", "phrase") or (unit.kind == "days" and form is unit.terms):
        return {"days": "date"}.get(unit.kind, unit.kind)
    if form is not unit.terms:
        return "abbreviation" if len(form) < len(unit.terms) else "long" if unit.kind == "abbreviation" else "form"
    if any(t.text != w.text for t, w in zip(part, form, strict=True)):
        return "folded"
    return "word"


def why(asked: Iterable[Asked], zones: Mapping[str, tuple[str, Sequence[Token]]]) -> tuple[Why, ...]:
    """Return what of each unit stands in the zones ({zone: (text, tokens)}); a unit that only a mark found says so."""
    indexed = {name: _Zone(*given) for name, given in zones.items()}
    found: list[Why] = []
    for one in asked:
        seen: dict[tuple[str, str], dict[str, None]] = {}
        written: dict[str, str] = {}
        for form in dict.fromkeys((one.unit.terms, *one.unit.forms)):
            for name, zone in indexed.items():
                if one.unit.zone and one.unit.zone != name:
                    continue
                parts = zone.begin(form) if one.unit.kind == "prefix" else zone.find(form)
                for part in parts:
                    words = " ".join(zone.text[part[0].start : part[-1].end].split())
                    seen.setdefault((_how(one, form, part), words.lower()), {})[name] = None
                    written.setdefault(words.lower(), words)
        if not seen and one.unit.marks:
            # A date in another form, a document's short mention.
            seen[("date" if one.unit.kind == "days" else one.unit.kind, one.unit.raw)] = {"body": None}
        found += [
            Why(one.unit.raw, written.get(words, words), how, tuple(names))
            for (how, words), names in list(seen.items())[:_MOST]
        ]
    return tuple(found)

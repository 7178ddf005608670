"""What a person typed -> ``Query``: the tree of its syntax, units, conditions, and what was understood. Never a syntax error.

``search.query.grammar`` reads the tree; here each node becomes units and conditions, and each thing understood gets its switch.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from search.query.abbreviations import form_of
from search.query.collocations import NO_EVIDENCE, CollocationEvidence
from search.query.days import day_number, find_days
from search.query.days import today as present_day
from search.query.grammar import read_syntax
from search.query.operators import UNDATED, Operator, plain
from search.query.pasted import unwrap_pasted
from search.query.place_offers import place_notes
from search.query.segmenter import MIN_LETTERS, WILDCARD, QuerySegmenter, Segmentation
from search.query.syntax import (
    Excluded,
    Filter,
    Group,
    Literal,
    Near,
    Node,
    Quoted,
    Repeated,
    Span,
    SyntaxTree,
    Words,
    remove,
    take_literally,
)
from search.query.tree import (
    Alternation,
    Condition,
    Dates,
    EitherCondition,
    Fact,
    FirstForms,
    Form,
    Label,
    NearForms,
    NegatedCondition,
    Query,
    RepeatedForms,
    Term,
    Undated,
    Unit,
)
from search.understood import Understood
from vietnamese.abbreviations.dictionary import Dictionary
from vietnamese.entities.document_terms import find_query_documents
from vietnamese.entities.relative_days import find_relative_days
from vietnamese.spelling.normalise import normalise
from vietnamese.spelling.tokens import tokenize

__all__ = ["Query", "Term", "Unit", "parse"]

MAX_CHARACTERS = 2000
MAX_UNITS = 48

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "：": ":"})
_WAYS = 16
"""Alternatives that brackets in brackets may make."""

_SIGN = re.compile(r"[^\w\s/.,–-]")
"""What is none of words, numbers and their sentence."""

_HEADLINE = 10
"""So many words are a pasted headline, in which "hôm nay" is that of its day."""

_COLUMNS = {"published": ("published_day",), "held": ("event_day",)}
_DAYS = ("published_day", "event_day")


@dataclass(slots=True)
class _Found:
    """What a sequence of nodes asks for."""

    clauses: list[Unit | Alternation] = field(default_factory=list)
    excluded: list[Unit] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)


class _Parse:
    """Makes a query of the nodes of one text."""

    def __init__(self, syntax: SyntaxTree, reader: QuerySegmenter, now: date) -> None:
        self.syntax, self.text, self.reader, self.now = syntax, syntax.text, reader, now
        self.understood: list[Understood] = []

    def note(self, kind: str, span: Span, message: str, *, off: str = "", **data: object) -> None:
        """Add something understood."""
        self.understood.append(Understood(kind, self.text[slice(*span)], message, data, off))

    def without(self, *spans: Span) -> str:
        """The query without some parts of it."""
        apart = (one for one in self.syntax.idle() if not any(start <= one[0] < end for start, end in spans))
        return remove(self.syntax, *spans, *apart)

    def sequence(self, nodes: Sequence[Node], zone: str = "") -> _Found:
        """What nodes side by side ask for."""
        found = _Found()
        for node in nodes:
            self._add(node, found, zone)
        return found

    def _add(self, node: Node, found: _Found, zone: str) -> None:
        if isinstance(node, Group):
            self._add_group(node, found, zone)
        elif isinstance(node, Excluded):
            self._add_excluded(node, found)
        elif isinstance(node, Filter):
            self._add_filter(node, found)
        elif isinstance(node, Near):
            self._add_near(node, found)
        elif isinstance(node, Repeated):
            units = self._side(node.operand)
            found.clauses += units
            found.conditions.append(RepeatedForms(_forms(units), node.count))
            off = self.without((node.span[0], node.operand.span[0]))
            self.note("filter", node.span, "repeated", off=off, first=_raw(units), count=node.count)
        elif isinstance(node, Words):
            for part in self._split_days(node.span, found):
                found.clauses += self._read(self.reader.read(self.text[slice(*part)], zone), part[0])
        else:
            found.clauses += self._operand_units(node, zone)

    def _operand_units(self, node: Words | Quoted | Literal, zone: str = "") -> list[Unit]:
        """The units of a quoted phrase, of words typed to the letter, or of running words as one phrase."""
        if isinstance(node, Literal):
            return [replace(u, span=node.span) for u in _letters(self.text[slice(*node.inside)], zone)]
        inside = node.inside if isinstance(node, Quoted) else node.span
        return self._read(self.reader.phrase(self.text[slice(*inside)], zone), inside[0])

    def _read(self, segmentation: Segmentation, begin: int) -> list[Unit]:
        """The units of a text that begins at ``begin``, with notes that say how to switch each off."""
        moved = segmentation.moved(begin)
        for note in moved.notes:
            off = (
                "" if note.kind == "notice" and note.message != "committee" else take_literally(self.syntax, note.span)
            )
            self.note(note.kind, note.span, note.message, off=off, **note.data)
        return list(moved.units)

    def _split_days(self, span: Span, found: _Found) -> Iterator[Span]:
        """Running text around days told from today, which become conditions."""
        start, end = span
        raw = self.text[start:end]
        days = find_relative_days(raw, self.now) if len(raw.split()) <= _HEADLINE else []
        for one in days:
            own = (span[0] + one.start, span[0] + one.end)
            if own[0] > start:
                yield start, own[0]
            found.conditions.append(Dates(_DAYS, day_number(one.first), day_number(one.last)))
            off = take_literally(self.syntax, own)
            self.note("range", own, "only_days", off=off, first=one.first, last=one.last)
            start = own[1]
        if start < end:
            yield start, end

    def _side(self, node: Node) -> list[Unit]:
        """What stands on a side of a NEAR, each alternative of a bracket by itself."""
        if isinstance(node, Group):
            return [unit for option in node.options for one in option for unit in self._side(one)]
        return self._operand_units(node) if isinstance(node, (Words, Quoted, Literal)) else []

    def _add_near(self, node: Near, found: _Found) -> None:
        told = len(self.understood)
        first, second = self._side(node.first), self._side(node.second)
        if node.joined:
            del self.understood[told:]
        else:
            found.clauses += _either(first, isinstance(node.first, Group))
        found.clauses += _either(second, isinstance(node.second, Group))
        if not first or not second:
            return
        found.conditions.append(NearForms(_forms(first), _forms(second), node.apart))
        gap = (node.first.span[1] if not node.joined else node.span[0], node.second.span[0])
        message = "near_words" if node.apart else "near_sentence"
        data = {"first": _raw(first), "second": _raw(second), "count": node.apart or 0}
        self.note("filter", node.span, message, off=self.without(gap), **data)

    def _add_group(self, node: Group, found: _Found, zone: str) -> None:
        """Alternatives; a bracket of one is what stands in it."""
        options = [self.sequence(option, zone) for option in node.options]
        if len(options) == 1:
            found.clauses += options[0].clauses
            found.excluded += options[0].excluded
            found.conditions += options[0].conditions
            return
        with_words = [one for one in options if one.clauses]
        if not with_words:
            own = tuple(condition for one in options for condition in one.conditions)
            if len(options) == len(own):
                found.conditions.append(EitherCondition(own))
                self.understood = [u for u in self.understood if u.kind != "filter" or u.unit not in self._raws(node)]
                self._note_alternatives(node, self._raws(node))
            return
        ways = [(way, tuple(one.excluded)) for one in with_words for way in _ways(one.clauses)]
        for one in options:
            if one.conditions:
                # A condition narrows all that is found; for one alternative alone it cannot be asked.
                self.note("notice", node.span, "not_alternative")
        if len(ways) == 1:
            found.clauses += ways[0][0]
            found.excluded += ways[0][1]
            return
        left_out = tuple(units for _, units in ways)
        found.clauses.append(Alternation(tuple(way for way, _ in ways), left_out if any(left_out) else ()))
        self._note_alternatives(node, [" ".join(u.raw for u in way) for way, _ in ways])

    def _raws(self, node: Group) -> list[str]:
        return [self.text[slice(*one.span)] for option in node.options for one in option]

    def _note_alternatives(self, node: Group, options: Sequence[str]) -> None:
        self.understood.append(Understood("alternatives", self.text[slice(*node.span)], "alternatives", {"options": tuple(options)}))  # fmt: skip

    def _add_excluded(self, node: Excluded, found: _Found) -> None:
        """What is left out, to the letter: an exclusion must not throw away more than was typed."""
        operand = node.operand
        off = self.without(node.span)
        if isinstance(operand, Filter):
            if condition := self._condition(operand):
                found.conditions.append(NegatedCondition(condition))
                value = self.text[slice(*operand.span)]
                self.note("excluded", node.span, "excluded", off=off, value=value)
            elif units := self._zone_units(operand):
                found.excluded += units
                self.note("excluded", node.span, "excluded", off=off, value=self.text[slice(*operand.span)])
            else:
                self.note("notice", node.span, "value_unknown")
            return
        options = [unit for one in _operands(operand) for unit in self._left_out(one)]
        found.excluded += options
        if len(options) > 1:
            self.note("excluded", node.span, "excluded_any", off=off, options=tuple(u.raw for u in options))
        elif options:
            self.note("excluded", node.span, "excluded", off=off, value=options[0].raw)

    def _left_out(self, node: Node) -> tuple[Unit, ...]:
        inside = node.inside if isinstance(node, (Quoted, Literal)) else node.span
        value = self.text[slice(*inside)]
        if not isinstance(node, Literal) and WILDCARD.search(value):
            return self.reader.phrase(value).units
        if isinstance(node, Words) and (asked := find_query_documents(value)):
            return tuple(replace(u, marks=(asked[0].term,)) for u in _phrase(value))
        return _phrase(value)

    def _zone_units(self, node: Filter) -> list[Unit]:
        zone = {"title": "title", "author": "byline"}.get(node.operator.key, "")
        return [*self._read_zone(node, zone)] if zone else []

    def _read_zone(self, node: Filter, zone: str) -> Iterator[Unit]:
        for clause in self.sequence((node.operand,) if node.operand else (), zone).clauses:
            yield from clause.units if isinstance(clause, Alternation) else (clause,)

    def _add_filter(self, node: Filter, found: _Found) -> None:
        if node.operator.kind == "zone" and node.operand is not None:
            inner = self.sequence((node.operand,), "title" if node.operator.key == "title" else "byline")
            found.clauses += inner.clauses
            found.excluded += inner.excluded
            return
        if node.operator.kind == "first_words" and node.operand is not None:
            units = self._side(node.operand)
            found.clauses += _either(units, isinstance(node.operand, Group))
            found.conditions.append(FirstForms(_forms(units), node.words))
            off = self.without((node.span[0], node.operand.span[0]))
            self.note("filter", node.span, "first_words", off=off, first=_raw(units), count=node.words)
            return
        condition = self._condition(node)
        if condition is None:
            self.note("notice", node.span, "value_unknown")
            found.clauses += _words_to_the_letter(self.text, node.span)
            return
        found.conditions.append(condition)
        off = self.without(node.span)
        name = self.text[slice(*node.name)]
        if isinstance(condition, Undated):
            self.note("filter", node.span, "only_undated", off=off, name=name)
            return
        values = self.text[node.values[0][0] : node.values[-1][1]]
        self.note("filter", node.span, "only", off=off, name=name, value=values)

    def _condition(self, node: Filter) -> Condition | None:
        """What an operator with its values asks of an article; None when a value cannot be understood."""
        values = [" ".join(self.text[slice(*span)].split()).strip(" ,;.") for span in node.values]
        found = [self._value(node.operator, value) for value in values]
        known = tuple(one for one in found if one is not None)
        if len(known) < len(found) or not known:
            return None
        return known[0] if len(known) == 1 else EitherCondition(known)

    def _value(self, operator: Operator, value: str) -> Condition | None:
        if not value or operator.kind in ("zone", "first_words"):
            return None
        if operator.kind == "fact":
            return Fact(operator.key, value)
        if operator.kind == "label":
            return Label({"event": "event_kind"}.get(operator.key, operator.key), plain(value))
        columns = _COLUMNS.get(operator.key, _DAYS)
        if plain(value) in UNDATED and operator.key in _COLUMNS:
            return Undated(columns)
        days = find_days(value, self.now)
        if days is None or value[days[2] :].strip(" .,;"):
            return None
        low, high, _ = days
        return Dates(columns, None if operator.key == "to" else low, None if operator.key == "from" else high)


def _phrase(text: str, zone: str = "") -> tuple[Unit, ...]:
    terms = form_of(text)
    return (Unit(terms, "phrase", text.strip(), zone=zone),) if terms else ()


def _letters(text: str, zone: str = "") -> tuple[Unit, ...]:
    """What is meant to the letter; no other writing of it is looked for."""
    return tuple(
        replace(u, kind="number" if len(u.terms) > 1 else "syllable", literal=True) for u in _phrase(text.strip('"'), zone)
    )  # fmt: skip


def _words_to_the_letter(text: str, span: Span) -> Iterator[Unit]:
    for token in tokenize(text[slice(*span)]):
        own = (span[0] + token.start, span[0] + token.end)
        yield Unit((Term(token.text, token.folded),), "syllable", text[slice(*own)], literal=True, span=own)


def _operands(node: Node) -> Iterator[Node]:
    if isinstance(node, Group):
        for option in node.options:
            for one in option:
                yield from _operands(one)
    elif isinstance(node, (Words, Quoted, Literal)):
        yield node


def _forms(units: Sequence[Unit]) -> tuple[Form, ...]:
    return tuple(dict.fromkeys(form for unit in units for form in (unit.terms, *unit.forms)))


def _raw(units: Sequence[Unit]) -> str:
    return " | ".join(unit.raw for unit in units)


def _either(units: Sequence[Unit], alternatives: bool) -> list[Unit | Alternation]:
    if alternatives and len(units) > 1:
        return [Alternation(tuple((unit,) for unit in units))]
    return list(units)


def _ways(clauses: Sequence[Unit | Alternation]) -> list[tuple[Unit, ...]]:
    """The ways to meet clauses, alternatives inside taken one by one."""
    ways: list[tuple[Unit, ...]] = [()]
    for clause in clauses:
        options = clause.options if isinstance(clause, Alternation) else ((clause,),)
        ways = [(*way, *option) for way in ways for option in options][:_WAYS]
    return ways


def parse(
    text: str, dictionary: Dictionary, context: CollocationEvidence = NO_EVIDENCE, now: date | None = None
) -> Query:
    """Parse a query; whatever it is, it is searched as best it can be, and ``understood`` says how. ``now``: today when None."""
    query = _parse_once(text, dictionary, context, now)
    if not query.syntax.unused and not _SIGN.search(query.text):
        return query
    return replace(
        query, understood=tuple(_look_at_switches(query, lambda off: _parse_once(off, dictionary, context, now)))
    )


def _look_at_switches(query: Query, read: Callable[[str], Query]) -> Iterator[Understood]:
    """Yield what was understood, without switches that leave it as it is.

    Where signs stand, or words that join nothing, one of them may take up what a switch leaves beside it. Switches are tried as
    long as that takes no longer than reading the longest query does.
    """
    told = Counter(map(_told, query.understood))
    switches = sum(bool(one.off) for one in query.understood)
    for one in query.understood:
        if one.off and switches * len(query.text) <= MAX_CHARACTERS:
            left = sum(_told(other) == _told(one) for other in read(one.off).understood)
            yield replace(one, off="") if left >= told[_told(one)] else one
        else:
            yield one


def _told(one: Understood) -> tuple[str, str]:
    """What is told of which words; an open quotation mark, which switching off takes away, is none of them."""
    return one.message, one.unit.replace('"', " ")


def _parse_once(text: str, dictionary: Dictionary, context: CollocationEvidence, now: date | None) -> Query:
    clean = " ".join(normalise(unwrap_pasted(text).translate(_QUOTES)).replace("\x00", " ").split())
    reader = QuerySegmenter(dictionary, context)
    syntax = read_syntax(clean[:MAX_CHARACTERS], reader.whole)
    state = _Parse(syntax, reader, now or present_day())
    if len(clean) > MAX_CHARACTERS:
        state.note("notice", (0, 0), "too_long", count=MAX_CHARACTERS)
    found = state.sequence(syntax.nodes)
    for unused in syntax.unused:
        state.note("notice", unused.span, unused.message, count=MIN_LETTERS)
    state.understood += place_notes(syntax)
    clauses = found.clauses
    if len(clauses) > MAX_UNITS:
        clauses = clauses[:MAX_UNITS]
        state.note("ignored", (0, 0), "too_many_units", count=MAX_UNITS)
    query = Query(
        syntax.text,
        tuple(clauses),
        tuple(found.excluded),
        tuple(found.conditions),
        tuple(state.understood),
        syntax=syntax,
    )
    if query.empty:
        query = replace(query, understood=(*query.understood, Understood("notice", "", "empty")))
    return query

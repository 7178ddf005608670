"""Short and long forms in a query: what else each finds, and which sense an ambiguous short form has where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, pairwise, product

from search.query.collocations import CollocationEvidence
from search.query.tree import Form, Term, Unit
from vietnamese.abbreviations.alignment import count_skipped, split_units
from vietnamese.abbreviations.dictionary import Dictionary, Entry, is_same_meaning, key_of
from vietnamese.abbreviations.sense_terms import sense_term
from vietnamese.spelling.syllables import is_valid
from vietnamese.spelling.syllables import parse_syllable as syllable
from vietnamese.spelling.tokens import Token, tokenize

_LONGEST_COMPOSED = 6
"""Words of a known form that is written in parts."""

_WAYS_TO_COMPOSE = 16

_JOINTS = (" ", ". ", ".")
"""What stands between the parts."""

_CLEARLY = 3
"""How many times the evidence of the next sense settles an ambiguous short form."""


def form_of(text: str) -> Form:
    """Return the terms of a text."""
    return tuple(Term(t.text, t.folded) for t in tokenize(text))


def terms_of(tokens: Sequence[Token]) -> Form:
    """Return tokens as terms."""
    return tuple(Term(t.text, t.folded) for t in tokens)


@dataclass(frozen=True, slots=True)
class FormInContext:
    """A known form in its query: the tokens, where it begins and how many tokens it has, and as typed."""

    tokens: Sequence[Token]
    at: int
    size: int
    raw: str

    @property
    def own(self) -> Sequence[Token]:
        """The tokens of the form."""
        return self.tokens[self.at : self.at + self.size]

    @property
    def key(self) -> str:
        """The dictionary's key of the form."""
        return " ".join(t.text for t in self.own)

    @property
    def folds(self) -> bool:
        """Whether it was typed without accents."""
        return all(t.text == t.folded for t in self.own)


@dataclass(frozen=True, slots=True)
class Expansion:
    """A unit, the other forms that are to be named beside it (none says nothing), and the message they are told with."""

    unit: Unit
    names: tuple[str, ...] = ()
    message: str = "also"


@lru_cache(4096)
def _capitals(raw: str) -> bool:
    return sum(c.isupper() for c in raw) >= 2


@lru_cache(4096)
def _is_word(term: str) -> bool:
    found = syllable(term)
    return found is not None and is_valid(found)


def connected_entries(dictionary: Dictionary, entries: Sequence[Entry]) -> list[Entry]:
    """Return every entry that certain entries join to these (KH&CN: with and without "và"), so that totals agree."""
    found = dict.fromkeys(entries)
    waiting = list(found)
    while waiting:
        entry = waiting.pop()
        near = (*dictionary.abbreviations_of(entry.expansion), *dictionary.expansions_of(entry.abbreviation))
        new = [e for e in near if not e.ambiguous and e not in found]
        found.update(dict.fromkeys(new))
        waiting += new
    return list(found)


_SHORTENED = 4
"""Forms with a part in short that one long form adds."""


def _shortened(dictionary: Dictionary, expansion: str) -> list[Form]:
    """A long form with a part of it in short: "phòng CSHS" for "phòng Cảnh sát hình sự"."""
    own = form_of(expansion)
    spans = ((i, i + size) for size in range(len(own) - 1, 1, -1) for i in range(len(own) - size + 1))
    found: dict[Form, None] = {}
    for start, end in spans:
        for entry in dictionary.abbreviations_of(" ".join(t.text for t in own[start:end])):
            short = form_of(entry.abbreviation)
            if len(short) == 1 and len(short[0].text) > 1:
                found[(*own[:start], *short, *own[end:])] = None
    return list(found)[:_SHORTENED]


def _forms(dictionary: Dictionary, entries: Sequence[Entry], *, shorts: bool = True) -> dict[Form, float]:
    """The forms of entries with the weight of each; the entry's weight is that of the form it adds."""
    found: dict[Form, float] = {}
    for entry in entries:
        written = (form_of(text) for text in (entry.expansion, *(entry.spellings if shorts else ())))
        for form in (*written, *_shortened(dictionary, entry.expansion)):
            if form:
                found[form] = max(found.get(form, 0.0), entry.weight)
    return found


def disambiguate(senses: Sequence[Entry], around: FormInContext, context: CollocationEvidence) -> Entry | None:
    """Return the sense that the neighbours in the query mean, by how often the archive has its long form beside them."""
    before = terms_of(around.tokens[max(around.at - 1, 0) : around.at])
    after = terms_of(around.tokens[around.at + around.size : around.at + around.size + 2])
    if len(senses) == 1 or not (before or after):
        return None
    evidence: list[tuple[int, int]] = []
    for number, sense in enumerate(senses):
        long = form_of(sense.expansion)
        seen = context.documents((*long, *after)) * 3 if len(after) == 2 else 0
        seen += context.documents((*long, *after[:1])) if after else 0
        seen += context.documents((*before, *long)) if before else 0
        evidence.append((seen, -number))
    evidence.sort(reverse=True)
    best, second = evidence[0], evidence[1]
    return senses[-best[1]] if best[0] >= 2 and best[0] >= _CLEARLY * second[0] else None


def other_marks(
    dictionary: Dictionary, entry: Entry, senses: Sequence[Entry], context: CollocationEvidence
) -> tuple[str, ...]:
    """Return the marks of articles that define a short form with a meaning that none of ``senses`` has.

    A definition counts as another meaning when the letters spell it: a body named by its code, or by its foreign initials, is called
    many things.
    """
    known = [key_of(e.expansion) for e in senses]
    wanted = split_units(entry.abbreviation)
    others = [
        reading
        for reading in dictionary.readings.get(key_of(entry.abbreviation), ())
        if not any(is_same_meaning(reading, k) for k in known)
        and wanted is not None
        and count_skipped(wanted, reading.split()) is not None
    ]
    return tuple(m for m in (sense_term(entry.abbreviation, o) for o in others) if context.marked(m))


def _defined(dictionary: Dictionary, entries: Sequence[Entry], context: CollocationEvidence) -> dict[str, Form]:
    """The marks of articles where an ambiguous short form has the meaning of one of the entries, and the short form."""
    ambiguous = (a for e in entries for a in dictionary.abbreviations_of(e.expansion) if a.ambiguous)
    marks = {sense_term(a.abbreviation, a.expansion): form_of(a.abbreviation) for a in ambiguous}
    return {mark: short for mark, short in marks.items() if context.marked(mark)}


def _folded(form: Form) -> list[str]:
    return [term.folded for term in form]


def _joined(own: Form, dictionary: Dictionary, entries: Sequence[Entry], context: CollocationEvidence) -> Unit:
    """The unit of what certain entries join: all forms of all of them, each where its article means it so."""
    joined = connected_entries(dictionary, entries)
    forms = _forms(dictionary, joined)
    exceptions: list[tuple[Form, tuple[str, ...]]] = []
    marks = _defined(dictionary, joined, context)
    for entry in joined:
        if others := other_marks(dictionary, entry, joined, context):
            shorts = [form_of(s) for s in entry.spellings]
            exceptions += [
                (form, others) for form in (*shorts, *((own,) if _folded(own) in map(_folded, shorts) else ()))
            ]
            marks[sense_term(entry.abbreviation, entry.expansion)] = form_of(entry.abbreviation)
    return Unit(
        own,
        "long",
        "",
        tuple(forms),
        marks=tuple(marks),
        exceptions=tuple(dict(exceptions).items()),
        weights=tuple(forms.values()),
        shown=tuple(marks.values()),
    )


def short_form(dictionary: Dictionary, around: FormInContext, context: CollocationEvidence) -> Expansion | None:
    """Return the unit of a short form; None when it was not meant as one (an ordinary word, or a guess too wild)."""
    senses = dictionary.expansions_of(around.key)
    if not senses:
        return None
    sure = [e for e in senses if not e.ambiguous]
    if sure:
        unit = replace(_joined(terms_of(around.own), dictionary, sure, context), kind="abbreviation", raw=around.raw)
        return Expansion(unit, _names(e.expansion for e in sure))
    typed = _capitals(around.raw)
    meant = disambiguate(senses, around, context) if typed or not _is_word(around.key) else None
    if meant:
        return Expansion(_meant(dictionary, around, meant), (meant.expansion,))
    if not typed:
        return None
    forms = _forms(dictionary, senses, shorts=not around.folds)
    unit = Unit(
        terms_of(around.own), "abbreviation", around.raw, tuple(forms), ambiguous=True, weights=tuple(forms.values())
    )
    return Expansion(unit, _names(e.expansion for e in senses))


def _meant(dictionary: Dictionary, around: FormInContext, meant: Entry) -> Unit:
    """An ambiguous short form whose meaning the query's neighbours settle."""
    forms = _forms(dictionary, [meant], shorts=not around.folds)
    return Unit(
        terms_of(around.own),
        "abbreviation",
        around.raw,
        tuple(forms),
        marks=(sense_term(meant.abbreviation, meant.expansion),),
        exceptions=((terms_of(around.own), (sense_term(meant.abbreviation),)),),
        weights=tuple(forms.values()),
    )


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def long_form(dictionary: Dictionary, around: FormInContext, context: CollocationEvidence) -> Expansion | None:
    """Return the unit of a long form of several syllables; None when it is none."""
    entries = dictionary.abbreviations_of(around.key)
    longs = [e for e in entries if not e.ambiguous]
    own = terms_of(around.own)
    if longs:
        unit = replace(_joined(own, dictionary, longs, context), raw=around.raw)
        if around.folds:
            # Its own long form, with accents, is among what the folded one finds.
            kept = [i for i, f in enumerate(unit.forms) if _folded(f) != _folded(own)]
            unit = replace(unit, forms=tuple(unit.forms[i] for i in kept), weights=tuple(unit.weights[i] for i in kept))
        return Expansion(unit, _names(e.abbreviation for e in longs))
    if len(own) == 1:
        return None
    shortened = dict.fromkeys(f for e in entries for f in _shortened(dictionary, e.expansion))
    marks = _defined(dictionary, entries, context)
    unit = Unit(own, "long", around.raw, tuple(shortened), marks=tuple(marks), shown=tuple(marks.values()))
    return Expansion(unit, _names(e.abbreviation for e in entries) if unit.marks else (), "also_where_defined")


def composed_form(
    dictionary: Dictionary, text: str, tokens: Sequence[Token], at: int, known: int, context: CollocationEvidence
) -> tuple[Expansion, int] | None:
    """Return the unit of a known form that is written in parts, and how many tokens these are; None when there is none.

    "CQ CSĐT" is CQCSĐT, "thành phố HCM" and "TP. Hồ Chí Minh" are TPHCM. What begins here and is longer than ``known`` tokens counts.
    """
    for size in range(min(_LONGEST_COMPOSED, len(tokens) - at), max(known, 1), -1):
        part = tokens[at : at + size]
        raw = text[part[0].start : part[-1].end]
        joined = all(text[one.end : other.start] in _JOINTS for one, other in pairwise(part))
        # A committee may stand apart from its number ("BCĐ 138").
        if not joined or any(token.text.isdigit() for token in part):
            continue
        for whole in _composed_ways(dictionary, text, part):
            own = tokenize(whole)
            around = FormInContext(own, 0, len(own), whole)
            read = short_form if dictionary.expansions_of(around.key) else long_form
            found = read(dictionary, around, context)
            if found and found.names and found.unit.forms and not found.unit.ambiguous:
                weights = {terms_of(own): 1.0, **dict(zip(found.unit.forms, found.unit.weights, strict=False))}
                kept = tuple(
                    form for form in dict.fromkeys((terms_of(own), *found.unit.forms)) if form != terms_of(part)
                )
                unit = replace(
                    found.unit,
                    terms=terms_of(part),
                    raw=raw,
                    forms=kept,
                    weights=tuple(weights.get(form, 1.0) for form in kept),
                )
                return replace(found, unit=unit), size
    return None


def _composed_ways(dictionary: Dictionary, text: str, part: Sequence[Token]) -> Iterator[str]:
    """The known forms that parts may be: the letters of short ones side by side, or the long forms of these among the other words."""
    written = [text[token.start : token.end] for token in part]
    short = [_capitals(one) or not _is_word(token.text) for token, one in zip(part, written, strict=True)]
    if not any(short):
        return
    if all(short) and any(not e.ambiguous for e in dictionary.expansions_of("".join(t.text for t in part))):
        yield "".join(written)
    each = [
        list(dict.fromkeys(e.expansion for e in dictionary.expansions_of(token.text))) if is_short else [one]
        for token, one, is_short in zip(part, written, short, strict=True)
    ]
    for way in islice(product(*each), _WAYS_TO_COMPOSE):
        whole = " ".join(way)
        if any(not e.ambiguous for e in dictionary.abbreviations_of(key_of(whole))):
            yield whole

"""What a person typed -> ``Query``: units, operators, exclusions, and what was understood. Never a syntax error."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from indexer.model import Understood
from indexer.operators import OPERATOR, constraint, event_kind, key_of, plain
from indexer.units import Dates, Either, Label, Query, Term, Unit, UnitKind
from vietnamese.abbreviations import Dictionary, Entry
from vietnamese.normalise import normalise
from vietnamese.tokens import Token, tokenize

__all__ = ["Query", "Term", "Unit", "parse"]

MAX_CHARACTERS = 2000
MAX_UNITS = 48

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "：": ":"})
_WORD = re.compile(r"\S+")


@dataclass(slots=True)
class _Parse:
    """What one parse gathers."""

    text: str
    dictionary: Dictionary
    clauses: list[Unit | Either] = field(default_factory=list)
    excluded: list[Unit] = field(default_factory=list)
    dates: list[Dates] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    understood: list[Understood] = field(default_factory=list)
    pending_or: bool = False

    def note(self, kind: str, unit: str, text: str, off: str = "") -> None:
        """Add something understood."""
        self.understood.append(Understood(kind, unit, text, off))

    def add(self, units: Sequence[Unit]) -> None:
        """Append units; the first joins the last clause after an OR."""
        for unit in units:
            if self.pending_or and self.clauses:
                last = self.clauses.pop()
                self.clauses.append(Either((*(last.units if isinstance(last, Either) else (last,)), unit)))
            else:
                self.clauses.append(unit)
            self.pending_or = False


def _terms(tokens: Sequence[Token]) -> tuple[Term, ...]:
    return tuple(Term(t.text, t.folded) for t in tokens)


def _form(text: str) -> tuple[Term, ...]:
    return _terms(tokenize(text))


def _capitals(raw: str) -> bool:
    return sum(c.isupper() for c in raw) >= 2


def _known(state: _Parse, tokens: Sequence[Token], raw: str, at: int) -> Unit | None:
    """The unit of a form the dictionary knows; None when all its senses are ambiguous and it was not meant as one."""
    key = " ".join(t.text for t in tokens)
    shorts = state.dictionary.expansions(key)
    if shorts:
        sure = [e for e in shorts if not e.ambiguous]
        chosen = sure or (list(shorts) if _capitals(raw) else [])
        if chosen:
            forms = tuple(dict.fromkeys(f for e in chosen if (f := _form(e.expansion))))
            if not _folds(tokens):
                forms = tuple(dict.fromkeys((*forms, *(_form(e.abbreviation) for e in chosen))))
            names = ", ".join(dict.fromkeys(e.expansion for e in chosen))
            forms = tuple(dict.fromkeys((*forms, *_same(state.dictionary, sure))))
            off = state.text[:at] + "+" + state.text[at:]
            state.note("expansion", raw, f"cũng tìm: {names}", off)
            return Unit(_terms(tokens), "abbreviation", raw, forms, ambiguous=not sure)
        return None
    longs = [e for e in state.dictionary.abbreviations(key) if not e.ambiguous]
    if not longs:
        return Unit(_terms(tokens), "long", raw) if len(tokens) > 1 else None
    forms = _same(state.dictionary, longs)
    if _folds(tokens):
        # Its own long form, with accents, is among what the folded one finds.
        forms = tuple(f for f in forms if [t.folded for t in f] != [t.folded for t in tokens])
    names = ", ".join(dict.fromkeys(e.abbreviation for e in longs))
    off = f'{state.text[:at]}"{raw}"{state.text[at + len(raw) :]}'
    state.note("expansion", raw, f"cũng tìm: {names}", off)
    return Unit(_terms(tokens), "long", raw, forms)


def _same(dictionary: Dictionary, entries: Sequence[Entry]) -> tuple[tuple[Term, ...], ...]:
    """Every short and long form that certain entries join to these (KH&CN: with and without "và"), so that totals agree."""
    found = dict.fromkeys(entries)
    waiting = list(found)
    while waiting:
        entry = waiting.pop()
        near = (*dictionary.abbreviations(entry.expansion), *dictionary.expansions(entry.abbreviation))
        new = [e for e in near if not e.ambiguous and e not in found]
        found.update(dict.fromkeys(new))
        waiting += new
    return tuple(dict.fromkeys(_form(f) for e in found for f in (e.abbreviation, e.expansion)))


def _folds(tokens: Sequence[Token]) -> bool:
    return all(t.text == t.folded for t in tokens)


def _units(state: _Parse, text: str, base: int, *, zone: str = "") -> list[Unit]:
    """Cut running text that starts at ``base`` of the query into units."""
    tokens = tokenize(text)
    units: list[Unit] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        size = _number_run(text, tokens, at)
        kind: UnitKind = "number" if size > 1 else "syllable"
        unit: Unit | None = None
        if (blanks := _grouped(tokens, at)) > size:
            size, kind = blanks, "number"
            whole = "".join(t.text for t in tokens[at : at + size])
            unit = Unit(_terms(tokens[at : at + size]), "number", text[token.start : tokens[at + size - 1].end])
            unit = replace(unit, forms=((Term(whole, whole),),))
        elif size <= 1:
            size = state.dictionary.longest(tokens, at)
            if size:
                part = tokens[at : at + size]
                unit = _known(state, part, text[part[0].start : part[-1].end], base + part[0].start)
            if unit is None:
                size = 1
        part = tokens[at : at + size]
        raw = text[token.start : part[-1].end]
        if unit is None and size == 1 and text[token.end : token.end + 1] == "*" and len(token.text) > 1:
            kind = "prefix"
        units.append(replace(unit or Unit(_terms(part), kind, raw), zone=zone))
        at += size
    return units


def _number_run(text: str, tokens: Sequence[Token], at: int) -> int:
    """Tokens of a number written without blanks that has several (09/CTr-BCA-MTTW), else 1."""
    end = at + 1
    while end < len(tokens) and re.fullmatch(r"[/\-–.,]", text[tokens[end - 1].end : tokens[end].start]):
        end += 1
    return end - at if any(c.isdigit() for t in tokens[at:end] for c in t.text) else 1


def _grouped(tokens: Sequence[Token], at: int) -> int:
    """Tokens of a number whose thousands were typed with blanks (114 924), else 0."""
    end = at + 1
    if not re.fullmatch(r"[1-9]\d{0,2}", tokens[at].text):
        return 0
    while end < len(tokens) and re.fullmatch(r"\d{3}", tokens[end].text):
        end += 1
    return end - at if end > at + 1 else 0


def _phrase(text: str, zone: str = "") -> list[Unit]:
    terms = _form(text)
    return [Unit(terms, "phrase", text.strip(), zone=zone)] if terms else []


def _operator(state: _Parse, folded: str, at: int) -> int:
    """Read the operator at ``at`` with its value; return where the query goes on, or ``at`` when there is none."""
    match = OPERATOR.match(folded, at)
    if match is None:
        return at
    key, start = key_of(match.group()), match.end()
    text = state.text
    quoted = text[start] == '"' and '"' in text[start + 1 :]
    end = text.index('"', start + 1) + 1 if quoted else start + len(text[start:].split(maxsplit=1)[0])
    if key == "event" and not quoted and (kind := event_kind(folded[start:])):
        end = start + len(kind)
    value = text[start + 1 : end - 1] if quoted else text[start:end]
    off = " ".join((text[:at] + " " + text[end:]).split())
    if key == "title":
        units = _phrase(value, "title") if quoted else _units(state, value, start, zone="title")
        state.add(units)
        return end
    if key == "author":
        state.note("notice", text[at:end], f"“{value}” được tìm như từ ngữ trong bài")
        state.add(_phrase(value))
        return end
    found = constraint(key, value)
    if found is None:
        state.note("notice", text[at:end], f"không hiểu “{text[at:end]}”, đã tìm như từ ngữ thường")
        state.add(_units(state, text[at:end], at))
    elif isinstance(found, Label):
        state.labels.append(found)
        state.note("filter", text[at:end], f"chỉ tìm {text[at:start]} {value}", off)
    else:
        state.dates.append(found)
        state.note("filter", text[at:end], f"chỉ tìm {text[at:start]} {value}", off)
    return end


def _quoted(text: str, at: int) -> int:
    """Where the phrase that opens at ``at`` closes (after its quote), or -1."""
    close = text.find('"', at + 1) if text[at : at + 1] == '"' else -1
    return close + 1 if close > 0 else -1


def _is_special(text: str, folded: str, at: int) -> bool:
    """Whether something other than running text begins here; then ``_special`` always advances."""
    if OPERATOR.match(folded, at) or _quoted(text, at) > 0:
        return True
    word = _WORD.match(text, at)
    return word is not None and (word.group() in ("OR", "HOẶC", "|") or (text[at] in "-+" and len(word.group()) > 1))


def _special(state: _Parse, folded: str, at: int) -> int:
    """Read what is not running text at ``at`` (a blank precedes); return where to go on, or ``at``."""
    text = state.text
    if (end := _operator(state, folded, at)) > at:
        return end
    if (end := _quoted(text, at)) > 0:
        state.add(_phrase(text[at + 1 : end - 1]))
        return end
    word = _WORD.match(text, at)
    if word is None:
        return at
    if word.group() in ("OR", "HOẶC", "|"):
        state.pending_or = bool(state.clauses)
        return word.end()
    if text[at] in "-+" and len(word.group()) > 1:
        close = _quoted(text, at + 1)
        end = close if close > 0 else word.end()
        value = text[at + 1 : end].strip('"')
        if text[at] == "-":
            # An exclusion must not throw away what only a guessed sense would match.
            state.excluded.extend(_phrase(value))
        else:
            state.add([replace(u, kind="number" if len(u.terms) > 1 else "syllable") for u in _phrase(value)])
        return end
    return at


def parse(text: str, dictionary: Dictionary) -> Query:
    """Parse a query; whatever it is, it is searched as best it can be, and ``understood`` says how."""
    clean = " ".join(normalise(text.translate(_QUOTES)).replace("\x00", " ").split())
    state = _Parse(clean[:MAX_CHARACTERS], dictionary)
    if len(clean) > MAX_CHARACTERS:
        state.note("notice", "", f"câu hỏi quá dài: chỉ {MAX_CHARACTERS} ký tự đầu được tìm")
    clean = state.text
    folded = plain(clean)
    run = at = 0
    while at < len(clean):
        if at and not clean[at - 1].isspace() and at != run:
            at += 1
            continue
        if not _is_special(clean, folded, at):
            at += 1
            continue
        state.add(_units(state, clean[run:at], run))
        run = at = _special(state, folded, at)
    state.add(_units(state, clean[run:], run))
    return _finish(state)


def _finish(state: _Parse) -> Query:
    if len(state.clauses) > MAX_UNITS:
        del state.clauses[MAX_UNITS:]
        state.note("notice", "", f"câu hỏi quá dài: chỉ {MAX_UNITS} từ đầu được tìm")
    query = Query(
        state.text,
        tuple(state.clauses),
        tuple(state.excluded),
        tuple(state.dates),
        tuple(state.labels),
        tuple(state.understood),
    )
    if query.empty:
        notice = Understood("notice", "", "hãy gõ ít nhất một từ hoặc một con số cần tìm")
        query = replace(query, understood=(*query.understood, notice))
    return query

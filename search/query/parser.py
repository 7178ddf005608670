"""What a person typed -> ``Query``: units, operators, exclusions, and what was understood. Never a syntax error.

OR joins what stands on either side of it: a quoted phrase, a bracket, or the whole running text up to the next operator, quote or
bracket, so "ma túy OR cờ bạc" is (ma túy) or (cờ bạc). AND is what a blank is. ``-`` and NOT leave out a whole word or known form.
Whatever was typed as an operator and is not used is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from search.query.abbreviations import form_of
from search.query.collocations import NO_EVIDENCE, CollocationEvidence
from search.query.operators import BARE, OPERATOR, constraint, event_kind, key_of, name_end, plain
from search.query.pasted import unwrap_pasted
from search.query.place_offers import place_notes
from search.query.segmenter import QuerySegmenter
from search.query.tree import Alternation, Dates, Label, Query, Term, Unit
from search.results import Understood
from vietnamese.abbreviations.dictionary import Dictionary
from vietnamese.entities.document_terms import find_query_documents
from vietnamese.spelling.normalise import normalise

__all__ = ["Query", "Term", "Unit", "parse"]

MAX_CHARACTERS = 2000
MAX_UNITS = 48

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "：": ":"})
_WORD = re.compile(r"\S+")
_JOINER = re.compile(r"(?P<or>OR|HOẶC|\|)(?=[\s(\"]|$)|(?P<and>AND|VÀ)(?=[\s(\"]|$)|(?P<not>NOT|KHÔNG)(?=[\s(\"]|$)")
_ENGLISH = frozenset(("OR", "AND", "NOT", "|"))
_WAYS = 16
"""Alternatives that brackets in brackets may make."""

Option = tuple[Unit, ...]


@dataclass(slots=True)
class _Parse:
    """What one parse gathers: operands are lists of alternatives, each a tuple of units."""

    text: str
    reader: QuerySegmenter
    operands: list[list[Option]] = field(default_factory=list)
    excluded: list[Unit] = field(default_factory=list)
    dates: list[Dates] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    understood: list[Understood] = field(default_factory=list)
    pending_or: bool = False
    joiner: tuple[int, int] | None = None
    """Where an AND or OR stands that has nothing after it yet."""

    def note(self, kind: str, unit: str, text: str, off: str = "") -> None:
        """Add something understood."""
        self.understood.append(Understood(kind, unit, text, off))

    def add(self, *options: Sequence[Unit]) -> None:
        """Append alternatives; after an OR they join the last operand."""
        kept = [tuple(option) for option in options if option]
        if not kept:
            return
        if self.pending_or and self.operands:
            self.operands[-1].extend(kept)
        else:
            self.operands.append(kept)
        self.pending_or = False
        self.joiner = None

    def read(self, start: int, end: int, zone: str = "") -> tuple[Unit, ...]:
        """The units of running text [start, end), with notes that say how to switch each off."""
        found = self.reader.read(self.text[start:end], zone)
        for kind, raw, place, said in found.notes:
            self.note(kind, raw, said, self.off(kind, raw, start + place))
        return found.units

    def phrase(self, start: int, end: int, zone: str = "") -> tuple[Unit, ...]:
        """The unit of a quoted phrase [start, end), without its quotes."""
        found = self.reader.phrase(self.text[start:end], zone)
        for kind, raw, _, said in found.notes:
            self.note(kind, raw, said, self.off(kind, self.text[start:end], start))
        return found.units

    def off(self, kind: str, raw: str, at: int) -> str:
        """The query that takes ``raw`` at ``at`` to the letter."""
        if kind == "notice":
            return f"{self.text[:at]}+{self.text[at:]}"
        before, after = self.text[:at], self.text[at + len(raw) :]
        if before.endswith('"') and after.startswith('"'):
            return f'{before[:-1]}+"{raw}{after}'
        letter = f"+{raw}" if len(form_of(raw)) == 1 else f'+"{raw}"'
        return f"{before}{letter}{after}"

    def without(self, start: int, end: int) -> str:
        """The query without [start, end)."""
        return " ".join((self.text[:start] + " " + self.text[end:]).split())


def _phrase(text: str, zone: str = "") -> Option:
    terms = form_of(text)
    return (Unit(terms, "phrase", text.strip(), zone=zone),) if terms else ()


def _letters(text: str, zone: str = "") -> Option:
    """What is meant to the letter; no other writing of it is looked for."""
    return tuple(replace(u, kind="number" if len(u.terms) > 1 else "syllable") for u in _phrase(text.strip('"'), zone))


def _operator(state: _Parse, folded: str, at: int) -> int:
    """Read the operator at ``at`` with its value; return where the query goes on, or ``at`` when there is none."""
    match = OPERATOR.match(folded, at)
    if match is None:
        return at
    key, start = key_of(match.group()), match.end()
    text = state.text
    quoted = text[start] == '"' and '"' in text[start + 1 :]
    named = key in ("source", "section", "author", "title")
    one = start + len(text[start:].split(maxsplit=1)[0])
    end = text.index('"', start + 1) + 1 if quoted else name_end(text, start) if named else one
    if key == "event" and not quoted and (kind := event_kind(folded[start:])):
        end = start + len(kind)
    value = text[start + 1 : end - 1] if quoted else text[start:end]
    if key in ("title", "author"):
        zone = "title" if key == "title" else "byline"
        if text[start] == "+":
            close = _quoted(text, start + 1)
            end = close if close > 0 else end
            state.add(_letters(text[start + 1 : end], zone))
        else:
            state.add(state.phrase(start + 1, end - 1, zone) if quoted else state.read(start, end, zone))
        return end
    found = constraint(key, value)
    if found is None:
        state.note("notice", text[at:end], f"không hiểu “{text[at:end]}”, đã tìm như từ ngữ thường")
        state.add(state.read(at, end))
        return end
    if isinstance(found, Label):
        state.labels.append(found)
    else:
        state.dates.append(found)
    state.note("filter", text[at:end], f"chỉ tìm {text[at:start]} {value}", state.without(at, end))
    return end


def _quoted(text: str, at: int) -> int:
    """Where the phrase that opens at ``at`` closes (after its quote), or -1."""
    close = text.find('"', at + 1) if text[at : at + 1] == '"' else -1
    return close + 1 if close > 0 else -1


def _is_special(text: str, folded: str, at: int) -> bool:
    """Whether something other than running text begins here; then ``_special`` always advances."""
    if OPERATOR.match(folded, at) or BARE.match(folded, at) or _quoted(text, at) > 0:
        return True
    if _joiner(text, at) or _group_end(text, at) > 0:
        return True
    word = _WORD.match(text, at)
    return word is not None and text[at] in "-+" and len(word.group()) > 1


def _special(state: _Parse, folded: str, at: int) -> int:
    """Read what is not running text at ``at`` (a blank precedes); return where to go on, or ``at``."""
    text = state.text
    if (end := _operator(state, folded, at)) > at:
        return end
    if (end := _quoted(text, at)) > 0:
        state.add(state.phrase(at + 1, end - 1))
        return end
    if match := BARE.match(folded, at):
        raw = text[at : match.end()].strip()
        state.note("notice", raw, f"“{raw}” không có giá trị nên không được dùng")
        return match.end()
    if match := _joiner(text, at):
        return _joined(state, match)
    if (end := _group_end(text, at)) > 0:
        _bracket(state, at + 1, end - 1)
        return end
    word = _WORD.match(text, at)
    if word is None or text[at] not in "-+" or len(word.group()) == 1:
        return at
    return _left_out(state, at, at + 1) if text[at] == "-" else _insisted(state, at, word.end())


def _joiner(text: str, at: int) -> re.Match[str] | None:
    """The word at ``at`` that joins or leaves out; Vietnamese words in capitals are text where every other word is in capitals."""
    match = _JOINER.match(text, at)
    if match is None or match.group() in _ENGLISH:
        return match
    others = (word for word in _WORD.findall(text) if not _JOINER.fullmatch(word))
    return match if any(c.islower() for word in others for c in word) else None


def _joined(state: _Parse, match: re.Match[str]) -> int:
    """Read AND, OR or NOT; one with nothing to join is left out, and said so."""
    text, rest = state.text, state.text[match.end() :].lstrip()
    if match["not"]:
        if not rest or _joiner(rest, 0):
            _unused(state, *match.span())
            return match.end()
        return _left_out(state, match.start(), len(text) - len(rest))
    if not rest or not (state.operands or state.excluded or state.dates or state.labels) or state.joiner:
        _unused(state, *match.span())
        return match.end()
    if match["or"]:
        state.pending_or = bool(state.operands)
    state.joiner = match.span()
    return match.end()


def _unused(state: _Parse, start: int, end: int) -> None:
    raw = state.text[start:end]
    state.note("notice", raw, f"“{raw}” không nối hai phần nào nên không được dùng")


def _group_end(text: str, at: int) -> int:
    """Where a bracket that opens at ``at`` and holds a joining word closes (after it), or -1."""
    if text[at : at + 1] != "(":
        return -1
    depth, inside = 0, False
    for match in re.finditer(r"[()]|\"[^\"]*\"|[^\s()\"]+", text[at:]):
        word = match.group()
        depth += (word == "(") - (word == ")")
        inside |= _joiner(text, at + match.start()) is not None
        if depth == 0:
            return at + match.end() if inside else -1
    return -1


def _bracket(state: _Parse, start: int, end: int) -> None:
    """Alternatives in brackets: one operand, whatever stands around it."""
    inner = _Parse(state.text[:end], state.reader)
    _scan(inner, start)
    state.understood += [replace(n, off=n.off + state.text[end:] if n.off else "") for n in inner.understood]
    state.excluded += inner.excluded
    ways: list[Option] = [()]
    for operand in inner.operands:
        ways = [(*way, *option) for way in ways for option in operand][:_WAYS]
    state.add(*ways)


def _insisted(state: _Parse, at: int, word_end: int) -> int:
    """``+ANTQ``: to the letter, nothing else is looked for."""
    close = _quoted(state.text, at + 1)
    end = close if close > 0 else word_end
    state.add(_letters(state.text[at + 1 : end]))
    return end


def _left_out(state: _Parse, at: int, start: int) -> int:
    """``-cờ bạc``, ``NOT cờ bạc``: a quoted phrase, what brackets hold, or the whole word, known form or document at ``start``."""
    text = state.text
    if (group := _group_end(text, start)) > 0:
        parts = re.split(r"\s(?:OR|HOẶC|\|)\s", text[start + 1 : group - 1])
        state.excluded.extend(unit for part in parts for unit in _phrase(part.strip('"() ')))
        state.note("excluded", text[start:group], f"bỏ các bài có “{' hoặc '.join(parts)}”", state.without(at, group))
        return group
    close = _quoted(text, start)
    stop = next(
        (m.start() for m in re.finditer(r"\s", text[start:]) if _is_special(text, plain(text), start + 1 + m.start())),
        None,
    )
    rest = text[start : len(text) if stop is None else start + stop]
    end = close if close > 0 else start + max(state.reader.whole(rest), len(rest.split(maxsplit=1)[0]))
    value = text[start:end].strip('"')
    # An exclusion must not throw away more than was typed: it is to the letter.
    units = _phrase(value)
    if close < 0 and (asked := find_query_documents(value)):
        units = tuple(replace(u, marks=(asked[0].term,)) for u in units)
    state.excluded.extend(units)
    if units:
        state.note("excluded", value, f"bỏ các bài có “{value}”", state.without(at, end))
    return end


def _scan(state: _Parse, begin: int) -> None:
    """Read the query from ``begin`` to its end."""
    text, folded = state.text, plain(state.text)
    run = at = begin
    while at < len(text):
        if at > begin and not text[at - 1].isspace() and at != run:
            at += 1
            continue
        if not _is_special(text, folded, at):
            at += 1
            continue
        state.add(state.read(run, at))
        run = at = _special(state, folded, at)
    state.add(state.read(run, len(text)))
    if state.joiner:
        _unused(state, *state.joiner)


def _note_unclosed(state: _Parse) -> None:
    """Say which quote or bracket was opened and never closed."""
    for sign, open_ in (('"', state.text.count('"') % 2), ("(", state.text.count("(") - state.text.count(")"))):
        if open_ > 0:
            state.note("notice", sign, f"dấu {sign} mở ra mà không đóng nên không được dùng")


def parse(text: str, dictionary: Dictionary, context: CollocationEvidence = NO_EVIDENCE) -> Query:
    """Parse a query; whatever it is, it is searched as best it can be, and ``understood`` says how."""
    clean = " ".join(normalise(unwrap_pasted(text).translate(_QUOTES)).replace("\x00", " ").split())
    state = _Parse(clean[:MAX_CHARACTERS], QuerySegmenter(dictionary, context))
    if len(clean) > MAX_CHARACTERS:
        state.note("notice", "", f"câu hỏi quá dài: chỉ {MAX_CHARACTERS} ký tự đầu được tìm")
    _scan(state, 0)
    _note_unclosed(state)
    state.understood += place_notes(state.text)
    return _finish(state)


def _clause(options: list[Option]) -> list[Unit | Alternation]:
    return list(options[0]) if len(options) == 1 else [Alternation(tuple(options))]


def _finish(state: _Parse) -> Query:
    clauses = [clause for operand in state.operands for clause in _clause(operand)]
    if len(clauses) > MAX_UNITS:
        del clauses[MAX_UNITS:]
        state.note("ignored", "", f"câu hỏi quá dài: chỉ {MAX_UNITS} từ đầu được tìm")
    for clause in clauses:
        if isinstance(clause, Alternation):
            said = " hoặc ".join("(" + " ".join(u.raw for u in option) + ")" for option in clause.options)
            state.note("alternatives", "", f"tìm bài có {said}")
    query = Query(
        state.text,
        tuple(clauses),
        tuple(state.excluded),
        tuple(state.dates),
        tuple(state.labels),
        tuple(state.understood),
    )
    if query.empty:
        notice = Understood("notice", "", "hãy gõ ít nhất một từ hoặc một con số cần tìm")
        query = replace(query, understood=(*query.understood, notice))
    return query

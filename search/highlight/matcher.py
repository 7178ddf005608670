"""Where the forms of a query stand in texts: all texts of a page of hits are searched at once, as arrays of characters.

A text is cut into runs of letters and figures. A table of few bits tells which runs may be a word of the query; only those
are spelt and compared, and pieces with figures or odd gaps are cut into tokens, which decide. Cutting whole articles into
tokens took forty times as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.entity_terms import places_of_terms
from search.query.tree import Form, Query, Term
from vietnamese.spelling.normalise import INVISIBLE, fold
from vietnamese.spelling.tokens import Token, term_of_word, tokenize

Match = tuple[int, int, int]
"""First and last character, and the number of the pattern that stands there (``FormPatterns``)."""

_Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FormPatterns:
    """What is looked for: forms, prefixes, and marks of documents and days however the text names them (``indexer.analysis.entity_terms``).

    They are numbered: forms from 0 on, the longest first, then the marks; prefixes -1, -2 and so on. ``exact``: single words that
    mean themselves only, though they have no accents. ``units``: by number, the places in the query of the units it stands for.
    """

    sequences: tuple[Form, ...]
    prefixes: tuple[Term, ...]
    marks: tuple[str, ...] = ()
    exact: frozenset[Form] = frozenset()
    units: Mapping[int, frozenset[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, query: Query) -> FormPatterns:
        """The patterns of a query: every form of every unit."""
        sequences = dict.fromkeys(f for u in query.units if u.kind != "prefix" for f in u.written)
        sequences.update(dict.fromkeys(form for one in query.related for form in one.forms))
        sequences.update(dict.fromkeys(word.terms for word in query.words))
        prefixes = dict.fromkeys(u.terms[0] for u in query.units if u.kind == "prefix")
        marks = dict.fromkeys(mark for u in query.units for mark in u.marks)
        mixed = any(t.accented for u in query.units for t in u.terms)
        single = (f for u in query.units if u.kind == "syllable" for f in u.written)
        exact = frozenset(f for f in single if mixed and len(f) == 1)
        found = cls(tuple(sorted(sequences, key=len, reverse=True)), tuple(prefixes), tuple(marks), exact)
        return replace(found, units=found._places(query))

    def _places(self, query: Query) -> dict[int, frozenset[int]]:
        forms, marks, prefixes = self.numbers()
        places: dict[int, set[int]] = {}
        units = query.units
        number_of = {id(unit): at for at, unit in enumerate(units)}
        of_clause = [number_of.get(id(clause)) for clause in query.clauses]
        for several, own_forms in (
            *((word.clauses, (word.terms,)) for word in query.words),
            # What stands for a word says less than the word.
            *((one.clauses[:1], one.forms) for one in query.related),
        ):
            held = {at for clause in several if (at := of_clause[clause]) is not None}
            for form in own_forms:
                places.setdefault(forms[form], set()).update(held)
        for at, unit in enumerate(units):
            own = [prefixes[unit.terms[0]]] if unit.kind == "prefix" else [forms[form] for form in unit.written]
            for number in (*own, *(marks[mark] for mark in unit.marks)):
                places.setdefault(number, set()).add(at)
        return {number: frozenset(own) for number, own in places.items()}

    @property
    def syllables(self) -> frozenset[int]:
        """The numbers of single words: those that stand side by side are marked as one."""
        return frozenset(at for at, form in enumerate(self.sequences) if len(form) == 1 and form[0].text.isalpha())

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.sequences or self.prefixes)

    def numbers(self) -> tuple[dict[Form, int], dict[str, int], dict[Term, int]]:
        """The numbers of the forms, the marks and the prefixes."""
        size = len(self.sequences)
        return (
            {form: at for at, form in enumerate(self.sequences)},
            {mark: size + at for at, mark in enumerate(self.marks)},
            {term: -1 - at for at, term in enumerate(self.prefixes)},
        )


_OUTSIDE, _INSIDE, _JOINER = 0, 1, 2
_PLANE = 0x10000
"""Characters beyond are no letters here (emoji, ancient scripts)."""

_ACCENTED = 0x2000
"""Characters from here on have no accents."""

_KEYS = 1 << 16


@lru_cache(maxsize=1)
def _classes() -> NDArray[np.uint8]:
    """(_PLANE,) whether a character stands in a run: letters and figures, and what may join them."""
    found = np.fromiter((chr(i).isalnum() for i in range(_PLANE)), np.uint8, _PLANE)
    found[[*range(0x300, 0x370), *map(ord, INVISIBLE)]] = _JOINER
    return found


@lru_cache(maxsize=1)
def _folding() -> NDArray[np.uint32]:
    """(_ACCENTED + 1,) the folded character of each; itself where folding gives none or several; one for all beyond."""
    folded = [fold(chr(i)) for i in range(_ACCENTED)]
    return np.array([*(ord(f) if len(f) == 1 else i for i, f in enumerate(folded)), _ACCENTED], np.uint32)


def _begun_key(first: NDArray[np.uint32], second: NDArray[np.uint32]) -> NDArray[np.uint32]:
    return first * np.uint32(7919) + second * np.uint32(104729)


def _key(begun: NDArray[np.uint32], last: NDArray[np.uint32], size: NDArray[np.uint32]) -> NDArray[np.uint32]:
    return np.asarray((begun + last * np.uint32(1299709) + size * np.uint32(15485863)) % np.uint32(_KEYS), np.uint32)


def _table(words: Sequence[str], *, begun: bool = False) -> NDArray[np.bool_]:
    """(_KEYS,) which keys the folded words have; ``begun``: the keys of whatever begins with them."""
    table = np.zeros(_KEYS, np.bool_)
    ends = "".join(w[0] + w[min(1, len(w) - 1)] + w[-1] for w in words)
    code = np.minimum(np.frombuffer(ends.encode("utf-32-le"), np.uint32), _ACCENTED).reshape(-1, 3)
    key = _begun_key(code[:, 0], code[:, 1])
    table[key % _KEYS if begun else _key(key, code[:, 2], np.fromiter(map(len, words), np.uint32, len(words)))] = True
    return table


class _Piece(NamedTuple):
    """A pattern as folded runs side by side. ``exact``: its spelling decides too; ``figures``: its tokens do."""

    number: int
    runs: tuple[str, ...]
    form: Form
    accented: bool
    figures: bool


def _runs(term: Term) -> list[tuple[str, ...]]:
    """The runs that a term may be written in: figures of a number are grouped or not, a decimal comma stands between two."""
    whole, comma, rest = term.folded.partition(",")
    after = (rest,) if comma else ()
    if not whole.isdigit() or len(whole) < 4:
        return [(whole, *after)]
    first = len(whole) % 3 or 3
    groups = (whole[:first], *(whole[i : i + 3] for i in range(first, len(whole), 3)))
    return [(whole, *after), (*groups, *after)]


def _pieces(number: int, form: Form, exact: bool) -> Iterator[_Piece]:
    ways: list[tuple[str, ...]] = [()]
    for term in form:
        ways = [(*way, *runs) for way in ways for runs in _runs(term)][:16]
    figures = any(t.folded[0].isdigit() or not t.folded.isalnum() for t in form)
    accented = exact or any(t.accented for t in form)
    yield from (_Piece(number, runs, form, accented, figures) for runs in ways)


_DATE = re.compile(r"[0-9]+(?:/[0-9]+)+")


def _padded(number: str) -> Iterator[str]:
    plain = number.lstrip("0") or "0"
    yield from (plain.rjust(len(plain) + zeros, "0") for zeros in range(4))


def _figures_of(mark: str) -> Iterator[str]:
    """Runs of which one stands in every line that names a mark: the number of a document, the year of a period, a day of the month."""
    if mark.startswith("d:"):
        yield from _padded(re.split(r"[./]", mark[2:])[0])
    elif match := re.match(r"@(\d{4})", mark):
        yield from (match[1], match[1][2:])
    elif match := re.fullmatch(r"@\d\d-(\d\d)", mark):
        yield from _padded(match[1])


_GAP = 4
"""Characters between two words that stand side by side."""

_RUNS_BACK, _AHEAD = 6, 40
"""How far around a date's first figure the text is cut into tokens: a date has six words at most."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """Texts cut into runs. ``run``, ``begin`` and ``end``: the number of each that may be a word of the query, and its characters."""

    whole: str
    starts: _Ints
    run: list[int]
    begin: list[int]
    end: list[int]
    spelt: list[tuple[str, str]]

    def gaps_fit(self, at: int, size: int) -> bool:
        """Whether so few characters stand between the runs that they may be neighbours."""
        return all(
            b - a <= _GAP for a, b in zip(self.end[at : at + size - 1], self.begin[at + 1 : at + size], strict=True)
        )

    def blanks(self, at: int, size: int) -> bool:
        """Whether nothing but one blank stands between the runs."""
        ends, begins = self.end[at : at + size - 1], self.begin[at + 1 : at + size]
        return all(b - a == 1 and self.whole[a] == " " for a, b in zip(ends, begins, strict=True))

    def line(self, at: int) -> int:
        """Where the line of a run begins."""
        return self.whole.rfind("\n", 0, self.begin[at]) + 1


class FormMatcher:
    """Finds the patterns of one query in texts; keeps the tokens of the pieces it met, as words repeat from text to text."""

    def __init__(self, patterns: FormPatterns) -> None:
        self.patterns = patterns
        self._by_first: dict[str, list[_Piece]] = {}
        self._by_date: dict[str, list[tuple[int, Form]]] = {}
        for number, form in enumerate(patterns.sequences):
            if any(_DATE.fullmatch(term.text) for term in form):
                for run in _padded(form[0].text.partition("/")[0]):
                    self._by_date.setdefault(run, []).append((number, form))
            else:
                for piece in _pieces(number, form, form in patterns.exact):
                    self._by_first.setdefault(piece.runs[0], []).append(piece)
        self._alone = {} if patterns.prefixes else self._single_words()
        self._named = frozenset(m for m in patterns.marks if not m.startswith("s:"))
        self._figures = frozenset(run for mark in self._named for run in _figures_of(mark))
        words = {run for pieces in self._by_first.values() for piece in pieces for run in piece.runs}
        self._table = _table([w for w in (*words, *self._by_date, *self._figures) if w])
        begun = [fold(term.text) for term in patterns.prefixes]
        self._begun = _table(begun, begun=True) if begun else None
        self._tokens: dict[str, list[Token]] = {}

    def _single_words(self) -> dict[str, tuple[int, str]]:
        """Folded words that are a pattern by themselves and begin no other: its number, and its spelling where accents count."""
        alone = {folded: own[0] for folded, own in self._by_first.items() if len(own) == 1 and len(own[0].runs) == 1}
        return {
            folded: (piece.number, piece.form[0].text if piece.accented else "")
            for folded, piece in alone.items()
            if not piece.figures and folded not in self._by_date
        }

    def find(self, texts: Sequence[str]) -> list[list[Match]]:
        """The matches in each text, by where they begin, the longer forms first; they may overlap."""
        found: list[list[Match]] = [[] for _ in texts]
        if not self.patterns or not texts:
            return found
        cut = self._cut(texts)
        edges = np.cumsum([1, *(len(text) + 1 for text in texts)])
        owners = (np.searchsorted(edges, np.array(cut.begin, np.int64), side="right") - 1).tolist()
        before = edges.tolist()
        alone, begun = self._alone, self.patterns.prefixes
        for at, ((text, folded), own) in enumerate(zip(cut.spelt, owners, strict=True)):
            if (piece := alone.get(folded)) is not None:
                # Most runs: one word that begins no longer form.
                if piece[1] in ("", text):
                    found[own].append((cut.begin[at] - before[own], cut.end[at] - before[own], piece[0]))
            elif begun or folded in self._by_first or folded in self._by_date:
                for start, end, number in self._at(cut, at):
                    found[own].append((start - before[own], end - before[own], number))
        if self._named:
            lines = {cut.line(at): owners[at] for at, (_, folded) in enumerate(cut.spelt) if folded in self._figures}
            for line, own in lines.items():
                found[own] = _apart(found[own], [*self._naming(cut.whole, line, before[own])])
        if self._named or self._by_date:
            for own_matches in found:
                own_matches.sort(key=lambda match: match[0])
        return found

    def _cut(self, texts: Sequence[str]) -> _Cut:
        whole = "\n".join(("", *texts, ""))
        codes = np.frombuffer(whole.encode("utf-32-le", "replace"), np.uint32)
        kinds = _classes().take(codes, mode="clip")
        inside = kinds > _OUTSIDE
        edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
        starts, ends = edges[::2], edges[1::2]
        folding = _folding()
        first, second, last = (
            folding.take(codes[at], mode="clip") for at in (starts, np.minimum(starts + 1, ends - 1), ends - 1)
        )
        begun = _begun_key(first, second)
        hot = self._table[_key(begun, last, (ends - starts).astype(np.uint32))]
        if self._begun is not None:
            hot |= self._begun[begun % _KEYS]
        joiners = kinds == _JOINER
        if joiners.any():
            # What is not composed has other characters than its key says.
            hot |= np.logical_or.reduceat(joiners, starts)
        chosen = np.flatnonzero(hot)
        begin, end = starts[chosen].tolist(), ends[chosen].tolist()
        return _Cut(
            whole,
            starts,
            chosen.tolist(),
            begin,
            end,
            [term_of_word(whole[a:b]) for a, b in zip(begin, end, strict=True)],
        )

    def _at(self, cut: _Cut, at: int) -> Iterator[Match]:
        """The matches that begin at one run."""
        text, folded = cut.spelt[at]
        for piece in self._by_first.get(folded, ()):
            if self._stands(piece, cut, at):
                yield cut.begin[at], cut.end[at + len(piece.runs) - 1], piece.number
        for number, term in enumerate(self.patterns.prefixes):
            if (text if term.accented else folded).startswith(term.text):
                yield cut.begin[at], cut.end[at], -1 - number
        for number, form in self._by_date.get(folded, ()):
            yield from self._dated(cut, at, number, form)

    def _stands(self, piece: _Piece, cut: _Cut, at: int) -> bool:
        size = len(piece.runs)
        if size == 1 and not piece.figures:
            return not piece.accented or cut.spelt[at][0] == piece.form[0].text
        if at + size > len(cut.run) or cut.run[at + size - 1] - cut.run[at] != size - 1:
            return False
        for spelling, run in zip(cut.spelt[at + 1 : at + size], piece.runs[1:], strict=True):
            if spelling[1] != run:
                return False
        if not cut.gaps_fit(at, size):
            return False
        raw = cut.whole[cut.begin[at] : cut.end[at + size - 1]]
        if not piece.figures:
            if piece.accented and any(
                s[0] != t.text for s, t in zip(cut.spelt[at : at + size], piece.form, strict=True)
            ):
                return False
            if cut.blanks(at, size):
                return True
        return _same(self._cut_piece(raw), piece.form)

    def _cut_piece(self, raw: str) -> list[Token]:
        tokens = self._tokens.get(raw)
        if tokens is None:
            tokens = self._tokens[raw] = tokenize(raw)
        return tokens

    def _dated(self, cut: _Cut, at: int, number: int, form: Form) -> Iterator[Match]:
        """A form with a date in it that begins with the token around a run."""
        begin = cut.begin[at]
        low = max(int(cut.starts[max(cut.run[at] - _RUNS_BACK, 0)]), cut.line(at))
        high = cut.whole.index("\n", begin)
        tokens = tokenize(cut.whole[low : min(high, begin + _AHEAD * len(form))])
        for i, token in enumerate(tokens):
            part = tokens[i : i + len(form)]
            if token.start <= begin - low < token.end and _same(part, form):
                yield low + token.start, low + part[-1].end, number

    def _naming(self, whole: str, line: int, before: int) -> Iterator[Match]:
        """What names a mark in one line."""
        _, numbers, _ = self.patterns.numbers()
        for mark, start, end in places_of_terms(whole[line : whole.index("\n", line)], self._named):
            yield line + start - before, line + end - before, numbers[mark]


def _same(tokens: Sequence[Token], form: Form) -> bool:
    """Whether the tokens are the form, in one sentence; accents count where the form has any."""
    if len(tokens) != len(form) or tokens[0].sentence != tokens[-1].sentence:
        return False
    if any(t.accented for t in form):
        return all(a.text == b.text for a, b in zip(tokens, form, strict=True))
    return all(a.folded == b.folded for a, b in zip(tokens, form, strict=True))


def _apart(found: Sequence[Match], named: Sequence[Match]) -> list[Match]:
    """The matches outside what is named, and what is named."""
    return [*(m for m in found if not any(m[0] < n[1] and n[0] < m[1] for n in named)), *named]

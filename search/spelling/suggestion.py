"""Typing help from the index's own text: raw keys composed, and the query as it was probably meant ("Ý bạn là")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from weakref import WeakKeyDictionary

import numpy as np

from columnar.query.plan import Run
from search.query.tree import Form, Query, Term
from search.results import Understood
from search.spelling.language_model import LanguageModel
from search.spelling.speller import Speller
from vietnamese.abbreviations.dictionary import Dictionary
from vietnamese.spelling.keyboard_layouts import compose_layout, compose_telex, compose_vni, decode_figures
from vietnamese.spelling.normalise import normalise
from vietnamese.spelling.tokens import Token, tokenize

_MOST_WORDS = 24
_SURE = 5.0
"""By how much (natural logarithm) a reading must be likelier than what was typed to be offered."""

_LIKELIER = 1.0
"""The same of words that the archive does not have, where the query as typed finds nothing."""

_RARER = 20
"""How much more often the archive must have the composed word than the raw keys."""

_LITERAL = re.compile(r'"[^"]*"|(?<!\S)[+\-]\S+|\w+:\S+|\d\w*[/\-–]\S+')
"""Parts of a query that are meant to the letter: quoted, insisted on, excluded, the value of an operator, a number's letters."""

_RAW = re.compile(
    r"(?<![\w+/])[A-Za-z0\[][A-Za-z0-9\[\]]{1,11}(?![\w/:*])|(?<![\w+])[ăâêôđầằềồẩẳểổẫẵễỗấắếốậặệộ]{2,8}(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Correction:
    """Another reading of a query, and the query that insists on what was typed."""

    text: str
    off: str


class Index(Protocol):
    """What typing help asks of an opened index: a ``search.backend.Backend``."""

    def counts(self, runs: Sequence[Run]) -> list[int]:
        """How many articles hold each run."""

    def language(self, *, accented: bool) -> LanguageModel:
        """How often terms and neighbouring pairs occur."""


class QueryCorrector:
    """The typing help of one opened index: ``accented`` and ``folded`` spell texts with and without accents."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self.accented = Speller(index.language(accented=True))
        self.folded = Speller(index.language(accented=False))

    def frequency(self, term: str, *, folded: bool = False) -> int:
        """Most articles that hold a term in a zone of text."""
        end = "_folded" if folded else ""
        return max(self._index.counts([Run(zone + end, (term,)) for zone in ("title", "lead", "body")]))

    def decode_word(self, word: str, rarer: int) -> str | None:
        """The word that raw keys stand for, when the archive has it and hardly has the keys as a word."""
        lower = word.lower()
        found = [
            w
            for w in (
                compose_telex(lower),
                compose_vni(lower),
                compose_layout(lower),
                _stroked(lower),
                decode_figures(lower),
            )
            if w and w != lower
        ]
        if not found:
            return None
        seen = self.frequency(lower, folded=True)
        return next((w for w in found if self.frequency(normalise(w)) > rarer * seen), None)

    def decode_keystrokes(self, text: str, dictionary: Dictionary) -> tuple[str, tuple[Understood, ...]]:
        """Return the text with words in raw keys composed, and what was understood; known short forms (C46, PA05) are no keys.

        Two letters ("ys") are composed only beside a word that is surely raw keys: they may as well be a short form.
        """
        words = [m for m in _RAW.finditer(text) if not _is_short(m.group(), dictionary)]
        sure = {m.start(): w for m in words if len(m.group()) > 2 and (w := self.decode_word(m.group(), _RARER))}
        if sure:
            more = {m.start(): w for m in words if m.start() not in sure and (w := self.decode_word(m.group(), 1))}
            sure = {**sure, **more}
        notes = tuple(
            Understood("telex", m.group(), f"“{m.group()}” được hiểu là “{sure[m.start()]}”", _insisted(text, m))
            for m in words
            if m.start() in sure
        )
        return _RAW.sub(lambda m: sure.get(m.start(), m.group()), text), notes

    def suggest(self, text: str) -> Correction | None:
        """Return the query as it was probably meant; None when it is fine as typed."""
        return self._read(text, sure=False)

    def correct(self, text: str) -> Correction | None:
        """Return the query with nothing but those words changed that the archive hardly has; None when it has them all."""
        return self._read(text, sure=True)

    def reading(self, query: Query) -> Form:
        """Return the words of a query without any accents as the archive most likely writes them; nothing for another query."""
        terms = query.running
        if not 1 < len(terms) <= _MOST_WORDS or any(t.accented for u in query.units for t in u.terms):
            return ()
        readings, _ = self.accented.restore_accents([t.text for t in terms])
        return tuple(Term("".join(words), t.folded) for t, words in zip(terms, readings, strict=True))

    def _read(self, text: str, *, sure: bool) -> Correction | None:
        tokens = [t for t in tokenize(text) if t.kind == "word"]
        if not tokens or len(tokens) > _MOST_WORDS:
            return None
        speller = self.folded if all(t.text == t.folded for t in tokens) else self.accented
        words = [t.text for t in tokens]
        doubted = speller.unknown(words) if sure else speller.doubted(words)
        literal = [m.span() for m in _LITERAL.finditer(text)]
        doubted &= ~np.array([any(a <= t.start < b for a, b in literal) for t in tokens])
        if not doubted.any():
            return None
        readings, gain = speller.read(words, doubted)
        changed = [(t, r) for t, w, r in zip(tokens, words, readings, strict=True) if r != (w,)]
        if not changed or gain < (_LIKELIER if sure else _SURE) * len(changed):
            return None
        return Correction(
            _replaced(text, [(t, " ".join(r)) for t, r in changed]),
            _replaced(text, [(t, "+" + text[t.start : t.end]) for t, _ in changed]),
        )


def _replaced(text: str, changed: Sequence[tuple[Token, str]]) -> str:
    for token, put in reversed(changed):
        text = text[: token.start] + put + text[token.end :]
    return text


def _insisted(text: str, word: re.Match[str]) -> str:
    """The query that takes the keys as a word; "" inside quotes, where a plus means nothing."""
    quoted = text.count('"', 0, word.start()) % 2
    return "" if quoted else f"{text[: word.start()]}+{text[word.start() :]}"


def _is_short(word: str, dictionary: Dictionary) -> bool:
    """Whether a word is a certain short form, in capitals or with figures."""
    meant = word.isupper() or any(c.isdigit() for c in word)
    return meant and any(not e.ambiguous for e in dictionary.expansions_of(word))


def _stroked(word: str) -> str | None:
    """A short form typed with the keys of đ ("hddnd", "ubnd" has none), None when there is none in it."""
    return word.replace("dd", "đ").replace("d9", "đ") if "dd" in word or "d9" in word else None


_correctors: WeakKeyDictionary[Index, QueryCorrector] = WeakKeyDictionary()


def corrector_of(index: Index) -> QueryCorrector:
    """The corrector of an opened index, made once."""
    found = _correctors.get(index)
    return found if found is not None else _correctors.setdefault(index, QueryCorrector(index))

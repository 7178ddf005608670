"""Unknown capitals: the archive's own expressions with those initials ("TTĐB": tiêu thụ đặc biệt). Offered, never applied.

Expressions are whole words of the archive side by side, so that "trung tâm đã bị" is none. The most frequent words
are joined by what the language knows of their neighbours, and at most ``_ASKED`` expressions are counted in the archive: that alone takes
longer in a larger one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import Any, Protocol
from weakref import WeakKeyDictionary, proxy

import numpy as np
from numpy.typing import NDArray

from columnar.query.plan import Run
from indexer.schema import WORDS
from search.query.syntax import put_quoted
from search.query.tree import Query, Unit
from search.spelling.language_model import LanguageModel
from search.understood import Understood
from vietnamese.abbreviations.dictionary import Dictionary
from vietnamese.function_words import FUNCTION_WORDS
from vietnamese.spelling.normalise import fold

_CAPITALS = re.compile(r"[A-ZĐ]{3,8}")
_OFFERS = 5
_WORDS_KEPT = 4000
"""The archive's most frequent words with a first letter that are looked at."""

_SAME_INITIALS = 400
"""Of these the most frequent ones with the same initials."""

_WIDE = 200
"""Expressions that are followed while one is put together."""

_ASKED = 200
"""Expressions that the archive is asked for, the most fixed ones."""

_CHANCE = 0.6
_FOUND = 2 * _OFFERS
"""Expressions of the archive among which the words of the query choose."""

_ANSWERS_KEPT = 200
_LONGEST = 4
"""Syllables of a word."""

_SMALL = 1000
"""Articles of an archive that tells something by a single one."""

_SHARE = 0.1
"""Articles with an expression of the occurrences of its rarest pair of neighbours: by chance far fewer have more than the pair."""

_ALONE = 1
"""Syllables of an expression that are a word by themselves."""

_LINKING = frozenset(
    ["trên", "dưới", "về", "với", "từ", "đến", "cho", "theo", "bị", "bởi", "sau", "trước", "đã", "đang", "sẽ", "này", "đó", "ấy", "để", "nên",
     "đối với", "bắt đầu", "bắt giữ", "có thể", "cho biết", "cho rằng", "cho thấy", "do đó", "đồng thời", "gây ra", "hiện nay", "không thể",
     "mặc dù", "ngoài ra", "phát hiện", "sau đó", "tiến hành", "tiếp tục", "theo đó", "thường xuyên", "trong đó", "trở nên", "trở thành",
     "trước đó", "tuy nhiên", "tuy vậy", "xảy ra", "yêu cầu"]
) | frozenset(word for word in FUNCTION_WORDS if word != fold(word))  # fmt: skip
"""Words of clauses and between expressions: names of things are made of others."""

_ZONES = ("title", "lead", "body")
_LETTERS = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵfjwz"
_BEGINS = {
    capital: "đ" if capital == "Đ" else "".join(c for c in _LETTERS if c != "đ" and fold(c) == capital.lower())
    for capital in "ABCDĐEFGHIJKLMNOPQRSTUVWXYZ"
}
"""The letters with which a syllable begins that a capital stands for."""

Chain = tuple[str, ...]
"""Syllables side by side."""


class Index(Protocol):
    """What is asked of an opened index: a ``search.backend.Backend``."""

    def counts(self, runs: Sequence[Run]) -> list[int]:
        """How many articles hold each run."""

    def language(self, *, accented: bool) -> LanguageModel:
        """How often terms and neighbouring pairs occur."""

    def begun(self, field: str, prefix: str, most: int = 0) -> list[str]:
        """The most frequent terms of a field that begin so."""


def offer_long_forms(index: Index, articles: int, query: Query, dictionary: Dictionary) -> Iterator[Understood]:
    """Yield an offer for each expression of an archive of so many articles that an unknown short form in capitals may stand for."""
    if not any(c.islower() for c in query.text) and " " in query.text.strip():
        return
    for unit in query.units:
        short = _CAPITALS.fullmatch(unit.raw)
        if short is None or unit.kind != "syllable" or unit.literal or dictionary.expansions_of(unit.terms[0].text):
            continue
        beside = _neighbours(query, unit)
        found = find_expressions(index, articles, short.group())
        if any(beside):
            found = sorted(found, key=lambda one: -_beside(index, one, *beside))
        for long in found[:_OFFERS]:
            on = put_quoted(query.syntax, [(unit.span, f'({unit.raw} OR "{long}")')])
            yield Understood("offer", unit.raw, "long_forms", {"forms": (long,)}, on=on)


def _neighbours(query: Query, unit: Unit) -> tuple[Chain, Chain]:
    """The words of the query on either side of a unit."""
    running = [one for one in query.units if not one.zone]
    at = running.index(unit) if unit in running else 0
    before = running[at - 1].terms[-1:] if at else ()
    after = running[at + 1].terms[:1] if at + 1 < len(running) else ()
    return tuple(term.text for term in before), tuple(term.text for term in after)


def _beside(index: Index, expression: str, before: Chain, after: Chain) -> int:
    """Articles that have an expression beside the words of the query."""
    own = tuple(expression.split())
    sides = [side for side in ((*before, *own) if before else (), (*own, *after) if after else ()) if side]
    return sum(max(index.counts([Run(zone, side) for zone in _ZONES])) for side in sides)


class _Words:
    """Words with the same initials, the most frequent first, with what the language knows of them."""

    def __init__(self, words: Sequence[Chain], language: LanguageModel) -> None:
        self.words = words
        columns = [language.number(syllables) for syllables in zip(*words, strict=True)]
        self.first = columns[0] if columns else language.number(())
        ends = [(language.count(word[0]), language.count(word[-1])) for word in words]
        inside = [language.pairs(one, other) for one, other in pairwise(columns)]
        often = np.minimum.reduce(inside) if inside else np.array([count for count, _ in ends])
        self.ends = _log(np.array(ends).reshape(-1, 2))
        self.often = _log(often)


def _log(counts: NDArray[Any]) -> NDArray[np.float64]:
    return np.asarray(np.log(np.maximum(counts, 1)), np.float64)


@dataclass(frozen=True, slots=True)
class _Reached:
    """An expression that is put together: its words, and how many of them are single syllables.

    ``fixed``: the logarithm of its expected occurrences squared over those of each word, ``words_often``; ``rarest`` pair where words meet.
    """

    words: tuple[Chain, ...]
    alone: int
    fixed: float
    words_often: float
    rarest: int

    @property
    def syllables(self) -> Chain:
        """All its syllables."""
        return tuple(syllable for word in self.words for syllable in word)


class _Expressions:
    """The expressions of one opened index by their initials; the words that were looked at and the last answers are kept."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._language = index.language(accented=True)
        self._letters: dict[str, dict[str, list[Chain]]] = {}
        self._words: dict[str, _Words] = {}
        self._found: dict[tuple[str, int], list[str]] = {}

    def find(self, capitals: str, least: int) -> list[str]:
        """Return what at least so many articles have, whole words first, the most fixed ones first."""
        if (capitals, least) not in self._found:
            if len(self._found) >= _ANSWERS_KEPT:
                self._found.clear()
            self._found[capitals, least] = self._held(capitals, least)
        return self._found[capitals, least]

    def _held(self, capitals: str, least: int) -> list[str]:
        found: dict[str, tuple[int, float]] = {}
        chosen = self._put_together(capitals)[:_ASKED]
        counts = self._index.counts([Run("body", one.syllables) for one in chosen])
        for one, held in zip(chosen, counts, strict=True):
            if held >= least and held >= _SHARE * one.rarest:
                found.setdefault(" ".join(one.syllables), (one.alone, one.words_often - 2 * log(held)))
        return sorted(found, key=lambda text: found[text])[:_FOUND]

    def _put_together(self, capitals: str) -> list[_Reached]:
        """The words side by side that have these initials, the most fixed ones first."""
        size = len(capitals)
        reached: list[list[_Reached]] = [[_Reached((), 0, 0.0, 0.0, 0)], *([] for _ in range(size))]
        for at in range(size):
            reached[at] = sorted(reached[at], key=_order)[:_WIDE]
            for length in range(1, min(_LONGEST, size - at) + 1):
                words = self._with_initials(capitals[at : at + length])
                own = [one for one in reached[at] if one.alone + (length == 1) <= _ALONE]
                if own and words.words:
                    reached[at + length] += self._joined(own, words)
        return sorted((one for one in reached[size] if len(one.syllables) == size), key=_order)

    def _joined(self, reached: Sequence[_Reached], words: _Words) -> Iterator[_Reached]:
        """What was reached, with each word that the archive has behind it.

        How often both stand so is estimated from the pair where they meet, and squared over how often each word occurs.
        """
        if not reached[0].words:
            each = zip(words.words, words.often.tolist(), strict=True)
            yield from (_Reached((word,), int(len(word) == 1), often, often, 0) for word, often in each)
            return
        ends = [one.words[-1][-1] for one in reached]
        pairs = self._language.pairs(self._language.number(ends)[:, None], words.first[None, :])
        before = _log(np.array([self._language.count(end) for end in ends]))
        # A few pairs are chance rather than many.
        surely = np.log(pairs - _CHANCE * np.sqrt(pairs) + (pairs == 0))
        known = np.array([one.fixed for one in reached])
        fixed = known[:, None] + 2 * (surely - before[:, None] - words.ends[None, :, 0]) + words.often[None, :]
        fixed[pairs == 0] = -np.inf
        for at in np.argsort(-fixed, axis=None, kind="stable")[:_WIDE].tolist():
            row, column = divmod(at, len(words.words))
            one, word, often = reached[row], words.words[column], int(pairs[row, column])
            if often:
                yield _Reached(
                    (*one.words, word),
                    one.alone + (len(word) == 1),
                    float(fixed[row, column]),
                    one.words_often + float(words.often[column]),
                    min(one.rarest or often, often),
                )

    def _with_initials(self, capitals: str) -> _Words:
        if capitals not in self._words:
            letters = _BEGINS[capitals[0]]
            found = [word for letter in letters for word in self._beginning(letter).get(capitals, ())]
            self._words[capitals] = _Words(found[:_SAME_INITIALS], self._language)
        return self._words[capitals]

    def _beginning(self, letter: str) -> dict[str, list[Chain]]:
        """The most frequent words that begin with a letter, by their initials."""
        if letter not in self._letters:
            own: dict[str, list[Chain]] = {}
            for term in self._index.begun(WORDS, letter, _WORDS_KEPT):
                word = tuple(term.split("_"))
                if len(word) <= _LONGEST and all(map(str.isalpha, word)) and " ".join(word) not in _LINKING:
                    own.setdefault("".join(map(_capital, word)), []).append(word)
            self._letters[letter] = own
        return self._letters[letter]


def _capital(syllable: str) -> str:
    return "Đ" if syllable[0] == "đ" else fold(syllable[0]).upper()


def _order(one: _Reached) -> tuple[int, float]:
    return one.alone, -one.fixed


_expressions: WeakKeyDictionary[Index, _Expressions] = WeakKeyDictionary()


def find_expressions(index: Index, articles: int, capitals: str) -> list[str]:
    """Return the archive's expressions whose syllables begin with these letters: of whole words first, the most fixed ones first."""
    known = _expressions.get(index)
    if known is None:
        # What is kept beside an index holds it weakly: it would never go otherwise.
        known = _expressions.setdefault(index, _Expressions(proxy(index)))
    return known.find(capitals, 1 if articles < _SMALL else 2)

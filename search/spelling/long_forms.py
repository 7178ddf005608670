"""Unknown capitals: the archive's own expressions with those initials ("TTĐB": tiêu thụ đặc biệt). Offered, never applied.

Expressions are whole words of the archive side by side, so that "trung tâm đã bị" is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Protocol
from weakref import WeakKeyDictionary

from columnar.query.plan import Run
from indexer.schema import WORDS
from search.query.syntax import rewrite
from search.query.tree import Query
from search.spelling.language_model import LanguageModel
from search.understood import Understood
from vietnamese.abbreviations.dictionary import Dictionary
from vietnamese.function_words import FUNCTION_WORDS
from vietnamese.spelling.normalise import fold

_CAPITALS = re.compile(r"[A-ZĐ]{3,8}")
_OFFERS = 3
_WORDS_KEPT = 4000
"""The archive's most frequent words with a first letter that are looked at."""

_WIDE = 2000
"""Expressions that are followed while one is put together."""

_ASKED = 200
"""Expressions that the archive is asked for."""

_SMALL = 1000
"""Articles of an archive that tells something by a single one."""

_SHARE = 0.2
"""Articles with an expression of those with its rarest pair of neighbours: by chance far fewer have more than the pair."""

_ALONE = 1
"""Syllables of an expression that are a word by themselves."""

_LINKING = frozenset(
    ["trên", "dưới", "về", "với", "từ", "đến", "cho", "theo", "bị", "bởi", "sau", "trước", "đã", "đang", "sẽ", "này", "đó", "ấy", "để", "nên"]
) | frozenset(word for word in FUNCTION_WORDS if word != fold(word))  # fmt: skip
"""Words that stand between expressions."""

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
        for long in find_expressions(index, articles, short.group())[:_OFFERS]:
            on = rewrite(query.text, [(unit.span, f'({unit.raw} OR "{long}")')])
            yield Understood("offer", unit.raw, "long_forms", {"forms": (long,)}, on=on)


_found: WeakKeyDictionary[Index, dict[str, list[str]]] = WeakKeyDictionary()
_KEPT = 200


def find_expressions(index: Index, articles: int, capitals: str) -> list[str]:
    """Return the archive's expressions whose syllables begin with these letters: of whole words first, those of most articles first.

    The last answers are kept: looking takes a fifth of a second.
    """
    kept = _found.setdefault(index, {})
    if capitals not in kept:
        if len(kept) >= _KEPT:
            kept.clear()
        kept[capitals] = _look_for(index, articles, capitals)
    return kept[capitals]


def _look_for(index: Index, articles: int, capitals: str) -> list[str]:
    least = 1 if articles < _SMALL else 2
    chains = {chain: alone for chain, alone, _ in _chains(index, [_BEGINS[letter] for letter in capitals], least)}
    found = []
    for chain, alone in list(chains.items())[:_ASKED]:
        held = _articles(index, chain)
        if held >= least and held >= _SHARE * min(_articles(index, pair) for pair in pairwise(chain)):
            found.append((alone, -held, " ".join(chain)))
    return [expression for _, _, expression in sorted(found)]


def _articles(index: Index, chain: Chain) -> int:
    return max(index.counts([Run(zone, chain) for zone in _ZONES]))


def _chains(index: Index, begins: list[str], least: int) -> list[tuple[Chain, int, int]]:
    """Whole words side by side that begin so: their syllables, how many stand alone, how often their rarest neighbours do so.

    ``least``: how often two words have to stand side by side.
    """
    language, size = index.language(accented=True), len(begins)
    near: list[dict[Chain, int]] = [
        {(one, other): often for one, other, often in language.begun_pairs(*letters, least)}
        for letters in pairwise(begins)
    ]
    words = {
        letters: [word for letter in letters for word in index.begun(WORDS, letter, _WORDS_KEPT)]
        for letters in dict.fromkeys(begins)
    }
    reached: list[list[tuple[Chain, int, int]]] = [[((), 0, 1 << 30)], *([] for _ in range(size))]
    for at in range(size):
        parts = [
            (part, n) for word in words[begins[at]] if (n := _rarest(part := tuple(word.split("_")), near[at:])) > 0
        ]
        edge = near[at] if at + 1 < size else near[at - 1]
        single = {pair[0] if at + 1 < size else pair[1] for pair in edge}
        parts += [((syllable,), 1 << 30) for syllable in single]
        following: dict[str, list[tuple[Chain, int]]] = {}
        for part, often in parts:
            if part[0] not in _LINKING:
                following.setdefault(part[0], []).append((part, often))
        meeting: dict[str, list[tuple[str, int]]] = {}
        for (one, other), often in near[at - 1].items() if at else ():
            meeting.setdefault(one, []).append((other, often))
        for chain, alone, rarest in reached[at]:
            after = meeting.get(chain[-1], ()) if chain else [(first, rarest) for first in following]
            for first, met in after:
                for part, often in following.get(first, ()):
                    more = alone + (len(part) == 1)
                    if more <= _ALONE:
                        reached[at + len(part)].append(((*chain, *part), more, min(rarest, met, often)))
        for end in range(at + 1, size + 1):
            reached[end] = sorted(reached[end], key=lambda one: (one[1], -one[2]))[:_WIDE]
    return reached[size]


def _rarest(part: Chain, near: Sequence[dict[Chain, int]]) -> int:
    """How often the rarest neighbours in a word stand side by side, 0 when its syllables begin with other letters."""
    if not 1 < len(part) <= len(near) + 1:
        return 0
    return min(pairs.get(pair, 0) for pair, pairs in zip(pairwise(part), near, strict=False))

"""Unknown capitals: the archive's own expressions with those initials ("TTĐB": tiêu thụ đặc biệt). Offered, never applied.

Expressions are whole words of the archive side by side, so that "trung tâm đã bị" is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import log
from typing import Protocol
from weakref import WeakKeyDictionary

from columnar.query.plan import Run
from indexer.schema import WORDS
from search.query.syntax import rewrite
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

_WIDE = 2000
"""Expressions that are followed while one is put together."""

_ASKED = 400
"""Expressions that the archive is asked for, the likeliest ones."""

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

_VERBS = frozenset(
    ["bắt đầu", "bắt giữ", "có thể", "cho biết", "cho rằng", "cho thấy", "do đó", "đồng thời", "gây ra", "hiện nay", "không thể", "mặc dù",
     "ngoài ra", "phát hiện", "sau đó", "tiến hành", "tiếp tục", "theo đó", "thường xuyên", "trong đó", "trở nên", "trở thành", "trước đó",
     "tuy nhiên", "tuy vậy", "xảy ra", "yêu cầu"]
)  # fmt: skip
"""Words of clauses: no name of a thing begins with them."""

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
        for long in sorted(found, key=lambda one: -_beside(index, one, *beside))[:_OFFERS]:
            on = rewrite(query.text, [(unit.span, f'({unit.raw} OR "{long}")')])
            yield Understood("offer", unit.raw, "long_forms", {"forms": (long,)}, on=on)


_found: WeakKeyDictionary[Index, dict[str, list[str]]] = WeakKeyDictionary()
_KEPT = 200


def find_expressions(index: Index, articles: int, capitals: str) -> list[str]:
    """Return the archive's expressions whose syllables begin with these letters: of whole words first, the most fixed ones first.

    The last answers are kept: looking takes a third of a second.
    """
    kept = _found.setdefault(index, {})
    if capitals not in kept:
        if len(kept) >= _KEPT:
            kept.clear()
        kept[capitals] = _look_for(index, articles, capitals)
    return kept[capitals]


def _look_for(index: Index, articles: int, capitals: str) -> list[str]:
    least = 1 if articles < _SMALL else 2
    chains = {chain: alone for chain, alone, _ in _chains(index, [_BEGINS[letter] for letter in capitals])}
    found = []
    for chain, alone in list(chains.items())[:_ASKED]:
        held = _articles(index, chain)
        if held >= least and held >= _SHARE * min(_articles(index, pair) for pair in pairwise(chain)):
            found.append((alone, -held * held / _chance(index, chain), " ".join(chain)))
    return [expression for _, _, expression in sorted(found)]


def _chance(index: Index, chain: Chain) -> float:
    """How often the two parts of an expression stand in articles, multiplied: the mean over all ways to part it."""
    cuts = [_articles(index, chain[:at]) * _articles(index, chain[at:]) for at in range(1, len(chain))]
    return sum(cuts) / len(cuts)


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
    return sum(_articles(index, side) for side in sides)


def _articles(index: Index, chain: Chain) -> int:
    return max(index.counts([Run(zone, chain) for zone in _ZONES]))


def _chains(index: Index, begins: list[str]) -> list[tuple[Chain, int, float]]:
    """Whole words side by side that begin so: their syllables, how many stand alone, and how often they are expected.

    The likeliest come first. What is expected is the logarithm of the first syllable's count times, for each syllable but the last, the
    share of its occurrences that the next one follows.
    """
    language, size = index.language(accented=True), len(begins)
    near: list[dict[Chain, float]] = [
        {
            (one, other): log(often / max(language.count(one), often))
            for one, other, often in language.begun_pairs(*letters, 1)
        }
        for letters in pairwise(begins)
    ]
    words = {
        letters: [word for letter in letters for word in index.begun(WORDS, letter, _WORDS_KEPT)]
        for letters in dict.fromkeys(begins)
    }
    reached: list[list[tuple[Chain, int, float]]] = [[((), 0, 0.0)], *([] for _ in range(size))]
    for at in range(size):
        parts = [
            (part, step)
            for word in words[begins[at]]
            if (step := _share_of(part := tuple(word.split("_")), near[at:])) is not None
        ]
        edge = near[at] if at + 1 < size else near[at - 1]
        single = {pair[0] if at + 1 < size else pair[1] for pair in edge}
        parts += [((syllable,), 0.0) for syllable in single]
        following: dict[str, list[tuple[Chain, float]]] = {}
        for part, step in parts:
            if part[0] not in _LINKING and (at or " ".join(part) not in _VERBS):
                following.setdefault(part[0], []).append((part, step))
        meeting: dict[str, list[tuple[str, float]]] = {}
        for (one, other), step in near[at - 1].items() if at else ():
            meeting.setdefault(one, []).append((other, step))
        for chain, alone, expected in reached[at]:
            after = (
                meeting.get(chain[-1], ())
                if chain
                else [(first, log(language.count(first) + 1)) for first in following]
            )
            for first, met in after:
                for part, step in following.get(first, ()):
                    more = alone + (len(part) == 1)
                    if more <= _ALONE:
                        reached[at + len(part)].append(((*chain, *part), more, expected + met + step))
        for end in range(at + 1, size + 1):
            reached[end] = sorted(reached[end], key=lambda one: (one[1], -one[2]))[:_WIDE]
    return reached[size]


def _share_of(part: Chain, near: Sequence[dict[Chain, float]]) -> float | None:
    """The logarithm of the share of a word's first syllable that the others follow; None when its syllables begin with other letters."""
    if not 1 < len(part) <= len(near) + 1:
        return None
    steps = [pairs.get(pair) for pair, pairs in zip(pairwise(part), near, strict=False)]
    return None if None in steps else sum(step for step in steps if step is not None)

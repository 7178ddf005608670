"""Names of places as whole units: every province, district and commune of today and of before July 2025, and their old spellings.

``places.tsv`` has the units of today, ``districts.tsv`` those that ended, ``place_spellings.tsv`` other spellings ("Qui Nhơn") and
provinces of long ago. The query segmenter keeps a name together, and spelling never doubts one. What became of a unit is told by
``vietnamese.entities.places``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from vietnamese.spelling.normalise import fold
from vietnamese.spelling.tokens import Token, tokenize

Level = Literal["province", "district", "commune"]
LEVELS: tuple[Level, ...] = ("province", "district", "commune")


@dataclass(frozen=True, slots=True)
class PlaceName:
    """One name of one level: ``terms`` (lower case, normalised), and ``usual``: how it is spelt today where this is an older spelling."""

    name: str
    level: Level
    terms: tuple[str, ...]
    usual: str = ""

    @property
    def folded(self) -> tuple[str, ...]:
        """The terms without accents."""
        return tuple(map(fold, self.terms))


class PlaceNames:
    """Names of places, found by their terms. A name that is only a number ("Phường 3") is none."""

    def __init__(self, names: Iterator[PlaceName]) -> None:
        self.names: tuple[PlaceName, ...] = tuple(dict.fromkeys(names))
        self._by_form: dict[tuple[str, ...], list[PlaceName]] = defaultdict(list)
        sizes: dict[str, set[int]] = defaultdict(set)
        for name in self.names:
            folded = name.folded
            self._by_form[folded].append(name)
            sizes[folded[0]].add(len(folded))
        for known in self._by_form.values():
            known.sort(key=lambda one: LEVELS.index(one.level))
        self._sizes = {first: sorted(own, reverse=True) for first, own in sizes.items()}
        self.syllables = frozenset(term for name in self.names for term in name.terms)
        """Every term of a name, with accents."""

    def match_longest(
        self, tokens: Sequence[Token], at: int, levels: Collection[Level] = LEVELS
    ) -> tuple[PlaceName, ...]:
        """Return the longest names that begin at token ``at``: one or more of as many terms, of the higher level first.

        A name typed without any accent stands for every one spelt so, else it is matched by its accents; it never crosses a sentence.
        """
        for size in self._sizes.get(tokens[at].folded, ()):
            part = tokens[at : at + size]
            folded = tuple([token.folded for token in part])
            known = self._by_form.get(folded, ()) if len(part) == size else ()
            if known and part[-1].sentence == part[0].sentence:
                # Where one syllable has an accent, a plain one means itself: "Hà Tinh" is another name.
                typed = tuple([token.text for token in part])
                found = tuple(one for one in known if one.level in levels and typed in (one.terms, folded))
                if found:
                    return found
        return ()

    def find(self, text: str, levels: Collection[Level] = LEVELS) -> tuple[PlaceName, ...]:
        """Return the names that ``text`` is, from its first word to its last."""
        tokens = tokenize(text)
        found = self.match_longest(tokens, 0, levels) if tokens else ()
        return tuple(name for name in found if len(name.terms) == len(tokens))

    def alike(self, folded: Sequence[str], levels: Collection[Level] = LEVELS) -> tuple[PlaceName, ...]:
        """Return the names that are spelt so without accents."""
        return tuple(name for name in self._by_form.get(tuple(folded), ()) if name.level in levels)


def _read_rows(name: str) -> Iterator[list[str]]:
    text = resources.files("vietnamese.entities").joinpath(name).read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines()[1:])


def read_spellings() -> dict[str, str]:
    """Read the other spellings of places, as written -> the usual name; "" for provinces of long ago."""
    return {row[0]: row[1] for row in _read_rows("place_spellings.tsv")}


def _strip_kind(unit: str) -> str:
    kinds = ("tỉnh", "thành phố", "thị xã", "thị trấn", "đặc khu", "phường", "quận", "huyện", "xã")
    return next((unit[len(kind) + 1 :] for kind in kinds if unit.startswith(kind + " ")), unit)


def _read_names() -> Iterator[tuple[str, Level]]:
    for province, _, name, before in _read_rows("places.tsv"):
        level: Level = "commune" if province else "province"
        yield name, level
        for old in before.split("|"):
            unit, _, district = old.partition(" @")
            yield _strip_kind(unit), level
            yield _strip_kind(district), "district"
    for province, _, name, communes in _read_rows("districts.tsv"):
        yield province, "province"
        yield name, "district"
        for commune in communes.split("|"):
            yield _strip_kind(commune), "commune"


def _iter_names() -> Iterator[PlaceName]:
    levels: dict[str, dict[Level, None]] = defaultdict(dict)
    for name, level in _read_names():
        levels[name][level] = None
    for name, own in levels.items():
        terms = tuple(token.text for token in tokenize(name))
        if terms and not all(term.isdigit() for term in terms):
            yield from (PlaceName(name, level, terms) for level in own)
    for spelling, usual in read_spellings().items():
        terms = tuple(token.text for token in tokenize(spelling))
        yield from (PlaceName(spelling, level, terms, usual) for level in levels.get(usual, {"province": None}))


@cache
def load_place_names() -> PlaceNames:
    """Load the names, once (about 0.2 s)."""
    return PlaceNames(_iter_names())

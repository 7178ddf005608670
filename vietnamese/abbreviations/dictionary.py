"""Abbreviations: the shipped dictionary, what an archive adds to it, and lookup by term sequences.

The query parser expands with it both ways; ``vietnamese.abbreviations.definitions`` finds what articles define.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from vietnamese.spelling.normalise import fold
from vietnamese.spelling.tokens import Token, tokenize

_CODE = re.compile(r"([A-ZĐ]{1,2})([0-9]{2})")


@dataclass(frozen=True, slots=True)
class Entry:
    """One sense: ``ambiguous`` when the short form has other senses or is also an ordinary word or a name.

    ``weight`` is what the form counts in a query that gives the other (an admin's; 1 as shipped).
    """

    abbreviation: str
    expansion: str
    source: str
    ambiguous: bool
    weight: float = 1.0

    @property
    def spellings(self) -> tuple[str, ...]:
        """The short form as written, and with a blank before the figures of a code (PC 02)."""
        code = _CODE.fullmatch(self.abbreviation)
        return (self.abbreviation, f"{code[1]} {code[2]}") if code else (self.abbreviation,)


@lru_cache(maxsize=1 << 15)
def key_of(text: str) -> str:
    """Return the lower-case term sequence of ``text`` joined by blanks ("KT-XH" -> "kt xh"): the dictionary's key."""
    return " ".join(token.text for token in tokenize(text))


_ALIKE = 0.8
"""Share of the shorter form's words in the longer one from which both are one meaning ([TMCP] Đại Dương)."""


def is_same_meaning(one: str, other: str) -> bool:
    """Tell whether two long forms (keys) are one meaning."""
    a, b = set(fold(one).split()), set(fold(other).split())
    return len(a & b) >= _ALIKE * min(len(a), len(b))


class Dictionary:
    """Entries, found by short or long form, accented or without accents; immutable.

    ``readings``: what an archive's articles say each short form stands for (keys), though it be one article alone.
    """

    def __init__(self, entries: Iterable[Entry], readings: Mapping[str, Sequence[str]] | None = None) -> None:
        self.entries = tuple(dict.fromkeys(entries))
        self.readings = readings or {}
        self._short: dict[str, list[Entry]] = defaultdict(list)
        self._long: dict[str, list[Entry]] = defaultdict(list)
        self._short_folded: dict[str, list[Entry]] = defaultdict(list)
        self._long_folded: dict[str, list[Entry]] = defaultdict(list)
        starts: dict[str, dict[tuple[str, ...], None]] = defaultdict(dict)
        for entry in self.entries:
            for form, exact, folded in (
                *((spelling, self._short, self._short_folded) for spelling in entry.spellings),
                (entry.expansion, self._long, self._long_folded),
            ):
                key = key_of(form)
                if not key:
                    continue
                plain = fold(key)
                exact[key].append(entry)
                folded[plain].append(entry)
                for terms in (tuple(key.split()), tuple(plain.split())):
                    starts[terms[0]][terms] = None
        self._starts = {first: sorted(forms, key=len, reverse=True) for first, forms in starts.items()}

    @classmethod
    def shipped(cls) -> Dictionary:
        """Return the dictionary that ships with the project (``dictionary.tsv``), read once."""
        return _load_shipped()

    def expansions_of(self, abbr_term: str) -> tuple[Entry, ...]:
        """Return the senses of a short form given as terms joined by blanks (or as written); empty when unknown."""
        return _look_up(abbr_term, self._short, self._short_folded)

    def abbreviations_of(self, long_terms: str) -> tuple[Entry, ...]:
        """Return the entries whose long form is ``long_terms`` (terms joined by blanks, or as written)."""
        return _look_up(long_terms, self._long, self._long_folded)

    def match_longest(self, tokens: Sequence[Token], at: int) -> int:
        """Return how many tokens the longest known short or long form starting at ``at`` has, 0 if none starts there.

        Unaccented tokens match accented forms; tokens of different sentences never form one.
        """
        first = tokens[at]
        for terms in self._starts.get(first.text, ()):
            length = len(terms)
            if at + length > len(tokens) or tokens[at + length - 1].sentence != first.sentence:
                continue
            if all(tokens[at + i].text == term for i, term in enumerate(terms)):
                return length
        return 0


def _look_up(form: str, exact: dict[str, list[Entry]], folded: dict[str, list[Entry]]) -> tuple[Entry, ...]:
    """Look a form up as accented, else, when it has no accents at all, among the folded forms."""
    key = form if form in exact else key_of(form)
    if key in exact:
        return tuple(exact[key])
    return tuple(folded.get(key, ()))


@cache
def _load_shipped() -> Dictionary:
    text = resources.files("vietnamese.abbreviations").joinpath("dictionary.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()[1:] if line]
    return Dictionary(
        Entry(short, expansion, source, ambiguous == "yes") for short, expansion, source, ambiguous in rows
    )

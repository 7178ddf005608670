"""Misspelt names of provinces and districts: "Quảng Chị" for Quảng Trị, "Nghệ Ang" for Nghệ An. Offered, never applied.

A run of capitalised words (or of quoted ones) that is no known name, one syllable of which is near that of a name, is taken for it
unless the archive has it as typed about as often.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Protocol

from columnar.query.plan import Run
from search.query.syntax import SyntaxTree, rewrite
from search.spelling.corrections import Correction
from search.spelling.speller import confusions, slip
from vietnamese.entities.place_names import LEVELS, Level, PlaceName, load_place_names
from vietnamese.spelling.normalise import fold
from vietnamese.spelling.tokens import Token, tokenize

_LEVELS: tuple[Level, ...] = ("province", "district")
_OFTENER = 10
"""How much more often the archive must have the name than what was typed."""

_OFTENER_HEARD = 3
"""The same where only an accent or a confused sound differs."""

_DAK = ("đắk", "đăk", "đak")
"""Spellings of one syllable, in the names of the highlands."""

_KINDS = frozenset(("tỉnh", "huyện", "quận", "xã", "phường", "thành", "phố", "thị", "trấn", "công", "an", "tp"))


class Counting(Protocol):
    """What counts articles: a ``search.backend.Backend``."""

    def counts(self, runs: Sequence[Run]) -> list[int]:
        """How many articles hold each run."""


@cache
def _by_syllable() -> dict[tuple[int, int, str], list[PlaceName]]:
    """Names by how many syllables they have and one of these, with its place, without accents."""
    found: dict[tuple[int, int, str], list[PlaceName]] = defaultdict(list)
    for name in load_place_names().names:
        if name.level in _LEVELS and 2 <= len(name.terms) <= 4:
            for at, term in enumerate(name.folded):
                found[len(name.terms), at, term].append(name)
    return found


def _distance(typed: Token, term: str) -> int:
    """0 for the same syllable, 1 for other accents or a confused sound, 2 for a slip of the keys; 9 for another."""
    if typed.text == term:
        return 0
    if typed.folded == fold(term) or term in confusions(typed.text) or typed.folded in map(fold, confusions(term)):
        return 1
    return 2 if slip(typed.folded, fold(term)) else 9


class PlaceSpeller:
    """Reads names of places in queries over one index."""

    def __init__(self, index: Counting) -> None:
        self._index = index

    def read(self, syntax: SyntaxTree) -> Correction | None:
        """Return the query with its misspelt places as the gazetteer has them; None when there are none."""
        put = [one for run in _runs(syntax) for one in self._in_run(run)]
        whole = rewrite(syntax.text, [((first.start, last.end), name) for first, last, name in put])
        return Correction(whole, syntax.text) if put else None

    def _in_run(self, run: Sequence[Token]) -> Iterator[tuple[Token, Token, str]]:
        names = load_place_names()
        at = begun = 0
        while at < len(run):
            known = names.match_longest(run, at, LEVELS)
            if known and len(known[0].terms) > 1:
                yield from self._near(run[begun:at])
                at = begun = at + len(known[0].terms)
            else:
                at += 1
        yield from self._near(run[begun:])

    def _near(self, part: Sequence[Token]) -> Iterator[tuple[Token, Token, str]]:
        """The name that a whole run nearly is; none where it is one in another spelling of its own."""
        while part and part[0].text in _KINDS:
            part = part[1:]
        spelt = (" ".join(dak if t.folded == "dak" else t.text for t in part) for dak in _DAK)
        if any(load_place_names().find(name) for name in spelt):
            return
        candidates: dict[PlaceName, int] = {}
        for at, token in enumerate(part):
            for name in _by_syllable().get((len(part), at, token.folded), ()):
                apart = [_distance(t, term) for t, term in zip(part, name.terms, strict=True)]
                if 0 < sum(apart) <= 2:
                    candidates[name] = sum(apart)
        if not candidates or not any(token.text != token.folded for token in part):
            return
        typed = self._documents([t.text for t in part])
        rated = sorted((far, -self._documents(n.terms), LEVELS.index(n.level), n.name) for n, far in candidates.items())
        far, known, _, best = rated[0]
        if typed == 0 or -known >= (_OFTENER if far > 1 else _OFTENER_HEARD) * typed:
            yield part[0], part[-1], best

    def _documents(self, terms: Sequence[str]) -> int:
        return max(self._index.counts([Run(zone, tuple(terms)) for zone in ("title", "lead", "body")]))


def _runs(syntax: SyntaxTree) -> Iterator[list[Token]]:
    """Runs of capitalised words side by side, outside what is meant to the letter; what stands in quotes may be one."""
    text, free = syntax.text, syntax.running(quoted=True)
    run: list[Token] = []
    for token in tokenize(text):
        raw = text[token.start : token.end]
        name = raw[:1].isupper() and not (raw.isupper() and len(raw) > 1)
        name = name and any(a <= token.start < b for a, b in free)
        if run and (not name or re.fullmatch(r" |-| - ", text[run[-1].end : token.start]) is None):
            yield run
            run = []
        if name:
            run.append(token)
    if run:
        yield run

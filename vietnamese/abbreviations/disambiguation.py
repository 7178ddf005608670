"""Disambiguates short forms by their neighbours: "TP Hà Tĩnh" is a city, "phòng chống TP" is crime.

The neighbours of each long form, counted in news (``python -m bench.relevance.sense_contexts`` writes ``disambiguation.tsv``), weigh for or against it.
A place is settled only when they clearly say so; places that stay open follow the others of their article when those agree.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib import resources

from vietnamese.spelling.normalise import compose, normalise

ENOUGH = 1.2
"""Weight (natural logarithm of odds) of both neighbours together from which a sense is meant."""

CLEARLY = 1.0
"""By how much it must lead the next sense."""

NAME, FIGURE, EDGE = "^", "#", "|"
"""Neighbours that are not words: something in capitals, figures, the edge of a clause."""

_UPPER = "A-ZĐÁÀẢÃẠĂÂÊÔƠƯ"
_PLACE = re.compile(rf"(?<![\w/.\-–&])[{_UPPER}][A-Za-zĐđƯư]{{1,5}}(?!\w|[/\-–&]\w|\.[{_UPPER}](?!\w))")
# Part of a longer short form: "Bộ TT - TT", "KH & CN".
_LINKED_BEFORE = re.compile(rf"[{_UPPER}]{{2}} [/\-–&] ?$")
_CREDIT = re.compile(r"[Ảả]nh[ :]{1,2}$")
_LINKED_AFTER = re.compile(rf" [/\-–&] ?[{_UPPER}]{{2}}")
_BEFORE = re.compile(r"([^\W_]+)[ \u00a0\"“]*$")
_AFTER = re.compile(r"[.]?[ \u00a0\"“]*([^\W_]+)")

Weights = dict[str, dict[str, dict[tuple[str, str], float]]]


def _feature_of(word: str) -> str:
    if word[0].isdigit():
        return FIGURE
    return NAME if word[0].isupper() else normalise(word).lower()


def neighbours_of(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the neighbours before and after [start, end) of composed text: a word, NAME, FIGURE or EDGE."""
    before = _BEFORE.search(text, max(0, start - 24), start)
    after = _AFTER.match(text, end)
    return _feature_of(before[1]) if before else EDGE, _feature_of(after[1]) if after else EDGE


@cache
def _load_weights() -> Weights:
    """Load the weights: short form -> long form -> (side, neighbour) -> weight."""
    found: Weights = defaultdict(lambda: defaultdict(dict))
    text = resources.files("vietnamese.abbreviations").joinpath("disambiguation.tsv").read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        short, long, side, neighbour, weight = line.split("\t")
        found[short][long][side, neighbour] = float(weight)
    return found


def _choose_sense(short: str, before: str, after: str) -> str:
    """Choose the long form that both neighbours speak for, "" when they do not say."""
    scored = sorted(
        (
            (seen.get(("<", before), 0.0) + seen.get((">", after), 0.0), long)
            for long, seen in _load_weights()[short].items()
        ),
        reverse=True,
    )
    best, second = scored[0], scored[1] if len(scored) > 1 else (0.0, "")
    return best[1] if best[0] >= ENOUGH and best[0] - max(second[0], 0.0) >= CLEARLY else ""


def _is_apart(text: str, start: int, end: int) -> bool:
    """Tell whether the form stands by itself: not in a longer one, no photographer's initials."""
    near = max(0, start - 6)
    before = _LINKED_BEFORE.search(text, near, start) or _CREDIT.search(text, near, start)
    return before is None and _LINKED_AFTER.match(text, end) is None


def _find_places(text: str) -> Iterator[re.Match[str]]:
    known = _load_weights()
    for match in _PLACE.finditer(text):
        if match[0] in known and _is_apart(text, *match.span()):
            yield match


def find_senses(text: str) -> dict[str, list[str]]:
    """Find for each ambiguous short form of ``text`` the sense of each place where it stands, "" where that stays open."""
    text = compose(text)[0]
    found: dict[str, list[str]] = defaultdict(list)
    for match in _find_places(text):
        found[match[0]].append(_choose_sense(match[0], *neighbours_of(text, *match.span())))
    return {short: _apply_agreement(senses) for short, senses in found.items()}


def _apply_agreement(senses: list[str]) -> list[str]:
    settled = {sense for sense in senses if sense}
    return senses if len(settled) != 1 else [*settled] * len(senses)

"""Spelling from the archive's own vocabulary: what a word may have been meant as, and the most likely reading of a query.

A word is doubted when the archive hardly has it, or never beside its neighbours. Its alternatives are the archive's words one slip
away (transposed, missing, doubled or wrong letters), with other accents, with a confused onset or tone, and, for an unknown
word, several words typed without blanks. Neighbouring pairs decide (``search.spelling.language_model``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray

from search.spelling.language_model import FREQUENT, LanguageModel
from vietnamese.spelling.keyboard_layouts import is_syllable
from vietnamese.spelling.normalise import fold, iy_variants, normalise
from vietnamese.spelling.syllables import HOOK, TILDE, keeps_typed, parse_syllable, split_letters, tone_position

_SLIP, _CONFUSED, _ACCENT, _JOINED, _TWICE, _UNKNOWN = 6.0, 4.0, 4.5, 3.0, 1.0, 4.0
"""What a choice costs (natural logarithm of how seldom it is meant): a wrong key, a regional or tone slip, an accent, no blanks, a key twice;
and a word that the archive hardly has."""

_HALF = 0.5
"""What the missing accents of a slip cost where the typed ones are kept ("cahy" for "cháy")."""

_MOST = 32
"""Alternatives of one word that are weighed."""

_KEPT = 2000
_LONGEST = 30
_ONSETS = (("s", "x"), ("ch", "tr"), ("l", "n"), ("d", "gi"), ("d", "r"), ("r", "gi"), ("d", "v"))

Reading = tuple[str, ...]
"""What one typed word may stand for: one word, or several typed without blanks."""


def slip(a: str, b: str) -> bool:
    """Tell whether one insertion, deletion, substitution or transposition of neighbours makes ``a`` into ``b``."""
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    same = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    x, y = a[same:], b[same:]
    if len(x) == len(y):
        return x[1:] == y[1:] or (x[:2] == y[1::-1] and x[2:] == y[2:])
    return x[1:] == y if len(x) > len(y) else x == y[1:]


@lru_cache(maxsize=1 << 14)
def confusions(word: str) -> frozenset[str]:
    """Syllables that are said alike somewhere: s/x, ch/tr, l/n, d/gi/r/v, the tones hỏi and ngã, i and y."""
    found = parse_syllable(word)
    if found is None:
        return frozenset()
    base = "".join(letter for letter, _ in split_letters(word))
    rest, tone = base[len(found.onset) :], found.tone
    onsets = {found.onset, *(y for x, y in _ONSETS if x == found.onset), *(x for x, y in _ONSETS if y == found.onset)}
    tones = {tone, {HOOK: TILDE, TILDE: HOOK}.get(tone, tone)}
    made = {normalise(_toned(onset, rest, mark)) for onset in onsets for mark in tones}
    return frozenset((made | set(iy_variants(word))) - {word})


def _toned(onset: str, rest: str, tone: str) -> str:
    at = tone_position(rest) + 1
    return onset + rest[:at] + tone + rest[at:]


_DOUBLED = re.compile(r"([^\W\d_])\1+")


@dataclass(frozen=True, slots=True)
class Choice:
    """A reading and what it costs."""

    words: Reading
    cost: float


class Speller:
    """Readings of words and of whole queries over one language."""

    def __init__(self, language: LanguageModel, folded: LanguageModel | None = None) -> None:
        """``folded``: the same texts without accents, where ``language`` has them."""
        self.language = language
        self._folded = folded
        self._weighed: dict[str, list[Choice]] = {}
        self._near: dict[str, list[Choice]] = {}

    def accents(self, folded: str) -> list[str]:
        """The archive's words whose fold is ``folded``, most frequent first."""
        known = (t for t in self.language.alike(folded) if t.isalpha() and self.language.count(t))
        return sorted(known, key=lambda t: -self.language.count(t))[:_MOST]

    def alternatives(self, word: str) -> list[Choice]:
        """What ``word`` (lower case, normalised) may have been meant as; it itself first. The last words are kept."""
        if len(self._weighed) >= _KEPT:
            self._weighed.clear()
        if word not in self._weighed:
            self._weighed[word] = self._weigh(word)
        return self._weighed[word]

    def _weigh(self, word: str) -> list[Choice]:
        count = self.language.count
        costs: dict[Reading, float] = {}
        if len(word) > 1:
            for term in self.language.slips(word):
                if slip(word, term):
                    costs[(term,)] = _SLIP
            costs = dict(self._slips_without_accents(word)) | costs
        costs |= self._sounding_alike(word)
        costs.pop((word,), None)
        once = _DOUBLED.sub(r"\1", word)
        if not count(word) and once != word and is_syllable(once):
            costs[(once,)] = _TWICE
        alone = {words: count(words[0]) for words in costs}
        best = sorted(costs, key=lambda w: costs[w] - log(alone[w] + 1))[:_MOST]
        joined = self._joined(word) if not count(word) else None
        return [
            Choice((word,), 0.0 if count(word) >= FREQUENT else _UNKNOWN),
            *(Choice(w, costs[w]) for w in best),
            *([Choice(joined, _JOINED)] if joined else []),
        ]

    def _slips_without_accents(self, word: str) -> Iterator[tuple[Reading, float]]:
        """Words whose letters are one slip away, whatever their accents."""
        if self._folded is None:
            return
        plain = fold(word)
        for near in self._folded.slips(plain):
            if slip(plain, near):
                for term in self.language.alike(near):
                    if self.language.count(term) >= FREQUENT:
                        yield (term,), _SLIP + (_HALF if keeps_typed(word, term) else _ACCENT / 2)

    def _sounding_alike(self, word: str) -> dict[Reading, float]:
        """Words with other accents, or said alike somewhere."""
        count = self.language.count
        alike = (t for t in self.language.alike(fold(word)) if t.isalpha() and count(t) >= FREQUENT)
        said = (t for t in confusions(word) if count(t) >= FREQUENT)
        costs: dict[Reading, float] = {(t,): _ACCENT for t in alike}
        return costs | {(t,): _CONFUSED for t in said}

    def near(self, word: str) -> list[Choice]:
        """What a known word may have been meant as by a writer who hears it: other accents, confused sounds; it itself first.

        The last words are kept.
        """
        if len(self._near) >= _KEPT:
            self._near.clear()
        found = self._near.get(word)
        if found is None:
            others = self._sounding_alike(word)
            found = [Choice((word,), 0.0), *(Choice(words, cost) for words, cost in others.items() if words != (word,))]
            self._near[word] = found
        return found

    def _joined(self, word: str) -> Reading | None:
        """The most likely cut of a word into syllables the archive knows ("congantinh"), None when there is none."""
        if not 5 <= len(word) <= _LONGEST:
            return None
        best: list[tuple[float, Reading] | None] = [(0.0, ())] + [None] * len(word)
        for end in range(1, len(word) + 1):
            for start in range(max(end - 7, 0), end):
                before, part = best[start], word[start:end]
                if before is None or self.language.count(part) < FREQUENT or not is_syllable(_any_tone(part)):
                    continue
                numbers = self.language.number([*before[1][-1:], part])
                if len(numbers) == 1:
                    score = float(np.log(self.language.alone(numbers)[0]))
                else:
                    score = before[0] + float(self.language.chances(numbers[:1], numbers[1:])[0, 0])
                here = best[end]
                if here is None or score > here[0]:
                    best[end] = (score, (*before[1], part))
        found = best[-1]
        return found[1] if found is not None and len(found[1]) > 1 else None

    def unknown(self, words: Sequence[str]) -> NDArray[np.bool_]:
        """(words,) whether the archive hardly has the word."""
        return np.array([self.language.count(w) < FREQUENT for w in words], np.bool_)

    def lonely(self, words: Sequence[str]) -> NDArray[np.bool_]:
        """(words,) whether the archive has the word beside neither neighbour."""
        numbers = self.language.number(words)
        known = np.append(0, np.append(self.language.pairs(numbers[:-1], numbers[1:]), 0))
        lonely = np.maximum(known[:-1], known[1:]) == 0
        return np.asarray(lonely & (len(words) > 1), np.bool_)

    def best(self, choices: Sequence[Sequence[Choice]]) -> tuple[list[Reading], float]:
        """The likeliest path through the choices of each word; the first choices are what was typed."""
        scores = np.zeros(1)
        typed = 0.0
        back: list[NDArray[np.int64]] = []
        for own, into in zip(choices, self._steps(choices), strict=True):
            inner = np.array([self._inside(c.words) - c.cost for c in own])
            steps = into + inner[None, :]
            typed += float(steps[0, 0])
            through = scores[:, None] + steps
            back.append(through.argmax(0))
            scores = through.max(0)
        at = int(scores.argmax())
        gain = float(scores[at]) - typed
        found: list[Reading] = []
        for own, came in zip(reversed(choices), reversed(back), strict=True):
            found.append(own[at].words)
            at = int(came[at])
        return found[::-1], gain

    def _steps(self, choices: Sequence[Sequence[Choice]]) -> list[NDArray[np.float64]]:
        """For each word (choices before, choices) the logarithm of the probability of each step; of all words with one look-up."""
        firsts = self.language.number([c.words[0] for own in choices for c in own])
        lasts = self.language.number([c.words[-1] for own in choices for c in own])
        sizes = [len(own) for own in choices]
        ends = np.cumsum(sizes).tolist()
        alone = np.log(self.language.alone(firsts))
        if len(sizes) < 2:
            return [alone[None, :]] * len(sizes)
        before, after = [], []
        for begin, middle, end in zip([0, *ends], ends, ends[1:], strict=False):
            before.append(np.repeat(np.arange(begin, middle), end - middle))
            after.append(np.tile(np.arange(middle, end), middle - begin))
        every = self.language.chances_of(lasts[np.concatenate(before)], firsts[np.concatenate(after)])
        cuts = np.cumsum([own.size for own in before])[:-1]
        steps = [alone[None, : ends[0]]]
        for own, begin, middle, end in zip(np.split(every, cuts), [0, *ends], ends, ends[1:], strict=False):
            # After a word that no text has nothing is likelier than by itself.
            unheard = middle - begin == 1 and (lasts[begin] < 0).all()
            steps.append(alone[None, middle:end] if unheard else own.reshape(middle - begin, end - middle))
        return steps

    def _inside(self, words: Reading) -> float:
        if len(words) == 1:
            return 0.0
        numbers = self.language.number(words)
        return float(
            sum(self.language.chances(numbers[i : i + 1], numbers[i + 1 : i + 2])[0, 0] for i in range(len(words) - 1))
        )

    def restore_accents(self, words: Sequence[str]) -> tuple[list[Reading], float]:
        """The most likely accents of a query typed without any."""
        return self.best([[Choice((t,), 0.0) for t in self.accents(w)] or [Choice((w,), 0.0)] for w in words])


def _any_tone(part: str) -> str:
    """A syllable typed without accents with a tone that its ending allows, so that ``is_syllable`` judges its letters."""
    if part.endswith(("c", "ch", "p", "t")) and part.isascii():
        vowel = re.search(r"[aeiouy]+", part)
        return (
            part if vowel is None else part[: vowel.end() - 1] + part[vowel.end() - 1] + "\u0301" + part[vowel.end() :]
        )
    return part

"""Typing help from the index's own text: raw keys composed, and the query as it was probably meant ("Ý bạn là")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Protocol
from weakref import WeakKeyDictionary, proxy

from columnar.query.plan import Run
from indexer.analysis.word_borders import is_word
from search.query.grammar import read_syntax
from search.query.syntax import Span, SyntaxTree, rewrite, take_literally
from search.query.tree import Form, Query, Term
from search.spelling.corrections import Correction
from search.spelling.language_model import FREQUENT, LanguageModel
from search.spelling.place_speller import PlaceSpeller
from search.spelling.speller import Choice, Reading, Speller
from search.understood import Understood
from vietnamese.abbreviations.dictionary import Dictionary
from vietnamese.entities.place_names import LEVELS, load_place_names
from vietnamese.entities.surnames import COMMON_SURNAMES
from vietnamese.spelling.keyboard_layouts import compose_layout, compose_telex, compose_vni, decode_figures, is_syllable
from vietnamese.spelling.known_words import find_alike, is_foreign, is_known
from vietnamese.spelling.normalise import fold, iy_variants, normalise
from vietnamese.spelling.syllables import keeps_typed
from vietnamese.spelling.tokens import Token, tokenize

_MOST_WORDS = 24
_SURE = 3.0
"""By how much (natural logarithm), beyond what the change costs, a reading must be likelier than a known word to be offered."""

_SURE_SLIP = 5.5
"""The same of a known word that the archive never has beside its neighbours, where the keys slipped."""

_OFTENER = 40
"""How much more often the archive must have the other word beside a neighbour."""

_SHORT = 3
"""Letters of an English word that is more likely an error in a query of Vietnamese words ("sta")."""

_CLEARLY = 1.0
"""By how much a reading must be likelier than the next one to apply by itself."""

_LIKELIER = 1.0
"""The same of words that the archive does not have, where the query as typed finds nothing."""

_RARER = 20
"""How much more often the archive must have the composed word than the raw keys."""

_RAW = re.compile(
    r"(?<![\w+/])[A-Za-z0\[][A-Za-z0-9\[\]]{1,11}(?![\w/:*])|(?<![\w+])[ăâêôđầằềồẩẳểổẫẵễỗấắếốậặệộ]{2,8}(?!\w)"
)


_VOWEL = re.compile("[aeiouy]")
_CODE = re.compile(r"[A-Za-z][0-9]{1,3}")
"""A letter and figures are rather a name (U23, C45) than keys."""


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
        self.folded = Speller(index.language(accented=False))
        self.accented = Speller(index.language(accented=True), index.language(accented=False))
        self._places = PlaceSpeller(index)

    def frequency(self, term: str, *, folded: bool = False) -> int:
        """Most articles that hold a term in a zone of text."""
        end = "_folded" if folded else ""
        return max(self._index.counts([Run(zone + end, (term,)) for zone in ("title", "lead", "body")]))

    def decode_word(self, word: str, rarer: int, *, beside: bool = False) -> str | None:
        """The word that raw keys stand for, when the archive has it and hardly has the keys as a word.

        ``beside`` words that are surely keys, any Vietnamese word will do for what is none.
        """
        lower = word.lower()
        made = (compose_telex(lower), compose_vni(lower), compose_layout(lower), _stroked(lower), decode_figures(lower))
        found = [w for w in made if w and w != lower]
        if not found:
            return None
        seen = self.frequency(lower, folded=True)
        free = beside and not seen and not is_syllable(lower)
        return next(
            (w for w in found if self.frequency(normalise(w)) > rarer * seen or free and is_known(normalise(w))), None
        )

    def decode_keystrokes(self, text: str, dictionary: Dictionary) -> tuple[str, tuple[Understood, ...]]:
        """Return the text with words in raw keys composed, and what was understood; known short forms (C46, PA05) are no keys.

        Keys are read only in a query without any accent. A word of two letters ("ys"), an English or a loan word ("max") is composed
        only beside words that are surely raw keys, the latter beside more of them than there are such words.
        """
        free = read_syntax(text).running(quoted=True)
        words = [m for m in _RAW.finditer(text) if not _is_short(m.group(), dictionary) and _within(m.start(), free)]
        if any(t.text != t.folded and _within(t.start, free) for t in tokenize(text)):
            words = [m for m in words if not m.group().isascii()]
        foreign = {m.start() for m in words if is_foreign(m.group().lower())}
        sure = {
            m.start(): w
            for m in words
            if len(m.group()) > 2
            and m.start() not in foreign
            and not _CODE.fullmatch(m.group())
            and (w := self.decode_word(m.group(), _RARER))
        }
        if sure:
            rest = (
                m for m in words if m.start() not in sure and (m.start() not in foreign or len(sure) > len(foreign))
            )
            sure |= {m.start(): w for m in rest if (w := self.decode_word(m.group(), 1, beside=True))}
        put = [(m.span(), sure[m.start()]) for m in words if m.start() in sure]
        notes = tuple(
            Understood("telex", text[slice(*span)], "keys", {"word": word}, _insisted(text, span)) for span, word in put
        )
        return rewrite(text, put), notes

    def suggest(self, syntax: SyntaxTree) -> Correction | None:
        """Return the query as it was probably meant, to be offered; None when it is fine as typed."""
        named = self._places.read(syntax)
        quoted = self._read_phrases(read_syntax(named.text) if named else syntax)
        before = quoted or named
        found = self._read(read_syntax(before.text) if before else syntax, offered=True)
        if not (found or before):
            return self._read_words(syntax)
        return replace(found, sure=False) if found and before else found or before

    def _read_words(self, syntax: SyntaxTree) -> Correction | None:
        """Unknown words that make a word of the dictionary with their neighbour in one near way only: what a small archive does not tell."""
        text, tokens = syntax.text, tokenize(syntax.text)
        if not 1 < len(tokens) <= _MOST_WORDS or all(t.text == t.folded for t in tokens):
            return None
        edits = []
        for at, (token, fixed) in enumerate(zip(tokens, self._fixed(syntax, tokens), strict=True)):
            word = token.text
            if fixed or self.is_known(word) or self.accented.language.count(word) or not word.isalpha():
                continue
            near = {choice.words[0] for choice in self.accented.alternatives(word) if len(choice.words) == 1} - {word}
            sides = [(t.text, "") for t in tokens[max(at - 1, 0) : at]] + [
                ("", t.text) for t in tokens[at + 1 : at + 2]
            ]
            fits = [n for n in near if any(is_word("_".join(filter(None, (b, n, a)))) for b, a in sides)]
            if len(fits) == 1:
                edits.append(((token.start, token.end), _recase(text[token.start : token.end], fits[0])))
        spans = [span for span, _ in edits]
        return Correction(rewrite(text, edits), take_literally(syntax, *spans), False) if edits else None

    def correct(self, syntax: SyntaxTree) -> Correction | None:
        """Return the query with nothing but unknown words changed, each to its clearly likeliest reading; None without such."""
        found = self._read(syntax, offered=False)
        # Where a place is meant, only that is offered.
        return found if found and found.sure and not self._places.read(syntax) else None

    def _read_phrases(self, syntax: SyntaxTree) -> Correction | None:
        """Phrases that the archive does not have, with the accents or sounds of one that it has; they are only offered."""
        put = []
        for phrase in syntax.phrases():
            inside = syntax.text[slice(*phrase.inside)]
            tokens = tokenize(inside)
            if 1 < len(tokens) <= _MOST_WORDS and (words := self._phrase_meant([t.text for t in tokens])):
                changed = [(t, w) for t, w in zip(tokens, words, strict=True) if w != t.text]
                edits = [((t.start, t.end), _recase(inside[t.start : t.end], w)) for t, w in changed]
                put.append((phrase.inside, rewrite(inside, edits)))
        return Correction(rewrite(syntax.text, put), syntax.text) if put else None

    def _phrase_meant(self, words: list[str]) -> list[str] | None:
        """The likeliest phrase of the archive that sounds alike; None where it has the phrase as typed, or none."""
        if not any(word != fold(word) for word in words) or self._holding(words):
            return None
        choices = [self.accented.near(word) for word in words]
        readings, gain = self.accented.best(choices)
        meant = [word for reading in readings for word in reading]
        return meant if gain > 0 and len(meant) == len(words) and meant != words and self._holding(meant) else None

    def _holding(self, words: Sequence[str]) -> int:
        """Most articles that hold words side by side in a zone of text."""
        return max(self._index.counts([Run(zone, tuple(words)) for zone in ("title", "lead", "body")]))

    def is_known(self, word: str) -> bool:
        """Tell whether the archive, the shipped words or the gazetteer know a word (lower case, normalised)."""
        return self.accented.language.count(word) >= FREQUENT or is_known(word) or word in load_place_names().syllables

    def reading(self, query: Query) -> Form:
        """Return the words of a query without any accents as the archive most likely writes them; nothing for another query."""
        terms = query.running
        if not 1 < len(terms) <= _MOST_WORDS or any(t.accented for u in query.units for t in u.terms):
            return ()
        readings, _ = self.accented.restore_accents([t.text for t in terms])
        return tuple(Term("".join(words), t.folded) for t, words in zip(terms, readings, strict=True))

    def _read(self, syntax: SyntaxTree, *, offered: bool) -> Correction | None:
        """The likeliest reading; only unknown words are changed unless it is to be ``offered``."""
        text = syntax.text
        tokens = tokenize(text)
        if not tokens or len(tokens) > _MOST_WORDS:
            return None
        speller = self.folded if all(t.text == t.folded for t in tokens) else self.accented
        words = [t.text for t in tokens]
        unknown = [not (self.is_known(w) or speller.language.count(w) >= FREQUENT) for w in words]
        if not offered and not any(unknown):
            return None
        fixed = self._fixed(syntax, tokens)
        lonely = speller.lonely(words)
        foreign = [is_foreign(w) and speller.language.count(w) < FREQUENT for w in words]
        if sum(foreign) * 2 >= len(words):
            return None
        choices = [
            [Choice((t.text,), 0.0)]
            if f
            else self._choices(speller, t.text, new=u, alone=bool(a), foreign=e, offered=offered)
            for t, f, u, a, e in zip(tokens, fixed, unknown, lonely, foreign, strict=True)
        ]
        if all(len(own) == 1 for own in choices):
            return None
        readings, gain = speller.best(choices)
        changed = [i for i, (w, r) in enumerate(zip(words, readings, strict=True)) if r != (w,)]
        if any(not unknown[i] and not _is_supported(speller, words, readings, unknown, i) for i in changed):
            return None
        needed = sum(
            _LIKELIER if unknown[i] else _SURE if readings[i] in _heard(speller, words[i]) else _SURE_SLIP
            for i in changed
        )
        if not changed or gain < needed:
            return None
        spans = [(tokens[i].start, tokens[i].end) for i in changed]
        put = [_recase(text[slice(*span)], " ".join(readings[i])) for i, span in zip(changed, spans, strict=True)]
        return Correction(
            rewrite(text, [*zip(spans, put, strict=True)]),
            take_literally(syntax, *spans),
            all(unknown[i] and not _is_another(words[i], readings[i]) for i in changed)
            and not offered
            and _is_clear(speller, choices, readings, changed),
        )

    def _fixed(self, syntax: SyntaxTree, tokens: Sequence[Token]) -> list[bool]:
        """For each token whether spelling leaves it alone: meant to the letter, an abbreviation in capitals, part of a name."""
        text, free = syntax.text, syntax.running()
        readable = sum(is_syllable(t.folded) for t in tokens) * 2 > len(tokens)
        shouted = not any(c.islower() for c in text) and readable
        titled = not any(text[t.start].islower() for t in tokens)
        fixed = [not _within(t.start, free) for t in tokens]
        names = load_place_names()
        for at, token in enumerate(tokens):
            raw = text[token.start : token.end]
            # In a query all in capitals those without a vowel are abbreviations.
            spelt = shouted and len(tokens) > 1 and bool(_VOWEL.search(token.folded))
            fixed[at] |= raw.isupper() and len(raw) > 1 and not spelt
            # A known word with a capital inside a query is part of a name, and so is whatever follows a family name.
            fixed[at] |= at > 0 and raw[:1].isupper() and not titled and self.is_known(token.text)
            # What follows a capitalised surname in capitals is a person's name.
            before = (t for t in tokens[max(at - 3, 0) : at] if text[t.start].isupper())
            fixed[at] |= raw[:1].isupper() and any(t.text in COMMON_SURNAMES for t in before)
            levels = LEVELS if raw[:1].isupper() else LEVELS[:2]
            # A word of the dictionary is known whatever its syllables are alone.
            pair = tokens[at : at + 2]
            if (
                len(pair) == 2
                and not all(self.is_known(t.text) for t in pair)
                and is_word("_".join(t.text for t in pair))
            ):
                fixed[at : at + 2] = [True] * 2
            found = names.match_longest(tokens, at, levels)
            if found and len(found[0].terms) > 1:
                fixed[at : at + len(found[0].terms)] = [True] * len(found[0].terms)
        for own in _foreign_names(text, tokens):
            fixed[own.start : own.stop] = [True] * len(own)
        return fixed

    def _choices(
        self, speller: Speller, word: str, *, new: bool, alone: bool, foreign: bool, offered: bool
    ) -> list[Choice]:
        """What a word may be: an unknown one anything near, a known one what sounds alike, and that only as an offer."""
        if not re.fullmatch(r"[^\W\d_]{2,30}", word) or not (new or offered):
            return [Choice((word,), 0.0)]
        if new:
            return speller.alternatives(word)
        if foreign and len(word) > _SHORT:
            return [Choice((word,), 0.0)]
        found = speller.alternatives(word) if alone else speller.near(word) if speller is self.accented else []
        # The other spelling with i or y is found as it is.
        own = Choice((word,), 0.0)
        return [*found[:1], *(one for one in found[1:] if one.words[0] not in iy_variants(word))] or [own]


def _foreign_names(text: str, tokens: Sequence[Token]) -> Iterator[range]:
    """Yield runs of capitalised words of which two or more are no Vietnamese syllables: "Zhong Jian Hua"."""
    for capital, group in groupby(range(len(tokens)), lambda at: text[tokens[at].start].isupper()):
        own = [*group]
        if capital and sum(not is_syllable(tokens[at].folded) for at in own) >= 2:
            yield range(own[0], own[-1] + 1)


def _is_supported(
    speller: Speller, words: Sequence[str], readings: Sequence[Reading], unknown: Sequence[bool], at: int
) -> bool:
    """Whether the archive has another word beside a neighbour so much more often that a known word may be meant as it.

    It has it beside the other neighbour too, unless nobody knows that. Neighbours are as typed: two words are not changed for each other's sake.
    """
    put = readings[at][0]
    typed = other = 0
    for side in (-1, 1):
        if 0 <= at + side < len(words):
            before, meant = (_beside(speller, word, words[at + side], side) for word in (words[at], put))
            if meant < FREQUENT and not unknown[at + side]:
                return False
            typed, other = max(typed, before), max(other, meant)
    return other >= max(_OFTENER * typed, FREQUENT)


def _beside(speller: Speller, word: str, beside: str, side: int) -> int:
    """How often the archive has a word beside another one that stands before (-1) or behind it (1)."""
    first, second = (beside, word) if side < 0 else (word, beside)
    number, pairs = speller.language.number, speller.language.pairs
    return int(pairs(number([first]), number([second]))[0])


def _is_another(word: str, reading: Reading) -> bool:
    """Whether a word is rather one that the archive lacks: another syllable has its letters and every accent typed ("cuớp": cướp)."""
    meant = [other for other in find_alike(fold(word)) if keeps_typed(word, other)]
    return word != fold(word) and bool(meant) and reading not in {(other,) for other in meant}


def _heard(speller: Speller, word: str) -> set[Reading]:
    return {choice.words for choice in speller.near(word)}


def _is_clear(
    speller: Speller, choices: Sequence[Sequence[Choice]], readings: Sequence[Reading], changed: Sequence[int]
) -> bool:
    """Whether no other reading of a changed word comes near."""
    _, gain = speller.best(choices)
    for i in changed:
        others = [c for c in choices[i] if c.words != readings[i]]
        _, next_gain = speller.best([*choices[:i], others, *choices[i + 1 :]])
        if gain - next_gain < _CLEARLY:
            return False
    return True


def _recase(typed: str, put: str) -> str:
    """The capitals of what was typed, on what takes its place."""
    if typed.isupper() and len(typed) > 1:
        return put.upper()
    return put[:1].upper() + put[1:] if typed[:1].isupper() else put


def _within(at: int, spans: Sequence[Span]) -> bool:
    return any(a <= at < b for a, b in spans)


def _insisted(text: str, word: Span) -> str:
    """The query that takes the keys as a word; of a phrase, the phrase to the letter."""
    syntax = read_syntax(text)
    quoted = next((p.span for p in syntax.phrases() if p.span[0] < word[0] < p.span[1]), None)
    return take_literally(syntax, quoted or word)


def _is_short(word: str, dictionary: Dictionary) -> bool:
    """Whether a word is a certain short form, in capitals or with figures."""
    meant = word.isupper() or any(c.isdigit() for c in word)
    return meant and any(not e.ambiguous for e in dictionary.expansions_of(word))


def _stroked(word: str) -> str | None:
    """A short form typed with the keys of đ ("hddnd", "ubnd" has none), None when there is none in it."""
    return word.replace("dd", "đ").replace("d9", "đ") if "dd" in word or "d9" in word else None


def load_dictionary() -> None:
    """Read the words of the dictionary, which the first misspelt query of a process would wait for."""
    is_word("")


_correctors: WeakKeyDictionary[Index, QueryCorrector] = WeakKeyDictionary()


def corrector_of(index: Index) -> QueryCorrector:
    """The corrector of an opened index, made once; it refers to it weakly, so that an index that nobody reads is closed."""
    found = _correctors.get(index)
    return found if found is not None else _correctors.setdefault(index, QueryCorrector(proxy(index)))

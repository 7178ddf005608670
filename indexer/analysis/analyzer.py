"""Article -> Analysis: its terms as numbers, zone by zone, and the definitions its text makes. Cheap; see ``segmentation``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from archive.attempts import Attempts
from archive.failures import DEFINITIONS, MARKS, TERMS
from archive.model import Article
from columnar import BREAK, Terms
from indexer.analysis.entity_terms import entity_terms_of_text
from indexer.analysis.model import Analysis
from indexer.analysis.round_ups import ITEM, find_items
from indexer.schema import TEXT_ZONES
from vietnamese.abbreviations.definitions import find_definitions
from vietnamese.spelling.tokens import Token, tokenize

ANALYSER_VERSION = "7"
"""Kept analyses of another version are not read: raise it whenever terms, zones or definitions change."""

Texts = tuple[str, str, str, str]
Pairs = tuple[tuple[str, str], ...]


def zone_texts(article: Article) -> Texts:
    """The text of each of indexer.model.ZONES, in their order."""
    return article.title, article.lead, article.body, article.captions


def whole_text(texts: Texts) -> str:
    """All zones as one text."""
    return "\n".join(t for t in texts if t)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _run(tokens: Iterable[Token], numbers: dict[str, int]) -> list[int]:
    """Running numbers of the terms of one zone, BREAK between sentences."""
    run: list[int] = []
    sentence = -1
    for token in tokens:
        if run and token.sentence != sentence:
            run.append(BREAK)
        sentence = token.sentence
        run.append(numbers.setdefault(token.text, len(numbers)))
    return run


def _places(tokens: Sequence[Token], starts: Sequence[int]) -> list[int]:
    """The position in a zone's run of the first token from each character on."""
    if not starts:
        return []
    found, position, sentence = list[int](), 0, -1
    waiting = list(starts)
    for number, token in enumerate(tokens):
        position += number > 0 and token.sentence != sentence
        sentence = token.sentence
        while waiting and token.start >= waiting[0]:
            found.append(position)
            waiting.pop(0)
        position += 1
    return list(dict.fromkeys(found))


def defined_pairs(text: str) -> Pairs:
    """Return the (abbreviation, expansion) pairs that a text defines."""
    return tuple(dict.fromkeys((_one_line(d.abbreviation), _one_line(d.expansion)) for d in find_definitions(text)))


@dataclass(frozen=True, slots=True)
class Parts:
    """What an analysis is made of. Each may fail for a text and the others are made all the same."""

    tokens: Callable[[str], Iterable[Token]] = tokenize
    definitions: Callable[[str], Pairs] = defined_pairs
    marks: Callable[[Texts, Pairs, Counter[str]], list[str]] = entity_terms_of_text


_PARTS = Parts()


def analyse_texts(texts: Texts, parts: Parts = _PARTS) -> Analysis:
    """Analyse the texts of the four zones: a zone that cannot be cut into terms stays empty."""
    numbers: dict[str, int] = {}
    attempts = Attempts()
    undefined: Pairs = ()
    unmarked: list[str] = []
    cut = [attempts.run(TERMS, lambda t: list(parts.tokens(t)), text, list[Token]()) for text in texts]
    runs = [_run(tokens, numbers) for tokens in cut]
    names = list(numbers)
    pairs = attempts.run(DEFINITIONS, parts.definitions, whole_text(texts), undefined)
    terms = Counter(names[number] for run in runs for number in run if number != BREAK) if pairs else Counter[str]()
    marks = attempts.run(MARKS, lambda t: parts.marks(t, pairs, terms), texts, unmarked)
    marks += [f"{ITEM}{place}" for place in _places(cut[TEXT_ZONES.index("body")], find_items(texts))]
    runs.append([numbers.setdefault(mark, len(numbers)) for mark in marks])
    vocabulary = sorted(numbers)
    renumber = np.full(len(vocabulary) + 1, BREAK, np.int32)
    renumber[[numbers[t] for t in vocabulary]] = np.arange(len(vocabulary), dtype=np.int32)
    zones = {zone: renumber[np.array(run, np.int64)] for zone, run in zip(TEXT_ZONES, runs, strict=True)}
    return Analysis(Terms.of(vocabulary), zones, pairs, attempts.failed)


def analyse(article: Article) -> Analysis:
    """Analyse one article; the result depends on its text alone."""
    return analyse_texts(zone_texts(article))

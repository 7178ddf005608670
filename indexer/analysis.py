"""Article -> Analysis: its terms as numbers, zone by zone, and the definitions its text makes. Cheap; see ``segmentation``."""

from __future__ import annotations

from collections import Counter

import numpy as np

from archive.model import Article
from indexer.marks import marks_of_text
from indexer.model import BREAK, TEXT_ZONES, Analysis, Terms
from vietnamese.definitions import find_definitions
from vietnamese.tokens import tokenize

ANALYSER_VERSION = "6"
"""Kept analyses of another version are not read: raise it whenever terms, zones or definitions change."""

Texts = tuple[str, str, str, str]


def zone_texts(article: Article) -> Texts:
    """The text of each of indexer.model.ZONES, in their order."""
    return article.title, article.lead, article.body, article.captions


def whole_text(texts: Texts) -> str:
    """All zones as one text."""
    return "\n".join(t for t in texts if t)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _run(text: str, numbers: dict[str, int]) -> list[int]:
    """Running numbers of the terms of one zone, BREAK between sentences."""
    run: list[int] = []
    sentence = -1
    for token in tokenize(text):
        if run and token.sentence != sentence:
            run.append(BREAK)
        sentence = token.sentence
        run.append(numbers.setdefault(token.text, len(numbers)))
    return run


def analyse_texts(texts: Texts) -> Analysis:
    """Analyse the texts of the four zones."""
    numbers: dict[str, int] = {}
    runs = [_run(text, numbers) for text in texts]
    names = list(numbers)
    found = find_definitions(whole_text(texts))
    pairs = tuple(dict.fromkeys((_one_line(d.abbreviation), _one_line(d.expansion)) for d in found))
    terms = Counter(names[number] for run in runs for number in run if number != BREAK) if pairs else Counter[str]()
    runs.append([numbers.setdefault(mark, len(numbers)) for mark in marks_of_text(texts, pairs, terms)])
    vocabulary = sorted(numbers)
    renumber = np.full(len(vocabulary) + 1, BREAK, np.int32)
    renumber[[numbers[t] for t in vocabulary]] = np.arange(len(vocabulary), dtype=np.int32)
    zones = {zone: renumber[np.array(run, np.int64)] for zone, run in zip(TEXT_ZONES, runs, strict=True)}
    return Analysis(Terms.of(vocabulary), zones, pairs)


def analyse(article: Article) -> Analysis:
    """Analyse one article; the result depends on its text alone."""
    return analyse_texts(zone_texts(article))

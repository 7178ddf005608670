"""Our analysis as a Whoosh analyzer, so that Whoosh's own query parser cuts a query as the index was cut."""

# Whoosh is typed in part only: its constructors carry no annotations.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whoosh.analysis.acore import Token
from whoosh.analysis.analyzers import Analyzer
from whoosh.analysis.tokenizers import IDTokenizer

from columnar import Field
from indexer.schema import ACCENTED, FOLDED
from vietnamese.spelling.normalise import fold
from vietnamese.spelling.tokens import tokenize


class SyllableAnalyzer(Analyzer):
    """Cuts text into the terms of a field: syllables, figures and document numbers as ``vietnamese.spelling.tokens`` cuts them."""

    def __init__(self, folded: bool) -> None:
        """``folded``: without accents."""
        self.folded = folded

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SyllableAnalyzer) and other.folded == self.folded

    def __hash__(self) -> int:
        return hash((type(self), self.folded))

    def __call__(
        self,
        value: str,
        positions: bool = False,
        chars: bool = False,
        keeporiginal: bool = False,
        start_pos: int = 0,
        start_char: int = 0,
        **others: Any,
    ) -> Iterator[Token]:
        """Yield Whoosh's one token again and again, as its analyzers do; a new sentence leaves a place free, as in the index."""
        token = Token(positions, chars, **others)
        position, sentence = start_pos, -1
        for cut in tokenize(value):
            position += int(sentence not in (-1, cut.sentence))
            sentence = cut.sentence
            token.text = fold(cut.text) if self.folded else cut.text
            token.boost = 1.0
            token.stopped = False
            if keeporiginal:
                token.__dict__["original"] = value[cut.start : cut.end]
            if positions:
                token.pos = position
            if chars:
                token.startchar, token.endchar = start_char + cut.start, start_char + cut.end
            position += 1
            yield token


def analyzer_of(field: Field) -> Analyzer | IDTokenizer:
    """The analyzer of a field of the articles' index; words and entity terms are asked as they are written there."""
    if field.positions and field.vocabulary in (ACCENTED, FOLDED):
        return SyllableAnalyzer(field.vocabulary == FOLDED)
    return IDTokenizer()

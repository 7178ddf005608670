"""Snippets and marked titles: HTML with <mark> around what matched, in the text as published.

A text is folded character by character and searched by one compiled pattern, and only the pieces found are cut into tokens, which
decide what they are. Cutting whole articles into tokens took eight times as long.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from html import escape
from unicodedata import is_normalized

import numpy as np
from numpy.typing import NDArray

from archive.model import Article
from indexer.marks import where_named
from indexer.units import Query, Term
from vietnamese.normalise import fold
from vietnamese.tokens import Token, tokenize

WIDTH = 240

Span = tuple[int, int, int]
"""First and last character marked, and the number of the pattern that matched there."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """Term sequences to mark, and prefixes."""

    sequences: tuple[tuple[Term, ...], ...]
    prefixes: tuple[Term, ...]
    marks: frozenset[str] = frozenset()
    """Documents and days, however the text names them (``indexer.marks``)."""

    finder: re.Pattern[str] | None = field(default=None, compare=False, repr=False)
    """Finds what may be one of them in folded text, whatever stands before it; None: only tokens tell (dates)."""
    pieces: dict[str, Sequence[Token]] = field(default_factory=dict, compare=False, repr=False)
    """Tokens of a piece of text, by the piece: words repeat from article to article."""

    @classmethod
    def of(cls, query: Query) -> Patterns:
        """The patterns of a query: every form of every unit."""
        sequences = [f for u in query.units if u.kind != "prefix" for f in u.written]
        prefixes = tuple(u.terms[0] for u in query.units if u.kind == "prefix")
        marks = frozenset(mark for u in query.units for mark in u.marks)
        found = cls(tuple(sorted(dict.fromkeys(sequences), key=len, reverse=True)), prefixes, marks)
        return replace(found, finder=_finder(found))

    def __bool__(self) -> bool:
        """Whether there is anything to mark."""
        return bool(self.sequences or self.prefixes)


_TABLE = 0x2000
"""Characters from here on have no accents."""


@lru_cache(maxsize=1)
def _folding() -> NDArray[np.uint32]:
    """(_TABLE,) the folded character of each character; itself where folding gives none or several."""
    folded = [fold(chr(i)) for i in range(_TABLE)]
    return np.array([ord(f) if len(f) == 1 else i for i, f in enumerate(folded)], np.uint32)


def _folded(text: str) -> str:
    """The text folded character by character, so that places in it are places in ``text``."""
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32)
    small = codes < _TABLE
    return np.where(small, _folding()[np.where(small, codes, 0)], codes).astype("<u4").tobytes().decode("utf-32-le")


def _word(term: Term) -> str:
    # Figures of a number are joined however they were grouped (114.924).
    return "[.,]?".join(term.folded) if term.folded.isdigit() else re.escape(term.folded)


def _finder(patterns: Patterns) -> re.Pattern[str] | None:
    # It begins with letters on purpose: then the regular expression engine skips to them.
    runs = [r"[\W_]{1,4}".join(map(_word, terms)) + r"(?![^\W_])" for terms in patterns.sequences]
    begun = [re.escape(fold(term.text)) + r"[^\W_]*" for term in patterns.prefixes]
    if any("/" in term.text for terms in patterns.sequences for term in terms):
        return None
    return re.compile("|".join([*runs, *begun])) if runs or begun else None


def _tokens(text: str, patterns: Patterns) -> Sequence[Token]:
    """The tokens of a text where patterns may stand, each piece a sentence of its own."""
    if not patterns:
        return ()
    if patterns.finder is None or not is_normalized("NFC", text):
        return tokenize(text)
    found: list[Token] = []
    folded = _folded(text)
    for number, match in enumerate(patterns.finder.finditer(folded)):
        start, end = match.span()
        if start and folded[start - 1].isalnum():
            continue
        raw = text[start:end]
        piece = patterns.pieces.get(raw)
        if piece is None:
            piece = patterns.pieces[raw] = tokenize(raw)
        found += [
            Token(t.text, t.folded, start + t.start, start + t.end, t.kind, 100 * number + t.sentence) for t in piece
        ]
    return found


def tokens_of(text: str, patterns: Patterns) -> Sequence[Token]:
    """The tokens of a text where patterns may stand; what names a mark is one token of its own instead of its words."""
    tokens = _tokens(text, patterns)
    named = [Token(m, m, start, end, "number", -1) for m, start, end in where_named(text, patterns.marks)]
    if not named:
        return tokens
    apart: list[Token] = []
    for token in sorted((*named, *tokens), key=lambda t: (t.start, t.sentence)):
        if not apart or token.start >= apart[-1].end:
            apart.append(token)
        elif token.sentence < 0 and apart[-1].sentence >= 0:
            apart[-1] = token
    return apart


def _same(token: Token, term: Term, accented: bool) -> bool:
    return token.text == term.text if accented else token.folded == term.folded


def spans(tokens: Sequence[Token], patterns: Patterns) -> list[Span]:
    """Return what to mark, in order, never overlapping."""
    found: list[Span] = []
    by_first: dict[str, list[tuple[int, tuple[Term, ...], bool]]] = {}
    for number, terms in enumerate(patterns.sequences):
        by_first.setdefault(terms[0].folded, []).append((number, terms, any(t.accented for t in terms)))
    at = 0
    while at < len(tokens):
        size = 1
        if tokens[at].text in patterns.marks:
            found.append((tokens[at].start, tokens[at].end, len(patterns.sequences)))
        for number, terms, accented in by_first.get(tokens[at].folded, ()):
            part = tokens[at : at + len(terms)]
            whole = len(part) == len(terms) and part[-1].sentence == part[0].sentence
            if whole and all(_same(a, b, accented) for a, b in zip(part, terms, strict=True)):
                found.append((part[0].start, part[-1].end, number))
                size = len(terms)
                break
        else:
            for number, term in enumerate(patterns.prefixes):
                text = tokens[at].text if term.accented else tokens[at].folded
                if text.startswith(term.text):
                    found.append((tokens[at].start, tokens[at].end, -1 - number))
                    break
        at += size
    return found


def mark(text: str, marked: Sequence[Span], start: int = 0, end: int | None = None) -> str:
    """Return text[start:end] escaped, with <mark> around the spans inside."""
    end = len(text) if end is None else end
    out, at = [], start
    for low, high, _ in marked:
        if low < start or high > end:
            continue
        out.append(f"{escape(text[at:low])}<mark>{escape(text[low:high])}</mark>")
        at = high
    return "".join(out) + escape(text[at:end])


def _best(marked: Sequence[Span]) -> tuple[int, float]:
    """First span of the window of WIDTH characters that holds most, and its worth (different patterns first)."""
    best, worth, low = 0, -1.0, 0
    for high in range(len(marked)):
        while marked[high][1] - marked[low][0] > WIDTH - 20 and low < high:
            low += 1
        inside = marked[low : high + 1]
        value = len({n for _, _, n in inside[-40:]}) + 0.1 * min(len(inside), 9)
        if value > worth:
            best, worth = low, value
    return best, worth


def _window(text: str, marked: Sequence[Span]) -> tuple[int, int]:
    """Character range of about WIDTH around the best spans, cut at blanks."""
    if len(text) <= WIDTH:
        return 0, len(text)
    start = max(marked[_best(marked)[0]][0] - 40, 0) if marked else 0
    start = max(min(start, len(text) - WIDTH), 0)
    if start:
        blank = text.find(" ", start, start + 30)
        start = blank + 1 if blank >= 0 else start
    end = min(start + WIDTH, len(text))
    if end < len(text):
        blank = text.rfind(" ", start + WIDTH - 40, end)
        end = blank if blank > start else end
    return start, end


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article's fields with their tokens where patterns may stand, read once for marks, snippet and reasons."""

    zones: Mapping[str, tuple[str, Sequence[Token]]]

    @classmethod
    def of(cls, article: Article, patterns: Patterns) -> ReadArticle:
        """Read an article; empty fields are left out."""
        texts = {"title": article.title, "lead": article.lead, "body": article.body, "caption": article.captions}
        texts["byline"] = article.byline
        return cls({name: (text, tokens_of(text, patterns)) for name, text in texts.items() if text.strip()})


def snippet(read: ReadArticle, patterns: Patterns) -> str:
    """Return about two lines of HTML from the lead, the body or the captions, whichever says most of the query."""
    chosen, worth = ("", list[Span]()), -2.0
    for zone in ("lead", "body", "caption"):
        if zone not in read.zones:
            continue
        text, tokens = read.zones[zone]
        marked = spans(tokens, patterns)
        value = _best(marked)[1] if marked else -1.0
        if value > worth:
            chosen, worth = (text, marked), value
    text, marked = chosen
    start, end = _window(text, marked)
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    return before + " ".join(mark(text, marked, start, end).split()) + after


def title(read: ReadArticle, patterns: Patterns) -> str:
    """Return the title as HTML with marks."""
    text, tokens = read.zones.get("title", ("", ()))
    return mark(text, spans(tokens, patterns))

"""Snippets and marked titles: HTML with <mark> around what matched, in the text as published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from archive.model import Article
from indexer.units import Query, Term
from vietnamese.tokens import Token, tokenize

WIDTH = 240

Span = tuple[int, int, int]
"""First and last character marked, and the number of the pattern that matched there."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """Term sequences to mark, and prefixes."""

    sequences: tuple[tuple[Term, ...], ...]
    prefixes: tuple[Term, ...]

    @classmethod
    def of(cls, query: Query) -> Patterns:
        """The patterns of a query: every form of every unit."""
        sequences = [f for u in query.units if u.kind != "prefix" for f in (u.terms, *u.forms)]
        prefixes = tuple(u.terms[0] for u in query.units if u.kind == "prefix")
        return cls(tuple(sorted(dict.fromkeys(sequences), key=len, reverse=True)), prefixes)


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
    """An article's fields with their tokens, read once for marks, snippet and reasons."""

    zones: Mapping[str, tuple[str, Sequence[Token]]]

    @classmethod
    def of(cls, article: Article) -> ReadArticle:
        """Read an article; empty fields are left out."""
        texts = {"title": article.title, "lead": article.lead, "body": article.body, "caption": article.captions}
        texts["byline"] = article.byline
        return cls({name: (text, tokenize(text)) for name, text in texts.items() if text.strip()})


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

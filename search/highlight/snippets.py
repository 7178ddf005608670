"""Snippets and marked titles: HTML with <mark> around what matched, in the text as published."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import chain

from archive.model import Article
from search.highlight.matcher import FormMatcher, Match

WIDTH = 240
_EDGES = 20
"""Characters of a window that the blanks at its edges may cost."""

_END = "</mark>"
_SPECIAL = re.compile(r"[&<>\"']")


Units = Mapping[int, frozenset[int]]
"""By the number of a pattern, the places in the query of the units it stands for (``FormPatterns.units``)."""


def spans(matches: Sequence[Match]) -> list[Match]:
    """Return what to mark of the matches of a text, in order: those that overlap are one."""
    found: list[Match] = []
    for start, end, number in matches:
        if not found or start >= found[-1][1]:
            found.append((start, end, number))
        elif end > found[-1][1]:
            found[-1] = (found[-1][0], end, found[-1][2])
    return found


def mark(
    text: str, marked: Sequence[Match], start: int = 0, end: int | None = None, syllables: Collection[int] = ()
) -> str:
    """Return text[start:end] escaped, with <mark> around the spans inside; ``syllables`` (numbers) with a blank between are one."""
    end = len(text) if end is None else end
    safe = escape if _SPECIAL.search(text, start, end) else str
    out, at, before = list[str](), start, False
    for first, last, number in marked:
        low, high = max(first, start), min(last, end)
        if low >= high:
            continue
        if before and number in syllables and text[at:low] == " ":
            out[-1] = f"{out[-1].removesuffix(_END)} {safe(text[low:high])}{_END}"
        else:
            out.append(f"{safe(text[at:low])}<mark>{safe(text[low:high])}{_END}")
        at, before = high, number in syllables
    return "".join(out) + safe(text[at:end])


def _best(matches: Sequence[Match], units: Units) -> tuple[int, int, float]:
    """(first character, last character, worth) of what stands in the window that holds most: different units first."""
    best, worth, low = (0, 0), -1.0, 0
    owners = [units.get(number) or (number,) for _, _, number in matches]
    inside = dict.fromkeys(chain.from_iterable(owners), 0)
    held, most = 0, len(inside) + 0.9
    for high, (_, end, _) in enumerate(matches):
        for owner in owners[high]:
            held += not inside[owner]
            inside[owner] += 1
        while end - matches[low][0] > WIDTH - _EDGES and low < high:
            for owner in owners[low]:
                inside[owner] -= 1
                held -= not inside[owner]
            low += 1
        value = held + 0.1 * min(high - low + 1, 9)
        if value > worth:
            best, worth = (matches[low][0], end), value
            if worth >= most:
                break
    return *best, worth


def _window(text: str, first: int, last: int) -> tuple[int, int]:
    """Character range of about WIDTH around [first, last), cut at blanks outside of it."""
    if len(text) <= WIDTH:
        return 0, len(text)
    before = min(40, max(WIDTH - _EDGES - (last - first), 0))
    start = max(min(first - before, len(text) - WIDTH), 0)
    if start:
        blank = text.find(" ", start, max(first, start))
        start = blank + 1 if blank >= 0 else min(start, first)
    end = min(max(start + WIDTH, last), len(text))
    if end < len(text):
        blank = text.rfind(" ", max(end - 40, last), end)
        end = blank if blank > start else end
    return start, end


def zone_texts(article: Article) -> dict[str, str]:
    """The fields of an article in which a match can stand; empty ones are left out."""
    texts = {"title": article.title, "lead": article.lead, "body": article.body, "caption": article.captions}
    texts["byline"] = article.byline
    return {name: text for name, text in texts.items() if text and not text.isspace()}


@dataclass(frozen=True, slots=True)
class MatchedArticle:
    """An article's fields, each with the matches in it, found once for marks, snippet and reasons."""

    zones: Mapping[str, tuple[str, Sequence[Match]]]
    units: Units = field(default_factory=dict)
    syllables: frozenset[int] = frozenset()

    @classmethod
    def all(cls, articles: Sequence[Article], finder: FormMatcher) -> list[MatchedArticle]:
        """Read the articles of a page together."""
        zones = [zone_texts(article) for article in articles]
        units, syllables = finder.patterns.units, finder.patterns.syllables
        found = iter(finder.find([text for own in zones for text in own.values()]))
        return [cls({name: (text, next(found)) for name, text in own.items()}, units, syllables) for own in zones]


def snippet(read: MatchedArticle) -> str:
    """Return about two lines of HTML from the lead, the body or the captions, whichever says most of the query."""
    text, matched, place, best = "", list[Match](), (0, 0), -2.0
    for zone in ("lead", "body", "caption"):
        if zone not in read.zones:
            continue
        own, matches = read.zones[zone]
        first, last, worth = _best(matches, read.units)
        if worth > best:
            text, matched, place, best = own, list(matches), (first, last), worth
    start, end = _window(text, *place)
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    return before + " ".join(mark(text, spans(matched), start, end, read.syllables).split()) + after


def title(read: MatchedArticle) -> str:
    """Return the title as HTML with marks."""
    text, matches = read.zones.get("title", ("", ()))
    return mark(text, spans(matches), syllables=read.syllables)

"""Snippets and marked titles: HTML with <mark> around what matched, in the text as published."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from archive.model import Article
from search.highlight.matcher import FormMatcher, Match

WIDTH = 240
_SPECIAL = re.compile(r"[&<>\"']")


def spans(matches: Sequence[Match]) -> list[Match]:
    """Return what to mark of the matches of a text, in order, never overlapping."""
    found: list[Match] = []
    done = 0
    for match in matches:
        if match[0] >= done:
            found.append(match)
            done = match[1]
    return found


def mark(text: str, marked: Sequence[Match], start: int = 0, end: int | None = None) -> str:
    """Return text[start:end] escaped, with <mark> around the spans inside."""
    end = len(text) if end is None else end
    safe = escape if _SPECIAL.search(text, start, end) else str
    out, at = [], start
    for low, high, _ in marked:
        if low < start or high > end:
            continue
        out.append(f"{safe(text[at:low])}<mark>{safe(text[low:high])}</mark>")
        at = high
    return "".join(out) + safe(text[at:end])


def _best(marked: Sequence[Match]) -> tuple[int, float]:
    """First span of the window of WIDTH characters that holds most, and its worth (different patterns first)."""
    best, worth, low = 0, -1.0, 0
    inside: Counter[int] = Counter()
    most = len({number for _, _, number in marked}) + 0.9
    for high, (_, end, number) in enumerate(marked):
        inside[number] += 1
        while end - marked[low][0] > WIDTH - 20 and low < high:
            first = marked[low][2]
            inside[first] -= 1
            if not inside[first]:
                del inside[first]
            low += 1
        value = len(inside) + 0.1 * min(high - low + 1, 9)
        if value > worth:
            best, worth = low, value
            if worth >= most:
                break
    return best, worth


def _window(text: str, marked: Sequence[Match], best: int) -> tuple[int, int]:
    """Character range of about WIDTH from the best span on, cut at blanks."""
    if len(text) <= WIDTH:
        return 0, len(text)
    start = max(marked[best][0] - 40, 0) if marked else 0
    start = max(min(start, len(text) - WIDTH), 0)
    if start:
        blank = text.find(" ", start, start + 30)
        start = blank + 1 if blank >= 0 else start
    end = min(start + WIDTH, len(text))
    if end < len(text):
        blank = text.rfind(" ", start + WIDTH - 40, end)
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

    @classmethod
    def all(cls, articles: Sequence[Article], finder: FormMatcher) -> list[MatchedArticle]:
        """Read the articles of a page together."""
        zones = [zone_texts(article) for article in articles]
        found = iter(finder.find([text for own in zones for text in own.values()]))
        return [cls({name: (text, next(found)) for name, text in own.items()}) for own in zones]


def snippet(read: MatchedArticle) -> str:
    """Return about two lines of HTML from the lead, the body or the captions, whichever says most of the query."""
    text, marked, best, worth = "", list[Match](), 0, -2.0
    for zone in ("lead", "body", "caption"):
        if zone not in read.zones:
            continue
        own, matches = read.zones[zone]
        spanned = spans(matches)
        first, value = _best(spanned)
        if value > worth:
            text, marked, best, worth = own, spanned, first, value
    start, end = _window(text, marked, best)
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    return before + " ".join(mark(text, marked, start, end).split()) + after


def title(read: MatchedArticle) -> str:
    """Return the title as HTML with marks."""
    text, matches = read.zones.get("title", ("", ()))
    return mark(text, spans(matches))

"""Gate: the snippet is a window with as much of the query as any has; what is marked is what was asked for."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from archive.model import Article
from search.highlight.snippets import WIDTH, zone_texts
from search.query.tree import Query, Unit
from search.searcher import Searcher
from tests.gates.gate_texts import Collection
from vietnamese.function_words import FUNCTION_WORDS
from vietnamese.spelling.tokens import Token, tokenize

PAIRS, RIGHT = 60, 57
"""The first so many known items are asked, each for the first right article that is found; in so many the snippet must be the best."""

_MARK = re.compile("<mark>(.*?)</mark>")


def _spelt(query: Query, unit: Unit) -> set[tuple[tuple[str, ...], bool]]:
    """Every way a unit may be written, as it is compared: with its accents or without."""
    mixed = any(term.accented for other in query.units for term in other.terms)
    found = set()
    for form in unit.written:
        exact = any(term.accented for term in form) or (mixed and len(form) == 1)
        found.add((tuple(term.text if exact else term.folded for term in form), exact))
    return found


def _ends(query: Query, tokens: list[Token]) -> list[tuple[int, int, int]]:
    """Where each unit stands: its first and last character, and its number; words that carry little are left out."""
    places = []
    for number, unit in enumerate(query.units):
        if unit.kind == "prefix" or any(term.text in FUNCTION_WORDS for term in unit.terms[:1]):
            continue
        for form, exact in _spelt(query, unit):
            for at in range(len(tokens) - len(form) + 1):
                part = tokens[at : at + len(form)]
                if tuple(t.text if exact else t.folded for t in part) == form and part[0].sentence == part[-1].sentence:
                    places.append((part[0].start, part[-1].end, number))
    return sorted(places)


def most_units(query: Query, text: str, width: int) -> int:
    """How many different units a window of ``width`` characters holds at most: every window is tried."""
    places = _ends(query, tokenize(text))
    return max(
        (len({n for a, b, n in places if a >= first and b <= first + width}) for first, _, _ in places), default=0
    )


def shown_units(query: Query, snippet: str) -> int:
    """How many different units a snippet holds."""
    return most_units(query, html.unescape(re.sub("<[^>]*>", "", snippet)), 10_000)


def _zones(article: Article) -> Iterator[str]:
    texts = zone_texts(article)
    yield from (texts[zone] for zone in ("lead", "body", "caption") if zone in texts)


def judge(searcher: Searcher, question: str, right: frozenset[str]) -> bool | None:
    """Whether the snippet of the first right hit is as good as any window a little narrower than a snippet; None without a hit."""
    hit = next((hit for hit in searcher.search(question).hits if hit.id in right), None)
    if hit is None:
        return None
    query = searcher.read(question)
    article = searcher.archive.get_many([hit.article])[hit.article].article
    best = max((most_units(query, " ".join(text.split()), WIDTH - 40) for text in _zones(article)), default=0)
    return shown_units(query, hit.snippet) >= best


def test_snippets_show_most_of_the_query(collection: Collection) -> None:
    asked = [(question, right) for question, right, _ in collection.known][: PAIRS if collection.shared else None]
    found = [judge(collection.searcher, *one) for one in asked]
    good = sum(one is not False for one in found)
    print(f"gate: {good} of {len(found)} snippets show as much of the query as any window")
    assert good >= len(found) * RIGHT / PAIRS


def test_marks_are_what_was_asked_for(collection: Collection) -> None:
    marked = wrong = 0
    for question, _, _ in collection.known[:PAIRS]:
        query = collection.searcher.read(question)
        if not any(term.accented for unit in query.units for term in unit.terms):
            continue
        terms = {term.text for unit in query.units for form in unit.written for term in form}
        folded = {term.folded for unit in query.units for form in unit.written for term in form}
        for hit in collection.searcher.search(question).hits:
            words = [
                t for part in _MARK.findall(hit.title_marked + " " + hit.snippet) for t in tokenize(html.unescape(part))
            ]
            marked += len(words)
            wrong += sum(t.folded in folded and t.text not in terms for t in words)
    print(f"gate: of {marked} marked words {wrong} are only alike without accents")
    assert wrong <= 0.005 * marked

"""Searches with what admins decided for single queries: pinned and left out articles, another query meant, never corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from search.backend import Sort
from search.filter_parameters import Filters
from search.results import Hit, Results
from search.searcher import Searcher
from search.understood import Understood
from site_data.search_rules import SearchRule

DEPTH = 100
"""Hits among which rules move articles: a pinned one has to be a hit itself."""


def search_tuned(
    searcher: Searcher,
    rules: Sequence[SearchRule],
    text: str,
    *,
    n: int,
    offset: int,
    sort: Sort,
    filters: Filters,
) -> Results:
    """Answer a query with the rules made for it; without any it is the searcher's own answer."""
    meant = next((rule.target for rule in rules if rule.kind == "means"), "")
    correct = all(rule.kind != "never" for rule in rules)
    asked = meant or text
    pins = [rule.article for rule in rules if rule.kind == "pin"] if sort == "relevance" else []
    blocked = {rule.article for rule in rules if rule.kind == "block"}
    if (pins or blocked) and offset + n <= DEPTH:
        found = searcher.search(asked, n=DEPTH, offset=0, sort=sort, filters=filters, correct=correct)
        found = replace(found, hits=arrange_hits(found.hits, pins, blocked)[offset : offset + n])
    else:
        found = searcher.search(asked, n=n, offset=offset, sort=sort, filters=filters, correct=correct)
    if not meant:
        return found
    note = Understood("correction", text, "rule_means", {"meant": meant})
    return replace(found, query=text, understood=(note, *found.understood))


def arrange_hits(hits: Sequence[Hit], pins: Sequence[int], blocked: set[int]) -> tuple[Hit, ...]:
    """Return hits with the pinned ones first, in the order of their pins, and without those left out."""
    known = {hit.article: hit for hit in hits if hit.article not in blocked}
    # A pinned hit is shown among the complete ones: the page has no third part.
    first = [replace(known.pop(article), complete=True) for article in pins if article in known]
    return (*first, *known.values())

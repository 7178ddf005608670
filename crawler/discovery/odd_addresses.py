"""Tells which links of a list are built unlike those of its articles: pages about the portal, whose words look like a title's.

A portal writes its articles' addresses in one way: a number at the end, a number in one field of the query, one folder.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from crawler.html.page import element_text

_LEAST = 5  # articles of one build that make it the portal's
_SHARE = 0.6  # of all that are taken for articles
_OFTEN = 3  # times that a build is met when it is another one of the portal's own
_BESIDE = 40  # characters beside a link that are the opening of an article
_OTHERS = 2  # links to no article, among which a link is one of theirs
_ITEM = 4  # elements round a link that may be its item
_SMALL, _GROWN = 2, 4  # signs of a number that counts like titles, and of one that counts a small portal's articles
_ENDING = re.compile(r"\.(\w{2,5})$")
_TAIL = re.compile(r"(?:^|[-_/.])[a-z]{0,4}((?=[a-z]*\d)[0-9a-f]{6,}|\d+)$")
_HEAD = re.compile(r"^(\d+)-\D")

Build = tuple[str, str, int]
"""How an address is built: its ending, where its number stands ("" without one), and how many signs the number has."""


def find_odd(addresses: Mapping[str, Any]) -> frozenset[str]:
    """Return those of the ``addresses`` taken for articles, with their links' elements, that are built unlike the rest and stand alone."""
    builds = {address: _build_of(address) for address in addresses}
    counted = Counter(builds.values())
    if not counted:
        return frozenset()
    usual, times = counted.most_common(1)[0]
    alike = sum(n for build, n in counted.items() if _is_alike(build, usual))
    if times < _LEAST and alike < _LEAST or alike < _SHARE * len(builds):
        return frozenset()
    if not usual[1]:  # names alone: then only what stands beside it tells a page about the portal
        told = set(addresses.values())
        return frozenset(a for a, e in addresses.items() if _is_alone(e) and _is_among_others(e, told))
    odd = (a for a, build in builds.items() if not _is_alike(build, usual) and counted[build] < _OFTEN)
    # Where the folder tells, a number behind the name is one that a title ends with ("…-vuot-chi-tieu-391").
    return frozenset(a for a in odd if _folder_of(a) != usual[1] and _is_alone(addresses[a]))


@lru_cache(maxsize=8192)
def _build_of(address: str) -> Build:
    parts = urlsplit(address)
    name = parts.path.rstrip("/").rpartition("/")[2].lower()
    ending = _ENDING.search(name)
    stem = name[: ending.start()] if ending else name
    for key, value in parse_qsl(parts.query):
        if value.isdigit():
            return (ending[1] if ending else "", f"?{key.lower()}", 0)
    if found := _TAIL.search(stem):
        return (ending[1] if ending else "", "tail", len(found[1]))
    if _HEAD.match(stem):
        return (ending[1] if ending else "", "head", 0)
    return (ending[1] if ending else "", _folder_of(address), 0)


def _folder_of(address: str) -> str:
    """Return the first folder of an address, with its stroke; "" for what stands at the top."""
    folder = urlsplit(address).path.rstrip("/").split("/")[1:-1]
    return f"/{folder[0]}" if folder else ""


def _is_alike(build: Build, usual: Build) -> bool:
    """Return whether two addresses are built alike; numbers grow, so that they may differ by a sign, small ones by more.

    A small number behind a name without one only tells two articles of one title apart.
    """
    ending, place, size = build
    if ending != usual[0]:
        return False
    if place == "tail" and size <= _SMALL and usual[1].startswith("/"):
        return True
    return place == usual[1] and (abs(size - usual[2]) <= 1 or max(size, usual[2]) <= _GROWN)


def _is_alone(element: Any) -> bool:
    """Return whether a link stands without a picture and an opening of its own, as links in menus do."""
    mine, item = element.get("href"), element
    for holder in _iter_holders(element):
        if any(a.get("href") != mine for a in holder.iter("a")):
            break
        item = holder
    pictured = next(item.iter("img"), None) is not None
    return not pictured and len(element_text(item)) <= len(element_text(element)) + _BESIDE


def _is_among_others(element: Any, told: Collection[Any]) -> bool:
    """Return whether the nearest box of a link with other links has, but for it, only such as lead to no article."""
    for holder in _iter_holders(element):
        others = [a for a in holder.iter("a") if a is not element]
        if others:
            return len(others) >= _OTHERS and not any(a in told for a in others)
    return False


def _iter_holders(element: Any) -> Iterable[Any]:
    for at, holder in enumerate(element.iterancestors()):
        if at >= _ITEM or holder.tag in ("body", "html"):
            return
        yield holder

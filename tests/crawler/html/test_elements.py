"""A selector means on an indexed page what soupsieve finds on the soup."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from crawler.html.elements import Elements, remove_element
from crawler.portals import FAMILIES
from tests.portals.catalogue import PORTALS
from tests.portals.material import articles

SELECTORS = sorted(
    {
        selector
        for family in FAMILIES.values()
        for hints in family.hints
        for given in hints.selectors.values()
        for selector in ((given,) if isinstance(given, str) else given)
    }
    | {
        "div div > a",
        "ul li:first-child a",
        "h1 ~ div p",
        "h1 + div",
        "a",
        "#nothing a",
        "div a:not([rel]), p a",
        "* > b",
    }
)


@pytest.mark.parametrize("name", list(PORTALS)[::4])
def test_selectors_mean_what_soupsieve_finds(name: str) -> None:
    portal = PORTALS[name](articles(5))
    soup = BeautifulSoup(portal.article(portal.truths[0]), "lxml")
    elements = Elements(soup)
    assert {s: [id(e) for e in elements.select(s)] for s in SELECTORS} == {
        s: [id(e) for e in soup.select(s)] for s in SELECTORS
    }


def test_what_was_taken_out_holds_nothing() -> None:
    soup = BeautifulSoup(
        "<div class='a'><p><a>1</a></p></div><div class='b'><a>2</a><a>3</a><a>4</a><a>5</a></div>", "lxml"
    )
    elements = Elements(soup)
    remove_element(elements.by_name("div")[0])
    assert elements.select(".a a") == []
    assert [e.text for e in elements.select(".b a")] == ["2", "3", "4", "5"]

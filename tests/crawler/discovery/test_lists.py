"""Discovery gate: lists of every portal family and in the manner of nine papers give all their articles and hardly anything else."""

from __future__ import annotations

from unicodedata import normalize

import pytest

from archive.canonical_url import canonicalise
from crawler.discovery.discover import extract_links
from crawler.errors import NotAnArticle
from crawler.extraction.extract import extract_article
from crawler.html.page import Page
from crawler.portals import family_of
from tests.crawler.discovery.paper_lists import LISTS, Labelled
from tests.crawler.discovery.portal_lists import PORTAL_LISTS
from tests.portals.catalogue import PORTALS
from tests.portals.material import articles
from tests.portals.site import Portal, Request

MOST_FALSE = 0.05
ROOT = "http://portal.example"


def lists_of(portal: Portal) -> list[Labelled]:
    """Return the lists that a portal's front page leads to, those of two sections, and the front page itself."""
    wanted = frozenset(ROOT + portal.address(t) for t in portal.truths)
    found: dict[str, Labelled] = {}
    waiting = ["/"]
    while waiting and len(found) < 4:
        target = waiting.pop(0)
        path, _, query = target.partition("?")
        pairs = dict(pair.split("=", 1) for pair in query.split("&") if "=" in pair)
        reply = portal.answer(Request("GET", path, pairs, {}, ROOT))
        if reply.status != 200 or target in found:
            continue
        body = reply.body if isinstance(reply.body, bytes) else reply.body.encode()
        page = Page.parse(body, ROOT + target)
        links = extract_links(page, "portal.example", family_of(page))
        shown = frozenset(a.url for a in page.anchors()) & wanted
        shown |= {x.url for x in links} & wanted  # as its family tidies them
        found[target] = Labelled(target, ROOT + target, body.decode("utf-8", "replace"), shown)
        waiting += [x.url.removeprefix(ROOT) for x in links if x.kind == "listing" and "gioi-thieu" not in x.url][:2]
    return list(found.values())


def judge(labelled: Labelled, body: bytes, domain: str) -> tuple[set[str], set[str]]:
    """Return the articles that were missed, and what was wrongly taken for one."""
    page = Page.parse(body, labelled.url)
    found = {x.url for x in extract_links(page, domain, family_of(page)) if x.kind == "article"}
    wanted = {canonicalise(address) for address in labelled.articles}
    return wanted - found, found - wanted


@pytest.mark.parametrize("name", PORTALS)
def test_lists_of_a_family(name: str) -> None:
    portal = PORTALS[name](articles(60))
    lists = lists_of(portal)
    assert lists and sum(len(x.articles) for x in lists) >= 10
    missed, wrong, right = set[str](), set[str](), 0
    for labelled in lists:
        page = Page.parse(labelled.html.encode(), labelled.url)
        links = {x.url for x in extract_links(page, "portal.example", family_of(page)) if x.kind == "article"}
        missed |= labelled.articles - links
        wrong |= links - labelled.articles
        right += len(labelled.articles)
    assert not missed
    assert len(wrong) <= MOST_FALSE * (right + len(wrong)), wrong


@pytest.mark.parametrize("labelled", PORTAL_LISTS, ids=lambda x: x.name)
def test_list_gives_its_articles_and_no_page_about_the_portal(labelled: Labelled) -> None:
    missed, wrong = judge(labelled, labelled.html.encode(), "bao.example")
    assert (missed, wrong) == (set(), set())


@pytest.mark.parametrize("labelled", LISTS, ids=lambda x: x.name)
def test_list_of_a_paper_gives_its_articles(labelled: Labelled) -> None:
    missed, wrong = judge(labelled, labelled.html.encode(), "bao.example")
    assert not missed
    assert len(wrong) <= MOST_FALSE * (len(labelled.articles) + len(wrong)), wrong


@pytest.mark.parametrize("labelled", LISTS, ids=lambda x: x.name)
def test_letters_and_tones_apart_change_no_link(labelled: Labelled) -> None:
    """A link that has such letters in its address leads where it led: only what is read is composed."""
    address = normalize("NFD", "/tệp/bài-số-một.pdf")
    html = labelled.html.replace("</body>", f"<a href='{address}'>Tệp</a></body>")
    whole, apart = (Page.parse(text.encode(), labelled.url) for text in (html, normalize("NFD", html)))
    assert [a.raw for a in apart.anchors()] == [a.raw for a in whole.anchors()]
    assert [a.text for a in apart.anchors()] == [a.text for a in whole.anchors()]
    assert extract_links(apart, "bao.example", family_of(apart)) == extract_links(
        whole, "bao.example", family_of(whole)
    )


@pytest.mark.parametrize("labelled", LISTS, ids=lambda x: x.name)
@pytest.mark.parametrize("known", [True, False], ids=["address", "file"])
def test_list_of_a_paper_is_no_article(labelled: Labelled, known: bool) -> None:
    """Refused by what it is, also when nobody knows its address."""
    with pytest.raises(NotAnArticle):
        extract_article(labelled.html.encode(), labelled.url if known else "", None)

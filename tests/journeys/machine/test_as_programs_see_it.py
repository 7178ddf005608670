"""The demo_site site as a search engine and a reference manager go through it: robots, sitemap, article, metadata, exports, feeds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from urllib.parse import urljoin

import bibtexparser
import feedparser
import httpx
import pytest
import rispy
from lxml import etree
from protego import Protego

_AGENT = "thu-thap"


@pytest.fixture
def fetch(demo_site: str) -> Iterator[Callable[[str], httpx.Response]]:
    """Ask for an address as a program that obeys robots.txt and follows no redirect to elsewhere."""
    with httpx.Client(headers={"User-Agent": _AGENT}, timeout=60) as client:
        rules = Protego.parse(client.get(f"{demo_site}/robots.txt").text)

        def ask(url: str) -> httpx.Response:
            assert url.startswith(demo_site), url
            assert rules.can_fetch(url, _AGENT), url
            answer = client.get(url)
            assert answer.status_code == 200, (url, answer.status_code)
            return answer

        yield ask


def test_a_search_engine_finds_every_article_by_the_sitemap(
    demo_site: str, fetch: Callable[[str], httpx.Response]
) -> None:
    (sitemap,) = Protego.parse(fetch(f"{demo_site}/robots.txt").text).sitemaps
    files = [place.text for place in etree.fromstring(fetch(sitemap).content).iter("{*}loc")]
    places = [place.text for file in files for place in etree.fromstring(fetch(file).content).iter("{*}loc")]
    articles = [place for place in places if "/bai/" in place]
    assert len(articles) == len(set(articles)) > 100 and any("/su-kien/" in place for place in places)
    for url in (*articles[:3], next(place for place in places if "/su-kien/" in place)):
        page = fetch(url)
        assert "noindex" not in page.headers.get("X-Robots-Tag", "")
        read = etree.HTML(page.text)
        assert read.xpath("string(//link[@rel='canonical']/@href)") == url
        assert read.xpath("string(//meta[@name='description']/@content)")
        (block,) = read.xpath("//script[@type='application/ld+json']/text()")
        types = {node["@type"] for node in json.loads(block)["@graph"]}
        assert types & {"NewsArticle", "Event"} and "BreadcrumbList" in types


def test_result_pages_ask_not_to_be_listed(demo_site: str, fetch: Callable[[str], httpx.Response]) -> None:
    assert "noindex" in fetch(f"{demo_site}/tim-kiem?q=ma+túy").headers["X-Robots-Tag"]


def test_a_reference_manager_gets_the_same_citation_everywhere(
    demo_site: str, fetch: Callable[[str], httpx.Response]
) -> None:
    newest = feedparser.parse(fetch(f"{demo_site}/tim-kiem.atom").content).entries[0]
    page = etree.HTML(fetch(newest.link).text)
    title = page.xpath("string(//meta[@name='citation_title']/@content)")
    assert title == newest.title
    canonical = page.xpath("string(//link[@rel='canonical']/@href)")
    own = etree.HTML(fetch(canonical).text)
    # What a page offers a reference manager is asked for by a person at it, not by a crawler.
    offered = {link.get("type"): urljoin(canonical, link.get("href")) for link in own.xpath("//link[@rel='alternate']")}
    with httpx.Client(timeout=60) as client:
        (entry,) = bibtexparser.parse_string(client.get(offered["application/x-bibtex"]).text).entries
        (record,) = rispy.loads(client.get(offered["application/x-research-info-systems"]).text)
        (item,) = client.get(offered["application/vnd.citationstyles.csl+json"]).json()
    assert entry["title"].strip("{}") == record["title"] == item["title"] == " ".join(title.split())
    assert item["URL"].startswith("http")


def test_feeds_lead_to_pages(demo_site: str, fetch: Callable[[str], httpx.Response]) -> None:
    front = etree.HTML(fetch(f"{demo_site}/").text)
    for kind in ("application/atom+xml", "application/feed+json"):
        (feed,) = front.xpath(f"//link[@rel='alternate'][@type='{kind}']/@href")
        answer = fetch(urljoin(demo_site, feed))
        links = (
            [entry.link for entry in feedparser.parse(answer.content).entries]
            if "atom" in kind
            else [item["url"] for item in answer.json()["items"]]
        )
        assert len(links) == 30 and fetch(links[0]).status_code == 200

"""Atom and JSON feeds of a search: valid, without warnings, read by feedparser, never with what XML cannot hold."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import feedparser
import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from archive.articles.checksums import Fingerprint
from archive.model import Article, StoredArticle
from tests.web.conftest import PUBLIC
from web.formats.atom import write_atom
from web.formats.citation import Citation
from web.formats.feed import Feed, FeedEntry
from web.formats.json_feed import write_json_feed

Read = Callable[[bytes, str], etree._Element]
_QUERIES = ["", "?q=ma+túy", "?q=hội+nghị&nguon=ha_tinh", "?nguon=ha_tinh", "?q=zzqqxx"]


@pytest.mark.parametrize("query", _QUERIES)
def test_every_feed_is_valid_and_read(public: FlaskClient, read_valid: Read, query: str) -> None:
    answer = public.get(f"/tim-kiem.atom{query}")
    root = read_valid(answer.data, "atom")
    read = feedparser.parse(answer.data)
    assert not read.bozo and read.feed.id.startswith("urn:uuid:")
    links = {link.rel: link.href for link in read.feed.links}
    assert links["self"].startswith(f"{PUBLIC}/tim-kiem.atom") and links["alternate"].startswith(PUBLIC)
    assert public.get(links["alternate"].removeprefix(PUBLIC)).status_code == 200
    # What validators warn of: two entries with one id or one time, and a feed that is older than what it holds.
    for tag in ("id", "updated"):
        values = [entry.findtext(f"{{*}}{tag}") for entry in root.findall("{*}entry")]
        assert len(values) == len(set(values))
    assert root.findtext("{*}updated") == max([e.findtext("{*}updated") for e in root.findall("{*}entry")] or [root.findtext("{*}updated")])  # fmt: skip


def test_a_feed_without_articles_has_the_day_of_the_index(public: FlaskClient) -> None:
    read = feedparser.parse(public.get("/tim-kiem.atom?q=zzqqxx").data)
    assert not read.entries
    age = datetime.now(UTC) - datetime(*read.feed.updated_parsed[:6], tzinfo=UTC)
    assert timedelta(0) <= age < timedelta(days=1)


def test_all_articles_have_a_feed_of_their_own(public: FlaskClient) -> None:
    read = feedparser.parse(public.get("/tim-kiem.atom").data)
    assert [entry.title for entry in read.entries][0].startswith("Tổng kết 10 năm") and len(read.entries) == 4


@pytest.mark.parametrize("query", _QUERIES)
def test_the_json_feed_says_the_same(public: FlaskClient, query: str) -> None:
    answer = public.get(f"/tim-kiem.json{query}")
    assert answer.mimetype == "application/feed+json" and answer.headers["ETag"]
    found = answer.get_json(force=True)
    atom = feedparser.parse(public.get(f"/tim-kiem.atom{query}").data)
    assert found["version"] == "https://jsonfeed.org/version/1.1" and found["feed_url"].startswith(PUBLIC)
    assert [item["id"] for item in found["items"]] == [entry.id for entry in atom.entries]
    assert all(item["content_text"] and item["url"].startswith(PUBLIC) for item in found["items"])


_anything = st.text(st.characters(), max_size=40)


@settings(max_examples=60)
@given(_anything, _anything, _anything, _anything)
def test_any_text_makes_a_valid_feed(read_valid: Read, title: str, lead: str, section: str, name: str) -> None:
    # An entry's category and author need a letter; articles have them only when there is one.
    section, name = section.strip() and f"x{section}", f"x{name}"
    recorded = datetime(2026, 1, 2, tzinfo=UTC)
    citation = Citation("k", title, (name,), name, section, recorded, lead, "https://a.vn/1", f"{PUBLIC}/bai/1/ban/1", 1, "0", date(2026, 1, 2))  # fmt: skip
    stored = StoredArticle(7, Article("a", title, lead=lead), 1, 1, False, "")
    entry = FeedEntry(stored, citation, Fingerprint(1, "0", recorded))
    feed = Feed(UUID(int=1), name, title, f"{PUBLIC}/a", f"{PUBLIC}/b", f"{PUBLIC}/c", "", recorded, [entry])
    assert not feedparser.parse(write_atom(feed)).bozo
    read_valid(write_atom(feed), "atom")
    assert json.loads(write_json_feed(feed))["items"][0]["title"] == title if title else True

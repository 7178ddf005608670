"""The archive: round trips, versions, gone articles, answers as they came."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.articles.archive import Archive
from archive.cleaning import clean_text
from archive.model import Article, Block, RawResponse

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=30).map(clean_text)
ARTICLES = st.builds(
    Article,
    source=TEXT,
    title=TEXT,
    external_id=st.uuids().map(str),
    lead=TEXT,
    byline=TEXT,
    blocks=st.lists(st.builds(Block, st.sampled_from(["paragraph", "heading", "caption"]), TEXT)).map(tuple),
)


@settings(max_examples=15)
@given(st.lists(ARTICLES, max_size=4, unique_by=lambda a: a.external_id))
def test_articles_come_back_as_given(articles: list[Article]) -> None:
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder)) as archive:
        puts = archive.put_many(articles)
        kept = archive.get_many([put.id for put in puts])
        assert [replace(kept[put.id].article, fetched_at=None) for put in puts] == articles
        assert {put.outcome for put in archive.put_many(articles)} <= {"same"}


def test_versions_gone_and_raw(tmp_path: Path) -> None:
    raw = RawResponse("http://a/1", 200, {"etag": "x"}, b"<html>" * 100, datetime.now(UTC))
    first = Article("s", "Một", url="http://a/1")
    with Archive.open(tmp_path) as archive:
        put = archive.put(first, raw)
        assert archive.raw(put.id) == raw
        assert archive.put(replace(first, title="Hai")).outcome == "changed"
        assert [v.article.title for v in archive.versions(put.id)] == ["Một", "Hai"]
        archive.mark_gone(put.id)
        assert [s.gone for found in archive.changed_since(2) for s in found] == [True]
        assert (archive.count(), archive.last_change()) == (0, 3)

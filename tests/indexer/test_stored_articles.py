"""What an index keeps of an article comes back as it was."""

from __future__ import annotations

from datetime import datetime

import pytest

from archive.model import VIETNAM, Article, Block
from indexer.stored_articles import pack_article, unpack_article

DAY = datetime(2021, 3, 4, 7, 30, tzinfo=VIETNAM)

ARTICLES = [
    Article("tinh", "Hội nghị\ttổng kết", "https://a.vn/x?y=1", "k-1", "Sáng nay", (Block("paragraph", "Một"), Block("caption", "Ảnh"), Block("heading", "Hai")), "Lan", section="Tin", published=DAY),
    Article("tinh", "", blocks=(Block("table", "a\x00b\n"), Block("attachment", "tệp"), Block("caption", ""))),
    Article("nguồn", "\ud800 lẻ", lead="\u2028"),
]  # fmt: skip


@pytest.mark.parametrize("article", ARTICLES)
def test_what_a_hit_shows_comes_back(article: Article) -> None:
    found = unpack_article(pack_article(article))
    shown = ("source", "title", "url", "external_id", "lead", "body", "captions", "byline", "section", "published", "published_day", "name")  # fmt: skip
    assert [getattr(found, name) for name in shown] == [getattr(article, name) for name in shown]


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b"\xff\xfe"])
def test_what_is_none_says_so(data: bytes) -> None:
    with pytest.raises(ValueError):
        unpack_article(data)

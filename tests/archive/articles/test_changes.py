"""Following the archive: each article once under its newest change, and a tombstone for what readers may not see any more."""

from __future__ import annotations

from pathlib import Path

from archive.articles.archive import Archive
from archive.articles.changes import changes_after
from archive.erasure import erase
from archive.model import Article
from archive.moderation import Moderation


def test_every_change_comes_once_in_order(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        archive.put_many([Article("s", f"Tin {n}", url=f"http://a/{n}") for n in range(4)])
        start = changes_after(archive.engine, 0, 10)
        assert [(c.article, c.removed) for c in start] == [(n, False) for n in range(1, 5)]
        archive.put(Article("s", "Tin 0, sửa", url="http://a/0"))
        erase(archive.engine, 2, who="a", reason="theo yêu cầu")
        Moderation(archive.engine).hide_article(3, who="a", reason="theo yêu cầu")
        later = changes_after(archive.engine, start[-1].number, 10)
        assert [(c.article, c.removed) for c in later] == [(1, False), (2, True), (3, True)]
        assert [c.number for c in later] == sorted({c.number for c in later})
        by_one, since = [], 0
        while found := changes_after(archive.engine, since, 1):
            by_one += found
            since = found[-1].number
        assert {c.article: c.removed for c in by_one} == {4: False, 1: False, 2: True, 3: True}

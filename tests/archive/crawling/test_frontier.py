"""The frontier: what was taken comes back."""

from __future__ import annotations

from pathlib import Path

from archive.articles.archive import Archive
from archive.crawling.frontier import Frontier


def test_frontier_resumes(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        frontier = Frontier(archive.engine)
        assert frontier.add("s", [("http://a", "article", 1), ("http://a", "article", 2)]) == 1
        assert frontier.take("s") is not None
        assert frontier.take("s") is None
        assert frontier.release_all("s") == 1
        assert frontier.take("s") is not None

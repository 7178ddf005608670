"""The stages that the benchmark times are those of the search call."""

from __future__ import annotations

from pathlib import Path

from archive.articles.archive import Archive
from archive.model import Article, Block
from bench.speed.stages import STAGES, stages
from indexer.update import index_archive
from search.searcher import Searcher


def test_every_stage_is_timed_and_given_back(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        archive.put(Article("tinh", "Bắt xe chở ma túy", blocks=(Block("paragraph", "Ma túy giấu trong xe tải."),)))
    index_archive(tmp_path, processes=1)
    before = [vars(owner)[name] for _, owner, name in STAGES]
    with Searcher.open(tmp_path) as searcher:
        lines = stages(searcher, ["ma túy", "xe tải"])
    named = [line.split(" | ")[0].removeprefix("| ") for line in lines[2:]]
    assert named[:-2] == [*(s[0] for s in STAGES), "the whole call"]
    assert [name.startswith(("postings of", "of them")) for name in named[-2:]] == [True, True]
    assert all(vars(owner)[name] is kept for (_, owner, name), kept in zip(STAGES, before, strict=True))

"""The site that is measured."""

from __future__ import annotations

import shutil
from pathlib import Path

from bench.load.mix import draw_paths
from bench.load.report import at_rest, serve_with
from bench.load.rush import rush


def test_the_site_answers_the_mix_and_is_gone_afterwards(indexed_data: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(indexed_data, data)
    paths = draw_paths(["an ninh", "ma túy"], 4, 12)
    with serve_with(data, 1) as site:
        port = site.port
        told = rush(port, paths, 4, 3)
        # A machine that is busy with other things refuses some, as it would readers.
        assert set(told.statuses) <= {"200", "503"} and told.statuses["200"] and sum(told.statuses.values()) == 12
        assert at_rest(port, paths, 1) > 0
    assert rush(port, paths, 10, 0.1).statuses == {"ConnectionRefusedError": 1}

"""The benchmark's commands start, peers agree about totals, and the tables are made over a small index."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bench.peers.retrieval import Fts5, Ours
from bench.speed.queries import CLASSES, make
from bench.speed.queries_report import measure
from bench.speed.texts import _generated
from bench.waiting.report import alone, crowds, in_process, rows_as_table, updates
from bench.waiting.services import serving

TOP = Path(__file__).parents[2]
COMMANDS = {
    "bench.speed.queries_report": "",
    "bench.speed.stages": "",
    "bench.speed.feature_cost": "",
    "bench.waiting.report": "",
    "bench.load.report": "",
    "bench.indexing.report": "",
    "bench.indexing.growth": "",
    "bench.indexing.first": "",
    "bench.crawling.report": "",
    "bench.cluster.report": "opensearchpy",
    "bench.scale.report": "",
    "bench.relevance.report": "",
    "bench.relevance.tune": "",
}
"""Commands, and the package of requirements/bench.in that they cannot start without."""


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_tells_its_flags(command: str) -> None:
    if COMMANDS[command]:
        pytest.importorskip(COMMANDS[command])
    done = subprocess.run([sys.executable, "-m", command, "--help"], cwd=TOP, capture_output=True, text=True)
    assert (done.returncode, "usage:" in done.stdout) == (0, True), done.stderr


def test_totals_of_every_class_agree(tmp_path: Path) -> None:
    docs = [text.split() for text in _generated(60)]
    fts5 = Fts5()
    peers = (Ours(), fts5)
    for number, peer in enumerate(peers):
        (tmp_path / str(number)).mkdir()
        peer.prepare(docs)
        peer.build(tmp_path / str(number))
    with closing(fts5.db):
        times, differ = measure(peers, make(docs, 2))
    assert differ == []
    assert all(len(times[peer.name][name]) == 2 for peer in peers for name in CLASSES)


def test_the_site_is_asked_as_readers_ask_it(indexed_data: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(indexed_data, data)
    asked = ["an ninh", "ma túy"]
    with serving(data, asked[0]) as site:
        assert site.started > 0
        rows = [alone([site], asked), *crowds([site], asked, 0.3), updates(data, site, None, 1)]
    rows.append(in_process(data, asked, []))
    table = rows_as_table(rows)
    assert len(table) == 2 + len(rows) and not any("failed" in line for line in table)
    assert all(float(own["Tìm Tin"].replace(",", " ").split()[0]) > 0 for _, _, own in rows)

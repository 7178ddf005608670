"""The benchmark's commands start, peers agree about totals, and the tables are made over a small index."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bench.peers.retrieval import Fts5, Ours
from bench.speed.queries import CLASSES, make
from bench.speed.queries_report import measure
from bench.speed.serving import OURS, in_process
from bench.speed.texts import _generated

TOP = Path(__file__).parents[2]
COMMANDS = {
    "bench.speed.queries_report": "",
    "bench.speed.serving": "",
    "bench.speed.feature_cost": "",
    "bench.speed.cold_start": "psutil",
    "bench.load.report": "",
    "bench.indexing.report": "",
    "bench.crawling.report": "",
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


def test_tables_of_a_small_index(indexed_data: Path) -> None:
    size, lines = in_process(indexed_data, ["an ninh", "ma túy", "hội nghị tổng kết"], 1, peer=False)
    assert size == 4
    assert any(line.startswith(f"| {OURS} |") for line in lines)
    assert lines[-1].startswith("| the whole call |")

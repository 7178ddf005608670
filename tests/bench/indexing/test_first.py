"""A first index is made by the command and watched: when it answers, what it takes."""

import os
import subprocess
import sys
from pathlib import Path

from archive.articles.archive import Archive
from bench.indexing.first import memory_of
from columnar import index_stamp
from tests.support.articles import a_few_articles
from tests.support.paths import ROOT


def test_the_command_indexes_a_copy_and_tells_how_long_it_took(tmp_path: Path) -> None:
    data, into = tmp_path / "data", tmp_path / "into"
    with Archive.open(data) as archive:
        archive.put_many(a_few_articles())
    command = [sys.executable, "-m", "bench.indexing.first", "--data", str(data), "--into", str(into), "--sample", "2"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    row = [line for line in done.stdout.splitlines() if line.startswith("|")][-1]
    published, whole = (float(cell) for cell in row.split(" | ")[1:3])
    assert published <= whole and float(row.split(" | ")[5].replace(",", "")) > 50
    assert index_stamp(into) is not None and index_stamp(data) is None


def test_memory_counts_children() -> None:
    command = [sys.executable, "-c", "input('begun')"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None and child.stdout.read(5) == b"begun"
        assert memory_of(os.getpid()) > memory_of(child.pid) > 1
        child.communicate(b"\n")
    assert memory_of(child.pid) == 0

"""What counts as a line of code, and what an environment takes."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tools.measure_tree import ROOT, Measure, count_lines, disk_use, heaviest_packages, measure_packages, megabytes


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("", 0),
        ("# a comment\n\n", 0),
        ('"""A module\n\nof words."""\nx = 1  # one\n', 1),
        ("import a\nfrom b import (\n    c,\n    d,\n)\nif x:\n    import e\n", 1),
        ('X = 2\n"""What it is."""\n', 1),
        ('def f():\n    """Do."""\n    return (\n        1,\n        # two\n\n        2,\n    )\n', 5),
        ('SQL = """\nselect 1\n\nfrom t\n"""\n', 4),
    ],
    ids=["empty", "comment", "docstring", "imports", "attribute", "function", "text"],
)
def test_lines_of_code(source: str, lines: int) -> None:
    assert count_lines(source) == lines


def test_packages_and_data_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "one/deep/__pycache__").mkdir(parents=True)
    (tmp_path / "one/__init__.py").write_text('"""One."""\n')
    (tmp_path / "one/deep/part.py").write_text("a = 1\nb = 2\n")
    (tmp_path / "one/deep/words.tsv").write_text("12345")
    (tmp_path / "one/deep/__pycache__/part.pyc").write_text("not counted")
    (tmp_path / "papers").mkdir()
    (tmp_path / "run.py").write_text("a = 1\n")
    assert measure_packages(tmp_path) == {"one": Measure(2, 2, 1, 5), "*.py": Measure(1, 1, 0, 0)}


def test_an_environment_is_measured_as_du_does(tmp_path: Path) -> None:
    site = tmp_path / "lib/python3.11/site-packages"
    for name, size in (("light", 5_000), ("heavy", 300_000)):
        (site / name).mkdir(parents=True)
        (site / name / "file").write_bytes(b"x" * size)
    os.link(site / "heavy/file", site / "heavy/again")
    shown = subprocess.run(["du", "-s", "-B1", tmp_path], capture_output=True, text=True, check=True).stdout
    assert disk_use(tmp_path) == int(shown.split()[0])
    assert [name for _, name in heaviest_packages(tmp_path, 2)] == ["heavy", "light"]
    assert (megabytes(0), megabytes(1), megabytes(2**20)) == (0, 1, 1)


def test_the_checkout_itself_is_measured() -> None:
    packages = measure_packages(ROOT)
    assert packages["archive"].lines > 1000
    assert packages["tests"].modules > 50

"""The lines of README.md run as they stand, and the face loads no more than is asked for."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import columnar

TOP = Path(__file__).parents[2]


def run(code: str, folder: Path) -> str:
    """Run lines in a process of its own, in a folder that holds nothing else."""
    environment = os.environ | {"PYTHONPATH": str(TOP)}
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_example_prints_what_its_comments_say(tmp_path: Path) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", (TOP / "columnar" / "README.md").read_text("utf-8"), re.DOTALL)
    promised = re.findall(r"^\s*print\(.*?\)  # (.*)$", code, re.MULTILINE)
    assert run(code, tmp_path).splitlines() == promised
    assert len(promised) == 2


def test_every_name_of_the_face_is_there() -> None:
    assert all(getattr(columnar, name) is not None for name in columnar.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Nothing_of_it'"):
        columnar.Nothing_of_it  # noqa: B018


def test_reading_loads_neither_whoosh_nor_numba_nor_anything_of_this_project(tmp_path: Path) -> None:
    code = (
        "import sys; from columnar import Executor, IndexMissing, Plan, open_current\n"
        f"ours = {sorted(p.parent.name for p in TOP.glob('*/__init__.py') if p.parent.name != 'columnar')!r}\n"
        "print([name for name in (*ours, 'whoosh', 'numba', 'settings', 'scipy') if name in sys.modules])"
    )
    assert run(code, tmp_path).strip() == "[]"

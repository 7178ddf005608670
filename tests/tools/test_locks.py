"""The locks: every Python version has them, hashes for everything, within the declared bounds; nothing left out is needed."""

from __future__ import annotations

import configparser
import re
import subprocess
import sys
from functools import cache

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.paths import ROOT

FOLDER = ROOT / "requirements"
PYTHONS = ("311", "312", "313", "314")
KINDS = ("run", "dev", "bench")
_ENTRY = re.compile(
    r"^([a-z0-9][a-z0-9._-]*)==([^ ]+) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE
)

SEGMENTER_ALONE = """
import sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {refused}:
            raise ImportError(name)
sys.meta_path.insert(0, Refuse())
from indexer.analysis.underthesea_loader import word_cutter
print("|".join(word_cutter()("Công an tỉnh bắt giữ hai người")))
"""


@cache
def locked(kind: str, python: str) -> dict[str, str]:
    """Versions by name of the entries that have hashes."""
    return {m[1]: m[2] for m in _ENTRY.finditer((FOLDER / f"{kind}-py{python}.txt").read_text("utf-8"))}


def declared(kind: str) -> list[Requirement]:
    lines = (FOLDER / f"{kind}.in").read_text("utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith(("#", "-r"))]


def left_out() -> list[str]:
    lines = (FOLDER / "run-omitted.txt").read_text("utf-8").splitlines()
    return [Requirement(line).name for line in lines if not line.startswith("#")]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("python", PYTHONS)
def test_every_entry_is_pinned_with_hashes_and_within_the_bounds(kind: str, python: str) -> None:
    text = (FOLDER / f"{kind}-py{python}.txt").read_text("utf-8")
    entries = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(locked(kind, python)) == len(entries) > 0
    for wanted in declared(kind):
        assert wanted.specifier.contains(locked(kind, python)[canonicalize_name(wanted.name)]), wanted


@pytest.mark.parametrize("kind", KINDS)
def test_the_locks_of_all_python_versions_name_the_same_packages(kind: str) -> None:
    # A backport is what newer versions have in their standard library.
    names = [{name for name in locked(kind, python) if not name.startswith("backports")} for python in PYTHONS]
    assert all(other == names[0] for other in names)


@pytest.mark.parametrize("python", PYTHONS)
def test_tests_run_with_the_versions_that_are_served(python: str) -> None:
    assert locked("run", python).items() <= locked("dev", python).items()


def test_every_python_version_with_a_lock_is_named_to_who_has_another() -> None:
    assert {path.stem.rpartition("-py")[2] for path in FOLDER.glob("*-py*.txt")} == set(PYTHONS)
    done = subprocess.run(
        [ROOT / "tools/install-venv", "python3", "nowhere", "missing.txt"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert all(f"{python[0]}.{python[1:]}" in done.stderr for python in PYTHONS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_requirement_has_a_lower_and_an_upper_bound(kind: str) -> None:
    for wanted in declared(kind):
        assert sorted(bound.operator for bound in wanted.specifier) == ["<", ">="], wanted


def test_the_wheel_requires_what_the_locks_are_made_from() -> None:
    setup = configparser.ConfigParser(interpolation=None)
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    required = [Requirement(line) for line in setup["options"]["install_requires"].split("\n") if line]
    assert required == declared("run")


def test_words_are_cut_without_the_packages_that_the_run_locks_leave_out() -> None:
    assert not [name for python in PYTHONS for name in left_out() if name in locked("run", python)]
    refused = {{"pyyaml": "yaml"}.get(name, name.replace("-", "_")) for name in left_out()}
    program = SEGMENTER_ALONE.format(refused=refused)
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.returncode) == ("Công an|tỉnh|bắt giữ|hai|người", 0), done.stderr

"""tools/install-venv: says how much comes, counts, ends on Ctrl-C with one line and goes on from there; no network."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import subprocess
import sys
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest

from tests.support.paths import ROOT

PACKAGES = ("alpha", "beta", "gamma")


def write_wheel(folder: Path, name: str) -> str:
    """Write a wheel of one module; returns its line of a lock."""
    path, about = folder / f"{name}-1.0-py3-none-any.whl", f"{name}-1.0.dist-info"
    files = {
        f"{name}.py": f"NAME = {name!r}\n",
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files[f"{about}/RECORD"] = "".join(f"{file},,\n" for file in [*files, f"{about}/RECORD"])
    with zipfile.ZipFile(path, "w") as wheel:
        for file, text in files.items():
            wheel.writestr(file, text)
    return f"{name}==1.0 \\\n    --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n    # via -r run.in\n"


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    """A lock of three wheels in the same folder."""
    path = tmp_path / "run-py311.txt"
    path.write_text("".join(write_wheel(tmp_path, name) for name in PACKAGES), encoding="utf-8")
    (tmp_path / "run.in").write_text("# Installed: about 7 MB\n" + "\n".join(PACKAGES), encoding="utf-8")
    return path


def start_install(lock: Path) -> subprocess.Popen[str]:
    """Begin to install the lock into ``venv`` beside it."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PIP_")}
    return subprocess.Popen(
        [str(ROOT / "tools/install-venv"), sys.executable, str(lock.parent / "venv"), str(lock)],
        env={**environment, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(lock.parent), "PIP_NO_CACHE_DIR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def install(lock: Path) -> tuple[int, list[str]]:
    """Install to the end; returns the exit code and the lines."""
    with start_install(lock) as process:
        lines = process.communicate(timeout=120)[0].splitlines()
    return process.returncode, lines


def imported(lock: Path) -> str:
    """What the environment answers when it imports every package."""
    code = f"import {', '.join(PACKAGES)}; print({' + '.join(f'{name}.NAME' for name in PACKAGES)})"
    python = lock.parent / "venv/bin/python"
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=False).stdout.strip()


def test_says_how_much_comes_and_how_far_it_is(lock: Path) -> None:
    code, (first, *counts) = install(lock)
    assert code == 0
    assert first == f"Installing 3 packages, about 7 MB, into {lock.parent / 'venv'} …"
    assert counts
    assert all(re.fullmatch(r"  (fetched|unpacked) [0-3] of 3", line) for line in counts)
    assert imported(lock) == "alphabetagamma"


def test_ctrl_c_ends_it_with_one_line_and_the_next_call_goes_on(lock: Path) -> None:
    with start_install(lock) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Installing 3 packages")
        os.killpg(process.pid, signal.SIGINT)
        after = [line for line in process.stdout if not line.startswith("  ")]
    assert after == ["stopped; the same command goes on from here\n"]
    assert process.returncode == 130
    assert install(lock)[0] == 0
    assert imported(lock) == "alphabetagamma"


def test_a_package_that_was_not_unpacked_to_its_end_is_installed_again(lock: Path) -> None:
    assert install(lock)[0] == 0
    (packages,) = (lock.parent / "venv/lib").glob("python*/site-packages")
    (packages / "beta-1.0.dist-info/INSTALLER").unlink()
    (packages / "beta.py").unlink()
    assert install(lock)[0] == 0
    assert imported(lock) == "alphabetagamma"


def test_what_cannot_be_installed_is_told_in_a_few_lines(lock: Path) -> None:
    (lock.parent / "beta-1.0-py3-none-any.whl").unlink()
    code, lines = install(lock)
    told = [line for line in lines if not line.startswith("  ")]
    assert code == 1
    assert any("beta==1.0" in line for line in told) and "could not be installed" in told[-1]
    assert len(told) <= 7 and "Traceback" not in "\n".join(lines)


@pytest.mark.parametrize("kind", ["run", "dev"])
def test_the_size_told_is_that_of_the_locked_packages(kind: str) -> None:
    version = "py{}{}".format(*sys.version_info[:2])
    lock = (ROOT / f"requirements/{kind}-{version}.txt").read_text("utf-8")
    told = re.search(r"^# Installed: about (\d+) MB$", (ROOT / f"requirements/{kind}.in").read_text("utf-8"), re.M)
    assert told is not None
    size = 0
    for name in re.findall(r"^([A-Za-z0-9._-]+)==", lock, re.M):
        package = distribution(name)
        files = (Path(str(package.locate_file(file))) for file in package.files or ())
        size += sum(path.stat().st_size for path in files if path.exists())
    assert int(told[1]) * 1e6 == pytest.approx(size, rel=0.1), f"write about {size / 1e6:.0f} MB into {kind}.in"

"""The wheel, installed apart from the checkout, has everything inside: templates, migrations, dictionary, sample."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import sysconfig
from pathlib import Path

from tests.support.paths import ROOT


def free_port() -> int:
    """A port nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_installed_wheel_runs_the_demo_outside_the_checkout(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    # A copy, since building leaves folders behind in the tree it builds from.
    files = (
        subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    )
    for name in filter(None, files):
        if (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tree / name)
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path / "dist"), str(tree)]
    subprocess.run(build, check=True, capture_output=True, timeout=300)
    (wheel,) = (tmp_path / "dist").glob("timtin-*.whl")
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True, timeout=120)
    install = [str(venv / "bin/python"), "-m", "pip", "install", "-q", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, timeout=120)
    # The dependencies are the locked ones of the environment the tests run in; only timtin itself is installed anew.
    site = venv / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"
    (site / "locked.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    command = [
        str(venv / "bin/timtin"),
        "--data",
        str(tmp_path / "data"),
        "demo",
        "--no-serve",
        "--sample-port",
        str(free_port()),
    ]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    search = [str(venv / "bin/timtin"), "--data", str(tmp_path / "data/demo"), "search", "antq"]
    found = subprocess.run(
        search, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    assert "bài có đủ các từ" in found.stdout
    assert not found.stdout.startswith("0 bài")

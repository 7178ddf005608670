"""``run.py demo`` as a person meets it: a port that is taken is told before any work, Ctrl-C at any moment is no traceback."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.paths import ROOT

IMPORT = "import time:"


def command(data: Path, *arguments: str, python: tuple[str, ...] = ()) -> list[str]:
    """The demonstration on a data folder."""
    return [sys.executable, *python, str(ROOT / "run.py"), "--data", str(data), "demo", *arguments]


def free_port() -> int:
    """A port nobody uses at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.mark.parametrize(
    ("option", "variable", "other"), [("--port", "PORT", "--sample-port"), ("--sample-port", "SAMPLE_PORT", "--port")]
)
def test_a_taken_port_is_told_before_the_crawl(tmp_path: Path, option: str, variable: str, other: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            command(tmp_path, option, str(port), other, str(free_port())),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"Lỗi: cổng {port} đang được dùng") and f"bằng {option} (make run {variable}=…)" in line
    assert (done.returncode, done.stdout) == (1, "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("given", [{}, {"PORT": "8181"}, {"SAMPLE_PORT": "8191"}, {"PORT": "1", "SAMPLE_PORT": "2"}])
def test_make_hands_the_ports_on(given: dict[str, str]) -> None:
    environment = {key: value for key, value in os.environ.items() if key not in ("PORT", "SAMPLE_PORT")}
    shown = subprocess.run(
        ["make", "-n", "-o", ".venv/run.ok", "run", *(f"{name}={value}" for name, value in given.items())],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    (line,) = (line for line in shown.stdout.splitlines() if "run.py" in line)
    options = dict(re.findall(r"--((?:sample-)?port) (\d+)", line))
    assert {name.upper().replace("-", "_"): value for name, value in options.items()} == given


def interrupted_at(moment: str, data: Path) -> tuple[int, list[str]]:
    """Start the demonstration, send Ctrl-C to all its processes at the first line that ``moment`` matches.

    Returns the exit code and the lines that came after. Modules are lines as well, each when it is loaded.
    """
    arguments = ("--port", "0", "--sample-port", str(free_port()))
    child = subprocess.Popen(
        command(data, *arguments, python=("-X", "importtime")),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert child.stdout is not None
    with child, child.stdout as lines:
        try:
            assert any(re.search(moment, line) for line in lines), f"{moment} never came"
            os.killpg(child.pid, signal.SIGINT)
            after = lines.readlines()
        finally:
            child.kill()
    return child.returncode, after


@pytest.mark.parametrize(
    "moment",
    [
        *(rf"\| +{name}$" for name in ("click", "settings", "sqlalchemy", "sample.server", "numpy", "lxml", "httpx")),
        "^cổng thông tin mẫu: ",
        "^sample: bắt đầu",
        "^đang phân tích bài: ",
        "^Tìm Tin: http",
    ],
)
def test_ctrl_c_prints_one_line_at_most(moment: str, tmp_path: Path) -> None:
    code, after = interrupted_at(moment, tmp_path)
    text = "".join(after)
    assert "Traceback" not in text and "Exception ignored" not in text, text
    told = [line for line in after if line.strip() and not line.startswith(IMPORT)]
    assert len([line for line in told if re.search("stopped|cancelled", line)]) <= 1
    assert code in (0, 1, 130, -signal.SIGINT)

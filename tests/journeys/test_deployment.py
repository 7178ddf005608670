"""What stands in ``deploy/`` fits the program: its settings, port, commands and metrics; units are hardened."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from settings import SETTINGS
from tests.support.paths import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
FILES = [path for path in DEPLOY.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    "path", [*FILES, ROOT / "docs" / "operations.md", ROOT / "docs" / "security.md"], ids=lambda p: p.name
)
def test_every_setting_named_there_is_one(path: Path) -> None:
    known = {setting.variable for setting in SETTINGS}
    named = set(re.findall(r"TIMTIN_[A-Z]+(?:_[A-Z]+)*\b", path.read_text("utf-8"))) - {"TIMTIN_KEEP"}
    assert named <= known


def test_proxies_and_units_name_the_port_that_is_served() -> None:
    port = next(setting.default for setting in SETTINGS if setting.name == "port")
    for name in ("nginx.conf", "Caddyfile", "Containerfile", "systemd/timtin-web.socket"):
        assert port in (DEPLOY / name).read_text("utf-8"), name


def test_rules_ask_for_metrics_that_are_there() -> None:
    asked = set(re.findall(r"\btimtin_[a-z_]+", (DEPLOY / "alerts.yml").read_text("utf-8")))
    source = (ROOT / "web" / "metrics.py").read_text("utf-8")
    for name in asked:
        assert re.sub(r"_(total|bucket)$", "", name) in source, name


@pytest.mark.parametrize("name", ["timtin-web", "timtin-worker"])
def test_only_the_main_process_is_told_to_end(name: str) -> None:
    unit = (DEPLOY / "systemd" / f"{name}.service").read_text("utf-8")
    # Its jobs, their pools and the web processes are ended by it, in their order.
    assert re.search(r"^KillMode=mixed$", unit, re.M)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
@pytest.mark.parametrize("unit", [u for u in UNITS if u.suffix == ".service"], ids=lambda u: u.name)
def test_units_are_sound_and_hardened(unit: Path) -> None:
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *UNITS], capture_output=True, text=True, check=False
    )
    complaints = [line for line in checked.stderr.splitlines() if "/opt/timtin" not in line]
    assert complaints == []
    exposed = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold=20", unit],
        capture_output=True,
        text=True,
        check=False,
    )
    assert exposed.returncode == 0, exposed.stdout[-300:]


def test_the_container_runs_as_nobody_and_pins_what_it_takes() -> None:
    text = (DEPLOY / "Containerfile").read_text("utf-8")
    last = text[text.rindex("FROM ") :]
    assert re.search(r"^USER timtin$", last, re.M) and "HEALTHCHECK" in last and not re.search(r"^ADD ", text, re.M)
    assert all(":" in image and not image.endswith(":latest") for image in re.findall(r"^FROM (\S+)", text, re.M))
    assert "--require-hashes" in text
    for lock in re.findall(r"requirements/\S+?\.txt", text):
        assert (ROOT / lock).is_file()

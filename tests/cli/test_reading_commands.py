"""What only reads needs no writing: every such command in a folder for reading alone, and on a disk that is full."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from cli.main import cli
from site_data.site import Site
from tests.database.test_reading_alone import drop_file_rights, set_rights
from tests.support.paths import ROOT

pytestmark = pytest.mark.sqlite_files

READING = {
    "abbreviation list": [], "abbreviation log": [], "check": [], "correct list": [], "export": [], "golden list": [],
    "held list": [], "jobs list": [], "jobs show": ["1"], "queries": [], "related list": [], "related log": [],
    "report list": [], "rule list": [], "search": ["ma túy"], "source failed": ["ha_tinh"], "source gaps": ["ha_tinh"],
    "source list": [], "token list": [], "user list": [], "user log": [], "why": ["https://a.example.org/b"],
}  # fmt: skip
"""Command -> its arguments."""

WRITING = {
    "abbreviation accept", "abbreviation reject", "abbreviation weigh", "backup", "correct event", "correct link",
    "correct merge", "correct split", "correct undo", "correct wrong", "crawl", "demo", "erase", "golden add",
    "golden remove", "held hide", "held show", "hide", "import", "index", "jobs cancel", "jobs retry", "migrate",
    "migrate-archive", "reextract", "related accept", "related learn", "related reject", "related reset", "report close",
    "restore", "rule add", "rule remove", "serve", "show", "source add", "source check", "source pause", "source set",
    "token add", "token revoke", "user add", "user link", "user passwd", "user remove", "user role", "user sign-out", "work",
}  # fmt: skip

WITHOUT_DATA = {"abbreviations", "evaluate", "extract", "facts", "source preview"}

CHILD = """
import json, sys
from click.testing import CliRunner
from cli.main import cli
for command in json.load(sys.stdin):
    done = CliRunner().invoke(cli, ["--data", sys.argv[1], *command])
    print(json.dumps([" ".join(command), done.exit_code, done.output[-300:]]))
"""


def names_of(command: click.Command, before: tuple[str, ...] = ()) -> Iterator[str]:
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from names_of(inner, (*before, name))
    else:
        yield " ".join(before)


def failures(data: Path) -> list[list[object]]:
    """The reading commands that could not read, run as somebody who may not write where nothing may be written."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(data)],
        cwd=ROOT,
        input=json.dumps([[*name.split(), *arguments] for name, arguments in READING.items()]),
        env=os.environ | {"TIMTIN_DISK_FREE_MB": "0"},
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=drop_file_rights,
    )
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(told) == len(READING)
    # Of a page that is not found ``why`` exits with 1 after it has said where it was lost.
    return [one for one in told if one[1] != 0 and not (one[0].startswith("why") and "=>" in one[2])]


@pytest.fixture
def data(indexed_data: Path, tmp_path: Path) -> Path:
    """A copy of the indexed data with a site that has a job; nothing waits in its logs."""
    copy = tmp_path / "data"
    shutil.copytree(indexed_data, copy)
    with Site.open(copy) as site:
        site.jobs.submit("index", {})
    assert not list(copy.glob("*-wal"))
    return copy


def test_every_command_is_said_to_read_or_to_write() -> None:
    assert sorted(names_of(cli)) == sorted([*READING, *WRITING, *WITHOUT_DATA])


def test_reading_commands_read_a_folder_for_reading_alone(data: Path) -> None:
    set_rights(data, 0o444, 0o555)
    try:
        assert failures(data) == []
    finally:
        set_rights(data, 0o644, 0o755)


def test_without_a_site_there_is_nothing_to_list(data: Path) -> None:
    (data / "site.sqlite3").unlink()
    assert [one[0] for one in failures(data)] == ["jobs show 1"]
    assert not (data / "site.sqlite3").exists()


@pytest.fixture
def full(data: Path, tmp_path: Path) -> Iterator[Path]:
    """The data on a disk that is full."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if (
        os.geteuid()
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", disk], check=False).returncode
    ):
        pytest.skip("needs root, to mount a small disk")
    try:
        shutil.copytree(data, disk / "data")
        with (disk / "filler").open("wb", buffering=0) as file:
            try:
                while file.write(bytes(4096)):
                    pass
            except OSError:
                pass
        yield disk / "data"
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_full_disk_is_read_and_backed_up(full: Path, tmp_path: Path) -> None:
    assert failures(full) == []
    for arguments, code in ((["backup", str(tmp_path / "b")], 0), (["jobs", "retry", "1"], 1), (["backup", str(full.parent / "b")], 1)):  # fmt: skip
        command = [sys.executable, "run.py", "--data", str(full), *arguments]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stderr
        assert code == 0 or (str(full.parent) in done.stderr and len(done.stderr.splitlines()) == 1)

"""Files that a person names: never written over unasked, never through a link, whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.articles.archive import Archive
from archive.model import Article
from cli.main import cli
from database.errors import ArchiveError, ArchiveUnwritable
from database.output_file import new_file


def listed(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_is_whole_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "out"
    with pytest.raises(ZeroDivisionError), new_file(path) as file:
        file.write(b"half")
        assert not path.exists()
        raise ZeroDivisionError
    assert listed(tmp_path) == []
    with new_file(path) as file:
        file.write(b"whole")
    assert (listed(tmp_path), path.read_bytes()) == (["out"], b"whole")
    assert stat.S_IMODE(path.stat().st_mode) & ~0o666 == 0


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"before")
    with pytest.raises(ArchiveError, match="--overwrite"), new_file(path):
        pytest.fail("nothing may be written")
    with pytest.raises(ZeroDivisionError), new_file(path, overwrite=True):
        raise ZeroDivisionError
    assert (listed(tmp_path), path.read_bytes()) == (["out"], b"before")
    with new_file(path, overwrite=True) as file:
        file.write(b"after")
    assert (listed(tmp_path), path.read_bytes()) == (["out"], b"after")


def test_one_that_came_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "out"
    with pytest.raises(ArchiveError, match="--overwrite"), new_file(path) as file:
        file.write(b"ours")
        path.write_bytes(b"theirs")
    assert (listed(tmp_path), path.read_bytes()) == (["out"], b"theirs")


def test_what_was_begun_can_be_kept(tmp_path: Path) -> None:
    path = tmp_path / "out"
    with pytest.raises(ZeroDivisionError), new_file(path, keep_begun=True) as file:
        file.write(b"half")
        raise ZeroDivisionError
    assert (listed(tmp_path), path.read_bytes()) == (["out"], b"half")


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("kind", ["link", "dangling link", "folder", "pipe"])
def test_nothing_but_a_plain_file_is_replaced(kind: str, overwrite: bool, tmp_path: Path) -> None:
    path, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    if kind == "link":
        elsewhere.write_bytes(b"theirs")
    if kind.endswith("link"):
        path.symlink_to(elsewhere)
    elif kind == "folder":
        path.mkdir()
    else:
        os.mkfifo(path)
    before = listed(tmp_path)
    with pytest.raises(ArchiveError) as refused, new_file(path, overwrite=overwrite):
        pytest.fail("nothing may be written")
    assert refused.value.code == "database.output_no_file"
    assert listed(tmp_path) == before
    assert kind != "link" or elsewhere.read_bytes() == b"theirs"


@pytest.mark.parametrize("name", ["no/out", "file/out", "x" * 250, "a\0b"])
def test_a_place_that_cannot_be_written_is_told(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    path = tmp_path / name
    if len(name) == 250:  # The longest names are written as well.
        with new_file(path) as file:
            file.write(b"x")
        assert path.read_bytes() == b"x"
        return
    with pytest.raises(ArchiveUnwritable), new_file(path):
        pytest.fail("nothing may be written")
    assert listed(tmp_path) == ["file"]


@pytest.mark.parametrize("form", ["jsonl", "csv", "warc"])
def test_an_export_replaces_nothing_unasked(form: str, tmp_path: Path) -> None:
    data, path = tmp_path / "data", tmp_path / "out"
    with Archive.open(data) as archive:
        archive.put(Article("thu", "Tin", external_id="1"))
    command = ["--data", str(data), "export", "--format", form, "-o", str(path)]
    assert CliRunner().invoke(cli, command).exit_code == 0
    path.write_bytes(b"before")
    refused = CliRunner().invoke(cli, command)
    assert (refused.exit_code, path.read_bytes()) == (1, b"before") and "--overwrite" in refused.stderr
    failed = CliRunner().invoke(cli, [*command[:1], str(tmp_path / "none"), *command[2:], "--overwrite"])
    assert (failed.exit_code, path.read_bytes()) == (1, b"before")
    assert CliRunner().invoke(cli, [*command, "--overwrite"]).exit_code == 0
    assert path.read_bytes() != b"before"
    assert listed(tmp_path) == ["data", "out"]

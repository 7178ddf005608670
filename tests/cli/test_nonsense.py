"""Every command with arguments that make no sense: one line in the reader's language, never a traceback."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from cli.language.translated import translate_click
from cli.main import cli

NONSENSE = ("9" * 20, "-1", "\udcff", "", " ", "http://[::1", "\x1b[2J", "đ", "a\nb")
"""None of them names anything outside of the folder in which the commands run."""

GOES_ON = {"crawl", "demo", "evaluate", "index", "reextract", "restore", "serve", "source", "work"}
"""Commands that fetch, listen, or do with a sensible part of it what takes long."""

ENGLISH = re.compile(r"\b(?:is|are|was|not|the|cannot|must|invalid|such|found|expected|integer|float)\b", re.IGNORECASE)


def commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command that does something, with its name in parts."""
    if not isinstance(command, click.Group):
        yield path, command
        return
    for name, one in sorted(command.commands.items()):
        if path or name not in GOES_ON:
            yield from commands(one, (*path, name))


COMMANDS = dict(commands(cli))


def arguments_of(command: click.Command) -> Iterator[list[str]]:
    """Nothing, too much, and nonsense for each argument and option."""
    yield []
    yield ["a", "b", "c", "d", "e"]
    needed = [one for one in command.params if isinstance(one, click.Argument) and one.required]
    # What a file is called is told byte by byte, which the runner's own output cannot.
    paths = any(isinstance(one.type, click.Path) for one in needed)
    for value in (value for value in NONSENSE if not paths or value != "\udcff"):
        yield ["--", *[value] * max(1, len(needed))]
    for option in command.params:
        if isinstance(option, click.Option) and not option.is_flag:
            for value in NONSENSE:
                yield [option.opts[0], *[value] * option.nargs, "--", *["x"] * len(needed)]


@pytest.fixture(scope="module")
def data(indexed_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the indexed data, which may be changed."""
    copied = tmp_path_factory.mktemp("nonsense") / "data"
    shutil.copytree(indexed_data, copied)
    return copied


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_nonsense_is_answered_in_words(
    path: tuple[str, ...], data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    translate_click()
    for arguments in arguments_of(COMMANDS[path]):
        done = CliRunner().invoke(cli, ["--data", str(data), *path, *arguments])
        assert done.exception is None or isinstance(done.exception, SystemExit), (arguments, done.exc_info)
        assert done.exit_code in (0, 1, 2), (arguments, done.output)
        if done.exit_code:
            told = done.output.rpartition("Lỗi:")[2]
            assert told.strip() and not ENGLISH.search(re.sub(r"`[^`]*`|'[^']*'", "", told)), (arguments, done.output)


@pytest.mark.parametrize("path", [("backup",), ("export", "-o"), ("restore",)], ids=" ".join)
def test_a_path_that_a_shell_left_empty_is_not_the_present_folder(
    path: tuple[str, ...], data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    translate_click()
    done = CliRunner().invoke(cli, ["--data", str(data), *path, ""])
    assert done.exit_code == 2 and "đường dẫn trống" in done.output and list(tmp_path.iterdir()) == []


def test_a_file_where_a_folder_is_wanted_is_told_in_one_language(data: Path, tmp_path: Path) -> None:
    translate_click()
    (tmp_path / "tep").touch()
    done = CliRunner().invoke(cli, ["--data", str(data), "backup", str(tmp_path / "tep")])
    assert done.exit_code == 2 and "là tệp" in done.output and "irectory" not in done.output


def test_check_tells_every_setting_that_is_wrong_and_the_index(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable, text in [
        ("TIMTIN_DISK_FREE_MB", "-x"),
        ("TIMTIN_PUBLIC_URL", "http://[::1"),
        ("TIMTIN_PORT", "nhiều"),
    ]:
        monkeypatch.setenv(variable, text)
    copied = tmp_path / "data"
    shutil.copytree(data, copied)
    (copied / "CURRENT").write_text("g999999\n")
    done = CliRunner().invoke(cli, ["--data", str(copied), "check"])
    assert done.exit_code == 1
    for named in ("TIMTIN_DISK_FREE_MB", "TIMTIN_PUBLIC_URL", "TIMTIN_PORT", "run.py index --rebuild"):
        assert named in done.output


def test_check_tells_a_disk_that_is_nearly_full(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMTIN_DISK_FREE_MB", str(10**9))
    done = CliRunner().invoke(cli, ["--data", str(data), "check"])
    assert done.exit_code == 1 and "MB trống" in done.output

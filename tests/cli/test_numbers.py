"""Numbers on the command line: finite ones in their range, records by numbers that a database can hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from archive.articles.archive import Archive
from cli.language.translated import FiniteRange, RecordNumber, translate_click
from cli.main import cli
from crawler.sources.registry import load_sources

HUGE = str(10**22)

ENDLESS = ("nan", "NaN", "-nan", "inf", "-inf", "infinity", "1e400")


def number_parameters(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Parameter]]:
    """Every parameter of every command that takes a number, with the command's name in parts."""
    for one in command.params:
        if isinstance(one.type, (click.types.IntParamType, click.types.FloatParamType)) and not is_flag(one):
            yield " ".join(path), one
    for name, inner in sorted(getattr(command, "commands", {}).items()):
        yield from number_parameters(inner, (*path, name))


def is_flag(one: click.Parameter) -> bool:
    return isinstance(one, click.Option) and (one.is_flag or one.count)


PARAMETERS = [pytest.param(path, one, id=f"{path} {one.name}") for path, one in number_parameters(cli)]
FLOATS = [case for case in PARAMETERS if isinstance(case.values[1].type, click.types.FloatParamType)]
RECORDS = [case for case in PARAMETERS if isinstance(case.values[1].type, RecordNumber)]


def run(data: Path, *arguments: str) -> str:
    """What a command that has to fail tells, in words."""
    translate_click()
    done = CliRunner().invoke(cli, ["--data", str(data), *arguments])
    assert done.exit_code in (1, 2) and isinstance(done.exception, SystemExit), (arguments, done.exc_info)
    return done.output


def given(path: str, one: click.Parameter, value: str) -> list[str]:
    """The command with this value of the parameter, and what it needs beside it."""
    command: click.Command = cli
    for name in path.split():
        assert isinstance(command, click.Group)
        command = command.commands[name]
    needed = [other for other in command.params if isinstance(other, click.Argument) and other.required]
    options = [part for other in command.params if isinstance(other, click.Option) and other.required for part in (other.opts[0], "x")]  # fmt: skip
    option = [one.opts[0], *[value] * one.nargs] if isinstance(one, click.Option) else []
    values = [value if other is one else next(iter(getattr(other.type, "choices", ["1"]))) for other in needed]
    if isinstance(one, click.Argument) and not one.required:
        values.append(value)
    return [*path.split(), *option, *options, "--", *values]


def test_there_are_numbers() -> None:
    assert len(PARAMETERS) > 25 and len(FLOATS) > 2 and len(RECORDS) > 10


@pytest.mark.parametrize(("path", "one"), PARAMETERS)
@pytest.mark.parametrize("value", ENDLESS)
def test_a_number_is_finite(path: str, one: click.Parameter, value: str, tmp_path: Path) -> None:
    said = run(tmp_path / "data", *given(path, one, value))
    assert "Giá trị không hợp lệ" in said, said
    assert not (tmp_path / "data").exists(), "nothing was begun"


@pytest.mark.parametrize(("path", "one"), PARAMETERS)
@pytest.mark.parametrize("value", [HUGE, str(2**63), f"-{HUGE}", "9" * 5000])
def test_a_number_can_be_kept(path: str, one: click.Parameter, value: str, tmp_path: Path) -> None:
    run(tmp_path / "data", *given(path, one, value))
    assert not (tmp_path / "data").exists(), "nothing was begun"


@pytest.mark.parametrize(("path", "one"), FLOATS)
def test_every_number_with_a_point_has_one_type(path: str, one: click.Parameter) -> None:
    assert isinstance(one.type, FiniteRange)
    assert one.type.min is not None and one.type.max is not None


@pytest.mark.parametrize(("path", "one"), RECORDS)
def test_a_record_that_no_database_could_hold_is_nobodys(path: str, one: click.Parameter, tmp_path: Path) -> None:
    assert f"không có gì mang số {HUGE}" in run(tmp_path, *given(path, one, HUGE))


@pytest.mark.parametrize("command", ["hide", "show"])
@pytest.mark.parametrize("subject", ["7", "0", "²", "٣", str(2**63), HUGE, "9" * 5000])
def test_a_number_of_no_article_is_told(command: str, subject: str, tmp_path: Path) -> None:
    Archive.open(tmp_path).close()
    said = run(tmp_path, command, subject, "--reason", "x")
    assert "Lỗi: " in said and said.rpartition("Lỗi: ")[2].count("\n") == 1


@pytest.mark.parametrize(("start", "end"), [("5", "5"), ("0", "0"), ("24", "24"), ("24", "0")])
def test_hours_have_time_between_them(start: str, end: str, tmp_path: Path) -> None:
    said = run(tmp_path, "source", "set", "ha_tinh", "--hours", start, end, "--delay", "7")
    assert "không có lúc nào" in said and not (tmp_path / "sources").exists()


@pytest.mark.parametrize(("start", "end"), [(22, 6), (0, 24), (22, 0), (24, 6), (23, 24)])
def test_hours_are_kept(start: int, end: int, tmp_path: Path) -> None:
    done = CliRunner().invoke(
        cli, ["--data", str(tmp_path), "source", "set", "ha_tinh", "--hours", str(start), str(end)]
    )
    assert done.exit_code == 0 and load_sources(tmp_path)["ha_tinh"].hours == (start, end)

"""Everything that the installed click says has its Vietnamese, and takes the same data."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import click
import pytest
from click.testing import CliRunner

from cli.language.click_words import VIETNAMESE
from cli.language.translated import _MODULES, translate_click
from cli.main import cli

_OF_WRITERS = ("No options defined", "Could not determine", "Arguments take", "Name '", "Boolean option", "Invalid start", "Unknown color")  # fmt: skip
"""What click says to who writes commands, never to who types them."""


def said_by_click() -> Iterator[str]:
    names = {str(module.__name__).rpartition(".")[2] for module in _MODULES}
    for name in sorted(names):
        tree = ast.parse((Path(click.__file__).parent / f"{name}.py").read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
                text = node.args[node.func.id == "ngettext"]
                if isinstance(text, ast.Constant) and not str(text.value).startswith(_OF_WRITERS):
                    yield str(text.value)


def fields(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text.replace("%(", "{").replace(")s", "}"))} - {None}


def test_nothing_is_left_in_english() -> None:
    said = set(said_by_click())
    assert len(said) > 40 and said - set(VIETNAMESE) == set()


def test_the_same_data_are_taken() -> None:
    assert {text for text, ours in VIETNAMESE.items() if fields(text) != fields(ours)} == set()


@pytest.mark.parametrize(
    ("language", "arguments", "words"),
    [
        ("vi", ["--help"], ["Cách dùng:", "Tùy chọn", "Các lệnh", "Thư mục dữ liệu"]),
        ("en", ["--help"], ["Usage:", "Options", "Commands", "The data folder"]),
        ("vi", ["index", "--help"], ["Phân tích những gì mới trong kho"]),
        ("en", ["index", "--help"], ["Analyse what is new in the archive"]),
        ("vi", ["index", "--khong-co"], ["Lỗi: Không có tùy chọn '--khong-co'.", "để xem hướng dẫn"]),
        ("en", ["index", "--khong-co"], ["Error: No such option '--khong-co'.", "for help"]),
        ("vi", ["user", "--help"], ["Tài khoản của trang quản trị."]),
    ],
)
def test_the_command_line_speaks_one_language(
    monkeypatch: pytest.MonkeyPatch, language: str, arguments: list[str], words: list[str]
) -> None:
    monkeypatch.setenv("TIMTIN_LANG", language)
    translate_click()
    said = CliRunner().invoke(cli, arguments).output
    assert all(word in said for word in words), said
    other = "Usage:" if language == "vi" else "Cách dùng:"
    assert other not in said


def test_every_command_and_option_is_told_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    def told(command: click.Command) -> Iterator[str]:
        yield command.help or ""
        yield from (p.help or "" for p in command.params if isinstance(p, click.Option) and p.help)
        for one in getattr(command, "commands", {}).values():
            yield from told(one)

    texts = {}
    for language in ("vi", "en"):
        monkeypatch.setenv("TIMTIN_LANG", language)
        texts[language] = list(told(cli))
    assert len(texts["vi"]) > 100 and all(texts["vi"])
    assert [a for a, b in zip(texts["vi"], texts["en"], strict=True) if a == b] == []

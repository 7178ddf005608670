"""The documents: paths they name exist, every decision is listed, every package and version is told of."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path

import pytest

from settings import VERSION
from tests.support.paths import ROOT

_DECISIONS = ROOT / "docs" / "decisions"
_PAPERS = [
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs/architecture.md",
    "docs/glossary.md",
    "docs/whoosh.md",
    *sorted(f"docs/decisions/{path.name}" for path in _DECISIONS.glob("*.md")),
]
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_QUOTED = re.compile(r"`([^`]+)`")
_PATH = re.compile(r"[\w-][\w.-]*(?:/[\w.*-]+)*/?")
_FILE = re.compile(r"\.(?:py|md|cfg|toml|tsv|json|jsonl|html|css|txt|in)$")
ROOT_FILE = re.compile(r"\.(?:py|md|cfg)$")
_NO_PACKAGES = {"tests", "build", "dist"}


def paths_named(text: str) -> Iterator[str]:
    """What stands in backticks outside of code blocks and looks like a path of the repository."""
    for name in _QUOTED.findall(_FENCED.sub("", text)):
        if not _PATH.fullmatch(name):
            continue
        if "/" not in name:
            if ROOT_FILE.search(name):
                yield name
        elif name.endswith("/") or _FILE.search(name) or (ROOT / name.split("/")[0]).is_dir():
            yield name


def is_there(name: str) -> bool:
    """Whether a file or folder has this path; NAME stands for any name, a slash at the end for a folder."""
    found = list(ROOT.glob(name.rstrip("/").replace("NAME", "*")))
    return any(path.is_dir() for path in found) if name.endswith("/") else bool(found)


def package_files() -> list[Path]:
    """The ``__init__.py`` of every package of the product."""
    found = (path.relative_to(ROOT) for path in ROOT.rglob("__init__.py"))
    return sorted(p for p in found if p.parts[0] not in _NO_PACKAGES and not any(x.startswith(".") for x in p.parts))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("see `crawler/visit/store.py` and `settings.py`", ["crawler/visit/store.py", "settings.py"]),
        ("in `tests/gates/`, at `archive/nowhere`", ["tests/gates/", "archive/nowhere"]),
        ("a folder that never was: `archve/model.py`", ["archve/model.py"]),
        ("`NEAR/5`, `09/CTr`, `/quan-tri`, `site.sqlite3`, `run.py index`, `ma túy`, `Article.url`", []),
        ("```\n`settings.py`\n```", []),
    ],
)
def test_paths_are_told_from_other_words(text: str, named: list[str]) -> None:
    assert list(paths_named(text)) == named


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("settings.py", True),
        ("crawler/portals/", True),
        ("crawler/portals/NAME.py", True),
        ("settings.py/", False),
        ("crawler/portals/nowhere.py", False),
        ("archve/model.py", False),
    ],
)
def test_missing_paths_are_found(name: str, there: bool) -> None:
    assert is_there(name) == there


@pytest.mark.parametrize("paper", _PAPERS)
def test_paths_in_documents_exist(paper: str) -> None:
    text = (ROOT / paper).read_text("utf-8")
    assert [name for name in paths_named(text) if not is_there(name)] == []


def test_documents_name_paths() -> None:
    named = {name for paper in _PAPERS for name in paths_named((ROOT / paper).read_text("utf-8"))}
    assert len(named) > 100


def test_every_decision_is_listed_once() -> None:
    files = sorted(path.name for path in _DECISIONS.glob("*.md") if path.name != "README.md")
    listed = re.findall(r"^- \[(\d{4})\]\(([\w-]+\.md)\)", (_DECISIONS / "README.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(name for _, name in listed) == files
    assert all(name.startswith(f"{number}-") for number, name in listed)
    assert sorted(int(number) for number, _ in listed) == list(range(1, len(files) + 1))


@pytest.mark.parametrize(
    "path", [p for p in sorted(_DECISIONS.glob("*.md")) if p.name != "README.md"], ids=lambda p: p.stem
)
def test_decisions_have_one_form(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith(f"# {path.name[:4]}. ")
    assert re.search(r"^Status: \w", text, re.MULTILINE)
    assert [part for part in ("**Context.** ", "**Decision.** ") if f"\n\n{part}" not in text] == []


def test_every_package_says_what_it_is_for() -> None:
    docs = {str(p): ast.get_docstring(ast.parse((ROOT / p).read_text("utf-8"))) or "" for p in package_files()}
    assert len(docs) > 50
    assert [path for path, doc in docs.items() if len(doc.split()) <= 3] == []


def test_changelog_tells_of_the_version() -> None:
    setup = ConfigParser(interpolation=None)
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    assert setup["metadata"]["version"] == "attr: settings.VERSION"
    version = VERSION
    told = re.findall(r"^## \[?([^\]\s]+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert told[0] in ("Unreleased", version)
    assert version in told

"""The house: no imports in a circle, no folder too full to look through, every package described."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.support.paths import ROOT
from tests.support.tree import product_files

_MOST_FILES = 15


def module_of(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path, modules: Mapping[str, Path]) -> Iterator[str]:
    """The modules of ours that a file imports anywhere in it, for types only as well."""
    for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name for name in inner if name in modules)
            if node.module in modules and any(name not in modules for name in inner):
                yield node.module


def circles(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """Groups of modules that reach each other (Tarjan's strongly connected components of more than one)."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(module: str) -> None:
        number[module] = low[module] = len(number)
        stack.append(module)
        for other in sorted(graph[module]):
            if other not in number:
                visit(other)
                low[module] = min(low[module], low[other])
            elif other in stack:
                low[module] = min(low[module], number[other])
        if low[module] == number[module]:
            group = stack[stack.index(module) :]
            del stack[stack.index(module) :]
            if len(group) > 1:
                found.append(sorted(group))

    for module in sorted(graph):
        if module not in number:
            visit(module)
    return found


@pytest.mark.parametrize(
    ("graph", "found"),
    [
        ({"a": {"b"}, "b": {"c"}, "c": set()}, []),
        ({"a": {"b"}, "b": {"c"}, "c": {"a"}}, [["a", "b", "c"]]),
        ({"a": {"b", "c"}, "b": {"a"}, "c": {"d"}, "d": {"c"}}, [["c", "d"], ["a", "b"]]),
    ],
)
def test_circles_are_found(graph: dict[str, set[str]], found: list[list[str]]) -> None:
    assert circles(graph) == found


def test_no_module_imports_itself_over_others() -> None:
    modules = {module_of(path): path for path in product_files()}
    graph = {name: set(imports_of(path, modules)) - {name} for name, path in modules.items()}
    assert sum(map(len, graph.values())) > 500
    assert circles(graph) == []


@pytest.mark.parametrize("top", ["product", "tests"])
def test_no_folder_is_too_full_to_look_through(top: str) -> None:
    files = product_files() if top == "product" else [p.relative_to(ROOT) for p in (ROOT / "tests").rglob("*.py")]
    counted = Counter(str(path.parent) for path in files if path.name != "__init__.py")
    assert counted
    assert {folder: count for folder, count in counted.items() if count > _MOST_FILES} == {}

"""Print lines of code by package and, for ``--env FOLDER``, the size of an installed environment.

Not counted: docstrings, comments, blank lines, imports. Every other file of a package is data or a page, given in kilobytes.
"""

from __future__ import annotations

import argparse
import ast
import io
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TypeGuard

ROOT = Path(__file__).resolve().parent.parent
NOT_PRODUCT = ("bench", "tests", "tools")
_LAYOUT = frozenset(
    (
        tokenize.COMMENT,
        tokenize.NL,
        tokenize.NEWLINE,
        tokenize.INDENT,
        tokenize.DEDENT,
        tokenize.ENCODING,
        tokenize.ENDMARKER,
    )
)


class Measure(NamedTuple):
    """What a package holds: Python files, their lines of code, other files and their bytes."""

    modules: int = 0
    lines: int = 0
    others: int = 0
    size: int = 0

    def add(self, other: Measure) -> Measure:
        """Return the sum of two measures."""
        return Measure(*(mine + its for mine, its in zip(self, other, strict=True)))


def count_lines(source: str) -> int:
    """Count the lines that hold a token of a statement which is neither a docstring nor an import."""
    held: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in _LAYOUT:
            held.update(range(token.start[0], token.end[0] + 1))
    blank = {number for number, line in enumerate(source.splitlines(), 1) if not line.strip()}
    return len(held - blank - set(_uncounted_lines(ast.parse(source))))


def _uncounted_lines(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)) or _is_docstring(node):
            yield from range(node.lineno, (node.end_lineno or node.lineno) + 1)


def _is_docstring(node: ast.AST) -> TypeGuard[ast.Expr]:
    """Tell whether a node is a string that is a statement: the docstring of what it begins, or of the name assigned above it."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def measure_files(files: Iterator[Path]) -> Measure:
    """Measure some files."""
    total = Measure()
    for path in files:
        if path.suffix == ".py":
            total = total.add(Measure(modules=1, lines=count_lines(path.read_text("utf-8"))))
        else:
            total = total.add(Measure(others=1, size=path.stat().st_size))
    return total


def measure_packages(root: Path) -> dict[str, Measure]:
    """Measure each package of a checkout by its name, and the modules beside them as ``*.py``."""
    folders = sorted(path for path in root.iterdir() if path.is_dir() and any(path.glob("*.py")))
    found = {folder.name: measure_files(_files_below(folder)) for folder in folders}
    return {**found, "*.py": measure_files(iter(sorted(root.glob("*.py"))))}


def _files_below(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)


def disk_use(folder: Path) -> int:
    """Return the bytes that a folder takes on the disk, as ``du`` counts them: blocks, a hard link once."""
    blocks = {}
    for path in (folder, *folder.rglob("*")):
        status = path.lstat()
        blocks[status.st_dev, status.st_ino] = status.st_blocks
    return sum(blocks.values()) * 512


def megabytes(size: int) -> int:
    """Return MiB, rounded up as ``du -sm`` does."""
    return -(-size // 2**20)


def heaviest_packages(folder: Path, n: int) -> list[tuple[int, str]]:
    """Return size in bytes and name of the ``n`` heaviest entries of an environment's site-packages."""
    entries = [path for site in folder.glob("lib/python*/site-packages") for path in site.iterdir()]
    return sorted(((disk_use(path), path.name) for path in entries), reverse=True)[:n]


def _row(name: str, found: Measure) -> str:
    return f"{name:<12} {found.modules:>7} {found.lines:>7,} {found.others:>7} {found.size / 1024:>9,.0f}"


def main() -> None:
    """Print both reports."""
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--env", type=Path, help="a virtual environment, for example .venv after `make run`")
    environment: Path | None = flags.parse_args().env
    packages = measure_packages(ROOT)
    product = Measure()
    print(f"{'package':<12} {'modules':>7} {'lines':>7} {'others':>7} {'others kB':>9}")
    for name, found in packages.items():
        print(_row(name, found))
        if name not in NOT_PRODUCT:
            product = product.add(found)
    print(_row("the product", product))
    if environment is not None:
        folder = environment.resolve()
        print(f"\n{environment}: {megabytes(disk_use(folder)):,} MB, of that")
        for size, name in heaviest_packages(folder, 8):
            print(f"{megabytes(size):>7,} MB {name}")


if __name__ == "__main__":
    main()

"""Bring the English catalogue up to date with the texts in code and templates (``make strings``).

New texts are added with nothing to the right, texts that are used no more are removed; what lacks English is listed.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2.ext import babel_extract

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from translations import catalogue_path  # noqa: E402
from translations.po_file import Entry, read_po, write_po  # noqa: E402

ROOMS = (
    "archive",
    "cli",
    "crawler",
    "database",
    "facts",
    "indexer",
    "jobs",
    "search",
    "site_data",
    "vietnamese",
    "web",
)
FILES = ("coded_error.py", "progress.py", "run.py", "setting_checks.py", "settings.py", "words.py", "workers.py")
_IN_CODE = {"N_": False, "N_count": True, "gettext": False, "ngettext": True}
_IN_TEMPLATES = {"_": False, "gettext": False, "ngettext": True, "counted": True}
_OPTIONS = {"newstyle_gettext": "true", "trimmed": "true", "trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """A text for people: where it stands, what it says, whether it counts."""

    where: str
    text: str
    counts: bool


def python_files() -> list[Path]:
    """Return the files of code in which texts may stand."""
    return sorted([*(f for room in ROOMS for f in (ROOT / room).rglob("*.py")), *(ROOT / name for name in FILES)])


def template_files() -> list[Path]:
    """Return the templates."""
    return sorted((ROOT / "web" / "templates").rglob("*.html"))


def extract_texts() -> Iterator[Text]:
    """Yield the texts of code and templates. Raises ValueError for a call whose text does not stand there."""
    for path in python_files():
        yield from _texts_of_code(path)
    for path in template_files():
        yield from _texts_of_template(path)


def _texts_of_code(path: Path) -> Iterator[Text]:
    source = path.read_text("utf-8")
    if not re.search(r"\b(N_|N_count|n?gettext)\(", source):
        return
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _IN_CODE):
            continue
        where, first = f"{path.relative_to(ROOT)}:{node.lineno}", node.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield Text(where, first.value, _IN_CODE[node.func.id])
        elif isinstance(first, (ast.JoinedStr, ast.BinOp)):
            raise ValueError(f"{where}: {ast.unparse(first)} is no text: data goes into braces")


def _texts_of_template(path: Path) -> Iterator[Text]:
    with path.open("rb") as file:
        for line, function, message, _ in babel_extract(file, list(_IN_TEMPLATES), [], _OPTIONS):
            where = f"{path.relative_to(ROOT)}:{line}"
            parts = message if isinstance(message, tuple) else (message,)
            if parts and parts[0]:
                yield Text(where, parts[0], _IN_TEMPLATES[function])


def merge_catalogue(texts: list[Text], before: dict[str, Entry]) -> dict[str, Entry]:
    """Return the catalogue of exactly these texts, with the translations there were."""
    merged: dict[str, Entry] = {}
    for text in texts:
        old = before.get(text.text, Entry(""))
        counts = text.counts or (text.text in merged and merged[text.text].counts)
        merged[text.text] = Entry(old.one, old.many if counts else "", counts)
    return merged


def main() -> int:
    """Write the catalogue and list what lacks English; exit code 1 when something does."""
    path = catalogue_path("en")
    texts = list(extract_texts())
    merged = merge_catalogue(texts, read_po(path.read_text("utf-8")) if path.exists() else {})
    path.write_text(write_po(merged), "utf-8")
    missing = sorted({text.text for text in texts if merged[text.text].missing})
    for text in missing:
        print(f"no English yet: {text}")
    print(f"{path.relative_to(ROOT)}: {len(merged)} texts, {len(missing)} to be written in English")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())

"""Reads and writes sources as TOML files: the shipped ones and an admin's own in ``<data>/sources`` have one format."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields, replace
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import soupsieve

import settings
from crawler.errors import UnknownSource
from crawler.sources.source import Source


def read_source(path: Path | Traversable, known: Source | None = None) -> Source:
    """Read the source that a file declares, or ``known`` with what the file changes. Raises UnknownSource naming the file."""
    return _apply_values(known or Source(path.name.removesuffix(".toml")), _parse_toml(_read_text(path), path), path)


def _read_text(path: Path | Traversable) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnknownSource("crawler.source_not_toml", file=path, why=error) from None


def _parse_toml(text: str, path: Path | Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: also a number longer than Python reads
        raise UnknownSource("crawler.source_not_toml", file=path, why=error) from None


_KINDS: dict[str, tuple[type, ...]] = {"delay": (int, float), "ports": (int,), "hours": (int,), "budget": (int,)}
_MOST = {key: settings.numbers_of(key).highest for key in ("delay", "budget")}


def _apply_values(source: Source, values: dict[str, Any], path: Path | Traversable) -> Source:
    names = {f.name for f in fields(Source)} - {"name", "allow_loopback", "fault"}
    for key, value in values.items():
        if key not in names or not _is_fitting(key, value):
            raise UnknownSource("crawler.source_key_wrong", file=path, key=key)
    for part, selector in values.get("selectors", {}).items():
        try:
            soupsieve.compile(selector)
        except (soupsieve.SelectorSyntaxError, AttributeError):  # AttributeError: a value that is no text
            raise UnknownSource("crawler.selector_malformed", file=path, part=part, selector=selector) from None
    clean: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
    return replace(source, **clean)


def _is_fitting(key: str, value: object) -> bool:
    """Tell whether a TOML value is of the kind that the setting holds; true and false are no numbers here."""
    default = getattr(Source("x"), key)
    if key == "hours" and isinstance(value, list) and value and not _is_two_hours(value):
        return False
    if isinstance(default, tuple):
        kinds = _KINDS.get(key, (str,))
        known = isinstance(value, list) and all(isinstance(v, kinds) and not isinstance(v, bool) for v in value)
        return known and (key != "ports" or all(0 < port < 2**16 for port in value))  # type: ignore[attr-defined]
    if isinstance(default, dict):
        return isinstance(value, dict)
    kinds = _KINDS.get(key, (type(default),))
    sound = isinstance(value, kinds) and (isinstance(value, bool) == isinstance(default, bool))
    # A delay of 0 is for a portal of one's own; nan, with which every comparison is false, is in no range.
    return sound and (key not in _MOST or 0 <= value <= _MOST[key])  # type: ignore[operator]


def _is_two_hours(value: list[object]) -> bool:
    return len(value) == 2 and all(isinstance(hour, int) and 0 <= hour <= 24 for hour in value)


def write_source(data: Path, name: str, text: str) -> Path:
    """Write an admin's file of a source, whole or not at all, and return its path.

    Raises UnknownSource, and leaves the file as it was, when what would be written declares no source.
    """
    path = data / "sources" / f"{name}.toml"
    _apply_values(Source(name), _parse_toml(text, path), path)
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_suffix(".tmp")
    scratch.write_text(text, "utf-8")
    scratch.replace(path)
    return path


def quote_toml(text: str) -> str:
    """Quote a text as TOML writes it; what cannot be seen is escaped too, so that a person who edits the file sees it."""
    escaped = "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in text)
    return f'"{escaped}"'


def set_value(data: Path, name: str, key: str, text: str) -> Path:
    """Set one top-level key of a source's TOML file to ``text`` (already TOML) and return the file's path.

    Raises UnknownSource, and changes nothing, when the file cannot be read.
    """
    path = data / "sources" / f"{name}.toml"
    old = _read_text(path) if path.exists() else ""
    # A list may go over several lines. "." and "^" know no end of a line but "\n", as TOML does.
    kept = re.sub(rf"^{re.escape(key)}\s*=[ \t]*(?:\[[^\]]*\])?.*\n?", "", old, flags=re.MULTILINE)
    return write_source(data, name, f"{key} = {text}\n{kept}")

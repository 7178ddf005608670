"""Declared sources: what the crawler needs to know of each portal. A TOML file in ``<data>/sources`` adds or changes one."""

from __future__ import annotations

import importlib
import pkgutil
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import soupsieve

from crawler.errors import UnknownSource

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")


@dataclass(frozen=True, slots=True)
class Source:
    """One portal. ``selectors`` maps title, lead, body, date, byline or section to a CSS selector.

    ``ports`` are allowed besides 80 and 443; ``allow_loopback`` is for portals on this machine. ``delay`` is in
    seconds and None means the setting. ``hours`` (from, until; of Vietnam, such as (22, 6)) are when the portal may be
    crawled, always when empty; ``budget`` is how many requests a day it gets, None means the setting. ``status`` is
    "unverified" until an admin has tried it on the live portal. ``seen`` says where its address was met in public
    material; ``archive_of`` names the source whose older archive it is, since provinces were joined in July 2025.
    """

    name: str
    province: str = ""
    domain: str = ""
    family: str = ""
    start_pages: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    selectors: Mapping[str, str] = field(default_factory=dict)
    status: str = "unverified"
    allow_loopback: bool = False
    ports: tuple[int, ...] = ()
    show_full_text: bool = True
    paused: bool = False
    delay: float | None = None
    seen: str = ""
    archive_of: str = ""
    hours: tuple[int, ...] = ()
    budget: int | None = None


@cache
def _known() -> tuple[Source, ...]:
    """Return what the package's modules declare in ``SOURCES``: a new file is a new source, nothing else is edited."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return tuple(source for module in modules for source in getattr(module, "SOURCES", ()))


def _declared() -> dict[str, Source]:
    return {source.name: source for source in _known()}


def load_sources(data: Path | None) -> dict[str, Source]:
    """Return the sources by name: the declared ones, changed and joined by ``<data>/sources/*.toml``.

    Raises UnknownSource naming the file when one cannot be read.
    """
    known = _declared()
    if data is not None:
        for path in sorted((data / "sources").glob("*.toml")):
            values = _read(path)
            known[path.stem] = _changed(known.get(path.stem) or Source(path.stem), values, path)
    return known


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnknownSource(f"{path}: không phải tệp TOML đọc được ({error}); sửa hoặc xóa tệp") from None


_KINDS: dict[str, tuple[type, ...]] = {"delay": (int, float), "ports": (int,), "hours": (int,), "budget": (int,)}


def _changed(source: Source, values: dict[str, Any], path: Path) -> Source:
    names = {f.name for f in fields(Source)} - {"name", "allow_loopback"}
    for key, value in values.items():
        if key not in names or not _fits(key, value):
            raise UnknownSource(f"{path}: {key} không phải là mục của nguồn, hoặc giá trị không đúng kiểu; sửa tệp")
    for part, selector in values.get("selectors", {}).items():
        try:
            soupsieve.compile(selector)
        except (soupsieve.SelectorSyntaxError, AttributeError):  # AttributeError: a value that is no text
            raise UnknownSource(f"{path}: {part} = {selector!r} không phải là bộ chọn CSS; sửa tệp") from None
    clean: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
    return replace(source, **clean)


def _fits(key: str, value: object) -> bool:
    """Tell whether a TOML value is of the kind that the setting holds; true and false are no numbers here."""
    default = getattr(Source("x"), key)
    if key == "hours" and isinstance(value, list) and value and not _two_hours(value):
        return False
    if isinstance(default, tuple):
        kinds = _KINDS.get(key, (str,))
        return isinstance(value, list) and all(isinstance(v, kinds) and not isinstance(v, bool) for v in value)
    if isinstance(default, dict):
        return isinstance(value, dict)
    kinds = _KINDS.get(key, (type(default),))
    return isinstance(value, kinds) and (isinstance(value, bool) == isinstance(default, bool))


def _two_hours(value: list[object]) -> bool:
    return len(value) == 2 and all(isinstance(hour, int) and 0 <= hour <= 24 for hour in value)


def source_for_url(url: str) -> Source:
    """Return the declared source of the URL's host, else an undeclared one that starts at ``url``.

    Raises UnknownSource when the URL is not http or https, or has no host.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    if parts.scheme not in ("http", "https") or not host:
        raise UnknownSource(f"{url!r} không phải là địa chỉ của cổng thông tin: viết như https://example.org/")
    for source in _declared().values():
        if source.domain == host:
            return source
    root = f"{parts.scheme}://{parts.netloc}"
    return Source(
        name=re.sub(r"[^a-z0-9]+", "_", host.lower()).strip("_")[:60] or "portal",
        domain=host,
        start_pages=(url.strip(),),
        sitemaps=(f"{root}/sitemap.xml",),
        ports=(port,) if port not in (None, 80, 443) and port is not None else (),
    )


def _write(data: Path, name: str, lines: list[str]) -> Path:
    path = data / "sources" / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_suffix(".tmp")
    scratch.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    scratch.replace(path)
    return path


def _quoted(text: str) -> str:
    escaped = "".join(f"\\u{ord(c):04x}" if ord(c) < 32 or c in '"\\' else c for c in text)
    return f'"{escaped}"'


def add_source(data: Path, name: str, url: str) -> Path:
    """Declare the portal at ``url`` in a TOML file and return its path. Raises UnknownSource for a bad name or URL."""
    if not _NAME.fullmatch(name):
        raise UnknownSource(f"{name!r} không thể là tên nguồn: dùng chữ thường không dấu, chữ số, - và _")
    if name in load_sources(data):
        raise UnknownSource(f"đã có nguồn tên {name!r}: chọn tên khác")
    source = source_for_url(url)
    lines = [f"domain = {_quoted(source.domain)}", f"start_pages = [{_quoted(url.strip())}]"]
    lines.append("sitemaps = [" + ", ".join(map(_quoted, source.sitemaps)) + "]")
    if source.ports:
        lines.append(f"ports = {list(source.ports)}")
    return _write(data, name, lines)


def set_value(data: Path, name: str, key: str, text: str) -> Path:
    """Set one top-level key of a source's TOML file to ``text`` (already TOML) and return the file's path."""
    path = data / "sources" / f"{name}.toml"
    old = path.read_text("utf-8").splitlines() if path.exists() else []
    kept = [line for line in old if not re.match(rf"{re.escape(key)}\s*=", line)]
    return _write(data, name, [f"{key} = {text}", *kept])


def pause_source(data: Path, name: str, *, paused: bool) -> None:
    """Pause or resume a source. Raises UnknownSource when there is none of that name."""
    if name not in load_sources(data):
        raise UnknownSource(f"không có nguồn tên {name!r}: `run.py source list` liệt kê các nguồn")
    set_value(data, name, "paused", "true" if paused else "false")

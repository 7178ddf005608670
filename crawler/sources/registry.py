"""Source registry: the shipped sources, changed and joined by an admin's own files."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from crawler.errors import CrawlError, UnknownSource
from crawler.sources.source import Source
from crawler.sources.toml_file import quote_toml, read_source, set_value, write_source

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?\.?")


def read_folder(folder: Traversable) -> list[Source]:
    """Read every source file of a folder, in order of their names: a new file is a new source, nothing else is edited."""
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return [read_source(file) for file in files]


@cache
def _load_shipped() -> tuple[Source, ...]:
    return tuple(read_folder(resources.files("crawler.sources").joinpath("portals")))


def _shipped_by_name() -> dict[str, Source]:
    return {source.name: source for source in _load_shipped()}


def load_sources(data: Path | None) -> dict[str, Source]:
    """Load the sources by name: the shipped ones, changed and joined by ``<data>/sources/*.toml``.

    A source whose file cannot be read has a ``fault``; the others are as they are declared.
    """
    known = _shipped_by_name()
    if data is not None:
        for path in sorted((data / "sources").glob("*.toml")):
            shipped = known.get(path.stem)
            try:
                known[path.stem] = read_source(path, shipped)
            except UnknownSource as error:
                left = shipped or Source(path.stem)
                known[path.stem] = replace(left, paused=True, show_full_text=False, fault=error)
    return known


def find_faults(data: Path) -> dict[str, UnknownSource]:
    """Return why sources are left out whose files in ``<data>/sources`` cannot be read, by name."""
    return {name: source.fault for name, source in load_sources(data).items() if source.fault is not None}


def source_for_url(url: str) -> Source:
    """Return the declared source of the URL's host, else an undeclared one that starts at ``url``.

    Raises UnknownSource when the URL is not http or https, its host cannot be one, or it holds what cannot be seen.
    """
    if not url.strip().isprintable():
        raise UnknownSource("crawler.source_address_unseen", url=url)
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    if parts.scheme not in ("http", "https") or not _may_be_host(host):
        raise UnknownSource("crawler.source_address_wrong", url=url)
    for source in _shipped_by_name().values():
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


def _may_be_host(host: str) -> bool:
    """Tell whether a host could be in the DNS, or is an address: labels of letters, digits and hyphens."""
    with suppress(ValueError):
        return bool(ip_address(host))
    try:
        return _HOST.fullmatch(host.encode("idna").decode("ascii")) is not None
    except UnicodeError:
        return False


def add_source(data: Path, name: str, url: str) -> Path:
    """Declare the portal at ``url`` in a TOML file and return its path. Raises UnknownSource for a bad name or URL."""
    if not _NAME.fullmatch(name):
        raise UnknownSource("crawler.source_name_wrong", name=name)
    if name in load_sources(data):
        raise UnknownSource("crawler.source_name_taken", name=name)
    source = source_for_url(url)
    lines = [f"domain = {quote_toml(source.domain)}", f"start_pages = [{quote_toml(url.strip())}]"]
    lines.append("sitemaps = [" + ", ".join(map(quote_toml, source.sitemaps)) + "]")
    if source.ports:
        lines.append(f"ports = {list(source.ports)}")
    return write_source(data, name, "".join(f"{line}\n" for line in lines))


def pause_source(data: Path, name: str, *, paused: bool) -> None:
    """Pause or resume a source.

    Raises UnknownSource when there is none of that name, or its file cannot be read; CrawlError when it is so already.
    """
    source = load_sources(data).get(name)
    if source is None:
        raise UnknownSource("crawler.source_unknown", name=name)
    if source.paused == paused:
        raise CrawlError("crawler.source_paused_already" if paused else "crawler.source_not_paused", name=name)
    set_value(data, name, "paused", "true" if paused else "false")

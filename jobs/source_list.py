"""The sources of a site: the declared ones, or the sample portal alone while a demonstration runs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from crawler.sources.registry import load_sources
from crawler.sources.source import Source
from site_data.site import Site
from translations import N_

_SAMPLE = "sample_address"

IMPORTED = "import"
"""The source of imported articles that name none: no publisher, only how they came."""

UNDECLARED = {"sample": N_("Cổng thông tin mẫu"), IMPORTED: N_("Bài nhập từ tệp")}
"""Titles of sources that no declaration names: the demonstration's portal, and imports without a source."""


def show_sample(site: Site, address: str) -> None:
    """Make the sample portal at ``address`` (loopback) the site's only source; "" ends that."""
    site.settings.set(_SAMPLE, address)


def known_sources(data: Path, site: Site) -> dict[str, Source]:
    """Return the sources by name. A demonstration knows its sample only: it must not crawl real portals."""
    address = site.settings.get(_SAMPLE)
    if not address:
        return load_sources(data)
    # The crawler declares no loopback source: only `demo` may ask for one, by this setting.
    from crawler.sources.sample import sample_source

    sample = sample_source(address)
    return {sample.name: sample}


def source_title(source: Source) -> str:
    """Return the words for a source on the page and in mails."""
    province = source.province
    if province.startswith("Bộ "):
        return province
    return f"Công an {province}" if province else source.domain or source.name


def source_titles(sources: Mapping[str, Source]) -> dict[str, str]:
    """Return how each source is called on the page and in mails."""
    return {name: source_title(source) for name, source in sources.items()} | UNDECLARED

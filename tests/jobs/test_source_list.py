"""Which sources a site knows: the declared ones, or a demonstration's sample alone."""

from __future__ import annotations

from pathlib import Path

from jobs.source_list import known_sources, show_sample
from site_data.site import Site
from web.state import SiteState


def test_a_demonstration_knows_its_sample_only(tmp_path: Path) -> None:
    with Site.open(tmp_path) as site:
        assert "ha_tinh" in known_sources(tmp_path, site)
        show_sample(site, "http://127.0.0.1:8090")
        sources = known_sources(tmp_path, site)
        assert set(sources) == {"sample"} and sources["sample"].allow_loopback
        show_sample(site, "")
        assert "ha_tinh" in known_sources(tmp_path, site)


def test_the_page_calls_the_sample_a_sample(tmp_path: Path) -> None:
    state = SiteState(tmp_path)
    show_sample(state.site, "http://127.0.0.1:8090")
    assert state.source_titles()["sample"] == "Cổng thông tin mẫu"
    state.close()

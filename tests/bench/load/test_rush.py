"""Readers who come at a rate."""

from __future__ import annotations

from bench.load.rush import rush
from tests.support.big_site import started


def test_everybody_is_asked_and_timed() -> None:
    site = started(1)
    told = rush(site.server_address[1], ["/tin-tuc", "/nothing"], 100, 0.2)
    site.shutdown()
    site.server_close()
    assert told.statuses == {"200": 10, "404": 10}
    assert 0 < told.median <= told.share(0.99)


def test_who_is_not_answered_is_counted() -> None:
    site = started(1)
    port = site.server_address[1]
    site.shutdown()
    site.server_close()
    assert rush(port, ["/"], 50, 0.1).statuses == {"ConnectionRefusedError": 5}

"""Makes the HTTP client of a source: its own delay and ports, else the limits of the settings."""

from __future__ import annotations

import httpcore

import settings
from crawler.http.fetcher import Clock, Fetcher, RequestLimits
from crawler.http.ssrf_guard import Resolver, resolve_host
from crawler.sources.source import Source


def fetcher_for(
    source: Source,
    clock: Clock | None = None,
    network: httpcore.NetworkBackend | None = None,
    resolver: Resolver = resolve_host,
) -> Fetcher:
    """Return the client for a source, with the settings' limits. Raises SettingError for a malformed setting."""
    limits = RequestLimits(
        delay=settings.number("delay") if source.delay is None else source.delay,
        timeout=settings.number("timeout"),
        max_bytes=int(settings.number("max_bytes")),
    )
    return Fetcher(
        contact=settings.get("contact"),
        limits=limits,
        ports=source.ports,
        allow_loopback=source.allow_loopback,
        clock=clock or Clock(),
        network=network,
        resolver=resolver,
    )

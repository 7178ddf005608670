"""Where the cluster is that holds the index, as the settings say; loads no client."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

import settings


@dataclass(frozen=True, slots=True)
class ClusterSettings:
    """Where the cluster is and how the index is called there; secrets are never printed."""

    hosts: tuple[str, ...]
    index: str = "timtin"
    user: str = ""
    password: str = ""
    api_key: str = ""
    ca_file: str = ""
    shards: int = 1
    seconds: float = 2.5

    def named(self) -> str:
        """Return the hosts as they may be told: an address may hold a password."""
        return ", ".join(host.rpartition("@")[2] for host in self.hosts)

    @classmethod
    def read(cls, environ: Mapping[str, str] = os.environ) -> ClusterSettings | None:
        """Return what ``TIMTIN_OPENSEARCH_…`` say; None when no host is named: the embedded engine answers. Raises SettingError."""
        hosts = tuple(host.strip() for host in settings.get("opensearch_hosts", environ).split(",") if host.strip())
        if not hosts:
            return None
        text = {
            name: settings.get(f"opensearch_{name}", environ)
            for name in ("index", "user", "password", "api_key", "ca_file")
        }
        numbers = (settings.number(f"opensearch_{name}", environ) for name in ("shards", "seconds"))
        return cls(hosts, **text, shards=int(next(numbers)), seconds=next(numbers))

"""Jobs as the jobs table has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Job:
    """A row of the jobs table. ``state``: waiting, running, done, failed, cancelled or dead; times are aware (UTC)."""

    id: int
    kind: str
    args: Mapping[str, object]
    state: str
    created: datetime
    started: datetime | None
    finished: datetime | None
    done: int
    total: int
    message: str
    result: str
    worker: str

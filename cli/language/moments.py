"""How commands write a time: as the site does, in Vietnam's time, whatever the machine's."""

from __future__ import annotations

from datetime import datetime

from archive.model import VIETNAM
from translations import write_day


def write_moment(value: datetime | None) -> str:
    """Write a day and HH:MM; a dash for None."""
    if value is None:
        return "–"
    local = value.astimezone(VIETNAM)
    return f"{write_day(local)} {local:%H:%M}"

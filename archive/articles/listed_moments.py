"""Writes the day or moment that a list tells of an article as text and back; what reads pages beside a crawl imports it, and no database."""

from __future__ import annotations

from datetime import datetime

from archive.model import VIETNAM, Precision

_DAY = len("2023-05-25")


def moment_of(text: str) -> tuple[datetime, Precision]:
    """Return the moment of "2023-05-25" or "2023-05-25T10:30+07:00" and its precision."""
    moment = datetime.fromisoformat(text)
    if len(text) == _DAY:
        return moment.replace(tzinfo=VIETNAM), "day"
    return moment.astimezone(VIETNAM), "minute"


def text_of_moment(moment: datetime, precision: Precision) -> str:
    """Undo ``moment_of``."""
    local = moment.astimezone(VIETNAM)
    return local.date().isoformat() if precision == "day" else local.isoformat(timespec="minutes")

"""Converts moments to text and back: ISO 8601 in UTC, comparable as text."""

from __future__ import annotations

from datetime import UTC, datetime


def now_text() -> str:
    """Return the present moment as ISO 8601 text in UTC."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def text_of(moment: datetime) -> str:
    """Return a moment as ISO 8601 text in UTC, comparable as text."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def parse_moment(text: str | None) -> datetime | None:
    """Return the moment that ``text_of`` wrote, None for none."""
    return datetime.fromisoformat(text) if text else None

"""Moments as text: ISO 8601 in UTC, comparable as text."""

from __future__ import annotations

from datetime import UTC, datetime


def now_text() -> str:
    """The present moment as ISO 8601 text in UTC."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def text_of(moment: datetime) -> str:
    """A moment as ISO 8601 text in UTC, comparable as text."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str | None) -> datetime | None:
    """The moment that ``text_of`` wrote."""
    return datetime.fromisoformat(text) if text else None

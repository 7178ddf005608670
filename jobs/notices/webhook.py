"""Sends a notice to a webhook as JSON, through the guard that keeps requests out of this machine and its network."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

import httpx

from crawler.errors import UnsafeAddress
from crawler.http import ssrf_guard as guard
from jobs.errors import WebhookFailed
from site_data.notices import Notice

_SECONDS = 15.0


def send_webhook(
    url: str, text: str, began: Sequence[Notice], over: Sequence[Notice], *, allow_loopback: bool = False
) -> None:
    """POST ``{"text", "began", "over"}``; ``text`` is what chat services show. Raises WebhookFailed saying what to check."""
    body = {"text": text, "began": [_as_json(n) for n in began], "over": [_as_json(n) for n in over]}
    host = ""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        guard.check_url(url, (parts.port,) if parts.port else ())
        backend = guard.GuardedBackend(allow_loopback=allow_loopback)
        with httpx.Client(transport=guard.GuardedTransport(backend), trust_env=False, timeout=_SECONDS) as client:
            answer = client.post(url, json=body)
    except (UnsafeAddress, httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        raise WebhookFailed("jobs.webhook_unreachable", host=host, why=error) from None
    if not answer.is_success:
        raise WebhookFailed("jobs.webhook_refuses", host=host, status=answer.status_code)


def _as_json(notice: Notice) -> dict[str, object]:
    ended = notice.ended.isoformat() if notice.ended else None
    return {"key": notice.key, "text": notice.text, "began": notice.began.isoformat(), "ended": ended}

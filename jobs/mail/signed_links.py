"""Signed links in mails and private pages: who has one may do that one thing; nothing secret is kept in the database."""

from __future__ import annotations

from datetime import timedelta

from itsdangerous import BadData, URLSafeSerializer, URLSafeTimedSerializer

CONFIRM_WITHIN = timedelta(days=3)
"""How long the link of a confirmation works."""


class LinkSigner:
    """Makes and reads the tokens, signed with the data folder's secret key. Reading a bad or old token gives None."""

    def __init__(self, key: bytes) -> None:
        self._private = URLSafeSerializer(key, salt="saved search")
        self._confirm = URLSafeTimedSerializer(key, salt="confirm alert")
        self._end = URLSafeSerializer(key, salt="end alert")

    def private(self, search: int) -> str:
        """Token of a saved search's page."""
        return _text(self._private.dumps(search))

    def confirm(self, alert: int) -> str:
        """Token that confirms an alert for CONFIRM_WITHIN."""
        return _text(self._confirm.dumps(alert))

    def end(self, alert: int) -> str:
        """Token that ends an alert; it never expires."""
        return _text(self._end.dumps(alert))

    def search_of(self, token: str) -> int | None:
        """The saved search of a private token."""
        return _read(self._private, token)

    def confirmed(self, token: str) -> int | None:
        """The alert a confirmation token belongs to."""
        try:
            return int(self._confirm.loads(token, max_age=int(CONFIRM_WITHIN.total_seconds())))
        except (BadData, TypeError, ValueError):
            return None

    def ended(self, token: str) -> int | None:
        """The alert an unsubscribe token belongs to."""
        return _read(self._end, token)


def _text(token: str | bytes) -> str:
    return token if isinstance(token, str) else token.decode("ascii")


def _read(serializer: URLSafeSerializer, token: str) -> int | None:
    try:
        return int(serializer.loads(token))
    except (BadData, TypeError, ValueError):
        return None

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

    def private_token(self, search: int) -> str:
        """Return the token of a saved search's page."""
        return _token_text(self._private.dumps(search))

    def confirmation_token(self, alert: int) -> str:
        """Return the token that confirms an alert for CONFIRM_WITHIN."""
        return _token_text(self._confirm.dumps(alert))

    def end_token(self, *alerts: int) -> str:
        """Return the token that ends some alerts; it never expires."""
        return _token_text(self._end.dumps(alerts[0] if len(alerts) == 1 else alerts))

    def search_of(self, token: str) -> int | None:
        """Return the saved search of a private token."""
        return _read_number(self._private, token)

    def alert_to_confirm(self, token: str) -> int | None:
        """Return the alert that a confirmation token confirms."""
        try:
            return int(self._confirm.loads(token, max_age=int(CONFIRM_WITHIN.total_seconds())))
        except (BadData, TypeError, ValueError):
            return None

    def alerts_to_end(self, token: str) -> tuple[int, ...]:
        """Return the alerts that an unsubscribe token ends, () for a token that is none."""
        try:
            read = self._end.loads(token)
            return tuple(int(number) for number in (read if isinstance(read, list) else [read]))
        except (BadData, TypeError, ValueError):
            return ()


def _token_text(token: str | bytes) -> str:
    return token if isinstance(token, str) else token.decode("ascii")


def _read_number(serializer: URLSafeSerializer, token: str) -> int | None:
    try:
        return int(serializer.loads(token))
    except (BadData, TypeError, ValueError):
        return None

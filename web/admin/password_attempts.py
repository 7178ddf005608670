"""Trying the password of an account: delays by address, account and device, and the audit of what was wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from flask import current_app, request

from site_data.accounts.sign_in_attempts import Counter, counters_of
from site_data.passwords import check_password
from site_data.users import User
from translations import N_, gettext
from web.login.cookies import known_device
from web.state import current_state

_WAITING = N_("Đã nhập sai mật khẩu quá nhiều lần từ máy này. Hãy chờ {minutes} phút rồi thử lại.")


@dataclass(frozen=True, slots=True)
class PasswordAttempt:
    """One try at the password of ``user`` (None: nobody is called so), by whoever sent the request that is answered now."""

    user: User | None
    counters: tuple[Counter, ...]
    begun: datetime

    @classmethod
    def of_request(cls, name: str) -> Self:
        """Return the attempt of this request at the password of an account."""
        key = current_app.secret_key
        assert isinstance(key, bytes)
        user = current_state().site.users.get(name)
        device = known_device(name, user.password_hash) if user else None
        return cls(user, counters_of(key, name, request.remote_addr or "", device), datetime.now(UTC))

    def seconds_to_wait(self) -> int:
        """Return how many seconds must pass before a password is looked at; 0: none."""
        until = current_state().site.sign_in_attempts.wait_until(self.counters, self.begun)
        return int((until - self.begun).total_seconds()) + 1 if until is not None else 0

    def verify(self, password: str, failed: str) -> User | None:
        """Return the account when the password is its own; otherwise count it and note ``failed`` in the audit.

        A name that nobody has takes the same time, and stays out of the audit: it may be a password in the wrong box.
        """
        site, user = current_state().site, self.user
        if check_password(user.password_hash if user else None, password) and user is not None:
            site.sign_in_attempts.clear(self.counters)
            return user
        site.sign_in_attempts.record_failure(self.counters, self.begun)
        site.audit.add("", failed, user.name if user else "", request.remote_addr or "")
        return None


def describe_wait(seconds: int) -> str:
    """Return what a person is told who has to wait."""
    return gettext(_WAITING, minutes=-(-seconds // 60))

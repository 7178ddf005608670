"""CSRF protection and rate limits, bound to an application by ``create_app``."""

from __future__ import annotations

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect

csrf = CSRFProtect()

limiter = Limiter(key_func=get_remote_address, default_limits=["600/minute"])

SEARCH_LIMIT = "240/minute"
"""Searches of one address: far above what a person types, far below what hurts."""

SIGN_IN_LIMIT = "20/minute"
"""Sign-in forms of one address; the counter of wrong passwords of an account is in the database beside it."""

EXPORT_LIMIT = "30/minute"
"""Files of one address: each may read thousands of articles."""

SAVE_LIMIT = "60/minute"
"""Saved searches and the pages behind links in mails, of one address."""

MAIL_LIMIT = "10/hour"
"""Requests for mails, of one address."""

BATCH_LIMIT = "6/minute"
"""Lists of queries of one address."""

SUGGEST_LIMIT = "600/minute"
"""Keystrokes of one address: a fast typist has 400 in a minute."""

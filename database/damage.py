"""Goes on without what stands on damaged pages of a database, where it is not needed for an answer that is right."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from database.errors import ArchiveDamaged

T = TypeVar("T")

_log = logging.getLogger(__name__)


def read_or(otherwise: T, read: Callable[[], T], what: str) -> T:
    """Return what is read; ``otherwise``, told to the log as ``what``, when its pages are damaged."""
    try:
        return read()
    except ArchiveDamaged as error:
        _log.error("damaged pages, going on without %s: %s", what, error)
        return otherwise

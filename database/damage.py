"""Goes on without what stands on damaged pages of a database, where it is not needed for an answer that is right."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from database.connection import OpenDatabase
from database.errors import ArchiveDamaged

T = TypeVar("T")
D_co = TypeVar("D_co", bound=OpenDatabase, covariant=True)

_log = logging.getLogger(__name__)


def read_or(otherwise: T, read: Callable[[], T], what: str) -> T:
    """Return what is read; ``otherwise``, told to the log as ``what``, when its pages are damaged."""
    try:
        return read()
    except ArchiveDamaged as error:
        _log.error("damaged pages, going on without %s: %s", what, error.data.get("why", error.code))
        return otherwise


class Opening(Protocol[D_co]):
    """How a kind of database is opened in a data folder."""

    def __call__(self, data: Path, /, *, readonly: bool = False) -> D_co:
        """Open it, made and migrated when missing unless ``readonly``."""


def open_what_is_left(open_: Opening[D_co], data: Path) -> D_co:
    """Open a database to serve it: one that damage keeps from being opened is open for what can be read, and ``damage`` tells why.

    Nothing is written to it then: its tables may be those of another version.
    """
    try:
        return open_(data)
    except ArchiveDamaged as error:
        _log.error(
            "%s is damaged, open for what can be read alone: %s",
            *(error.data.get(key, error.code) for key in ("file", "why")),
        )
        found = open_(data, readonly=True)
        found.refuse_writes(error)
        return found

"""Turns what a person can cause into one line on stderr and exit code 1; run.py calls ``report_errors``."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.exc import OperationalError

from crawler.errors import CrawlError
from database.errors import ArchiveError
from indexer import IndexDamaged, IndexingError, IndexMissing
from progress import Cancelled
from settings import SettingError
from web.errors import WebError

_ADVICE = {
    errno.ENOSPC: "the disk is full: free some space and run the command again; nothing that was confirmed is lost",
    errno.EROFS: "the folder is read-only: choose another with --data",
    errno.EACCES: "permission denied: use a folder and files you may write, or choose another data folder with --data",
    errno.EADDRINUSE: "the port is in use: stop the other server or choose another with --port (`demo`: --sample-port)",
    errno.ENOENT: "no such file or folder: check the path",
    errno.EISDIR: "that is a folder, a file is needed",
}


def os_message(error: OSError) -> str:
    """Return one line for an operating system error, with the path where known and what to do."""
    advice = _ADVICE.get(error.errno or 0, error.strerror or str(error))
    return f"{error.filename}: {advice}" if error.filename else advice


def database_message(error: sqlite3.Error | OperationalError) -> str:
    """Return one line for a database error, with what to do."""
    text = str(error.orig if isinstance(error, OperationalError) else error)
    if "locked" in text or "busy" in text:
        return "another process is writing to the archive: wait until it ends and run the command again"
    if "readonly" in text or "unable to open" in text:
        return "the data folder cannot be written: check its permissions or choose another with --data"
    if "full" in text:
        return _ADVICE[errno.ENOSPC]
    return f"the database answered: {text}; `run.py check` looks for damage"


_NEXT_STEP: dict[type[Exception], str] = {
    IndexMissing: "run `run.py index`",
    IndexDamaged: "run `run.py index --rebuild`",
}
"""What to run: the engine's own words know nothing of commands."""


def error_message(error: Exception) -> str:
    """Return one line for an error of ours, with what to do."""
    text = " ".join(str(error).split())
    step = _NEXT_STEP.get(type(error))
    return f"{text}; {step}" if step else text


@contextmanager
def report_errors() -> Iterator[None]:
    """Raise click.ClickException (one line, exit code 1) for every error a person can cause."""
    try:
        yield
    except (ArchiveError, Cancelled, CrawlError, IndexingError, SettingError, WebError) as error:
        raise click.ClickException(error_message(error)) from error
    except (OperationalError, sqlite3.Error) as error:
        raise click.ClickException(database_message(error)) from error
    except BrokenPipeError:
        raise
    except OSError as error:
        raise click.ClickException(os_message(error)) from error

"""Turns what a person can cause into one line on stderr and exit code 1; run.py calls ``report_errors``."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.exc import DatabaseError

from coded_error import CodedError, reason_of
from crawler.errors import CrawlError
from database.errors import ArchiveError
from indexer import IndexingError
from progress import Cancelled
from settings import SettingError
from web.errors import WebError
from words import sentence

_ADVICE = {
    errno.EIO: "cli.disk_broken",
    errno.ENOSPC: "cli.disk_full",
    errno.EDQUOT: "cli.disk_full",
    errno.EROFS: "cli.folder_readonly",
    errno.EACCES: "cli.permission_denied",
    errno.EADDRINUSE: "cli.port_in_use",
    errno.ENOENT: "cli.no_such_file",
    errno.EISDIR: "cli.folder_not_file",
    errno.ENOMEM: "jobs.out_of_memory",
}


def os_message(error: OSError) -> str:
    """Return one line for an operating system error, with the path where known and what to do."""
    known = _ADVICE.get(error.errno or 0)
    advice = sentence(known) if known else str(reason_of(error))
    return f"{error.filename}: {advice}" if error.filename else advice


def database_message(error: sqlite3.Error | DatabaseError) -> str:
    """Return one line for a database error, with what to do."""
    text = str(error.orig if isinstance(error, DatabaseError) else error)
    if "locked" in text or "busy" in text:
        return sentence("cli.archive_busy")
    if "readonly" in text or "unable to open" in text:
        return sentence("cli.data_unwritable")
    if "I/O" in text:
        return sentence("cli.disk_broken")
    if "full" in text:
        return sentence("cli.disk_full")
    return sentence("cli.database_answered", why=text)


def error_message(error: CodedError | IndexingError) -> str:
    """Return one line for an error of ours, with what to do."""
    # Not its text: the engine's own words know nothing of commands.
    return " ".join(sentence(error.code, **error.data).split())


@contextmanager
def report_errors() -> Iterator[None]:
    """Raise click.ClickException (one line, exit code 1) for every error a person can cause."""
    try:
        yield
    except (ArchiveError, Cancelled, CrawlError, IndexingError, SettingError, WebError) as error:
        raise click.ClickException(error_message(error)) from error
    except (DatabaseError, sqlite3.Error) as error:
        raise click.ClickException(database_message(error)) from error
    except BrokenPipeError:
        raise
    except OSError as error:
        raise click.ClickException(os_message(error)) from error
    except MemoryError as error:
        raise click.ClickException(sentence("jobs.out_of_memory")) from error

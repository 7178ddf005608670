"""Writes a file that a person named: never over one that is there unless told so, and whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from coded_error import reason_of
from database.durable import fsync_folder
from database.errors import ArchiveError, ArchiveUnwritable


@contextmanager
def new_file(path: Path, *, overwrite: bool = False, keep_begun: bool = False) -> Iterator[BinaryIO]:
    """Yield a file that is written aside and stands at ``path`` when the block ends; what failed leaves everything as it was.

    A file that is there is replaced with ``overwrite`` alone; a link, a device or a folder never is. ``keep_begun``: what was
    written until an error stands at ``path`` as well. Raises ArchiveError, ArchiveUnwritable.
    """
    _refuse_other(path, overwrite)
    aside = path.with_name(f".{path.name[:200]}.{os.getpid()}.part")
    try:
        aside.unlink(missing_ok=True)
        file = os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb")
    except (OSError, ValueError) as error:
        raise unwritable_error(path, error) from None
    try:
        with file:
            try:
                yield file
            except BaseException:
                if keep_begun:
                    _put_in_place(file, aside, path, overwrite)
                raise
            _put_in_place(file, aside, path, overwrite)
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def _refuse_other(path: Path, overwrite: bool) -> None:
    try:
        found = path.lstat()
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        raise unwritable_error(path, error) from None
    if not stat.S_ISREG(found.st_mode):
        raise ArchiveError("database.output_no_file", file=path)
    if not overwrite:
        raise ArchiveError("database.output_exists", file=path)


def _put_in_place(file: BinaryIO, aside: Path, path: Path, overwrite: bool) -> None:
    try:
        file.flush()
        os.fsync(file.fileno())
        # Somebody may have written one while this was.
        _refuse_other(path, overwrite)
        aside.replace(path)
        fsync_folder(path.parent)
    except OSError as error:
        raise unwritable_error(path, error) from None


def unwritable_error(path: Path, error: OSError | ValueError) -> ArchiveUnwritable:
    """Return what a person is told when a named file cannot be written."""
    why = reason_of(error) if isinstance(error, OSError) else error
    return ArchiveUnwritable("database.output_unwritable", file=path, why=why)

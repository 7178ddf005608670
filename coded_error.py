"""The error that every room's errors are made of: a code and data, whose words stand in ``words``."""

from __future__ import annotations

import errno
import socket
from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from words import Message, sentence

_E = TypeVar("_E", bound=Exception)
_PLAIN = (str, int, float, datetime, Message)
_SYSTEM = {
    socket.EAI_AGAIN: "system.host_silent",
    socket.EAI_NODATA: "system.host_unknown",
    socket.EAI_NONAME: "system.host_unknown",
    errno.EACCES: "system.not_permitted",
    errno.EADDRNOTAVAIL: "system.no_such_address",
    errno.EDQUOT: "system.no_space",
    errno.EEXIST: "system.exists",
    errno.EINVAL: "system.malformed_name",
    errno.EIO: "system.broken_disk",
    errno.EISDIR: "system.is_folder",
    errno.ELOOP: "system.endless_links",
    errno.EMFILE: "system.too_many_files",
    errno.ENAMETOOLONG: "system.name_too_long",
    errno.ENFILE: "system.too_many_files",
    errno.ENOENT: "system.not_there",
    errno.ENOSPC: "system.no_space",
    errno.ENOTDIR: "system.is_file",
    errno.ENOTEMPTY: "system.not_empty",
    errno.EPERM: "system.not_permitted",
    errno.EROFS: "system.read_only",
    errno.ETXTBSY: "system.in_use",
    errno.EBUSY: "system.in_use",
}


def reason_of(error: OSError) -> Message | str:
    """Return why the operating system refused, as a part of an error's data; its own words where we have none."""
    code = _SYSTEM.get(error.errno or 0)
    return Message(code) if code else error.strerror or str(error)


class CodedError(Exception):
    """Something a person is told in one line: ``str`` is the sentence of ``code`` in ``words`` with ``data`` put in."""

    def __init__(self, code: str, /, **data: object) -> None:
        """``data`` is kept as text, numbers, times and messages; anything else as its text, so that every error can be sent."""
        # Not super(): a class that is an error of another library too has that library's __init__ behind this one.
        Exception.__init__(self, code)
        self.code = code
        self.data: Mapping[str, object] = {
            name: value if isinstance(value, _PLAIN) else str(value) for name, value in data.items()
        }

    def __str__(self) -> str:
        return sentence(self.code, **self.data)

    def __reduce__(self) -> tuple[object, ...]:
        # By attributes: the signature of a class may be its own.
        return _restored, (type(self), self.args, self.__dict__)


def _restored(kind: type[_E], args: tuple[object, ...], attributes: dict[str, object]) -> _E:
    error = kind.__new__(kind, *args)
    error.__dict__.update(attributes)
    return error

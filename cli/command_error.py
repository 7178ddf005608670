"""Errors of the commands: ``CommandError`` (exit code 1), ``CommandUsageError`` (exit code 2), as click prints them."""

from __future__ import annotations

import click

from coded_error import CodedError


class CommandError(CodedError, click.ClickException):
    """A command cannot do what it was asked to do, or did it in part."""

    def __init__(self, code: str, /, **data: object) -> None:
        CodedError.__init__(self, code, **data)
        click.ClickException.__init__(self, str(self))


class CommandUsageError(CodedError, click.UsageError):
    """The arguments of a command do not go together."""

    def __init__(self, code: str, /, **data: object) -> None:
        CodedError.__init__(self, code, **data)
        click.UsageError.__init__(self, str(self))
